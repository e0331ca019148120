/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server said, made fit for an error message: without our secrets, not too long,
 * and harmless on a terminal.
 */
#ifndef HZ_NET_SAID_H
#define HZ_NET_SAID_H

#include "base/buf.h"

/* Appends @text, shortened to @longest bytes. */
void hz_said_add(struct hz_buf *out, const char *text, size_t longest);

/* Appends the start of a page as one line between quotation marks. */
void hz_said_quote(struct hz_buf *out, const struct hz_buf *page);

#endif
