/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT, SIGTERM and SIGHUP as something that loops can ask for and poll.
 */
#include "base/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t came;
static int wake[2] = { -1, -1 };
static void (*volatile at_exit)(void);

static void note(int signum)
{
	int saved = errno;

	if (came) {
		if (at_exit)
			at_exit();
		_exit(128 + signum);
	}
	came = signum;
	if (write(wake[1], "", 1) < 0) {
		/* a full pipe wakes as well */
	}
	errno = saved;
}

void hz_interrupt_catch(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction action = { .sa_handler = note };

	if (pipe2(wake, O_CLOEXEC | O_NONBLOCK) < 0)
		return;
	for (size_t i = 0; i < HZ_COUNT(signals); i++) {
		struct sigaction old;

		/* nohup and background jobs of a shell ignore some of them: keep it so */
		if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			(void)sigaction(signals[i], &action, NULL);
	}
}

int hz_interrupted(void)
{
	return came;
}

int hz_interrupt_fd(void)
{
	return wake[0];
}

void hz_interrupt_at_exit(void (*restore)(void))
{
	at_exit = restore;
}

int hz_interrupt_err(struct hz_err *err)
{
	enum hz_err_kind kind = came == SIGTERM  ? HZ_ERR_TERMINATED
				: came == SIGHUP ? HZ_ERR_HANGUP
						 : HZ_ERR_INTERRUPTED;

	return hz_err_set(err, kind, "Interrupted", "interrupted by %s",
			  came == SIGTERM  ? "SIGTERM"
			  : came == SIGHUP ? "SIGHUP"
					   : "SIGINT");
}
