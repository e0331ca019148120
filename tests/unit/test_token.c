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
	HZ_AUTO(hz_secret_freep) char *token = NULL;
	const char *source = NULL;
	struct hz_cli cli = { .err = stderr };

	hz_ck_ok(hz_token_get(&cli, opts, false, &token, &source, &err), &err);
	ck_assert_str_eq(token, want);
	ck_assert_str_eq(source, want_source);
	ck_assert(hz_secret_in(token));
}

/* Fails with this message and kind; the value is neither in it nor in the advice. */
static void check_fails(const struct hz_token_opts *opts, bool ask, enum hz_err_kind kind,
			const char *message)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *token = NULL;
	const char *source = "untouched";
	struct hz_cli cli = { .err = stderr };

	ck_assert_int_lt(hz_token_get(&cli, opts, ask, &token, &source, &err), 0);
	ck_assert_str_eq(err.message, message);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_ptr_null(token);
	ck_assert_str_eq(source, "untouched");
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

START_TEST(may_be_missing_where_nobody_is_asked)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *token = NULL;
	const char *source = NULL;
	struct hz_cli cli = { .err = stderr };

	start_clean();
	hz_ck_ok(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, false, &token, &source,
			      &err),
		 &err);
	ck_assert_ptr_null(token);
	ck_assert_ptr_null(source);
	(void)setenv("HCLOUD_TOKEN", "", 1);
	hz_ck_ok(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, false, &token, &source,
			      &err),
		 &err);
	ck_assert_ptr_null(token);
}
END_TEST

START_TEST(needs_a_terminal_to_be_asked_for)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *token = NULL;
	const char *source = NULL;
	struct hz_cli cli = { .err = stderr, .yes = true };

	start_clean();
	hz_ck_fails(hz_token_get(&cli, &(struct hz_token_opts){ .file = NULL }, true, &token,
				 &source, &err),
		    &err, "cannot ask, because there is no terminal: Token of the Hetzner project");
	ck_assert_int_eq(err.kind, HZ_ERR_APPROVAL);
	ck_assert_str_eq(err.advice, "Add --hcloud-token-file FILE or --hcloud-token-cmd COMMAND "
				     "to answer without being asked.\nOr set HCLOUD_TOKEN.");
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
	 may_be_missing_where_nobody_is_asked, needs_a_terminal_to_be_asked_for,
	 must_be_64_letters_and_digits, names_the_source_of_a_bad_one_and_never_its_value,
	 cannot_come_from_both_options, says_why_a_source_gives_nothing)
