/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project: where it comes from.
 */
#include "cli/token.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/process.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/prompt.h"

#define TOKEN_LENGTH 64
#define VARIABLE "HCLOUD_TOKEN"

static const char letters_and_digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
					 "abcdefghijklmnopqrstuvwxyz0123456789";

bool hz_token_is_hetzner(const char *text)
{
	return strlen(text) == TOKEN_LENGTH && strspn(text, letters_and_digits) == TOKEN_LENGTH;
}

void hz_token_register_environment(void)
{
	hz_secret_register(getenv(VARIABLE));
	hz_secret_register(getenv("HETZNER_ROBOT_PASSWORD"));
}

bool hz_token_check(const char *text, size_t len, struct hz_buf *why)
{
	if (len == TOKEN_LENGTH && hz_token_is_hetzner(text))
		return true;
	if (len == 0)
		hz_buf_adds(why, "it is empty");
	else if (memchr(text, '\n', len))
		hz_buf_adds(why, "there is a line break in it");
	else if (strspn(text, letters_and_digits) != len)
		hz_buf_adds(why, "there is something other than letters and digits in it");
	else
		hz_buf_addf(why, "it has %zu letters and digits, not %d", len, TOKEN_LENGTH);
	return false;
}

/* Takes the token out of what @source gave. */
static int take_token(struct hz_buf *text, const char *source, char **ret, struct hz_err *err)
{
	size_t behind_nul = text->len - strlen(hz_buf_str(text));
	HZ_AUTO(hz_secret_freep) char *token = hz_str_trim(hz_buf_take(text));
	HZ_AUTO(hz_buf_done) struct hz_buf why = HZ_BUF_INIT;

	hz_secret_register(token);
	if (hz_token_check(token, strlen(token) + behind_nul, &why)) {
		*ret = HZ_TAKE(token);
		return 0;
	}
	hz_err_set(err, HZ_ERR_INVALID, "InvalidToken",
		   "what %s gives is not a token of Hetzner Cloud: %s", source, hz_buf_str(&why));
	return hz_err_advise(err, "Make one for the project in the Hetzner Console, under "
				  "Security, API tokens, with the right to read and write.");
}

static int read_file(const char *path, struct hz_buf *text, struct hz_err *err)
{
	if (hz_file_read(path, text, err) < 0)
		return hz_err_wrap(err, "cannot read the Hetzner token");
	return 0;
}

/*
 * A command line of the user's, so a shell reads it. It may ask the person, but not
 * read what is meant for us.
 */
static int run_command(const char *command, struct hz_buf *text, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
	struct hz_process process = { .share_stdin = isatty(STDIN_FILENO) == 1 };

	hz_strv_add(&argv, "/bin/sh");
	hz_strv_add(&argv, "-c");
	hz_strv_add(&argv, command);
	process.argv = argv.item;
	if (hz_process_run(&process, text, err) < 0)
		return hz_err_wrap(err, "cannot get the Hetzner token with --hcloud-token-cmd");
	return 0;
}

static int ask_for_token(struct hz_cli *cli, struct hz_buf *text, struct hz_err *err)
{
	HZ_AUTO(hz_secret_freep) char *answer = NULL;

	if (hz_prompt_secret(cli, "--hcloud-token-file FILE or --hcloud-token-cmd COMMAND",
			     "Token of the Hetzner project", &answer, err) < 0) {
		if (hz_err_is(err, "NoTerminal"))
			hz_err_advise(err, "Or set " VARIABLE ".");
		return -1;
	}
	hz_buf_adds(text, answer);
	return 0;
}

/* Fills @text from the first source that there is. Returns 0 if there is none, else 1. */
static int read_source(struct hz_cli *cli, const struct hz_token_opts *opts, bool ask,
		       struct hz_buf *text, const char **ret_source, struct hz_err *err)
{
	const char *variable = getenv(VARIABLE);
	int r = 0;

	if (opts->file) {
		*ret_source = "--hcloud-token-file";
		r = read_file(opts->file, text, err);
	} else if (opts->cmd) {
		*ret_source = "--hcloud-token-cmd";
		r = run_command(opts->cmd, text, err);
	} else if (!hz_str_empty(variable)) {
		*ret_source = VARIABLE;
		hz_buf_adds(text, variable);
	} else if (ask) {
		*ret_source = "the prompt";
		r = ask_for_token(cli, text, err);
	} else {
		return 0;
	}
	return r < 0 ? r : 1;
}

int hz_token_get(struct hz_cli *cli, const struct hz_token_opts *opts, bool ask, char **ret,
		 const char **ret_source, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CREDENTIAL };
	HZ_AUTO(hz_secret_freep) char *token = NULL;
	const char *source = NULL;
	int r;

	if (opts->file && opts->cmd)
		return hz_err_set(err, HZ_ERR_USAGE, "TwoTokens",
				  "--hcloud-token-file and --hcloud-token-cmd exclude each other");
	r = read_source(cli, opts, ask, &text, &source, err);
	if (r > 0)
		r = take_token(&text, source, &token, err);
	if (r < 0)
		return r;
	*ret = HZ_TAKE(token);
	*ret_source = source;
	return 0;
}
