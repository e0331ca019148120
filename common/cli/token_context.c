/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of a context of the hcloud CLI.
 */
#include "cli/token_context.h"

#include "base/secret.h"
#include "base/str.h"
#include "cli/token_command.h"
#include "hcloud/cli_config.h"

char *hz_token_context_in_words(const struct hz_token *token)
{
	HZ_AUTO(hz_freep) char *name = hz_str_visible(token->context);
	struct hz_buf words = HZ_BUF_INIT;

	hz_buf_addf(&words, "hcloud context \"%s\"", name);
	hz_secret_redact(&words); /* a token may stand in the wrong place of the file */
	return hz_buf_take(&words);
}

/* Appends the token of @context, or what its command prints. */
static int read_token(const struct hz_hcloud_context *context, const struct hz_token *token,
		      struct hz_buf *text, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *words = NULL;

	if (context->token) {
		hz_buf_adds(text, context->token);
		return 0;
	}
	if (hz_token_run_command(context->token_command, text, err) == 0)
		return 0;
	words = hz_token_context_in_words(token);
	return hz_err_wrap(err, "cannot get the Hetzner token with the token_command of %s of %s",
			   words, token->file);
}

static int refuse(struct hz_err *err)
{
	hz_err_wrap(err, "cannot take the Hetzner token of the hcloud CLI");
	return hz_err_advise(err, "Or give the token another way: HCLOUD_TOKEN, "
				  "--hcloud-token-file FILE or --hcloud-token-cmd COMMAND.");
}

int hz_token_from_context(struct hz_buf *text, struct hz_token *token, struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_config_done) struct hz_hcloud_config config = HZ_HCLOUD_CONFIG_INIT;
	const struct hz_hcloud_context *context = NULL;
	const char *endpoint;

	if (hz_hcloud_config_load(&config, err) < 0 ||
	    hz_hcloud_config_choose(&config, getenv("HCLOUD_CONTEXT"), &context, err) < 0)
		return refuse(err);
	if (!context)
		return 0;
	endpoint = context->endpoint ? context->endpoint : config.endpoint;
	token->source = "the hcloud CLI";
	token->context = hz_strdup(context->name);
	token->file = hz_str_visible(config.path);
	token->endpoint = hz_strdup(endpoint);
	return read_token(context, token, text, err) < 0 ? -1 : 1;
}

void hz_token_announce(const struct hz_cli *cli, const struct hz_token *token)
{
	HZ_AUTO(hz_freep) char *words = NULL;

	if (!token->context)
		return;
	words = hz_token_context_in_words(token);
	(void)fprintf(cli->err, "Using the token of %s (%s).\n", words, token->file);
}
