/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Child processes: a program runs to its end, and what it prints is ours.
 */
#include "base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/command_path.h"
#include "base/file.h"
#include "base/interrupt.h"

#define PATIENCE_MS 100 /* between SIGTERM and SIGKILL */

/* A child that runs. */
struct child {
	pid_t pid; /* 0 once it was waited for */
	int out;   /* where its standard output can be read */
};

/* Waits at most @ms for the end of the child; whether it ended. */
static bool ends_within(struct child *child, int ms)
{
	const struct timespec nap = { .tv_nsec = 5 * 1000000 };

	for (; ms > 0; ms -= 5) {
		if (waitpid(child->pid, NULL, WNOHANG) != 0)
			return true;
		(void)nanosleep(&nap, NULL);
	}
	return false;
}

/* Ends a child that still runs: politely, then not. */
static void end_child(struct child *child)
{
	if (child->pid > 0) {
		(void)kill(child->pid, SIGTERM);
		if (!ends_within(child, PATIENCE_MS)) {
			(void)kill(child->pid, SIGKILL);
			(void)waitpid(child->pid, NULL, 0);
		}
	}
	hz_closep(&child->out);
}

/* In the child: nothing of ours handles its signals. */
static void forget_handlers(void)
{
	for (int signum = 1; signum < NSIG; signum++) {
		struct sigaction action;

		if (sigaction(signum, NULL, &action) < 0)
			continue;
		if (action.sa_handler != SIG_IGN || signum == SIGPIPE)
			(void)signal(signum, SIG_DFL);
	}
}

/* fork(), in which no signal reaches the child as long as it has our handlers. */
static pid_t fork_clean(void)
{
	sigset_t all;
	sigset_t before;
	pid_t pid;
	int errnum;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	errnum = errno;
	if (pid == 0)
		forget_handlers();
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	errno = errnum;
	return pid;
}

/* In the child: what must hold before another program takes over. */
static void settle(const struct hz_process *process, int out, pid_t parent)
{
#ifdef __linux__
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
	if (getppid() != parent) /* it died before we could ask to be told */
		_exit(127);
	if (!process->share_stdin) {
		int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);

		if (nothing < 0 || dup2(nothing, STDIN_FILENO) < 0)
			_exit(127);
	}
	if (dup2(out, STDOUT_FILENO) < 0)
		_exit(127);
}

/*
 * In the child: becomes the program at @path. Where that fails, its errno is
 * written to @failed, which closes by itself where it does not.
 */
__attribute__((noreturn)) static void become(const struct hz_process *process, const char *path,
					     int failed)
{
	int errnum;

	(void)execve(path, process->argv, process->env);
	errnum = errno;
	if (write(failed, &errnum, sizeof(errnum)) < 0) {
		/* the parent then sees exit code 127 */
	}
	_exit(127);
}

static int report_start(int errnum, const char *name, struct hz_err *err)
{
	if (errnum == ENOENT || errnum == ENOTDIR)
		return hz_err_set(err, HZ_ERR_FAILED, "CommandNotFound", "executable %s not found",
				  name);
	return hz_err_errno(err, errnum, "executable %s cannot be run", name);
}

static int open_pipe(int *ret_read, int *ret_write, const char *name, struct hz_err *err)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return hz_err_errno(err, errno, "executable %s cannot be run", name);
	*ret_read = fds[0];
	*ret_write = fds[1];
	return 0;
}

/* Starts the program at @path and returns when it runs. @child is to be ended in any case. */
static int start(const struct hz_process *process, const char *path, struct child *child,
		 struct hz_err *err)
{
	HZ_AUTO(hz_closep) int out = -1;
	HZ_AUTO(hz_closep) int failure = -1;
	HZ_AUTO(hz_closep) int failed = -1;
	const char *name = process->argv[0];
	pid_t parent = getpid();
	int errnum = 0;

