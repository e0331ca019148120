/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Base64 of RFC 4648 §4.
 */
#include "base/base64.h"

#include <string.h>

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

void hz_base64_encode(struct hz_buf *out, const void *bytes, size_t len)
{
	const unsigned char *byte = bytes;

	for (size_t i = 0; i < len; i += 3) {
		size_t left = len - i;
		unsigned bits = (unsigned)byte[i] << 16;

		if (left > 1)
			bits |= (unsigned)byte[i + 1] << 8;
		if (left > 2)
			bits |= byte[i + 2];
		hz_buf_addc(out, alphabet[bits >> 18]);
		hz_buf_addc(out, alphabet[bits >> 12 & 63]);
		hz_buf_addc(out, left > 1 ? alphabet[bits >> 6 & 63] : '=');
		hz_buf_addc(out, left > 2 ? alphabet[bits & 63] : '=');
	}
}

/* The next character that counts, '\0' at the end; *@text is moved behind it. */
static char next_character(const char **text)
{
	while (**text == '\r' || **text == '\n')
		(*text)++;
	return **text ? *(*text)++ : '\0';
}

/* Reads four characters: the number of bytes they stand for (0 at the end of the text), or -1. */
static int take_group(const char **text, unsigned char bytes[static 3])
{
	unsigned bits = 0;
	int padding = 0;

	for (int i = 0; i < 4; i++) {
		char c = next_character(text);
		const char *at = c ? strchr(alphabet, c) : NULL;

		if (c == '\0' && i == 0)
			return 0;
		if (c == '=' && i >= 2)
			padding++;
		else if (!at || padding > 0)
			return -1;
		bits = bits << 6 | (padding ? 0 : (unsigned)(at - alphabet));
	}
	for (int i = 0; i < 3; i++)
		bytes[i] = (unsigned char)(bits >> (16 - 8 * i));
	return 3 - padding;
}

int hz_base64_decode(struct hz_buf *out, const char *text)
{
	size_t before = out->len;
	unsigned char bytes[3];
	int count;

	do {
		count = take_group(&text, bytes);
		if (count > 0 && hz_buf_append(out, bytes, (size_t)count) < 0)
			count = -1;
	} while (count == 3);
	if (count >= 0 && next_character(&text) == '\0')
		return 0;
	out->len = before;
	return -1;
}
