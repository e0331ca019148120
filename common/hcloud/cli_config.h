/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration of the hcloud CLI: its contexts, which have the tokens.
 * (github.com/hetznercloud/cli/internal/state/config)
 *
 *	active_context = "prod"
 *
 *	[[contexts]]
 *	  name = "prod"
 *	  token = "…"                               or token_command, a line for the shell
 *	  [contexts.preferences]
 *	    endpoint = "https://api.example.com/v1"   of [preferences] for all contexts
 *
 * Other keys are not looked at. No message shows a token, and each is registered as a
 * secret when it is read.
 */
#ifndef HZ_HCLOUD_CLI_CONFIG_H
#define HZ_HCLOUD_CLI_CONFIG_H

#include "base/err.h"

/* One context. Strings are owned by the configuration, and NULL where nothing is given. */
struct hz_hcloud_context {
	char *name;
	char *token; /* secret */
	char *token_command;
	char *endpoint; /* its own */
	int line;       /* of the name, or of the first value before it */
	int column;
};

/* hz_hcloud_config_done() wipes the contents. */
struct hz_hcloud_config {
	char *path;   /* owned; as messages call it; NULL without a home folder */
	char *active; /* owned; NULL: no context is active */
	int active_line;
	int active_column;
	char *endpoint;                    /* owned; for contexts without one; or NULL */
	struct hz_hcloud_context *context; /* owned, @count entries */
	size_t count;
};

#define HZ_HCLOUD_CONFIG_INIT ((struct hz_hcloud_config){ .count = 0 })

void hz_hcloud_config_done(struct hz_hcloud_config *config);

/* Reads @text, the file @path. Errors say "PATH:LINE:COLUMN: …", kind INVALID, "BadToml". */
int hz_hcloud_config_parse(const char *text, size_t len, const char *path,
			   struct hz_hcloud_config *ret, struct hz_err *err);

/*
 * Reads the file that HCLOUD_CONFIG names, else ~/.config/hcloud/cli.toml, which may be
 * missing: then there are no contexts.
 */
int hz_hcloud_config_load(struct hz_hcloud_config *ret, struct hz_err *err);

/*
 * The context @name, that of HCLOUD_CONTEXT, or for NULL or "" the active one; NULL when
 * none is. It has a token or a command for one. Kind NOT_FOUND, reason "NoContext"; or
 * INVALID, "NoToken" or "TwoContexts". *@ret is borrowed from @config.
 */
int hz_hcloud_config_choose(const struct hz_hcloud_config *config, const char *name,
			    const struct hz_hcloud_context **ret, struct hz_err *err);

#endif
