/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-16 as UTF-8.
 */
#include "text/yaml_utf16.h"

#include <string.h>

#include "base/unicode.h"

static unsigned unit_at(const char *text, bool big)
{
	unsigned first = (unsigned char)text[0];
	unsigned second = (unsigned char)text[1];

	return big ? first << 8 | second : second << 8 | first;
}

/* The bytes of the character at @text, 2 or 4; 0 when it is none. */
static size_t take_character(const char *text, size_t len, bool big, unsigned *ret)
{
	unsigned high;
	unsigned low;

	if (len < 2)
		return 0;
	high = unit_at(text, big);
	if ((high & 0xf800) != 0xd800) {
		*ret = high;
		return 2;
	}
	if ((high & 0xfc00) != 0xd800 || len < 4)
		return 0;
	low = unit_at(text + 2, big);
	if ((low & 0xfc00) != 0xdc00)
		return 0;
	*ret = 0x10000 + ((high & 0x3ff) << 10 | (low & 0x3ff));
	return 4;
}

bool hz_yaml_from_utf16(const char *text, size_t len, struct hz_buf *out)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf utf8 = HZ_BUF_INIT;
	bool big = len >= 2 && memcmp(text, "\xfe\xff", 2) == 0;

	if (!big && !(len >= 2 && memcmp(text, "\xff\xfe", 2) == 0))
		return false;
	for (size_t i = 0, size; i < len; i += size) {
		unsigned code = 0;

		size = take_character(text + i, len - i, big, &code);
		if (size == 0)
			return false;
		hz_unicode_add(&utf8, code);
	}
	hz_buf_add(out, utf8.data, utf8.len);
	return true;
}
