/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML text in UTF-16, which only its byte order mark tells. libyaml reads it, but to us
 * every offset is one of UTF-8.
 */
#ifndef HZ_TEXT_YAML_UTF16_H
#define HZ_TEXT_YAML_UTF16_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/*
 * Appends @text as UTF-8 behind a byte order mark: whether it was valid UTF-16 with a mark
 * of its own. Else nothing is appended.
 */
bool hz_yaml_from_utf16(const char *text, size_t len, struct hz_buf *out);

#endif
