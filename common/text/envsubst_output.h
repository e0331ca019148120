/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text that a template becomes, below the cap of its buffer.
 */
#ifndef HZ_TEXT_ENVSUBST_OUTPUT_H
#define HZ_TEXT_ENVSUBST_OUTPUT_H

#include <string.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends @len bytes: 0, or -1 with @err set when they do not fit. */
static inline int hz_envsubst_put_bytes(struct hz_buf *out, const char *bytes, size_t len,
					struct hz_err *err)
{
	if (hz_buf_append(out, bytes, len) < 0)
		return hz_err_set(err, HZ_ERR_INVALID, "BadTemplate",
				  "the result is larger than %zu MiB", out->cap >> 20);
	return 0;
}

static inline int hz_envsubst_put(struct hz_buf *out, const char *text, struct hz_err *err)
{
	return hz_envsubst_put_bytes(out, text, strlen(text), err);
}

#endif
