/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Unicode 15.0 says of a character, as Go's package unicode tells it. The locale
 * plays no part.
 */
#ifndef HZ_BASE_UNICODE_H
#define HZ_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* What stands for a byte that is no UTF-8. */
#define HZ_UNICODE_REPLACEMENT 0xfffdu

/* Whether it is a letter (category L), and a decimal digit (Nd). */
bool hz_unicode_is_letter(unsigned code);
bool hz_unicode_is_digit(unsigned code);

/* The simple case mappings of UnicodeData.txt: one character for one. */
unsigned hz_unicode_upper(unsigned code);
unsigned hz_unicode_lower(unsigned code);

/*
 * The character at the start of @text, of @len > 0 bytes: its length, and its code point
 * in *@ret. A byte that is no UTF-8 is one HZ_UNICODE_REPLACEMENT.
 */
size_t hz_unicode_next(const char *text, size_t len, unsigned *ret);

/* Appends @code, a code point and no surrogate, as UTF-8. */
void hz_unicode_add(struct hz_buf *out, unsigned code);

#endif
