/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A position in a template.
 */
#include "text/envsubst_scan.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

/* The white space of Go's regular expressions. */
static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* The name in "${ NAME }" is matched by [A-Za-z0-9_$]+. */
static bool is_padded_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '$';
}

static size_t skip_while(const struct hz_envsubst_scan *scan, size_t at, bool (*is)(char c))
{
	while (at < scan->len && is(scan->text[at]))
		at++;
	return at;
}

/* Where the "${ NAME }" that stands here ends; 0 when it is none. */
static size_t end_of_padded(const struct hz_envsubst_scan *scan)
{
	size_t open = scan->at + strlen("${");
	size_t name = skip_while(scan, open, is_space);
	size_t space = skip_while(scan, name, is_padded_name);
	size_t close = skip_while(scan, space, is_space);

	if (space == name || close == scan->len || scan->text[close] != '}')
		return 0;
	return close;
}

static void step(struct hz_envsubst_scan *scan)
{
	if (scan->text[scan->at++] == '\n') {
		scan->place.line++;
		scan->place.column = 1;
	} else if (scan->at == scan->len || (scan->text[scan->at] & 0xc0) != 0x80) {
		scan->place.column++;
	}
}

static void arrive(struct hz_envsubst_scan *scan)
{
	if (scan->at >= scan->padded_end && hz_envsubst_scan_sees(scan, '$', '{'))
		scan->padded_end = end_of_padded(scan);
	while (scan->at < scan->padded_end && is_space(scan->text[scan->at]))
		step(scan);
}

void hz_envsubst_scan_init(struct hz_envsubst_scan *scan, const char *text, size_t len)
{
	*scan = (struct hz_envsubst_scan){
		.text = text,
		.len = strnlen(text, len),
		.place = { .line = 1, .column = 1 },
	};
	arrive(scan);
}

char hz_envsubst_scan_peek(const struct hz_envsubst_scan *scan)
{
	return scan->at < scan->len ? scan->text[scan->at] : '\0';
}

bool hz_envsubst_scan_sees(const struct hz_envsubst_scan *scan, char c, char behind)
{
	return scan->len - scan->at >= 2 && scan->text[scan->at] == c &&
	       scan->text[scan->at + 1] == behind;
}

size_t hz_envsubst_scan_name(const struct hz_envsubst_scan *scan)
{
	unsigned code;
	size_t len = hz_utf8_next(scan->text + scan->at, scan->len - scan->at, &code);

	if (len == 0)
		return 0;
	return code == '_' || hz_unicode_is_letter(code) || hz_unicode_is_digit(code) ? len : 0;
}

void hz_envsubst_scan_take(struct hz_envsubst_scan *scan, size_t len)
{
	while (len-- > 0)
		step(scan);
	arrive(scan);
}
