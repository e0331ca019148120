/* SPDX-License-Identifier: Apache-2.0 */
#include "base/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

START_TEST(a_signal_is_noted_and_wakes_who_polls)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct pollfd fd;

	hz_interrupt_catch();
	fd = (struct pollfd){ .fd = hz_interrupt_fd(), .events = POLLIN };
	ck_assert_int_eq(hz_interrupted(), 0);
	ck_assert_int_eq(poll(&fd, 1, 0), 0);
	ck_assert_int_eq(raise(SIGTERM), 0);
	ck_assert_int_eq(hz_interrupted(), SIGTERM);
	ck_assert_int_eq(poll(&fd, 1, 0), 1);
	hz_ck_fails(hz_interrupt_err(&err), &err, "interrupted by SIGTERM");
	ck_assert_int_eq(hz_err_exit_code(&err), 143);
}
END_TEST

static void say_bye(void)
{
	ck_assert_int_eq(write(STDOUT_FILENO, "bye", 3), 3);
}

START_TEST(the_second_signal_leaves_at_once_and_restores_the_terminal)
{
	int out[2];
	char text[4] = "";
	int status;
	pid_t child;

	ck_assert_int_eq(pipe(out), 0);
	child = fork();
	if (child == 0) {
		dup2(out[1], STDOUT_FILENO);
		hz_interrupt_catch();
		hz_interrupt_at_exit(say_bye);
		raise(SIGINT);
		raise(SIGINT);
		_exit(1);
	}
	ck_assert_int_eq(waitpid(child, &status, 0), child);
	ck_assert(WIFEXITED(status));
	ck_assert_int_eq(WEXITSTATUS(status), 130);
	ck_assert_int_eq(read(out[0], text, 3), 3);
	ck_assert_str_eq(text, "bye");
	close(out[0]);
	close(out[1]);
}
END_TEST

START_TEST(a_signal_that_is_ignored_stays_ignored)
{
	signal(SIGHUP, SIG_IGN);
	hz_interrupt_catch();
	ck_assert_int_eq(raise(SIGHUP), 0);
	ck_assert_int_eq(hz_interrupted(), 0);
}
END_TEST

HZ_SUITE("interrupt", a_signal_is_noted_and_wakes_who_polls,
	 the_second_signal_leaves_at_once_and_restores_the_terminal,
	 a_signal_that_is_ignored_stays_ignored)
