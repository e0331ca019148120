/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions about strings, and text made safe for a terminal.
 */
#include "base/str.h"

#include <ctype.h>
#include <string.h>

bool hz_str_eq(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

bool hz_str_empty(const char *s)
{
	return !s || !*s;
}

bool hz_str_starts(const char *s, const char *prefix)
{
	return hz_str_after(s, prefix) != NULL;
}

bool hz_str_ends(const char *s, const char *suffix)
{
	size_t len = strlen(s);
	size_t want = strlen(suffix);

	return len >= want && strcmp(s + len - want, suffix) == 0;
}

const char *hz_str_after(const char *s, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(s, prefix, len) == 0 ? s + len : NULL;
}

char *hz_str_trim(char *s)
{
	size_t len = strlen(s);
	size_t start = 0;

	while (len > 0 && isspace((unsigned char)s[len - 1]))
		len--;
	while (start < len && isspace((unsigned char)s[start]))
		start++;
	memmove(s, s + start, len - start);
	s[len - start] = '\0';
	return s;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Optimal string alignment; the rows are those of the last two letters of @a. */
size_t hz_str_distance(const char *a, const char *b)
{
	size_t width = strlen(b) + 1;
	HZ_AUTO(hz_freep) size_t *rows = hz_alloc(3 * width, sizeof(*rows));
	size_t *older = rows;
	size_t *old = rows + width;
	size_t *row = rows + 2 * width;

	for (size_t j = 0; j < width; j++)
		old[j] = j;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t *freed = older;

		row[0] = i;
		for (size_t j = 1; j < width; j++) {
			row[j] = smallest(old[j] + 1, row[j - 1] + 1,
					  old[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = smallest(row[j], older[j - 2] + 1, row[j]);
		}
		older = old;
		old = row;
		row = freed;
	}
	return old[width - 1];
}

const char *hz_str_nearest(const char *word, const char *const words[])
{
	size_t best = strlen(word) / 3 + 2; /* one in three letters may be off */
	const char *nearest = NULL;

	for (size_t i = 0; words[i]; i++) {
		size_t distance = hz_str_distance(word, words[i]);

		if (distance < best && distance < strlen(words[i])) {
			best = distance;
			nearest = words[i];
		}
	}
	return nearest;
}

size_t hz_utf8_next(const char *text, size_t len, unsigned *ret)
{
	static const unsigned smallest_of[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *byte = (const unsigned char *)text;
	size_t size;
	unsigned code;

	if (len == 0)
		return 0;
	size = byte[0] < 0x80   ? 1
	       : byte[0] < 0xc0 ? 0
	       : byte[0] < 0xe0 ? 2
	       : byte[0] < 0xf0 ? 3
				: 4;
	if (size == 0 || size > len || byte[0] > 0xf4)
		return 0;
	code = size == 1 ? byte[0] : byte[0] & (0x7fu >> size);
	for (size_t i = 1; i < size; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (byte[i] & 0x3fu);
	}
	if (code < smallest_of[size] || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		return 0;
	*ret = code;
	return size;
}

/* Controls, and the characters that reorder the text around them. */
static bool steers_a_terminal(unsigned code)
{
	return (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7f && code < 0xa0) ||
	       code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
	       (code >= 0x2066 && code <= 0x2069);
}

void hz_str_add_visible(struct hz_buf *out, const char *text, size_t len)
{
	while (len > 0) {
		unsigned code = 0;
		size_t size = hz_utf8_next(text, len, &code);

		if (size == 0)
			hz_buf_addf(out, "\\x%02x", (unsigned)(unsigned char)*text);
		else if (!steers_a_terminal(code))
			hz_buf_add(out, text, size);
		else if (code < 0x80)
			hz_buf_addf(out, "\\x%02x", code);
		else
			hz_buf_addf(out, "\\u{%x}", code);
		text += size ? size : 1;
		len -= size ? size : 1;
	}
}

char *hz_str_visible(const char *text)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_str_add_visible(&out, text, strlen(text));
	return hz_buf_take(&out);
}

struct range {
	unsigned first;
	unsigned last;
};

static bool in_ranges(unsigned code, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].first && code <= ranges[i].last)
			return true;
	return false;
}

/*
 * The blocks of Unicode whose characters take no column, or two: those that are wide by
 * https://www.unicode.org/reports/tr11/, most emoji among them.
 */
static unsigned columns_of(unsigned code)
{
	static const struct range none[] = {
		{ 0x0300, 0x036f }, { 0x0483, 0x0489 }, { 0x0591, 0x05bd }, { 0x0610, 0x061a },
		{ 0x064b, 0x065f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff }, { 0x200b, 0x200f },
		{ 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
	};
	static const struct range wide[] = {
		{ 0x1100, 0x115f },   { 0x231a, 0x231b },   { 0x2329, 0x232a },
		{ 0x23e9, 0x23ec },   { 0x23f0, 0x23f0 },   { 0x23f3, 0x23f3 },
		{ 0x25fd, 0x25fe },   { 0x2614, 0x2615 },   { 0x2648, 0x2653 },
		{ 0x267f, 0x267f },   { 0x2693, 0x2693 },   { 0x26a1, 0x26a1 },
		{ 0x26aa, 0x26ab },   { 0x26bd, 0x26be },   { 0x26c4, 0x26c5 },
		{ 0x26ce, 0x26ce },   { 0x26d4, 0x26d4 },   { 0x26ea, 0x26ea },
		{ 0x26f2, 0x26f3 },   { 0x26f5, 0x26f5 },   { 0x26fa, 0x26fa },
		{ 0x26fd, 0x26fd },   { 0x2705, 0x2705 },   { 0x270a, 0x270b },
		{ 0x2728, 0x2728 },   { 0x274c, 0x274c },   { 0x274e, 0x274e },
		{ 0x2753, 0x2755 },   { 0x2757, 0x2757 },   { 0x2795, 0x2797 },
		{ 0x27b0, 0x27b0 },   { 0x27bf, 0x27bf },   { 0x2b1b, 0x2b1c },
		{ 0x2b50, 0x2b50 },   { 0x2b55, 0x2b55 },   { 0x2e80, 0x303e },
		{ 0x3041, 0xa4cf },   { 0xa960, 0xa97c },   { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff },   { 0xfe10, 0xfe19 },   { 0xfe30, 0xfe6f },
		{ 0xff00, 0xff60 },   { 0xffe0, 0xffe6 },   { 0x16fe0, 0x18d08 },
		{ 0x1aff0, 0x1b2fb }, { 0x1f004, 0x1f004 }, { 0x1f0cf, 0x1f0cf },
		{ 0x1f18e, 0x1f18e }, { 0x1f191, 0x1f19a }, { 0x1f200, 0x1f265 },
		{ 0x1f300, 0x1f320 }, { 0x1f32d, 0x1f335 }, { 0x1f337, 0x1f37c },
		{ 0x1f37e, 0x1f393 }, { 0x1f3a0, 0x1f3ca }, { 0x1f3cf, 0x1f3d3 },
		{ 0x1f3e0, 0x1f3f0 }, { 0x1f3f4, 0x1f3f4 }, { 0x1f3f8, 0x1f43e },
		{ 0x1f440, 0x1f440 }, { 0x1f442, 0x1f4fc }, { 0x1f4ff, 0x1f53d },
		{ 0x1f54b, 0x1f54e }, { 0x1f550, 0x1f567 }, { 0x1f57a, 0x1f57a },
		{ 0x1f595, 0x1f596 }, { 0x1f5a4, 0x1f5a4 }, { 0x1f5fb, 0x1f64f },
		{ 0x1f680, 0x1f6c5 }, { 0x1f6cc, 0x1f6cc }, { 0x1f6d0, 0x1f6d2 },
		{ 0x1f6d5, 0x1f6df }, { 0x1f6eb, 0x1f6ef }, { 0x1f6f4, 0x1f6ff },
		{ 0x1f7e0, 0x1f7f0 }, { 0x1f90c, 0x1f93a }, { 0x1f93c, 0x1f945 },
		{ 0x1f947, 0x1f9ff }, { 0x1fa70, 0x1faff }, { 0x20000, 0x3fffd },
	};

	if (in_ranges(code, none, HZ_COUNT(none)))
		return 0;
	return in_ranges(code, wide, HZ_COUNT(wide)) ? 2 : 1;
}

/* The length of the character at @text, a byte where it is none, and its columns. */
static size_t next_columns(const char *text, size_t len, size_t *ret_columns)
{
	unsigned code = 0;
	size_t size = hz_utf8_next(text, len, &code);

	*ret_columns = size ? columns_of(code) : 1;
	return size ? size : 1;
}

size_t hz_str_columns(const char *text)
{
	size_t len = strlen(text);
	size_t total = 0;
	size_t columns;

	for (size_t at = 0; at < len; total += columns)
		at += next_columns(text + at, len - at, &columns);
	return total;
}

size_t hz_str_fit(const char *text, size_t columns)
{
	size_t len = strlen(text);
	size_t fit = 0;

	while (fit < len) {
		size_t wide;
		size_t size = next_columns(text + fit, len - fit, &wide);

		if (wide > columns)
			break;
		columns -= wide;
		fit += size;
	}
	return fit;
}
