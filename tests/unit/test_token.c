/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/token.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "unit.h"

#define TOKEN "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"
#define OTHER "bb23456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"

/* Nothing of the person who runs the tests, neither a token nor a terminal. */
static void start_clean(void)
{
	int tty = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);

	(void)unsetenv("HCLOUD_TOKEN");
	(void)unsetenv("HCLOUD_CONTEXT");
	(void)unsetenv("HCLOUD_CONFIG");
	(void)setenv("HOME", "/nowhere", 1);
	if (tty < 0)
		return;
	ck_assert_int_eq(ioctl(tty, TIOCNOTTY), 0);
	(void)close(tty);
}

/* A file with these bytes. Owned by the caller. */
static char *make_file(const char *bytes, size_t len)
{
	char *path = hz_path_join(hz_test_folder(), "token");
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_write(path, bytes, len, &err), &err);
	return path;
}

static void check_gives(const struct hz_token_opts *opts, const char *want, const char *want_source)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	struct hz_cli cli = { .err = stderr };

	hz_ck_ok(hz_token_get(&cli, opts, false, &token, &err), &err);
	ck_assert_str_eq(token.value, want);
	ck_assert_str_eq(token.source, want_source);
	ck_assert_ptr_null(token.context);
	ck_assert_ptr_null(token.endpoint);
	ck_assert(hz_secret_in(token.value));
}

/* Fails with this message and kind; the value is neither in it nor in the advice. */
static void check_fails(const struct hz_token_opts *opts, bool needed, enum hz_err_kind kind,
			const char *message)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_token token = { .source = "untouched" };
	struct hz_cli cli = { .err = stderr };

	ck_assert_int_lt(hz_token_get(&cli, opts, needed, &token, &err), 0);
	ck_assert_str_eq(err.message, message);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_ptr_null(token.value);
	ck_assert_str_eq(token.source, "untouched");
	ck_assert(!err.advice || !strstr(err.advice, "abcdefgh"));
}

START_TEST(comes_from_a_file_trimmed)
{
	static const char *const contents[] = { TOKEN, TOKEN "\n", "\t " TOKEN " \r\n\n" };

	start_clean();
	for (size_t i = 0; i < HZ_COUNT(contents); i++) {
		HZ_AUTO(hz_freep) char *path = make_file(contents[i], strlen(contents[i]));

		check_gives(&(struct hz_token_opts){ .file = path }, TOKEN, "--hcloud-token-file");
	}
}
END_TEST

START_TEST(comes_from_standard_input)
{
	HZ_AUTO(hz_freep) char *path = make_file(TOKEN "\n", strlen(TOKEN "\n"));

	start_clean();
	ck_assert_ptr_nonnull(freopen(path, "r", stdin));
	check_gives(&(struct hz_token_opts){ .file = "-" }, TOKEN, "--hcloud-token-file");
}
END_TEST

START_TEST(comes_from_a_command_of_the_shell)
{
	start_clean();
	check_gives(&(struct hz_token_opts){ .cmd = "printf %s " TOKEN " | cat; echo" }, TOKEN,
		    "--hcloud-token-cmd");
}
END_TEST

START_TEST(comes_from_the_environment)
{
	start_clean();
	(void)setenv("HCLOUD_TOKEN", " " TOKEN "\n", 1);
	check_gives(&(struct hz_token_opts){ .file = NULL }, TOKEN, "HCLOUD_TOKEN");
}
END_TEST

START_TEST(comes_from_the_options_before_the_environment)
{
	HZ_AUTO(hz_freep) char *path = make_file(TOKEN, strlen(TOKEN));

	start_clean();
	(void)setenv("HCLOUD_TOKEN", OTHER, 1);
	check_gives(&(struct hz_token_opts){ .file = path }, TOKEN, "--hcloud-token-file");
	check_gives(&(struct hz_token_opts){ .cmd = "echo " TOKEN }, TOKEN, "--hcloud-token-cmd");
}
END_TEST

START_TEST(is_not_in_the_environment_of_the_command)
{
	start_clean();
	(void)setenv("HCLOUD_TOKEN", OTHER, 1);
	(void)setenv("HETZNER_ROBOT_PASSWORD", "robot", 1);
	check_gives(
		&(struct hz_token_opts){ .cmd = "[ -z \"$HCLOUD_TOKEN$HETZNER_ROBOT_PASSWORD\" ] "
						"&& echo " TOKEN },
		TOKEN, "--hcloud-token-cmd");
}
END_TEST

