/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The order in which go-yaml v2 writes the keys of a mapping.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/sorter.go
 */
#include "text/yaml_order.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "text/json.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/*
 * Go's unicode.IsLetter, exact for ASCII and Latin-1. Beyond that the blocks of
 * punctuation, symbols and marks are no letters, and all else is.
 */
static bool is_letter(unsigned code)
{
	static const struct {
		unsigned first;
		unsigned last;
	} none[] = {
		{ 0x80, 0xa9 },     { 0xab, 0xb4 },       { 0xb6, 0xb9 },        { 0xbb, 0xbf },
		{ 0xd7, 0xd7 },     { 0xf7, 0xf7 },       { 0x300, 0x36f },      { 0x2000, 0x2070 },
		{ 0x2072, 0x207e }, { 0x2080, 0x208f },   { 0x20a0, 0x20ff },    { 0x2190, 0x2bff },
		{ 0x2e00, 0x2e7f }, { 0x3000, 0x3004 },   { 0x3007, 0x3030 },    { 0x3200, 0x33ff },
		{ 0xd7fc, 0xd7ff }, { 0xe000, 0xf8ff },   { 0xfe00, 0xfe6f },    { 0xfeff, 0xfeff },
		{ 0xff01, 0xff20 }, { 0x1f000, 0x1faff }, { 0xe0000, 0x10ffff },
	};

	if (code < 0x80)
		return (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
	for (size_t i = 0; i < HZ_COUNT(none); i++)
		if (code >= none[i].first && code <= none[i].last)
			return false;
	return true;
}

static unsigned code_at(const char *text)
{
	unsigned code = 0;

	(void)hz_utf8_next(text, strlen(text), &code);
	return code;
}

/* Whether the digits that end before @text + @at hold another one than 0. */
static bool follows_a_number(const char *text, size_t at)
{
	while (at > 0 && is_digit(text[at - 1]))
		if (text[--at] != '0')
			return true;
	return false;
}

/* The value of the digits at *@text behind a first digit @first; wraps around as in Go. */
static int64_t take_number(const char **text, unsigned first)
{
	uint64_t value = first;

	for (; is_digit(**text); (*text)++)
		value = value * 10 + (uint64_t)(**text - '0');
	return (int64_t)value;
}

/* At the first bytes that differ, none of which belongs to a letter. */
static int compare_numbers(const char *a, const char *b, unsigned first)
{
	const char *end_a = a;
	const char *end_b = b;
	int64_t number_a = take_number(&end_a, first);
	int64_t number_b = take_number(&end_b, first);

	if (number_a != number_b)
		return number_a < number_b ? -1 : 1;
	if (end_a - a != end_b - b)
		return end_a - a < end_b - b ? -1 : 1;
	return code_at(a) < code_at(b) ? -1 : 1;
}

static int compare(const char *a, const char *b)
{
	size_t at = 0;
	unsigned first;
	bool letter_a;
	bool letter_b;

	while (a[at] != '\0' && a[at] == b[at])
		at++;
	while (at > 0 && ((unsigned char)a[at] & 0xc0) == 0x80)
		at--;
	if (a[at] == '\0' || b[at] == '\0')
		return (a[at] != '\0') - (b[at] != '\0');
	letter_a = is_letter(code_at(a + at));
	letter_b = is_letter(code_at(b + at));
	if (letter_a && letter_b)
		return code_at(a + at) < code_at(b + at) ? -1 : 1;
	if (letter_a || letter_b)
		return letter_b ? -1 : 1;
	first = (a[at] == '0' || b[at] == '0') && follows_a_number(a, at);
	return compare_numbers(a + at, b + at, first);
}

/* Merges the sorted runs [0, middle) and [middle, count) of @from to @to. */
static void merge(const char **from, size_t middle, size_t count, const char **to)
{
	size_t left = 0;
	size_t right = middle;

	for (size_t i = 0; i < count; i++) {
		bool take_left =
			right == count || (left < middle && compare(from[left], from[right]) <= 0);

		to[i] = take_left ? from[left++] : from[right++];
	}
}

static size_t at_most(size_t value, size_t limit)
{
	return value < limit ? value : limit;
}

/*
 * A merge sort of our own: the order contradicts itself where keys mix leading zeros
 * with numbers beyond int64, and qsort() may then do anything.
 */
const char **hz_yaml_keys(const json_t *object)
{
	size_t count = json_object_size(object);
	const char **keys = hz_json_keys(object);
	HZ_AUTO(hz_freep) const char **sorted = hz_alloc(count + 1, sizeof(*sorted));

	for (size_t run = 1; run < count; run *= 2) {
		for (size_t i = 0; i < count; i += 2 * run)
			merge(keys + i, at_most(run, count - i), at_most(2 * run, count - i),
			      sorted + i);
		memcpy(keys, sorted, count * sizeof(*keys));
	}
	return keys;
}
