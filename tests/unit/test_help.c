/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/help.h"

#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "cli/global_options.h"
#include "cli/wrap.h"
#include "unit.h"

struct opts {
	bool b;
	const char *s;
	struct hz_strv list;
};

static const char *const modes[] = { "none", "infrastructure", "control-plane", "ready", NULL };

static const struct hz_opt options[] = {
	{ .type = HZ_OPT_STRING,
	  .letter = 'f',
	  .name = "file",
	  .metavar = "FILE",
	  .help = "Read the cluster from FILE" },
	{ .type = HZ_OPT_BOOL, .name = "adopt", .help = "Take over a cluster that others made" },
	{ .type = HZ_OPT_STRING, .name = "secret-of-ours", .help = "x", .hidden = true },
	{ .type = HZ_OPT_HEADING, .help = "Waiting" },
	{ .type = HZ_OPT_STRING,
	  .name = "wait",
	  .metavar = "FOR",
	  .choices = modes,
	  .fallback = "control-plane",
	  .help = "What to wait for" },
	{ .type = HZ_OPT_STRING,
	  .name = "dry-run",
	  .metavar = "MODE",
	  .optional = "client",
	  .fallback = "",
	  .help = "Only show what would be done" },
	{ .type = HZ_OPT_STRINGS, .name = "pool", .metavar = "SPEC", .help = "Add a pool" },
	{ .type = HZ_OPT_DURATION,
	  .name = "an-option-with-a-very-long-name",
	  .metavar = "TIME",
	  .help = "Its help starts on the next line" },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static int run_nothing(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)cli;
	(void)opts;
	(void)args;
	(void)err;
	return 0;
}

static const struct hz_cmd create = {
	.name = "create",
	.summary = "Create a workload cluster",
	.description = "Writes the objects of a cluster into the management cluster, in an order "
		       "that never races,\nand waits until the control plane answers.\n"
		       "\n"
		       "Exit codes:\n"
		       "  2  something is missing in the cluster\n"
		       "  6  the cluster exists and differs",
	.examples = "# From flags\n"
		    "kubectl hetzner cluster create demo\n"
		    "\n"
		    "# From a file\n"
		    "kubectl hetzner cluster create -f demo.yaml",
	.args = "[NAME]",
	.max_args = 1,
	.opts = options,
	.opts_size = sizeof(struct opts),
	.run = run_nothing,
};
static const struct hz_cmd list = {
	.name = "list",
	.summary = "List the clusters, with a summary that is longer than what fits in one line",
	.run = run_nothing,
};
static const struct hz_cmd hidden = { .name = "hidden-command", .summary = "x", .hidden = true };
static const struct hz_cmd *const commands[] = { &create, &list, &hidden, NULL };
static const struct hz_cmd cluster = {
	.name = "cluster",
	.summary = "Create, list, change and delete workload clusters",
	.subcommands = commands,
};

/* Compares with the file below tests/unit/data. */
static void check_golden(const char *name, const char *got)
{
	HZ_AUTO(hz_buf_done) struct hz_buf want = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_read(hz_test_data(name), &want, &err), &err);
	ck_assert_msg(strcmp(got, hz_buf_str(&want)) == 0, "%s differs:\n%s", name, got);
}

START_TEST(shows_a_command_with_its_options_in_groups)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_help_add(&text, &create, "kubectl hetzner cluster create");
	check_golden("help/command.txt", hz_buf_str(&text));
}
END_TEST

START_TEST(shows_the_commands_of_a_group_less_the_hidden_ones)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_help_add(&text, &cluster, "kubectl hetzner cluster");
	check_golden("help/group.txt", hz_buf_str(&text));
}
END_TEST

START_TEST(shows_both_usages_of_a_command_that_runs_and_has_subcommands)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	struct hz_cmd both = cluster;

	both.run = run_nothing;
	hz_help_add(&text, &both, "tool");
	ck_assert_ptr_nonnull(
		strstr(hz_buf_str(&text), "Usage:\n  tool [options]\n  tool COMMAND [options]\n"));
}
END_TEST

static void check_width(const char *text)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	hz_strv_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		ck_assert_msg(hz_str_columns(lines.item[i]) <= HZ_WRAP_WIDTH, "too wide: %s",
			      lines.item[i]);
		ck_assert_msg(!hz_str_ends(lines.item[i], " "), "blank at the end: \"%s\"",
			      lines.item[i]);
	}
}

START_TEST(fits_in_80_columns)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_help_add(&text, &create, "kubectl hetzner cluster create");
	hz_help_add(&text, &cluster, "kubectl hetzner cluster");
	hz_help_add_options(&text, hz_global_options, NULL);
	check_width(hz_buf_str(&text));
}
END_TEST

/* The names of kubectl's own global flags, as `kubectl options` of v1.35 lists them. */
static const char *const kubectl_flags[] = {
	"as",
	"as-group",
	"as-uid",
	"as-user-extra",
	"cache-dir",
	"client-key",
	"certificate-authority",
	"client-certificate",
	"cluster",
	"context",
	"disable-compression",
	"insecure-skip-tls-verify",
	"kubeconfig",
	"namespace",
	"password",
	"request-timeout",
	"server",
	"tls-server-name",
	"token",
	"user",
	"username",
	"warnings-as-errors",
};

START_TEST(knows_the_global_flags_of_kubectl)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_help_add_options(&text, hz_global_options, NULL);
	for (size_t i = 0; i < HZ_COUNT(kubectl_flags); i++) {
		HZ_AUTO(hz_freep) char *flag = hz_strf(" --%s ", kubectl_flags[i]);
		HZ_AUTO(hz_freep) char *at_end = hz_strf(" --%s\n", kubectl_flags[i]);

		ck_assert_msg(strstr(hz_buf_str(&text), flag) || strstr(hz_buf_str(&text), at_end),
			      "no %s", flag);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *want;
} wrappings[] = {
	{ "", "\n" },
	{ "one", "one\n" },
	{ "  one \n two  ", "one two\n" },
	/* exactly 80 columns, and one more */
	{ "1234567890 234567890 234567890 234567890 234567890 234567890 234567890 234567890",
	  "1234567890 234567890 234567890 234567890 234567890 234567890 234567890 234567890\n" },
	{ "1234567890 234567890 234567890 234567890 234567890 234567890 234567890 2345678901",
	  "1234567890 234567890 234567890 234567890 234567890 234567890 234567890\n"
	  "  2345678901\n" },
	/* columns, not bytes */
	{ "ääääääääää äääääääää äääääääää äääääääää äääääääää äääääääää äääääääää äääääääää",
	  "ääääääääää äääääääää äääääääää äääääääää äääääääää äääääääää äääääääää äääääääää\n" },
};

START_TEST(wraps_between_words)
{
	for (size_t i = 0; i < HZ_COUNT(wrappings); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

		hz_wrap(&text, wrappings[i].text, 0, 2);
		ck_assert_str_eq(hz_buf_str(&text), wrappings[i].want);
	}
}
END_TEST

HZ_SUITE("help", shows_a_command_with_its_options_in_groups,
	 shows_the_commands_of_a_group_less_the_hidden_ones,
	 shows_both_usages_of_a_command_that_runs_and_has_subcommands, fits_in_80_columns,
	 knows_the_global_flags_of_kubectl, wraps_between_words)