/* Without @needed there is no token; with it, nobody can be asked. */
static void check_finds_nothing(bool needed)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	struct hz_cli cli = { .err = stderr, .yes = true };
	int r = hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, needed, &token, &err);

	ck_assert_ptr_null(token.value);
	ck_assert_ptr_null(token.source);
	if (!needed) {
		hz_ck_ok(r, &err);
		return;
	}
	hz_ck_fails(r, &err,
		    "cannot ask, because there is no terminal: Token of the Hetzner project");
	ck_assert_int_eq(err.kind, HZ_ERR_APPROVAL);
	ck_assert_str_eq(err.advice, "Add --hcloud-token-file FILE or --hcloud-token-cmd COMMAND "
				     "to answer without being asked.\nOr set HCLOUD_TOKEN.");
}

START_TEST(may_be_missing_where_none_is_needed)
{
	start_clean();
	check_finds_nothing(false);
	(void)setenv("HCLOUD_TOKEN", "", 1);
	check_finds_nothing(false);
}
END_TEST

START_TEST(needs_a_terminal_to_be_asked_for)
{
	start_clean();
	check_finds_nothing(true);
}
END_TEST

/* --- the hcloud CLI ------------------------------------------------------------------------ */

/* Makes the hcloud CLI's file, which HCLOUD_CONFIG then names. */
static void put_contexts(const char *text)
{
	HZ_AUTO(hz_freep) char *path = make_file(text, strlen(text));

	ck_assert_int_eq(setenv("HCLOUD_CONFIG", path, 1), 0);
}

static const char contexts[] = "active_context = \"prod\"\n"
			       "[preferences]\n"
			       "endpoint = \"https://all.example.com/v1\"\n"
			       "[[contexts]]\n"
			       "name = \"prod\"\n"
			       "token = \"" TOKEN "\"\n"
			       "[[contexts]]\n"
			       "name = \"test\"\n"
			       "token_command = \"echo " OTHER "\"\n"
			       "[contexts.preferences]\n"
			       "endpoint = \"https://test.example.com/v1\"\n"
			       "[[contexts]]\n"
			       "name = \"short\"\n"
			       "token = \"abcdefgh\"\n"
			       "[[contexts]]\n"
			       "name = \"locked\"\n"
			       "token_command = \"exit 3\"\n";

/* The token of the context that HCLOUD_CONTEXT or the file names, and what is said of it. */
static void check_takes(const char *context, const char *want, const char *endpoint)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	HZ_AUTO(hz_freep)
	char *announced = hz_strf("Using the token of hcloud context \"%s\" (%s).\n", context,
				  getenv("HCLOUD_CONFIG"));
	char *said = NULL;
	size_t len = 0;
	struct hz_cli cli = { .err = open_memstream(&said, &len) };

	hz_ck_ok(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, true, &token, &err),
		 &err);
	ck_assert_str_eq(token.value, want);
	ck_assert_str_eq(token.source, "the hcloud CLI");
	ck_assert_str_eq(token.context, context);
	ck_assert_str_eq(token.file, getenv("HCLOUD_CONFIG"));
	ck_assert_str_eq(token.endpoint, endpoint);
	ck_assert(hz_secret_in(token.value));
	hz_token_announce(&cli, &token);
	(void)fclose(cli.err);
	ck_assert_str_eq(said, announced);
	free(said);
}

START_TEST(comes_from_the_context_of_the_hcloud_cli_when_none_was_given)
{
	start_clean();
	put_contexts(contexts);
	check_takes("prod", TOKEN, "https://all.example.com/v1");
	(void)setenv("HCLOUD_CONTEXT", "test", 1);
	check_takes("test", OTHER, "https://test.example.com/v1");
}
END_TEST

START_TEST(is_not_taken_from_the_hcloud_cli_when_one_was_given_or_none_is_needed)
{
	HZ_AUTO(hz_freep) char *path = NULL;

	start_clean();
	put_contexts(contexts);
	check_finds_nothing(false);
	check_gives(&(struct hz_token_opts){ .cmd = "echo " OTHER }, OTHER, "--hcloud-token-cmd");
	(void)setenv("HCLOUD_TOKEN", OTHER, 1);
	check_gives(&(struct hz_token_opts){ .file = NULL }, OTHER, "HCLOUD_TOKEN");
	path = make_file(OTHER, strlen(OTHER));
	check_gives(&(struct hz_token_opts){ .file = path }, OTHER, "--hcloud-token-file");
}
END_TEST

START_TEST(is_asked_for_when_no_context_is_active)
{
	start_clean();
	put_contexts("active_context = \"\"\n[[contexts]]\nname = \"a\"\ntoken = \"" TOKEN "\"\n");
	check_finds_nothing(true);
}
END_TEST

