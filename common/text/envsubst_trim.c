/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting off a value what a pattern matches.
 */
#include "text/envsubst_trim.h"

#include <string.h>

#include "base/unicode.h"
#include "text/envsubst_output.h"
#include "text/glob.h"

/* A pattern is tried on each start of the value: without a limit, minutes for a long one. */
#define STEPS_MAX (1u << 26)

/* How many bytes at the start of @text the pattern takes; 0 when it is malformed. */
static int match_start(const char *text, const char *pattern, bool longest, size_t *ret,
		       struct hz_err *err)
{
	size_t steps = STEPS_MAX, found = 0;

	for (size_t len = strlen(text); len > 0; len--) {
		enum hz_glob_result result = hz_glob_match(pattern, text, len, &steps);

		if (steps == 0)
			return hz_err_set(err, HZ_ERR_INVALID, "BadTemplate",
					  "the pattern is too costly for a value of %zu bytes",
					  strlen(text));
		if (result == HZ_GLOB_MALFORMED)
			found = 0;
		if (result == HZ_GLOB_MATCH)
			found = len;
		if (result == HZ_GLOB_MALFORMED || (result == HZ_GLOB_MATCH && longest))
			break;
	}
	*ret = found;
	return 0;
}

int hz_envsubst_trim_start(const char *value, const char *pattern, bool longest, struct hz_buf *out,
			   struct hz_err *err)
{
	size_t len = 0;

	if (match_start(value, pattern, longest, &len, err) < 0)
		return -1;
	return hz_envsubst_put(out, value + len, err);
}

/* The characters of @text in the opposite order; owned by the caller, who wipes it. */
static char *turn_round(const char *text)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf character = HZ_BUF_INIT;
	size_t left = strlen(text);
	size_t room = left * strlen("\xef\xbf\xbd") + 1;
	HZ_AUTO(hz_freep) char *turned = hz_alloc(room, 1);
	char *start = turned + room - 1;
	size_t len;

	while (left > 0) {
		unsigned code;

		len = hz_unicode_next(text, left, &code);

		hz_buf_clear(&character);
		hz_unicode_add(&character, code);
		start -= character.len;
		memcpy(start, character.data, character.len);
		text += len;
		left -= len;
	}
	len = strlen(start);
	memmove(turned, start, len);
	explicit_bzero(turned + len, room - len);
	return HZ_TAKE(turned);
}

int hz_envsubst_trim_end(const char *value, const char *pattern, bool longest, struct hz_buf *out,
			 struct hz_err *err)
{
	HZ_AUTO(hz_secret_freep) char *turned = turn_round(value);
	HZ_AUTO(hz_secret_freep) char *turned_pattern = turn_round(pattern);
	HZ_AUTO(hz_secret_freep) char *result = NULL;
	size_t len = 0;

	if (match_start(turned, turned_pattern, longest, &len, err) < 0)
		return -1;
	result = turn_round(turned + len);
	return hz_envsubst_put(out, result, err);
}
