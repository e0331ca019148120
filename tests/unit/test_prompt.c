/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prompts need a controlling terminal. Each test asks in a process of its own: below a
 * small shell, which leads the session of a pseudo-terminal, as a job of it.
 */
#include "cli/prompt.h"

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/interrupt.h"
#include "base/str.h"
#include "cli/echo_off.h"
#include "unit.h"

/* What a job does; returns its exit code and may add to @said. */
typedef int (*job_function)(struct hz_cli *cli, struct hz_buf *said);

struct terminal {
	int master;  /* the person's side */
	int reports; /* lines of the shell and the job */
	pid_t shell;
	pid_t job;
	struct hz_buf screen; /* all that was shown so far */
};

__attribute__((noreturn)) static void run_job(job_function function, int reports)
{
	HZ_AUTO(hz_buf_done) struct hz_buf said = HZ_BUF_INIT;
	struct hz_cli cli = { .err = stderr };
	int code = function(&cli, &said);

	if (said.len > 0)
		(void)dprintf(reports, "said %s\n", hz_buf_str(&said));
	_exit(code);
}

/* In the leader of the session: starts the job, and tells when it stops and ends. */
__attribute__((noreturn)) static void run_shell(job_function function, bool background, int reports)
{
	int status = 0;
	pid_t job = fork();

	(void)signal(SIGTTOU, SIG_IGN);
	(void)signal(SIGHUP, SIG_IGN);
	if (job == 0) {
		(void)setpgid(0, 0);
		if (!background)
			(void)tcsetpgrp(STDIN_FILENO, getpid());
		(void)signal(SIGTTOU, SIG_DFL);
		(void)signal(SIGHUP, SIG_DFL);
		(void)dprintf(reports, "job %d\n", (int)getpid());
		run_job(function, reports);
	}
	while (waitpid(job, &status, WUNTRACED) == job && WIFSTOPPED(status))
		(void)dprintf(reports, "stopped\n");
	if (WIFSIGNALED(status))
		(void)dprintf(reports, "killed %d\n", WTERMSIG(status));
	else
		(void)dprintf(reports, "exit %d\n", WEXITSTATUS(status));
	_exit(0);
}

/* The next line of the shell or the job. */
static const char *next_report(struct terminal *terminal)
{
	static char line[512];
	size_t len = 0;

	while (len < sizeof(line) - 1 && read(terminal->reports, line + len, 1) == 1) {
		if (line[len] == '\n')
			break;
		len++;
	}
	line[len] = '\0';
	return line;
}

static void open_terminal(struct terminal *terminal, job_function function, bool background)
{
	int fds[2];
	const char *pid;

	*terminal = (struct terminal){ .screen = HZ_BUF_INIT };
	ck_assert_int_eq(pipe2(fds, O_CLOEXEC), 0);
	terminal->shell = forkpty(&terminal->master, NULL, NULL, NULL);
	ck_assert_int_ge(terminal->shell, 0);
	if (terminal->shell == 0)
		run_shell(function, background, fds[1]);
	(void)close(fds[1]);
	terminal->reports = fds[0];
	pid = hz_str_after(next_report(terminal), "job ");
	ck_assert_ptr_nonnull(pid);
	terminal->job = (pid_t)strtol(pid, NULL, 10);
}

static void close_terminal(struct terminal *terminal)
{
	(void)close(terminal->master);
	(void)close(terminal->reports);
	(void)waitpid(terminal->shell, NULL, 0);
	hz_buf_done(&terminal->screen);
}

static void type(struct terminal *terminal, const char *keys)
{
	ck_assert_int_eq(write(terminal->master, keys, strlen(keys)), (ssize_t)strlen(keys));
}

/* Reads the screen until @text is on it, at most ten seconds. */
static void see(struct terminal *terminal, const char *text)
{
	struct pollfd ready = { .fd = terminal->master, .events = POLLIN };
	char chunk[512];

	while (!strstr(hz_buf_str(&terminal->screen), text)) {
		ssize_t got = 0;

		if (poll(&ready, 1, 10000) == 1)
			got = read(terminal->master, chunk, sizeof(chunk));
		ck_assert_msg(got > 0, "no \"%s\" on: %s", text, hz_buf_str(&terminal->screen));
		hz_buf_add(&terminal->screen, chunk, (size_t)got);
	}
}

static void check_report(struct terminal *terminal, const char *want)
{
	ck_assert_str_eq(next_report(terminal), want);
}

static bool is_echo_on(const struct terminal *terminal)
{
	struct termios settings;

	ck_assert_int_eq(tcgetattr(terminal->master, &settings), 0);
	return (settings.c_lflag & ECHO) != 0;
}

