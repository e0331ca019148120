/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quoted strings of JSONPath templates, with the escapes of Go:
 * https://github.com/golang/go/blob/go1.24.0/src/strconv/quote.go#L260
 */
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "text/jsonpath_parser.h"

/* What is not yet read of the string. */
struct rest {
	const char *text;
	size_t len;
	char quote;
};

static void take(struct rest *rest, size_t len)
{
	rest->text += len;
	rest->len -= len;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* Takes exactly @count digits of @base. */
static int take_number(struct rest *rest, size_t count, int base, unsigned *ret)
{
	unsigned value = 0;

	if (rest->len < count)
		return -1;
	for (size_t i = 0; i < count; i++) {
		int digit = digit_of(rest->text[i]);

		if (digit >= base)
			return -1;
		value = value * (unsigned)base + (unsigned)digit;
	}
	take(rest, count);
	*ret = value;
	return 0;
}

/* \xNN and \NNN are bytes, \uNNNN and \UNNNNNNNN characters. */
static int unescape_number(struct rest *rest, struct hz_buf *out)
{
	char kind = *rest->text;
	bool octal = kind >= '0' && kind <= '7';
	size_t digits = octal ? 3 : kind == 'x' ? 2 : kind == 'u' ? 4 : 8;
	unsigned code;

	take(rest, octal ? 0 : 1);
	if (take_number(rest, digits, octal ? 8 : 16, &code) < 0)
		return -1;
	if (octal || kind == 'x') {
		if (code > 0xff)
			return -1;
		hz_buf_addc(out, (char)code);
		return 0;
	}
	if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return -1;
	hz_unicode_add(out, code);
	return 0;
}

/* What stands behind a backslash. */
static int unescape(struct rest *rest, struct hz_buf *out)
{
	static const char letter[] = "abfnrtv\\";
	static const char means[] = "\a\b\f\n\r\t\v\\";
	const char *found;

	if (rest->len == 0 || !*rest->text)
		return -1;
	if (strchr("01234567xuU", *rest->text))
		return unescape_number(rest, out);
	found = strchr(letter, *rest->text);
	if (!found && *rest->text != rest->quote)
		return -1;
	hz_buf_addc(out, found ? means[found - letter] : rest->quote);
	take(rest, 1);
	return 0;
}

static int unquote_character(struct rest *rest, struct hz_buf *out)
{
	unsigned code = 0;
	size_t size = hz_utf8_next(rest->text, rest->len, &code);

	if (*rest->text == rest->quote)
		return -1;
	if (*rest->text == '\\') {
		take(rest, 1);
		return unescape(rest, out);
	}
	hz_buf_add(out, size ? rest->text : "\xef\xbf\xbd", size ? size : 3);
	take(rest, size ? size : 1);
	return 0;
}

int hz_jsonpath_unquote(const char *text, size_t len, struct hz_buf *out)
{
	struct rest rest = { .text = text + 1, .len = len - 2, .quote = *text };

	/* Without an escape the bytes stay as they are, also those that are no UTF-8. */
	if (!memchr(rest.text, '\\', rest.len)) {
		hz_buf_add(out, rest.text, rest.len);
		return 0;
	}
	while (rest.len > 0)
		if (unquote_character(&rest, out) < 0)
			return -1;
	return 0;
}