START_TEST(is_not_announced_when_it_is_not_of_a_context)
{
	char *said = NULL;
	size_t len = 0;
	struct hz_cli cli = { .err = open_memstream(&said, &len) };

	hz_token_announce(&cli, &(struct hz_token){ .source = "HCLOUD_TOKEN" });
	(void)fclose(cli.err);
	ck_assert_uint_eq(len, 0);
	free(said);
}
END_TEST

#define OTHER_WAYS                                                                  \
	"Or give the token another way: HCLOUD_TOKEN, --hcloud-token-file FILE or " \
	"--hcloud-token-cmd COMMAND."

static const struct {
	const char *text;
	const char *context; /* of HCLOUD_CONTEXT */
	enum hz_err_kind kind;
	const char *message; /* %s: the file */
	const char *advice;  /* the last line */
} broken[] = {
	{ "[[contexts]]\nname = \"prod\"\ntoken = " TOKEN "\n", NULL, HZ_ERR_INVALID,
	  "cannot take the Hetzner token of the hcloud CLI: %s:3:9: neither a text in quotes, nor "
	  "a "
	  "decimal number, nor true or false",
	  OTHER_WAYS },
	{ "active_context = \"prod\"\n", NULL, HZ_ERR_NOT_FOUND,
	  "cannot take the Hetzner token of the hcloud CLI: %s:1:18: there is no hcloud context "
	  "\"prod\"",
	  OTHER_WAYS },
	{ contexts, "tset", HZ_ERR_NOT_FOUND,
	  "cannot take the Hetzner token of the hcloud CLI: HCLOUD_CONTEXT: there is no hcloud "
	  "context \"tset\"",
	  OTHER_WAYS },
	{ contexts, "short", HZ_ERR_INVALID,
	  "what hcloud context \"short\" of %s gives is not a token of Hetzner Cloud: it has 8 "
	  "letters and digits, not 64",
	  "right to read and write." },
	{ contexts, "locked", HZ_ERR_FAILED,
	  "cannot get the Hetzner token with the token_command of hcloud context \"locked\" of %s: "
	  "executable /bin/sh failed with exit code 3",
	  NULL },
};

/* @text with @by for "%s" in it. */
static char *with_file(const char *text, const char *by)
{
	const char *at = strstr(text, "%s");

	return at ? hz_strf("%.*s%s%s", (int)(at - text), text, by, at + 2) : hz_strdup(text);
}

START_TEST(says_what_is_wrong_with_the_hcloud_clis_file_if_it_would_be_used)
{
	start_clean();
	for (size_t i = 0; i < HZ_COUNT(broken); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *want = NULL;
		struct hz_token token = { .source = "untouched" };
		struct hz_cli cli = { .err = stderr };

		put_contexts(broken[i].text);
		(void)setenv("HCLOUD_CONTEXT", broken[i].context ? broken[i].context : "", 1);
		check_finds_nothing(false);
		want = with_file(broken[i].message, getenv("HCLOUD_CONFIG"));
		ck_assert_int_lt(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, true,
					      &token, &err),
				 0);
		ck_assert_str_eq(err.message, want);
		ck_assert_int_eq(err.kind, broken[i].kind);
		ck_assert_msg(broken[i].advice ? hz_str_ends(err.advice, broken[i].advice)
					       : !err.advice,
			      "%s", err.advice);
		ck_assert(!hz_secret_in(err.message));
		ck_assert_str_eq(token.source, "untouched");
	}
}
END_TEST

START_TEST(of_a_file_that_cannot_be_read_is_an_error)
{
	start_clean();
	(void)setenv("HCLOUD_CONFIG", "/nowhere/cli.toml", 1);
	check_finds_nothing(false);
	check_fails(&(struct hz_token_opts){ .file = NULL }, true, HZ_ERR_FAILED,
		    "cannot take the Hetzner token of the hcloud CLI: cannot open "
		    "/nowhere/cli.toml: No such file or directory");
}
END_TEST

START_TEST(in_the_place_of_a_contexts_name_is_not_shown)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	char *said = NULL;
	size_t len = 0;
	struct hz_cli cli = { .err = open_memstream(&said, &len) };

	start_clean();
	put_contexts("active_context = \"" OTHER "\"\n[[contexts]]\nname = \"" OTHER
		     "\"\ntoken = \"" TOKEN "\"\n");
	hz_ck_ok(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, true, &token, &err),
		 &err);
	hz_token_announce(&cli, &token);
	(void)fclose(cli.err);
	ck_assert_ptr_nonnull(strstr(said, "hcloud context \"<redacted>\""));
	ck_assert(!hz_secret_in(said));
	free(said);
}
END_TEST

