/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A program with one command for each thing that all programs have in common: errors
 * and exit codes, output, warnings, progress, prompts, signals.
 */
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/interrupt.h"
#include "base/num.h"
#include "base/secret.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/prompt.h"
#include "cli/token.h"

static int fail_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	int kind = 1;

	(void)cli;
	(void)opts;
	if (hz_parse_int_in(args[0], 1, 255, &kind) < 0)
		return hz_err_set(err, HZ_ERR_USAGE, "Test", "no such kind");
	hz_err_set(err, (enum hz_err_kind)kind, "Test", "cannot do it: the server says no");
	hz_err_advise(err, "Try it again with: kubectl hetzner again");
	return hz_err_advise(err, "Or do not.");
}

/* What a server could say to deceive the person. */
static int deceive_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)cli;
	(void)opts;
	(void)args;
	hz_secret_register("s3cr3t-t0ken");
	hz_err_set(err, HZ_ERR_FAILED, "Test",
		   "a s3cr3t-t0ken\033[2J\r\n\nerror: yours\xff\nSee 'this'");
	return hz_err_advise(err, "not s3cr3t-t0ken\033[1m");
}

struct say_opts {
	int times;
};

static const struct hz_opt say_options[] = {
	{ .type = HZ_OPT_INT,
	  .name = "times",
	  .metavar = "N",
	  .help = "How often",
	  .fallback = "1",
	  .offset = offsetof(struct say_opts, times) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static int say_run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct say_opts *opts = data;

	(void)err;
	for (int i = 0; i < opts->times; i++)
		(void)fprintf(cli->out, "%s\n", args[0]);
	return 0;
}

static int warn_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)opts;
	(void)err;
	for (size_t i = 0; args[i]; i++)
		hz_cli_warn(cli, args[i]);
	(void)fputs("done\n", cli->out);
	return 0;
}

/* Waits for ever, or until a signal comes; says what was done and how to go on. */
static int wait_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	HZ_AUTO(hz_progress_freep) struct hz_progress *progress = hz_progress_new(cli);

	(void)opts;
	(void)args;
	hz_progress_begin(progress, "wait", "Waiting");
	while (!hz_interrupted()) {
		(void)usleep(20000);
		hz_progress_tick(progress);
	}
	hz_interrupt_err(err);
	return hz_err_advise(err, "Two objects were written; run it again to go on.");
}

/* Does not end for a signal. */
static int hang_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	HZ_AUTO(hz_progress_freep) struct hz_progress *progress = hz_progress_new(cli);
	struct pollfd signalled = { .fd = hz_interrupt_fd(), .events = POLLIN };

	(void)opts;
	(void)args;
	(void)err;
	hz_progress_begin(progress, "hang", "Hanging");
	while (poll(&signalled, 1, -1) < 0)
		; /* the signal itself ends the call, too */
	hz_progress_note(progress, "not now");
	while (pause() < 0)
		;
	return 0;
}

static int ask_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)opts;
	(void)args;
	if (hz_prompt_yes(cli, "--yes", "Go on?", err) < 0)
		return -1;
	(void)fputs("yes\n", cli->out);
	return 0;
}

struct token_opts {
	struct hz_token_opts token;
};

static const struct hz_opt token_options[] = {
	HZ_TOKEN_OPTIONS(struct token_opts, token),
	{ .type = HZ_OPT_END_OF_TABLE },
};

static int token_run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct token_opts *opts = data;
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };

	(void)args;
	if (hz_token_get(cli, &opts->token, true, &token, err) < 0)
		return -1;
	hz_token_announce(cli, &token);
	(void)fprintf(cli->out, "%zu from %s\n", strlen(token.value), token.source);
	return 0;
}

/* What the system would keep of us. */
static int core_run(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	struct rlimit limit = { .rlim_cur = 1 };
	int dumpable = 0;

	(void)opts;
	(void)args;
	(void)err;
	(void)getrlimit(RLIMIT_CORE, &limit);
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
	dumpable = prctl(PR_GET_DUMPABLE);
#endif
	(void)fprintf(cli->out, "%llu %d\n", (unsigned long long)limit.rlim_cur, dumpable);
	return 0;
}

static const struct hz_cmd fail_cmd = { .name = "fail",
					.summary = "Fail with an error of the kind",
					.args = "KIND",
					.min_args = 1,
					.max_args = 1,
					.run = fail_run };
static const struct hz_cmd deceive_cmd = { .name = "deceive",
					   .summary = "Fail with what a server might say",
					   .run = deceive_run };
static const struct hz_cmd say_cmd = { .name = "say",
				       .summary = "Print the text",
				       .args = "TEXT",
				       .min_args = 1,
				       .max_args = 1,
				       .opts = say_options,
				       .opts_size = sizeof(struct say_opts),
				       .run = say_run };
static const struct hz_cmd warn_cmd = { .name = "warn",
					.summary = "Warn of each",
					.args = "TEXT...",
					.max_args = -1,
					.run = warn_run };
static const struct hz_cmd wait_cmd = { .name = "wait",
					.summary = "Wait for a signal",
					.run = wait_run };
static const struct hz_cmd hang_cmd = { .name = "hang",
					.summary = "Ignore a signal",
					.run = hang_run };
static const struct hz_cmd ask_cmd = { .name = "ask", .summary = "Ask", .run = ask_run };
static const struct hz_cmd token_cmd = { .name = "token",
					 .summary = "Take a token",
					 .opts = token_options,
					 .opts_size = sizeof(struct token_opts),
					 .run = token_run };
static const struct hz_cmd core_cmd = { .name = "core",
					.summary = "Tell whether there can be a core dump",
					.run = core_run };

static const struct hz_cmd *const commands[] = { &fail_cmd, &deceive_cmd, &say_cmd, &warn_cmd,
						 &wait_cmd, &hang_cmd,    &ask_cmd, &token_cmd,
						 &core_cmd, NULL };

static const struct hz_cmd root = {
	.name = "specimen",
	.summary = "Do one thing that all programs do",
	.subcommands = commands,
};

int main(int argc, char *argv[])
{
	return hz_cli_main(&root, "kubectl hetzner specimen", argc, argv);
}
