/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What holds for the tables of all commands: CONTRIBUTING.md tells it to people, this
 * tells it to the build.
 */
#include <ctype.h>
#include <string.h>

#include "../../plugins/cluster/commands.h"
#include "../../plugins/hetzner/commands.h"
#include "../../plugins/hetzner/step.h"
#include "base/buf.h"
#include "base/str.h"
#include "cli/global_options.h"
#include "cli/help.h"
#include "cli/opt.h"
#include "cli/wrap.h"
#include "unit.h"

/* Every program's root. The dispatcher makes its own from these two. */
static const struct hz_cmd *const roots[] = { &hz_cmd_cluster, &hz_cmd_version, &hz_cmd_options };

static const struct hz_cmd nothing = { .name = "nothing" };

/* Calls @check with each command below @cmd, and @cmd. */
static void for_each(const struct hz_cmd *cmd, const struct hz_cmd *root,
		     void (*check)(const struct hz_cmd *cmd, const struct hz_cmd *root))
{
	check(cmd, root);
	for (const struct hz_cmd *const *sub = cmd->subcommands; sub && *sub; sub++)
		for_each(*sub, root, check);
}

static void for_all(void (*check)(const struct hz_cmd *cmd, const struct hz_cmd *root))
{
	for (size_t i = 0; i < HZ_COUNT(roots); i++)
		for_each(roots[i], roots[i], check);
}

static bool is_name(const char *text)
{
	return islower((unsigned char)*text) &&
	       text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0';
}

/* Starts upper-case, has no full stop. */
static bool is_summary(const char *text)
{
	return text && isupper((unsigned char)*text) && !hz_str_ends(text, ".");
}

static void check_words(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	(void)root;
	ck_assert_msg(is_name(cmd->name), "name: %s", cmd->name);
	ck_assert_msg(is_summary(cmd->summary), "summary of %s: %s", cmd->name, cmd->summary);
	ck_assert_msg(cmd->run || cmd->subcommands, "%s does nothing", cmd->name);
	ck_assert_msg(!cmd->args == (cmd->max_args == 0), "arguments of %s", cmd->name);
	ck_assert_msg(cmd->max_args < 0 || cmd->min_args <= cmd->max_args, "arguments of %s",
		      cmd->name);
	for (size_t i = 0; i < HZ_STEPS; i++)
		ck_assert_msg(is_summary(hz_steps[i].summary), "%s", hz_steps[i].summary);
}

START_TEST(commands_have_names_and_summaries)
{
	for_all(check_words);
}
END_TEST

static void check_option(const struct hz_cmd *cmd, const struct hz_opt *opt)
{
	struct hz_opt_scope global = { .cmd = &nothing };
	struct hz_opt_key name = { .name = opt->name, .len = strlen(opt->name) };
	struct hz_opt_key letter = { .letter = opt->letter };

	ck_assert_msg(is_name(opt->name), "%s --%s: name", cmd->name, opt->name);
	ck_assert_msg(is_summary(opt->help), "%s --%s: %s", cmd->name, opt->name, opt->help);
	ck_assert_msg(opt->offset < cmd->opts_size, "%s --%s: offset", cmd->name, opt->name);
	ck_assert_msg(!hz_opt_find(&global, &name), "%s: --%s is a global option", cmd->name,
		      opt->name);
	ck_assert_msg(!opt->letter || !hz_opt_find(&global, &letter), "%s: -%c is a global option",
		      cmd->name, opt->letter);
	ck_assert_msg(opt->type != HZ_OPT_BOOL || !opt->metavar, "%s --%s: a bool has no value",
		      cmd->name, opt->name);
}

/* Nobody finds the second of two options of one name. */
static void check_options(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	struct hz_opt_scope scope = { .cmd = cmd };

	(void)root;
	for (const struct hz_opt *opt = cmd->opts; opt && opt->type; opt++) {
		struct hz_opt_key name = { .name = opt->name, .letter = opt->letter };

		if (!hz_opt_is_given_by_users(opt)) {
			ck_assert_msg(is_summary(opt->help), "%s: %s", cmd->name, opt->help);
			continue;
		}
		check_option(cmd, opt);
		name.len = strlen(opt->name);
		ck_assert_msg(hz_opt_find(&scope, &name) == opt, "%s --%s twice", cmd->name,
			      opt->name);
		name.name = NULL;
		ck_assert_msg(!opt->letter || hz_opt_find(&scope, &name) == opt, "%s -%c twice",
			      cmd->name, opt->letter);
	}
}

