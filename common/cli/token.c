/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project: where it comes from.
 */
#include "cli/token.h"

#include <string.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/prompt.h"
#include "cli/token_command.h"
#include "cli/token_context.h"
#include "hcloud/token.h"

#define VARIABLE "HCLOUD_TOKEN"

void hz_token_done(struct hz_token *token)
{
	hz_secret_free(token->value);
	free(token->context);
	free(token->file);
	free(token->endpoint);
	*token = (struct hz_token){ .value = NULL };
}

void hz_token_register_environment(void)
{
	hz_secret_register(getenv(VARIABLE));
	hz_secret_register(getenv("HETZNER_ROBOT_PASSWORD"));
}

/* Takes the token out of what @source, in words, gave. */
static int take_token(struct hz_buf *text, const char *source, char **ret, struct hz_err *err)
{
	size_t behind_nul = text->len - strlen(hz_buf_str(text));
	HZ_AUTO(hz_secret_freep) char *token = hz_str_trim(hz_buf_take(text));
	HZ_AUTO(hz_buf_done) struct hz_buf why = HZ_BUF_INIT;

	hz_secret_register(token);
	if (hz_hcloud_token_check(token, strlen(token) + behind_nul, &why)) {
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

static int run_command(const char *command, struct hz_buf *text, struct hz_err *err)
{
	if (hz_token_run_command(command, text, err) < 0)
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

/* What was given: fills @text. Returns 0 if nothing was, else 1. */
static int read_given(const struct hz_token_opts *opts, struct hz_buf *text,
		      const char **ret_source, struct hz_err *err)
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
	} else {
		return 0;
	}
	return r < 0 ? r : 1;
}

/* What is there to be found when a token is needed: fills @text. Returns 1. */
static int read_needed(struct hz_cli *cli, struct hz_buf *text, struct hz_token *token,
		       struct hz_err *err)
{
	int r = hz_token_from_context(text, token, err);

	if (r != 0)
		return r;
	token->source = "the prompt";
	return ask_for_token(cli, text, err) < 0 ? -1 : 1;
}

/* The source in words, as exactly as we know it. Owned by the caller. */
static char *source_in_words(const struct hz_token *token)
{
	HZ_AUTO(hz_freep) char *name = NULL;

	if (!token->context)
		return hz_strdup(token->source);
	name = hz_token_context_in_words(token);
	return hz_strf("%s of %s", name, token->file);
}

int hz_token_get(struct hz_cli *cli, const struct hz_token_opts *opts, bool needed,
		 struct hz_token *ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CREDENTIAL };
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	HZ_AUTO(hz_freep) char *source = NULL;
	int r;

	if (opts->file && opts->cmd)
		return hz_err_set(err, HZ_ERR_USAGE, "TwoTokens",
				  "--hcloud-token-file and --hcloud-token-cmd exclude each other");
	r = read_given(opts, &text, &token.source, err);
	if (r == 0 && needed)
		r = read_needed(cli, &text, &token, err);
	if (r > 0) {
		source = source_in_words(&token);
		r = take_token(&text, source, &token.value, err);
	}
	if (r < 0)
		return r;
	*ret = token;
	token = (struct hz_token){ .value = NULL };
	return 0;
}
