/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions about strings, and text made safe for a terminal.
 */
#ifndef HZ_BASE_STR_H
#define HZ_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Whether both are equal; NULL equals only NULL. */
bool hz_str_eq(const char *a, const char *b);

/* Whether @s is NULL or "". */
bool hz_str_empty(const char *s);

bool hz_str_starts(const char *s, const char *prefix);
bool hz_str_ends(const char *s, const char *suffix);

/* What stands behind @prefix in @s, or NULL when @s does not start with it. */
const char *hz_str_after(const char *s, const char *prefix);

/* Removes white space at both ends, in place; returns @s. */
char *hz_str_trim(char *s);

/* Edits (insert, delete, replace, swap of neighbours) that make @b of @a. */
size_t hz_str_distance(const char *a, const char *b);

/*
 * The word of @words (NULL-terminated) that is nearest to @word, or NULL when
 * none is near enough to be meant. Borrowed from @words.
 */
const char *hz_str_nearest(const char *word, const char *const words[]);

/*
 * Appends text that came from outside so that it cannot steer a terminal:
 * C0, DEL and C1 control characters and bidirectional overrides are written as
 * \xNN or \u{N}, invalid UTF-8 byte by byte as \xNN; \n and \t stay.
 */
void hz_str_add_visible(struct hz_buf *out, const char *text, size_t len);

/* The same as an owned string. */
char *hz_str_visible(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

/*
 * The columns that @text takes on a terminal: 2 for wide East Asian characters,
 * 0 for combining ones, 1 for each byte that is not UTF-8.
 */
size_t hz_str_columns(const char *text);

/* How many bytes of @text, whole characters, take at most @columns columns. */
size_t hz_str_fit(const char *text, size_t columns);

/*
 * The length of the UTF-8 sequence at @text, of at most @len bytes, and its
 * code point in *@ret; 0 when it is none (overlong forms and surrogates too).
 */
size_t hz_utf8_next(const char *text, size_t len, unsigned *ret);

#endif
