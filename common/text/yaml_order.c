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
#include "base/unicode.h"
#include "text/json.h"

static unsigned code_at(const char *text)
{
	unsigned code = 0;

	(void)hz_utf8_next(text, strlen(text), &code);
	return code;
}

static size_t character_start(const char *text, size_t at)
{
	while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
		at--;
	return at;
}

/* Whether the digits that end before @text + @at hold another one than 0. */
static bool follows_a_number(const char *text, size_t at)
{
	while (at > 0) {
		at = character_start(text, at - 1);
		if (!hz_unicode_is_digit(code_at(text + at)))
			return false;
		if (text[at] != '0')
			return true;
	}
	return false;
}

struct number {
	int64_t value;
	size_t digits;
};

/*
 * The digits at @text behind a first digit @first. As in Go the value wraps around, and what
 * is beyond ASCII counts by its code.
 */
static struct number read_number(const char *text, unsigned first)
{
	uint64_t value = first;
	size_t digits = 0;
	unsigned code;

	for (size_t size; hz_unicode_is_digit(code = code_at(text)); text += size) {
		size = hz_utf8_next(text, strlen(text), &code);
		value = value * 10 + (code - '0');
		digits++;
	}
	return (struct number){ (int64_t)value, digits };
}

/* At the first characters that differ, none of which is a letter. */
static int compare_numbers(const char *a, const char *b, unsigned first)
{
	struct number number_a = read_number(a, first);
	struct number number_b = read_number(b, first);

	if (number_a.value != number_b.value)
		return number_a.value < number_b.value ? -1 : 1;
	if (number_a.digits != number_b.digits)
		return number_a.digits < number_b.digits ? -1 : 1;
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
	at = character_start(a, at);
	if (a[at] == '\0' || b[at] == '\0')
		return (a[at] != '\0') - (b[at] != '\0');
	letter_a = hz_unicode_is_letter(code_at(a + at));
	letter_b = hz_unicode_is_letter(code_at(b + at));
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
