/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project: where it comes from. No option takes the token
 * itself, since the arguments of a program are no secret.
 */
#ifndef HZ_CLI_TOKEN_H
#define HZ_CLI_TOKEN_H

#include "base/buf.h"
#include "cli/command.h"

/* What the options of HZ_TOKEN_OPTIONS() fill. */
struct hz_token_opts {
	const char *file;
	const char *cmd;
};

/* The entries of an option table for the field @field, a struct hz_token_opts of @type. */
#define HZ_TOKEN_OPTIONS(type_, field_)                                                  \
	{ .type = HZ_OPT_HEADING, .help = "Token of the Hetzner project" },              \
		{ .type = HZ_OPT_STRING,                                                 \
		  .name = "hcloud-token-file",                                           \
		  .metavar = "FILE",                                                     \
		  .help = "Read the token from FILE; - is standard input",               \
		  .offset = offsetof(type_, field_.file) },                              \
	{                                                                                \
		.type = HZ_OPT_STRING, .name = "hcloud-token-cmd", .metavar = "COMMAND", \
		.help = "Take what the shell command prints as the token; without "      \
			"both, HCLOUD_TOKEN is taken",                                   \
		.offset = offsetof(type_, field_.cmd)                                    \
	}

/*
 * The token: of the options, else of HCLOUD_TOKEN, else, with @ask, of a hidden prompt,
 * else *@ret and *@ret_source are NULL. It is registered as a secret, and what is no
 * token is of kind INVALID. *@ret_source names where it is from ("HCLOUD_TOKEN"), static.
 * The caller releases *@ret with hz_secret_free().
 */
int hz_token_get(struct hz_cli *cli, const struct hz_token_opts *opts, bool ask, char **ret,
		 const char **ret_source, struct hz_err *err);

/* Whether @text has the shape of a Hetzner Cloud token: 64 letters and digits. */
bool hz_token_is_hetzner(const char *text);

/*
 * Whether the @len bytes at @text (and a NUL) are such a token; if not, appends to @why what is
 * wrong, in words that tell nothing of them but their number: "it is empty".
 */
bool hz_token_check(const char *text, size_t len, struct hz_buf *why);

/* Registers what the environment holds, so that no message of ours can show it. */
void hz_token_register_environment(void);

#endif
