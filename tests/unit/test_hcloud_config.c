/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/cli_config.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "unit.h"

#define TOKEN "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"
#define OTHER "bb23456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"

/* As the hcloud CLI writes it. */
static const char written[] = "active_context = \"prod\"\n"
			      "\n"
			      "[preferences]\n"
			      "  debug = true\n"
			      "  endpoint = \"https://all.example.com/v1\"\n"
			      "  poll_interval = \"1.234s\"\n"
			      "  [preferences.sort]\n"
			      "    server = [\"id:asc\", \"name\"]\n"
			      "\n"
			      "[[contexts]]\n"
			      "  name = \"test\"\n"
			      "  token_command = \"pass show hcloud\"\n"
			      "\n"
			      "[[contexts]]\n"
			      "  name = \"prod\"\n"
			      "  token = \"" TOKEN "\"\n"
			      "  [contexts.preferences]\n"
			      "    default_ssh_keys = [\"1\", \"2\"]\n"
			      "    endpoint = \"https://prod.example.com/v1\"\n"
			      "    [contexts.preferences.sort]\n"
			      "      endpoint = \"not this\"\n";

static int parse(const char *text, struct hz_hcloud_config *ret, struct hz_err *err)
{
	return hz_hcloud_config_parse(text, strlen(text), "cli.toml", ret, err);
}

#define TEST_CONFIG(name) \
	HZ_AUTO(hz_hcloud_config_done) struct hz_hcloud_config name = HZ_HCLOUD_CONFIG_INIT
#define TEST_ERR(name) HZ_AUTO(hz_err_done) struct hz_err name = HZ_ERR_INIT

START_TEST(the_contexts_have_what_the_hcloud_cli_has_written)
{
	TEST_CONFIG(config);
	TEST_ERR(err);

	hz_ck_ok(parse(written, &config, &err), &err);
	ck_assert_str_eq(config.active, "prod");
	ck_assert_str_eq(config.endpoint, "https://all.example.com/v1");
	ck_assert_uint_eq(config.count, 2);
	ck_assert_str_eq(config.context[0].name, "test");
	ck_assert_ptr_null(config.context[0].token);
	ck_assert_str_eq(config.context[0].token_command, "pass show hcloud");
	ck_assert_ptr_null(config.context[0].endpoint);
	ck_assert_str_eq(config.context[1].name, "prod");
	ck_assert_str_eq(config.context[1].token, TOKEN);
	ck_assert_str_eq(config.context[1].endpoint, "https://prod.example.com/v1");
	ck_assert(hz_secret_in(TOKEN));
}
END_TEST

START_TEST(the_active_context_is_chosen_or_the_one_that_is_named)
{
	TEST_CONFIG(config);
	TEST_ERR(err);
	const struct hz_hcloud_context *context = NULL;

	hz_ck_ok(parse(written, &config, &err), &err);
	hz_ck_ok(hz_hcloud_config_choose(&config, NULL, &context, &err), &err);
	ck_assert_str_eq(context->name, "prod");
	hz_ck_ok(hz_hcloud_config_choose(&config, "", &context, &err), &err);
	ck_assert_str_eq(context->name, "prod");
	hz_ck_ok(hz_hcloud_config_choose(&config, "test", &context, &err), &err);
	ck_assert_str_eq(context->name, "test");
}
END_TEST

START_TEST(no_active_context_is_none)
{
	static const char *const texts[] = { "", "active_context = \"\"\n",
					     "[[contexts]]\nname = 'a'\ntoken = 't'\n" };

	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		TEST_CONFIG(config);
		TEST_ERR(err);
		const struct hz_hcloud_context *context = (void *)&config;

		hz_ck_ok(parse(texts[i], &config, &err), &err);
		hz_ck_ok(hz_hcloud_config_choose(&config, NULL, &context, &err), &err);
		ck_assert_ptr_null(context);
	}
}
END_TEST

#define CONTEXT(name, rest) "[[contexts]]\n  name = \"" name "\"\n" rest
#define WITH_TOKEN(name) CONTEXT(name, "  token = \"" TOKEN "\"\n")