#define BYTES(text) text, sizeof(text) - 1

static const struct {
	const char *bytes;
	size_t len;
	const char *fault;
} faults[] = {
	{ BYTES(""), "it is empty" },
	{ BYTES(" \n"), "it is empty" },
	{ BYTES("0123456789abcdefghijklmnopqrstuv\nwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"),
	  "there is a line break in it" },
	{ BYTES("0123456789abcdefghijklmnopqrstuv wxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"),
	  "there is something other than letters and digits in it" },
	{ BYTES("0123456789abcdefghijklmnopqrstuv-wxyzABCDEFGHIJKLMNOPQRSTUVWXYZa"),
	  "there is something other than letters and digits in it" },
	{ BYTES(TOKEN "\0x"), "there is something other than letters and digits in it" },
	{ BYTES("\xef\xbb\xbf" TOKEN), "there is something other than letters and digits in it" },
	{ BYTES("abcdefgh"), "it has 8 letters and digits, not 64" },
	{ BYTES(TOKEN "abcdefgh"), "it has 72 letters and digits, not 64" },
};

START_TEST(must_be_64_letters_and_digits)
{
	start_clean();
	for (size_t i = 0; i < HZ_COUNT(faults); i++) {
		HZ_AUTO(hz_freep) char *path = make_file(faults[i].bytes, faults[i].len);
		HZ_AUTO(hz_freep)
		char *message = hz_strf(
			"what --hcloud-token-file gives is not a token of Hetzner Cloud: %s",
			faults[i].fault);

		check_fails(&(struct hz_token_opts){ .file = path }, false, HZ_ERR_INVALID,
			    message);
	}
}
END_TEST

START_TEST(names_the_source_of_a_bad_one_and_never_its_value)
{
	start_clean();
	check_fails(
		&(struct hz_token_opts){ .cmd = "echo abcdefgh" }, false, HZ_ERR_INVALID,
		"what --hcloud-token-cmd gives is not a token of Hetzner Cloud: it has 8 letters "
		"and digits, not 64");
	(void)setenv("HCLOUD_TOKEN", "abcdefgh", 1);
	check_fails(&(struct hz_token_opts){ .file = NULL }, true, HZ_ERR_INVALID,
		    "what HCLOUD_TOKEN gives is not a token of Hetzner Cloud: it has 8 letters and "
		    "digits, not 64");
}
END_TEST

START_TEST(cannot_come_from_both_options)
{
	start_clean();
	check_fails(&(struct hz_token_opts){ .file = "a", .cmd = "b" }, false, HZ_ERR_USAGE,
		    "--hcloud-token-file and --hcloud-token-cmd exclude each other");
}
END_TEST

START_TEST(says_why_a_source_gives_nothing)
{
	start_clean();
	check_fails(&(struct hz_token_opts){ .file = "/nowhere/token" }, false, HZ_ERR_FAILED,
		    "cannot read the Hetzner token: cannot open /nowhere/token: No such file or "
		    "directory");
	check_fails(
		&(struct hz_token_opts){ .cmd = "echo abcdefgh; exit 7" }, false, HZ_ERR_FAILED,
		"cannot get the Hetzner token with --hcloud-token-cmd: executable /bin/sh failed "
		"with exit code 7");
	check_fails(
		&(struct hz_token_opts){ .file = "/dev/zero" }, false, HZ_ERR_INVALID,
		"cannot read the Hetzner token: cannot read /dev/zero: it is larger than 1048576 "
		"bytes");
}
END_TEST

HZ_SUITE("token", comes_from_a_file_trimmed, comes_from_standard_input,
	 comes_from_a_command_of_the_shell, comes_from_the_environment,
	 comes_from_the_options_before_the_environment, is_not_in_the_environment_of_the_command,
	 may_be_missing_where_none_is_needed, needs_a_terminal_to_be_asked_for,
	 comes_from_the_context_of_the_hcloud_cli_when_none_was_given,
	 is_not_taken_from_the_hcloud_cli_when_one_was_given_or_none_is_needed,
	 is_asked_for_when_no_context_is_active, is_not_announced_when_it_is_not_of_a_context,
	 says_what_is_wrong_with_the_hcloud_clis_file_if_it_would_be_used,
	 of_a_file_that_cannot_be_read_is_an_error, in_the_place_of_a_contexts_name_is_not_shown,
	 must_be_64_letters_and_digits, names_the_source_of_a_bad_one_and_never_its_value,
	 cannot_come_from_both_options, says_why_a_source_gives_nothing)
