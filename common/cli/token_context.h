/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of a context of the hcloud CLI.
 */
#ifndef HZ_CLI_TOKEN_CONTEXT_H
#define HZ_CLI_TOKEN_CONTEXT_H

#include "base/buf.h"
#include "cli/token.h"

/*
 * The context of HCLOUD_CONTEXT, else the active one: appends its token to @text, or what
 * its command prints, and sets the rest of @token. Returns 1, or 0 when there is no such
 * context; < 0 also when the file cannot be read or is wrong.
 */
int hz_token_from_context(struct hz_buf *text, struct hz_token *token, struct hz_err *err);

/* "hcloud context "prod"", fit for a terminal. Owned by the caller. */
char *hz_token_context_in_words(const struct hz_token *token) HZ_NOT_NULL;

#endif