/* Says the error; its exit code. */
static int report_error(const struct hz_err *err, struct hz_buf *said)
{
	hz_buf_addf(said, "%s: %s", err->reason, err->message);
	if (err->advice)
		hz_buf_addf(said, " | %s", err->advice);
	return hz_err_exit_code(err);
}

static int ask_yes(struct hz_cli *cli, struct hz_buf *said)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_interrupt_catch();
	if (hz_prompt_yes(cli, "--yes", "Spend 10 EUR?\033[2J", &err) < 0)
		return report_error(&err, said);
	return 0;
}

static int ask_word(struct hz_cli *cli, struct hz_buf *said)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_prompt_word(cli, "--yes", "This deletes demo.", "demo", &err) < 0)
		return report_error(&err, said);
	return 0;
}

static int ask_secret(struct hz_cli *cli, struct hz_buf *said)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_secret_freep) char *secret = NULL;

	hz_interrupt_catch();
	if (hz_prompt_secret(cli, "--file FILE", "Token", &secret, &err) < 0)
		return report_error(&err, said);
	hz_buf_adds(said, secret);
	return 0;
}

static const struct {
	job_function ask;
	const char *question;
	const char *keys;
	const char *report;
} answers[] = {
	{ ask_yes, "(y/N): ", "y\n", "exit 0" },
	{ ask_yes, "(y/N): ", " YES \n", "exit 0" },
	{ ask_yes, "(y/N): ", "n\n", "said Declined: nothing was done: not confirmed" },
	{ ask_yes, "(y/N): ", "\n", "said Declined: nothing was done: not confirmed" },
	{ ask_yes, "(y/N): ", "yeah\n", "said Declined: nothing was done: not confirmed" },
	{ ask_yes, "(y/N): ", "\004", "said Declined: nothing was done: not confirmed" },
	{ ask_word, "Type demo to go on: ", "demo\n", "exit 0" },
	{ ask_word, "Type demo to go on: ", "y\n",
	  "said Declined: nothing was done: not confirmed" },
	{ ask_word, "Type demo to go on: ", "Demo\n",
	  "said Declined: nothing was done: not confirmed" },
};

START_TEST(takes_only_the_answer_it_asks_for)
{
	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		struct terminal terminal;

		open_terminal(&terminal, answers[i].ask, false);
		see(&terminal, answers[i].question);
		type(&terminal, answers[i].keys);
		check_report(&terminal, answers[i].report);
		close_terminal(&terminal);
	}
}
END_TEST

START_TEST(makes_the_question_harmless)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_yes, false);
	see(&terminal, "Spend 10 EUR?\\x1b[2J (y/N): ");
	type(&terminal, "n\n");
	close_terminal(&terminal);
}
END_TEST

START_TEST(a_no_has_the_exit_code_for_missing_approval)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_yes, false);
	see(&terminal, "(y/N): ");
	type(&terminal, "n\n");
	(void)next_report(&terminal);
	check_report(&terminal, "exit 3");
	close_terminal(&terminal);
}
END_TEST

START_TEST(hides_a_secret_and_shows_what_is_typed_afterwards)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_secret, false);
	see(&terminal, "Token (not shown): ");
	ck_assert(!is_echo_on(&terminal));
	type(&terminal, " s3cr3t-t0ken \n");
	check_report(&terminal, "said s3cr3t-t0ken");
	check_report(&terminal, "exit 0");
	ck_assert(is_echo_on(&terminal));
	see(&terminal, "\n");
	ck_assert_ptr_null(strstr(hz_buf_str(&terminal.screen), "s3cr3t"));
	close_terminal(&terminal);
}
END_TEST

START_TEST(shows_what_is_typed_after_an_interruption)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_secret, false);
	see(&terminal, "Token (not shown): ");
	type(&terminal, "half\003");
	check_report(&terminal, "said Interrupted: interrupted by SIGINT");
	check_report(&terminal, "exit 130");
	ck_assert(is_echo_on(&terminal));
	close_terminal(&terminal);
}
END_TEST

static const struct {
	int signum;
	const char *report;
} signals[] = {
	{ SIGTERM, "exit 143" },
	{ SIGHUP, "exit 129" },
};

START_TEST(shows_what_is_typed_after_a_signal)
{
	for (size_t i = 0; i < HZ_COUNT(signals); i++) {
		struct terminal terminal;

		open_terminal(&terminal, ask_secret, false);
		see(&terminal, "Token (not shown): ");
		ck_assert_int_eq(kill(terminal.job, signals[i].signum), 0);
		(void)next_report(&terminal);
		check_report(&terminal, signals[i].report);
		ck_assert(is_echo_on(&terminal));
		close_terminal(&terminal);
	}
}
END_TEST

