/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A terminal that does not show what is typed, for as long as a secret is asked for.
 *
 * All that the signal handler calls is async-signal-safe (signal-safety(7)).
 */
#include "cli/echo_off.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/interrupt.h"

static int terminal = -1;
static struct termios shown;
static struct termios hidden;
static const char *shown_prompt;

/* The signals of a keyboard that base/interrupt.h leaves alone. */
static const int signals[] = { SIGTSTP, SIGQUIT };
static struct sigaction before[HZ_COUNT(signals)];

static void show(void)
{
	(void)tcsetattr(terminal, TCSANOW, &shown);
}

/* Lets @signum do what it does by default: it returns when the process goes on. */
static void surrender(int signum)
{
	struct sigaction ours;
	struct sigaction theirs = { .sa_handler = SIG_DFL };
	sigset_t this_one;
	sigset_t blocked;

	(void)sigemptyset(&this_one);
	(void)sigaddset(&this_one, signum);
	(void)sigaction(signum, &theirs, &ours);
	(void)raise(signum); /* takes effect when it is no longer blocked */
	(void)sigprocmask(SIG_UNBLOCK, &this_one, &blocked);
	(void)sigprocmask(SIG_SETMASK, &blocked, NULL);
	(void)sigaction(signum, &ours, NULL);
}

static void print_prompt(void)
{
	if (write(terminal, shown_prompt, strlen(shown_prompt)) < 0) {
		/* whoever reads the answer finds out what is wrong */
	}
}

static void on_signal(int signum)
{
	int saved = errno;

	show();
	surrender(signum);
	(void)tcsetattr(terminal, TCSANOW, &hidden);
	print_prompt();
	errno = saved;
}

static void catch_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal };

	for (size_t i = 0; i < HZ_COUNT(signals); i++) {
		(void)sigaction(signals[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			(void)sigaction(signals[i], &action, NULL);
	}
}

int hz_echo_off(int tty, const char *prompt, struct hz_err *err)
{
	if (tcgetattr(tty, &shown) < 0)
		return hz_err_errno(err, errno, "cannot hide what is typed");
	hidden = shown;
	hidden.c_lflag &= ~(tcflag_t)ECHO;
	hidden.c_lflag |= ICANON | ISIG;
	terminal = tty;
	shown_prompt = prompt;
	catch_signals();
	hz_interrupt_at_exit(show);
	if (tcsetattr(tty, TCSAFLUSH, &hidden) < 0) {
		int errnum = errno;

		hz_echo_on();
		return hz_err_errno(err, errnum, "cannot hide what is typed");
	}
	print_prompt();
	return 0;
}

void hz_echo_on(void)
{
	if (terminal < 0)
		return;
	show();
	for (size_t i = 0; i < HZ_COUNT(signals); i++)
		(void)sigaction(signals[i], &before[i], NULL);
	hz_interrupt_at_exit(NULL);
	terminal = -1;
}
