/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Child processes: a program runs to its end, and what it prints is ours.
 */
#include "base/process.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/command_path.h"
#include "base/file.h"
#include "base/interrupt.h"
#include "base/process_start.h"

#define PATIENCE_MS 100 /* between SIGTERM and SIGKILL */

/* Waits at most @ms for the end of the child; whether it ended. */
static bool ends_within(struct hz_child *child, int ms)
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
static void end_child(struct hz_child *child)
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

/* Appends what can be read now: 1, 0 at the end, or < 0. */
static int take_output(struct hz_child *child, const char *name, struct hz_buf *out,
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
static int collect(struct hz_child *child, const char *name, struct hz_buf *out, struct hz_err *err)
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
static int await(struct hz_child *child, const char *name, int *ret_status, struct hz_err *err)
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
	HZ_AUTO(end_child) struct hz_child child = { .out = -1 };
	HZ_AUTO(hz_strv_done) struct hz_strv env = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *path = hz_command_find(process->argv[0]);
	struct hz_process full = *process;
	const char *name = process->argv[0];
	int status = 0;

	if (!path)
		return hz_err_set(err, HZ_ERR_FAILED, "CommandNotFound", "executable %s not found",
				  name);
	if (!full.env) {
		hz_process_env(&env);
		full.env = env.item;
	}
	if (hz_child_start(&full, path, &child, err) < 0 || collect(&child, name, out, err) < 0 ||
	    await(&child, name, &status, err) < 0)
		return -1;
	return judge(status, name, err);
}
