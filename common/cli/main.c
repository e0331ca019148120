/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a program: set up the process, read the command line, run the command,
 * print its error once, and leave with the exit code that the error's kind says.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/interrupt.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/again.h"
#include "cli/global_options.h"
#include "cli/help.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "cli/report.h"
#include "cli/token.h"

/* A file that is opened later must not get the number of a standard stream that was closed. */
static void open_standard_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)open("/dev/null", O_RDWR);
}

/*
 * Tokens and keys in memory must not reach a core file. The limit is not heeded where
 * a program collects the cores. A sanitizer's leak check needs to trace us.
 */
static void forbid_core_dumps(void)
{
	struct rlimit none = { .rlim_cur = 0 };
	struct rlimit old;

	if (getrlimit(RLIMIT_CORE, &old) == 0)
		none.rlim_max = old.rlim_max;
	(void)setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
	(void)prctl(PR_SET_DUMPABLE, 0);
#endif
}

static void set_up_process(void)
{
	open_standard_streams();
	forbid_core_dumps();
	hz_interrupt_catch();
	(void)signal(SIGPIPE, SIG_IGN); /* a server's reset connection is no reason to die */
}

static int print_help(struct hz_cli *cli, const struct hz_command_line *line)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_help_add(&text, line->cmd, line->path);
	(void)fputs(hz_buf_str(&text), cli->out);
	return 0;
}

static int refuse_warnings(const struct hz_cli *cli, struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_FAILED, "Warnings", "%d warning%s received", cli->warnings,
			  cli->warnings == 1 ? "" : "s");
}

static int run(struct hz_cli *cli, const struct hz_command_line *line, struct hz_err *err)
{
	static char *const none[] = { NULL };
	char *const *args = line->args.count > 0 ? line->args.item : none;
	int r;

	if (cli->help || !line->cmd->run)
		return print_help(cli, line);
	if (hz_global_options_check(cli, err) < 0)
		return -1;
	cli->cmd = line->cmd;
	cli->path = line->path;
	r = line->cmd->run(cli, line->opts, args, err);
	/* what it took for true without asking was not, and nothing was written: now it asks */
	if (r < 0 && hz_err_is(err, "StaleDiscovery")) {
		hz_err_done(err);
		cli->cache_dir = "";
		r = line->cmd->run(cli, line->opts, args, err);
	}
	if (r >= 0 && cli->warnings_as_errors && cli->warnings > 0)
		return refuse_warnings(cli, err);
	return r;
}

/* As a program that does not ignore SIGPIPE ends, and kubectl: silently. */
static void die_of_broken_pipe(void)
{
	(void)signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}

static bool is_broken_pipe(int fd)
{
	struct pollfd stream = { .fd = fd, .events = POLLOUT };

	return poll(&stream, 1, 0) == 1 && (stream.revents & POLLERR) != 0;
}

/* What stdout did not take is a failure of the command, unless its reader has gone. */
static int flush_output(struct hz_cli *cli, int r, struct hz_err *err)
{
	if ((fflush(cli->out) == 0 && !ferror(cli->out)) || r < 0)
		return r;
	if (is_broken_pipe(fileno(cli->out)))
		die_of_broken_pipe();
	return hz_err_errno(err, errno, "cannot write standard output");
}

static void print_error(struct hz_cli *cli, const struct hz_command_line *line,
			const struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_report_error(&text, err, line->path);
	(void)fputs(hz_buf_str(&text), cli->err);
}

int hz_cli_main(const struct hz_cmd *root, const char *words, int argc, char *argv[])
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_command_line_done) struct hz_command_line line = { .cmd = NULL };
	HZ_AUTO(hz_freep) char *again = hz_again(words, argv + (argc > 0));
	struct hz_cli cli = { .out = stdout,
			      .err = stderr,
			      .words = words,
			      .args = argv + (argc > 0),
			      .again = again };
	int r;

	set_up_process();
	hz_token_register_environment();
	hz_opt_init(hz_global_options, &cli);
	r = hz_command_line_read(&line, root, words, argv + (argc > 0), &cli, &err);
	if (r == 0)
		r = run(&cli, &line, &err);
	r = flush_output(&cli, r, &err);
	if (r < 0)
		print_error(&cli, &line, &err);
	hz_opt_done(hz_global_options, &cli);
	hz_secret_forget();
	return r < 0 ? hz_err_exit_code(&err) : 0;
}