START_TEST(shows_what_is_typed_after_a_quit)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_secret, false);
	see(&terminal, "Token (not shown): ");
	type(&terminal, "\034");
	check_report(&terminal, "killed 3");
	ck_assert(is_echo_on(&terminal));
	close_terminal(&terminal);
}
END_TEST

static int wait_with_echo_off(struct hz_cli *cli, struct hz_buf *said)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	(void)cli;
	hz_interrupt_catch();
	if (hz_echo_off(STDIN_FILENO, "ready", &err) < 0)
		return report_error(&err, said);
	for (;;)
		(void)pause();
}

START_TEST(shows_what_is_typed_when_a_second_signal_ends_the_program)
{
	struct terminal terminal;

	open_terminal(&terminal, wait_with_echo_off, false);
	see(&terminal, "ready");
	ck_assert_int_eq(kill(terminal.job, SIGTERM), 0);
	ck_assert_int_eq(kill(terminal.job, SIGINT), 0);
	check_report(&terminal, "exit 130");
	ck_assert(is_echo_on(&terminal));
	close_terminal(&terminal);
}
END_TEST

START_TEST(shows_what_is_typed_while_it_is_stopped_and_asks_again)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_secret, false);
	for (int times = 0; times < 2; times++) {
		see(&terminal, "Token (not shown): ");
		hz_buf_clear(&terminal.screen);
		type(&terminal, "\032");
		check_report(&terminal, "stopped");
		ck_assert(is_echo_on(&terminal));
		ck_assert_int_eq(kill(terminal.job, SIGCONT), 0);
	}
	see(&terminal, "Token (not shown): ");
	ck_assert(!is_echo_on(&terminal));
	type(&terminal, "s3cr3t-t0ken\n");
	check_report(&terminal, "said s3cr3t-t0ken");
	check_report(&terminal, "exit 0");
	ck_assert(is_echo_on(&terminal));
	close_terminal(&terminal);
}
END_TEST

START_TEST(does_not_ask_in_the_background)
{
	struct terminal terminal;

	open_terminal(&terminal, ask_word, true);
	check_report(&terminal, "said NoTerminal: cannot ask, because this runs in the background: "
				"This deletes demo. | Add --yes to answer without being asked.");
	check_report(&terminal, "exit 3");
	close_terminal(&terminal);
}
END_TEST

/* The terminal of whoever runs the tests is no longer ours. */
static void leave_terminal(void)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (tty < 0)
		return;
	ck_assert_int_eq(ioctl(tty, TIOCNOTTY), 0);
	(void)close(tty);
}

START_TEST(fails_at_once_without_a_terminal_and_names_the_option)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_cli cli = { .err = stderr };
	char *secret = NULL;

	leave_terminal();
	hz_ck_fails(hz_prompt_yes(&cli, "--yes", "Delete it?", &err), &err,
		    "cannot ask, because there is no terminal: Delete it?");
	ck_assert_int_eq(err.kind, HZ_ERR_APPROVAL);
	ck_assert_str_eq(err.advice, "Add --yes to answer without being asked.");
	hz_ck_fails(hz_prompt_word(&cli, "--force", "Delete it?", "x", &err), &err, "Delete it?");
	ck_assert_str_eq(err.advice, "Add --force to answer without being asked.");
	hz_ck_fails(hz_prompt_secret(&cli, "--file FILE", "Token", &secret, &err), &err, "Token");
	ck_assert_str_eq(err.advice, "Add --file FILE to answer without being asked.");
	ck_assert_ptr_null(secret);
}
END_TEST

START_TEST(takes_yes_for_an_answer_but_never_for_a_secret)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_cli cli = { .err = stderr, .yes = true };
	char *secret = NULL;

	leave_terminal();
	hz_ck_ok(hz_prompt_yes(&cli, "--yes", "Delete it?", &err), &err);
	hz_ck_ok(hz_prompt_word(&cli, "--yes", "Delete it?", "demo", &err), &err);
	hz_ck_fails(hz_prompt_secret(&cli, "--file", "Token", &secret, &err), &err, "cannot ask");
}
END_TEST

HZ_SUITE("prompt", takes_only_the_answer_it_asks_for, makes_the_question_harmless,
	 a_no_has_the_exit_code_for_missing_approval,
	 hides_a_secret_and_shows_what_is_typed_afterwards,
	 shows_what_is_typed_after_an_interruption, shows_what_is_typed_after_a_signal,
	 shows_what_is_typed_after_a_quit,
	 shows_what_is_typed_when_a_second_signal_ends_the_program,
	 shows_what_is_typed_while_it_is_stopped_and_asks_again, does_not_ask_in_the_background,
	 fails_at_once_without_a_terminal_and_names_the_option,
	 takes_yes_for_an_answer_but_never_for_a_secret)
