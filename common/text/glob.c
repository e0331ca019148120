/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Glob patterns. A pattern is cut into chunks, each with or without a "*" before it; a
 * chunk is found at the first place where it matches, and nothing is tried again.
 */
#include "text/glob.h"

#include <stdbool.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

/* What is left of a pattern or of a text; borrowed. */
struct rest {
	const char *at;
	size_t len;
};

static void drop(struct rest *rest, size_t len)
{
	rest->at += len;
	rest->len -= len;
}

static bool starts(const struct rest *rest, char c)
{
	return rest->len > 0 && *rest->at == c;
}

/* One character of a class into *@ret: false when it is none, or the last of the pattern. */
static bool read_class_character(struct rest *pattern, unsigned *ret)
{
	size_t used;

	if (pattern->len == 0 || starts(pattern, '-') || starts(pattern, ']'))
		return false;
	if (starts(pattern, '\\'))
		drop(pattern, 1);
	used = pattern->len > 0 ? hz_utf8_next(pattern->at, pattern->len, ret) : 0;
	if (used == 0)
		return false;
	drop(pattern, used);
	return pattern->len > 0;
}

/* Takes one character of @text by the class whose "[" has been taken. */
static enum hz_glob_result match_class(struct rest *pattern, struct rest *text)
{
	bool wanted = true, found = false;
	unsigned code;

	drop(text, hz_unicode_next(text->at, text->len, &code));
	if (starts(pattern, '^')) {
		wanted = false;
		drop(pattern, 1);
	}
	for (size_t ranges = 0; ranges == 0 || !starts(pattern, ']'); ranges++) {
		unsigned low, high;

		if (!read_class_character(pattern, &low))
			return HZ_GLOB_MALFORMED;
		high = low;
		if (starts(pattern, '-')) {
			drop(pattern, 1);
			if (!read_class_character(pattern, &high))
				return HZ_GLOB_MALFORMED;
		}
		if (low <= code && code <= high)
			found = true;
	}
	drop(pattern, 1);
	return found == wanted ? HZ_GLOB_MATCH : HZ_GLOB_NO_MATCH;
}

static enum hz_glob_result match_literal(struct rest *pattern, struct rest *text)
{
	if (starts(pattern, '\\'))
		drop(pattern, 1);
	if (pattern->len == 0)
		return HZ_GLOB_MALFORMED;
	if (*pattern->at != *text->at)
		return HZ_GLOB_NO_MATCH;
	drop(pattern, 1);
	drop(text, 1);
	return HZ_GLOB_MATCH;
}

static enum hz_glob_result match_character(struct rest *pattern, struct rest *text)
{
	unsigned code;

	if (starts(pattern, '[')) {
		drop(pattern, 1);
		return match_class(pattern, text);
	}
	if (!starts(pattern, '?'))
		return match_literal(pattern, text);
	drop(pattern, 1);
	drop(text, hz_unicode_next(text->at, text->len, &code));
	return HZ_GLOB_MATCH;
}

/* Matches @chunk, which has no "*", with the start of @text; *@ret is what is behind. */
static enum hz_glob_result match_chunk(struct rest chunk, struct rest text, size_t *steps,
				       struct rest *ret)
{
	while (chunk.len > 0) {
		enum hz_glob_result result = HZ_GLOB_NO_MATCH;
		const char *from = chunk.at;

		if (text.len > 0 && *steps > 0)
			result = match_character(&chunk, &text);
		if (result != HZ_GLOB_MATCH)
			return result;
		*steps -= (size_t)(chunk.at - from) < *steps ? (size_t)(chunk.at - from) : *steps;
	}
	*ret = text;
	return HZ_GLOB_MATCH;
}

/* Cuts off @pattern the characters up to the next "*" outside of a class. */
static struct rest cut_chunk(struct rest *pattern)
{
	struct rest chunk = { .at = pattern->at, .len = 0 };
	bool in_class = false;

	for (; chunk.len < pattern->len; chunk.len++) {
		char c = pattern->at[chunk.len];

		if (c == '*' && !in_class)
			break;
		if (c == '\\' && chunk.len + 1 < pattern->len)
			chunk.len++;
		else if (c == '[' || c == ']')
			in_class = c == '[';
	}
	drop(pattern, chunk.len);
	return chunk;
}

/* Finds @chunk behind a "*". The last one must end where @text ends. */
static enum hz_glob_result find_chunk(struct rest chunk, bool last, struct rest *text,
				      size_t *steps)
{
	struct rest from = *text;

	while (from.len > 0 && *steps > 0) {
		enum hz_glob_result result;
		struct rest behind;

		drop(&from, 1);
		--*steps;
		result = match_chunk(chunk, from, steps, &behind);
		if (result == HZ_GLOB_MATCH && last && behind.len > 0)
			continue;
		if (result == HZ_GLOB_MATCH)
			*text = behind;
		if (result != HZ_GLOB_NO_MATCH)
			return result;
	}
	return HZ_GLOB_NO_MATCH;
}

enum hz_glob_result hz_glob_match(const char *pattern, const char *text, size_t len,
				  size_t *ret_steps)
{
	struct rest left = { .at = pattern, .len = strlen(pattern) };
	struct rest behind = { .at = text, .len = len };

	while (left.len > 0) {
		bool star = starts(&left, '*');
		enum hz_glob_result result;
		struct rest chunk, next;

		while (starts(&left, '*'))
			drop(&left, 1);
		chunk = cut_chunk(&left);
		if (star && chunk.len == 0)
			return HZ_GLOB_MATCH;
		result = match_chunk(chunk, behind, ret_steps, &next);
		if (result == HZ_GLOB_MATCH && (next.len == 0 || left.len > 0)) {
			behind = next;
			continue;
		}
		if (result == HZ_GLOB_MALFORMED)
			return result;
		if (!star)
			return HZ_GLOB_NO_MATCH;
		result = find_chunk(chunk, left.len == 0, &behind, ret_steps);
		if (result != HZ_GLOB_MATCH)
			return result;
	}
	return behind.len == 0 ? HZ_GLOB_MATCH : HZ_GLOB_NO_MATCH;
}
