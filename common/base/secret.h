/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The live secrets of this process, and their removal from text.
 *
 * Whoever reads a token, a password or a private key registers it at once;
 * whoever writes a trace or an error that may hold what a server said runs it
 * through hz_secret_redact(). A secret is recognised raw, in base64 at all three
 * alignments, and URL-encoded.
 */
#ifndef HZ_BASE_SECRET_H
#define HZ_BASE_SECRET_H

#include "base/buf.h"

/* Keeps a copy of @secret until the process ends; shorter ones than 6 bytes are not kept. */
void hz_secret_register(const char *secret);

/* Replaces each registered secret in @text by "<redacted>". */
void hz_secret_redact(struct hz_buf *text);

/* Whether any registered secret stands in @text. */
bool hz_secret_in(const char *text);

/* Wipes the register; for the end of main and for tests. */
void hz_secret_forget(void);

#endif
