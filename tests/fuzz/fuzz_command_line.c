/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line, one argument a line, with a table that has every type of option.
 */
#include "base/secret.h"
#include "cli/global_options.h"
#include "cli/opt.h"
#include "cli/parse.h"
#include "cli/report.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fields {
	const char *text;
	const char *mode;
	struct hz_strv list;
	int number;
	int64_t time;
	bool yes;
};

static const char *const modes[] = { "client", "server", NULL };

static const struct hz_opt options[] = {
	{ .type = HZ_OPT_STRING,
	  .letter = 'f',
	  .name = "file",
	  .offset = offsetof(struct fields, text) },
	{ .type = HZ_OPT_HEADING, .help = "Group" },
	{ .type = HZ_OPT_STRING,
	  .name = "dry-run",
	  .choices = modes,
	  .optional = "client",
	  .offset = offsetof(struct fields, mode) },
	{ .type = HZ_OPT_STRINGS,
	  .letter = 'p',
	  .name = "pool",
	  .offset = offsetof(struct fields, list) },
	{ .type = HZ_OPT_INT,
	  .letter = 'r',
	  .name = "replicas",
	  .offset = offsetof(struct fields, number) },
	{ .type = HZ_OPT_DURATION, .name = "timeout", .offset = offsetof(struct fields, time) },
	{ .type = HZ_OPT_BOOL,
	  .letter = 'a',
	  .name = "adopt",
	  .offset = offsetof(struct fields, yes) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static const struct hz_cmd create = {
	.name = "create",
	.args = "NAME",
	.min_args = 1,
	.max_args = 1,
	.opts = options,
	.opts_size = sizeof(struct fields),
};

/* The same names without a value. */
static const struct hz_opt all_options[] = {
	{ .type = HZ_OPT_BOOL, .letter = 'f', .name = "timeout" },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static const struct hz_cmd all = {
	.name = "all",
	.max_args = -1,
	.opts = all_options,
	.opts_size = sizeof(bool),
};
static const struct hz_cmd *const commands[] = { &create, &all, NULL };
static const struct hz_cmd root = { .name = "tool", .subcommands = commands };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
	HZ_AUTO(hz_command_line_done) struct hz_command_line line = { .cmd = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf report = HZ_BUF_INIT;
	struct hz_cli cli = { .out = NULL };
	int r;

	hz_strv_split(&argv, text, '\n');
	hz_opt_init(hz_global_options, &cli);
	r = hz_command_line_read(&line, &root, "tool", argv.item, &cli, &err);
	if (r < 0)
		hz_report_error(&report, &err, line.path);
	hz_opt_done(hz_global_options, &cli);
	hz_secret_forget();
	return 0;
}
