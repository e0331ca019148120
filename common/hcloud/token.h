/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tokens of Hetzner Cloud projects.
 */
#ifndef HZ_HCLOUD_TOKEN_H
#define HZ_HCLOUD_TOKEN_H

#include "base/buf.h"

/* Whether @text has the shape of a token: 64 letters and digits. */
bool hz_hcloud_is_token(const char *text);

/*
 * Whether the @len bytes at @text (and a NUL) are such a token; if not, appends to @why what is
 * wrong, in words that tell nothing of them but their number: "it is empty".
 */
bool hz_hcloud_token_check(const char *text, size_t len, struct hz_buf *why);

#endif
