/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters in and out of UTF-8.
 */
#include "base/unicode.h"

#include "base/str.h"

size_t hz_unicode_next(const char *text, size_t len, unsigned *ret)
{
	size_t used = hz_utf8_next(text, len, ret);

	if (used > 0)
		return used;
	*ret = HZ_UNICODE_REPLACEMENT;
	return 1;
}

static void add_continuation(struct hz_buf *out, unsigned bits)
{
	hz_buf_addc(out, (char)(0x80 | (bits & 0x3f)));
}

void hz_unicode_add(struct hz_buf *out, unsigned code)
{
	if (code < 0x80) {
		hz_buf_addc(out, (char)code);
		return;
	}
	if (code < 0x800) {
		hz_buf_addc(out, (char)(0xc0 | (code >> 6)));
	} else if (code < 0x10000) {
		hz_buf_addc(out, (char)(0xe0 | (code >> 12)));
		add_continuation(out, code >> 6);
	} else {
		hz_buf_addc(out, (char)(0xf0 | (code >> 18)));
		add_continuation(out, code >> 12);
		add_continuation(out, code >> 6);
	}
	add_continuation(out, code);
}