	if (open_pipe(&child->out, &out, name, err) < 0 ||
	    open_pipe(&failure, &failed, name, err) < 0)
		return -1;
	child->pid = fork_clean();
	if (child->pid < 0)
		return hz_err_errno(err, errno, "executable %s cannot be run", name);
	if (child->pid == 0) {
		settle(process, out, parent);
		become(process, path, failed);
	}
	(void)close(failed);
	failed = -1;
	if (read(failure, &errnum, sizeof(errnum)) == (ssize_t)sizeof(errnum))
		return report_start(errnum, name, err);
	return 0;
}

/* Appends what can be read now: 1, 0 at the end, or < 0. */
static int take_output(struct child *child, const char *name, struct hz_buf *out,
		       struct hz_err *err)
{
	char chunk[4096];
	ssize_t got = read(child->out, chunk, sizeof(chunk));
	int r;

	if (got < 0 && errno != EINTR)
		return hz_err_errno(err, errno, "executable %s: cannot read its output", name);
	if (got <= 0)
		return got < 0 ? 1 : 0;
	r = hz_buf_append(out, chunk, (size_t)got);
	explicit_bzero(chunk, sizeof(chunk));
	if (r < 0)
		return hz_err_set(err, HZ_ERR_FAILED, "OutputTooLarge",
				  "executable %s printed more than %zu bytes", name, out->cap);
	return 1;
}

/* Takes all output, unless a signal comes first. */
static int collect(struct child *child, const char *name, struct hz_buf *out, struct hz_err *err)
{
	struct pollfd ready[] = {
		{ .fd = child->out, .events = POLLIN },
		{ .fd = hz_interrupt_fd(), .events = POLLIN },
	};
	int more = 1;

	while (more > 0) {
		int count = poll(ready, HZ_COUNT(ready), -1);

		if (hz_interrupted())
			return hz_interrupt_err(err);
		if (count < 0 && errno != EINTR)
			return hz_err_errno(err, errno, "executable %s: cannot wait", name);
		if (count > 0 && ready[0].revents)
			more = take_output(child, name, out, err);
	}
	return more;
}

/* Waits for the end, unless a signal comes first. */
static int await(struct child *child, const char *name, int *ret_status, struct hz_err *err)
{
	struct pollfd signalled = { .fd = hz_interrupt_fd(), .events = POLLIN };
	pid_t ended = waitpid(child->pid, ret_status, WNOHANG);

	while (ended == 0 && !hz_interrupted()) {
		(void)poll(&signalled, 1, 1);
		ended = waitpid(child->pid, ret_status, WNOHANG);
	}
	if (ended > 0)
		child->pid = 0;
	if (hz_interrupted()) /* the terminal sent the signal to the child as well */
		return hz_interrupt_err(err);
	if (ended < 0)
		return hz_err_errno(err, errno, "executable %s: cannot wait for it", name);
	return 0;
}

static int judge(int status, const char *name, struct hz_err *err)
{
	if (WIFSIGNALED(status))
		return hz_err_set(err, HZ_ERR_FAILED, "CommandFailed",
				  "executable %s was ended by signal %d (%s)", name,
				  WTERMSIG(status), strsignal(WTERMSIG(status)));
	if (WEXITSTATUS(status) != 0)
		return hz_err_set(err, HZ_ERR_FAILED, "CommandFailed",
				  "executable %s failed with exit code %d", name,
				  WEXITSTATUS(status));
	return 0;
}

int hz_process_run(const struct hz_process *process, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(end_child) struct child child = { .out = -1 };
	HZ_AUTO(hz_strv_done) struct hz_strv env = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *path = hz_command_find(process->argv[0]);
	struct hz_process full = *process;
	const char *name = process->argv[0];
	int status = 0;

	if (!path)
		return report_start(ENOENT, name, err);
	if (!full.env) {
		hz_process_env(&env);
		full.env = env.item;
	}
	if (start(&full, path, &child, err) < 0 || collect(&child, name, out, err) < 0 ||
	    await(&child, name, &status, err) < 0)
		return -1;
	return judge(status, name, err);
}
