/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting off a value what a pattern matches.
 */
#ifndef HZ_TEXT_ENVSUBST_TRIM_H
#define HZ_TEXT_ENVSUBST_TRIM_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends @value less the shortest or longest start that @pattern (text/glob.h) matches. */
int hz_envsubst_trim_start(const char *value, const char *pattern, bool longest, struct hz_buf *out,
			   struct hz_err *err);

/*
 * The same with its end. As upstream does it, value and pattern are turned round, so that
 * a class in the pattern is written backwards, and what is no UTF-8 becomes U+FFFD.
 */
int hz_envsubst_trim_end(const char *value, const char *pattern, bool longest, struct hz_buf *out,
			 struct hz_err *err);

#endif
