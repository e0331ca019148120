/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The start of a child process, up to the moment when another program runs in it.
 */
#include "base/process_start.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/file.h"

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
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL); /* nobody would be left to insist */
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

int hz_child_start(const struct hz_process *process, const char *path, struct hz_child *child,
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