static const struct {
	const char *text;
	const char *name; /* of HCLOUD_CONTEXT */
	enum hz_err_kind kind;
	const char *reason;
	const char *message;
	const char *advice;
} choices[] = {
	{ "active_context = \"prod\"\n" WITH_TOKEN("a") WITH_TOKEN("b"), NULL, HZ_ERR_NOT_FOUND,
	  "NoContext", "cli.toml:1:18: there is no hcloud context \"prod\"",
	  "The contexts of cli.toml are: \"a\", \"b\"" },
	{ WITH_TOKEN("a") "[[contexts]]\ntoken = \"\"\n", "prod\x1b[2J", HZ_ERR_NOT_FOUND,
	  "NoContext", "HCLOUD_CONTEXT: there is no hcloud context \"prod\\x1b[2J\"",
	  "The contexts of cli.toml are: \"a\"" },
	{ "", "prod", HZ_ERR_NOT_FOUND, "NoContext",
	  "HCLOUD_CONTEXT: there is no hcloud context \"prod\"",
	  "cli.toml has no contexts; make one with: hcloud context create NAME" },
	{ CONTEXT("a", ""), "a", HZ_ERR_INVALID, "NoToken",
	  "cli.toml:2:10: no token is in the hcloud context \"a\"", NULL },
	{ CONTEXT("a", "token = \"\"\n"), "a", HZ_ERR_INVALID, "NoToken",
	  "cli.toml:2:10: no token is in the hcloud context \"a\"", NULL },
	{ WITH_TOKEN("a") WITH_TOKEN("b") WITH_TOKEN("a"), "a", HZ_ERR_INVALID, "TwoContexts",
	  "cli.toml:8:10: there is a second hcloud context \"a\"", NULL },
	/* a token that somebody took for the name */
	{ WITH_TOKEN(OTHER), "a", HZ_ERR_NOT_FOUND, "NoContext",
	  "HCLOUD_CONTEXT: there is no hcloud context \"a\"",
	  "The contexts of cli.toml are: \"<redacted>\"" },
	{ CONTEXT(OTHER, ""), OTHER, HZ_ERR_INVALID, "NoToken",
	  "cli.toml:2:10: no token is in the hcloud context \"<redacted>\"", NULL },
};

