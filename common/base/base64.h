/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Base64 of RFC 4648 §4, as Go's encoding/base64.StdEncoding reads and writes it.
 */
#ifndef HZ_BASE_BASE64_H
#define HZ_BASE_BASE64_H

#include "base/buf.h"

/* Appends the padded text of @len bytes. */
void hz_base64_encode(struct hz_buf *out, const void *bytes, size_t len);

/*
 * Appends the bytes of @text, in which \r and \n are skipped: 0, or -1 with @out
 * unchanged when it is not base64, not padded, or does not fit below the cap.
 */
int hz_base64_decode(struct hz_buf *out, const char *text);

#endif
