/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project: where it comes from. No option takes the token
 * itself, since the arguments of a program are no secret.
 *
 * The sources, the first of which counts: --hcloud-token-file or --hcloud-token-cmd,
 * HCLOUD_TOKEN, the context of the hcloud CLI, a hidden prompt. The last two are for
 * when a token is needed and none was given: the context of the moment may be of
 * another project than a command was written for.
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
			"both, HCLOUD_TOKEN is taken, or the token of the hcloud CLI",   \
		.offset = offsetof(type_, field_.cmd)                                    \
	}

/* A token and where it is from. Zero-initialise; hz_token_done() wipes it. */
struct hz_token {
	char *value;        /* owned, secret; NULL when there is none */
	const char *source; /* of it, for messages: "HCLOUD_TOKEN"; static */
	char *context;      /* owned; the hcloud CLI's context that it is of, or NULL */
	char *file;         /* owned; the file of @context */
	char *endpoint;     /* owned; that of @context, or NULL: the public one */
};

void hz_token_done(struct hz_token *token);

/*
 * Finds the token and registers it as a secret; what is no token is of kind INVALID.
 * Without @needed neither the hcloud CLI nor a person is asked, and @ret->value may be
 * NULL. A file of the hcloud CLI that is broken is an error only if it would be used.
 */
int hz_token_get(struct hz_cli *cli, const struct hz_token_opts *opts, bool needed,
		 struct hz_token *ret, struct hz_err *err);

/*
 * Says on cli->err which context of the hcloud CLI the token is of, if it is of one. To
 * be called before anything is written with it.
 */
void hz_token_announce(const struct hz_cli *cli, const struct hz_token *token);

/* Registers what the environment holds, so that no message of ours can show it. */
void hz_token_register_environment(void);

#endif