START_TEST(a_context_that_cannot_be_taken_is_an_error)
{
	for (size_t i = 0; i < HZ_COUNT(choices); i++) {
		TEST_CONFIG(config);
		TEST_ERR(err);
		const struct hz_hcloud_context *context = NULL;

		hz_ck_ok(parse(choices[i].text, &config, &err), &err);
		ck_assert_int_lt(hz_hcloud_config_choose(&config, choices[i].name, &context, &err),
				 0);
		ck_assert_str_eq(err.message, choices[i].message);
		ck_assert_int_eq(err.kind, choices[i].kind);
		ck_assert_str_eq(err.reason, choices[i].reason);
		if (choices[i].advice)
			ck_assert_str_eq(err.advice, choices[i].advice);
		else
			ck_assert_ptr_null(err.advice);
		ck_assert_ptr_null(context);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *message;
} bad[] = {
	{ "active_context = 1\n", "cli.toml:1:18: active_context must be a text in quotes" },
	{ "contexts = []\n", "cli.toml:1:12: contexts must be tables, [[contexts]]" },
	{ "[contexts]\nname = \"a\"\n",
	  "cli.toml:2:8: name stands in [contexts], which must be [[contexts]]" },
	{ "[contexts.preferences]\nendpoint = \"a\"\n",
	  "cli.toml:2:12: endpoint stands in [contexts], which must be [[contexts]]" },
	{ "[[contexts]]\nname = true\n", "cli.toml:2:8: name must be a text in quotes" },
	{ "[[contexts]]\ntoken = [\"" TOKEN "\"]\n",
	  "cli.toml:2:9: token must be a text in quotes" },
	{ "[[contexts]]\ntoken = " TOKEN "\n",
	  "cli.toml:2:9: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "[[contexts]]\n" TOKEN "\n", "cli.toml:2:65: expected \"=\"" },
	{ "[[contexts]]\n\"" TOKEN "\" = 1\n\"" TOKEN "\" = 1\n",
	  "cli.toml:3:1: this key stands twice in its table" },
	{ "[[contexts]]\ntoken = \"" TOKEN "\n", "cli.toml:2:9: the text has no end in its line" },
	{ "[[contexts]]\ntoken_command = 1\n",
	  "cli.toml:2:17: token_command must be a text in quotes" },
	{ "[[contexts]]\n[contexts.preferences]\nendpoint = 1\n",
	  "cli.toml:3:12: endpoint must be a text in quotes" },
	{ "[preferences]\nendpoint = 1\n", "cli.toml:2:12: endpoint must be a text in quotes" },
};

START_TEST(a_broken_file_is_told_with_its_place_and_without_its_tokens)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		TEST_CONFIG(config);
		TEST_ERR(err);

		ck_assert_int_lt(parse(bad[i].text, &config, &err), 0);
		ck_assert_str_eq(err.message, bad[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_str_eq(err.reason, "BadToml");
		ck_assert_str_eq(err.advice,
				 "The hcloud CLI writes the file anew, in the form that "
				 "is read here, with: hcloud context use NAME");
		ck_assert_ptr_null(strstr(err.message, TOKEN));
		ck_assert_ptr_null(config.path);
	}
}
END_TEST

START_TEST(keys_that_we_do_not_know_do_not_matter)
{
	TEST_CONFIG(config);
	TEST_ERR(err);

	hz_ck_ok(parse("new = [1]\ntoken = 5\n[contextsx]\nname = 1\n[\"contexts.x\"]\nname = 1\n"
		       "[other]\nendpoint = 1\n[[contexts]]\nnew = 1\n[contexts.new]\nname = 1\n",
		       &config, &err),
		 &err);
	ck_assert_uint_eq(config.count, 1);
	ck_assert_ptr_null(config.context[0].name);
}
END_TEST

/* --- files --------------------------------------------------------------------------------- */

/* An empty home folder, in which the test goes on; the path of cli.toml in it, owned. */
static char *go_home(void)
{
	const char *home = hz_test_folder();

	ck_assert_int_eq(setenv("HOME", home, 1), 0);
	(void)unsetenv("HCLOUD_CONFIG");
	ck_assert_int_eq(chdir(home), 0);
	ck_assert_int_eq(mkdir(".config", 0700), 0);
	ck_assert_int_eq(mkdir(".config/hcloud", 0700), 0);
	return hz_path_join(home, ".config/hcloud/cli.toml");
}

static void put(const char *path, const char *text)
{
	TEST_ERR(err);

	hz_ck_ok(hz_file_write(path, text, strlen(text), &err), &err);
}

START_TEST(the_file_is_that_of_the_environment_or_of_the_home_folder)
{
	HZ_AUTO(hz_freep) char *path = go_home();
	TEST_CONFIG(of_home);
	TEST_CONFIG(of_environment);
	TEST_ERR(err);

	put(path, "active_context = \"home\"\n");
	put("-", "active_context = \"environment\"\n");
	hz_ck_ok(hz_hcloud_config_load(&of_home, &err), &err);
	ck_assert_str_eq(of_home.active, "home");
	ck_assert_str_eq(of_home.path, path);
	(void)setenv("HCLOUD_CONFIG", "-", 1);
	hz_ck_ok(hz_hcloud_config_load(&of_environment, &err), &err);
	ck_assert_str_eq(of_environment.active, "environment");
	ck_assert_str_eq(of_environment.path, "-");
}
END_TEST

START_TEST(a_missing_file_has_no_contexts)
{
	HZ_AUTO(hz_freep) char *path = go_home();
	TEST_CONFIG(config);
	TEST_CONFIG(homeless);
	TEST_ERR(err);
	const struct hz_hcloud_context *context = NULL;

	hz_ck_ok(hz_hcloud_config_load(&config, &err), &err);
	ck_assert_uint_eq(config.count, 0);
	ck_assert_str_eq(config.path, path);
	ck_assert_int_eq(err.kind, HZ_ERR_NONE);
	(void)unsetenv("HOME");
	hz_ck_ok(hz_hcloud_config_load(&homeless, &err), &err);
	ck_assert_ptr_null(homeless.path);
	hz_ck_fails(hz_hcloud_config_choose(&homeless, "a", &context, &err), &err,
		    "HCLOUD_CONTEXT: there is no hcloud context \"a\"");
	ck_assert_str_eq(err.advice,
			 "There is no configuration of the hcloud CLI, since HOME is not set.");
}
END_TEST

START_TEST(a_file_that_cannot_be_read_is_an_error)
{
	HZ_AUTO(hz_freep) char *path = go_home();
	TEST_CONFIG(config);
	TEST_ERR(err);

	ck_assert_int_eq(mkdir(path, 0700), 0);
	hz_ck_fails(hz_hcloud_config_load(&config, &err), &err, "cli.toml: Is a directory");
	(void)setenv("HCLOUD_CONFIG", "nowhere.toml", 1);
	hz_ck_fails(hz_hcloud_config_load(&config, &err), &err,
		    "cannot open nowhere.toml: No such file or directory");
	ck_assert_str_eq(err.advice, "HCLOUD_CONFIG names it: correct that, or unset it.");
	(void)setenv("HCLOUD_CONFIG", "/dev/zero", 1);
	hz_ck_fails(hz_hcloud_config_load(&config, &err), &err,
		    "cannot read /dev/zero: it is larger than 1048576 bytes");
}
END_TEST

HZ_SUITE("hcloud_config", the_contexts_have_what_the_hcloud_cli_has_written,
	 the_active_context_is_chosen_or_the_one_that_is_named, no_active_context_is_none,
	 a_context_that_cannot_be_taken_is_an_error,
	 a_broken_file_is_told_with_its_place_and_without_its_tokens,
	 keys_that_we_do_not_know_do_not_matter,
	 the_file_is_that_of_the_environment_or_of_the_home_folder, a_missing_file_has_no_contexts,
	 a_file_that_cannot_be_read_is_an_error)