START_TEST(options_have_one_meaning_each)
{
	for_all(check_options);
}
END_TEST

/* What `kubectl options` lists, and the proxy that client-go has a name for. */
static const struct hz_opt_key kubectls_options[] = {
	{ .name = "as" },
	{ .name = "as-group" },
	{ .name = "as-uid" },
	{ .name = "as-user-extra" },
	{ .name = "cache-dir" },
	{ .name = "certificate-authority" },
	{ .name = "client-certificate" },
	{ .name = "client-key" },
	{ .name = "cluster" },
	{ .name = "context" },
	{ .name = "disable-compression" },
	{ .name = "insecure-skip-tls-verify" },
	{ .name = "kubeconfig" },
	{ .name = "namespace", .letter = 'n' },
	{ .name = "password" },
	{ .name = "proxy-url" },
	{ .name = "request-timeout" },
	{ .name = "server", .letter = 's' },
	{ .name = "tls-server-name" },
	{ .name = "token" },
	{ .name = "user" },
	{ .name = "username" },
	{ .name = "v", .letter = 'v' },
	{ .name = "warnings-as-errors" },
};

static void check_kubectls_options(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	const struct hz_opt_scope scope = { .cmd = cmd };

	(void)root;
	for (size_t i = 0; i < HZ_COUNT(kubectls_options); i++) {
		struct hz_opt_key key = kubectls_options[i];
		const struct hz_opt *opt;

		key.len = strlen(key.name);
		opt = hz_opt_find(&scope, &key);
		ck_assert_msg(opt && hz_global_option_is(opt), "%s: no --%s", cmd->name, key.name);
		ck_assert_msg(opt->letter == key.letter, "%s: the letter of --%s", cmd->name,
			      key.name);
	}
}

START_TEST(kubectls_global_options_are_those_of_every_command)
{
	for_all(check_kubectls_options);
}
END_TEST

static void check_defaults(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	HZ_AUTO(hz_freep) void *fields = hz_alloc(1, cmd->opts_size + 1);

	(void)root;
	hz_opt_init(cmd->opts, fields); /* aborts on a default that is none */
	hz_opt_done(cmd->opts, fields);
}

START_TEST(defaults_are_values_of_their_options)
{
	for_all(check_defaults);
}
END_TEST

static void check_help(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	(void)root;
	hz_help_add(&text, cmd, "kubectl hetzner command");
	hz_strv_split(&lines, hz_buf_str(&text), '\n');
	for (size_t i = 0; i < lines.count; i++)
		ck_assert_msg(hz_str_columns(lines.item[i]) <= HZ_WRAP_WIDTH, "%s: %s", cmd->name,
			      lines.item[i]);
}

START_TEST(help_fits_in_80_columns)
{
	for_all(check_help);
}
END_TEST

/* "# Comment", then command lines that run as they stand. */
static void check_examples(const struct hz_cmd *cmd, const struct hz_cmd *root)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	(void)root;
	hz_strv_split(&lines, cmd->examples ? cmd->examples : "", '\n');
	for (size_t i = 0; i < lines.count; i++)
		ck_assert_msg(lines.item[i][0] != '$', "%s: a prompt in: %s", cmd->name,
			      lines.item[i]);
	ck_assert_msg(!cmd->examples || hz_str_starts(cmd->examples, "# "), "%s: %s", cmd->name,
		      cmd->examples);
}

START_TEST(examples_say_what_they_do)
{
	for_all(check_examples);
}
END_TEST

HZ_SUITE("commands", commands_have_names_and_summaries, options_have_one_meaning_each,
	 kubectls_global_options_are_those_of_every_command, defaults_are_values_of_their_options,
	 help_fits_in_80_columns, examples_say_what_they_do)
