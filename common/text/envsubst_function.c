/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a substitution makes of the value of its variable. The source of each rule is
 * github.com/drone/envsubst/v2, funcs.go.
 */
#include "text/envsubst_function.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/envsubst_output.h"
#include "text/envsubst_trim.h"

static int measure(const struct hz_envsubst_call *call, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *length = hz_strf("%zu", strlen(call->value));

	return hz_envsubst_put(call->out, length, err);
}

const struct hz_envsubst_function hz_envsubst_length = { "#", measure };

static int map_case(const struct hz_envsubst_call *call, unsigned (*shift)(unsigned code), bool all,
		    struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf shifted = HZ_BUF_INIT;
	const char *value = call->value;

	while (*value && (all || shifted.len == 0)) {
		unsigned code;

		value += hz_unicode_next(value, strnlen(value, 4), &code);
		hz_unicode_add(&shifted, shift(code));
	}
	hz_buf_adds(&shifted, value);
	return hz_envsubst_put(call->out, hz_buf_str(&shifted), err);
}

static int lower_first(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return map_case(call, hz_unicode_lower, false, err);
}

static int lower_all(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return map_case(call, hz_unicode_lower, true, err);
}

static int upper_first(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return map_case(call, hz_unicode_upper, false, err);
}

static int upper_all(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return map_case(call, hz_unicode_upper, true, err);
}

/* ${A:OFFSET} and ${A:OFFSET:LENGTH}, in bytes; what is no number leaves the value whole. */
static int substring(const struct hz_envsubst_call *call, struct hz_err *err)
{
	int64_t len = (int64_t)strlen(call->value);
	int64_t offset, length, end = len;

	if (hz_parse_int64(call->argument[0], &offset) < 0)
		return hz_envsubst_put(call->out, call->value, err);
	if (offset < 0)
		offset = offset + len > 0 ? offset + len : 0;
	if (call->count > 1) {
		if (hz_parse_int64(call->argument[1], &length) < 0)
			return hz_envsubst_put(call->out, call->value, err);
		/* Here upstream panics. */
		if (__builtin_add_overflow(offset, length, &end) || (length < 0 && end < len))
			return hz_err_set(err, HZ_ERR_INVALID, "BadTemplate",
					  "a substring of length %s", call->argument[1]);
	}
	if (end > len)
		end = len;
	if (offset >= end)
		return 0;
	return hz_envsubst_put_bytes(call->out, call->value + offset, (size_t)(end - offset), err);
}

static int trim_start(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return hz_envsubst_trim_start(call->value, call->argument[0], false, call->out, err);
}

static int trim_start_far(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return hz_envsubst_trim_start(call->value, call->argument[0], true, call->out, err);
}

static int trim_end(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return hz_envsubst_trim_end(call->value, call->argument[0], false, call->out, err);
}

static int trim_end_far(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return hz_envsubst_trim_end(call->value, call->argument[0], true, call->out, err);
}

static const char *replacement(const struct hz_envsubst_call *call)
{
	return call->count > 1 ? call->argument[1] : "";
}

/* The empty text stands behind each character; where it begins, replace() knows of it. */
static const char *find_old(const char *text, const char *old)
{
	unsigned code;

	if (*old)
		return strstr(text, old);
	return *text ? text + hz_unicode_next(text, strnlen(text, 4), &code) : NULL;
}

static int replace(const struct hz_envsubst_call *call, bool all, struct hz_err *err)
{
	const char *old = call->argument[0], *text = call->value;
	const char *found = *old || all ? find_old(text, old) : NULL;

	if (!*old && hz_envsubst_put(call->out, replacement(call), err) < 0)
		return -1;
	while (found) {
		if (hz_envsubst_put_bytes(call->out, text, (size_t)(found - text), err) < 0 ||
		    hz_envsubst_put(call->out, replacement(call), err) < 0)
			return -1;
		text = found + strlen(old);
		found = all ? find_old(text, old) : NULL;
	}
	return hz_envsubst_put(call->out, text, err);
}

static int replace_first(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return replace(call, false, err);
}

static int replace_all(const struct hz_envsubst_call *call, struct hz_err *err)
{
	return replace(call, true, err);
}

/* Without a replacement, ${A/#x/} leaves the value whole, though ${A/x/} takes x out. */
static int replace_start(const struct hz_envsubst_call *call, struct hz_err *err)
{
	if (call->count < 2 || !hz_str_starts(call->value, call->argument[0]))
		return hz_envsubst_put(call->out, call->value, err);
	return replace(call, false, err);
}

static int replace_end(const struct hz_envsubst_call *call, struct hz_err *err)
{
	size_t kept = strlen(call->value);

	if (call->count < 2 || !hz_str_ends(call->value, call->argument[0]))
		return hz_envsubst_put(call->out, call->value, err);
	kept -= strlen(call->argument[0]);
	if (hz_envsubst_put_bytes(call->out, call->value, kept, err) < 0)
		return -1;
	return hz_envsubst_put(call->out, call->argument[1], err);
}

static const struct hz_envsubst_function functions[] = {
	{ ",", lower_first },     { ",,", lower_all },   { "^", upper_first },
	{ "^^", upper_all },      { ":", substring },    { "#", trim_start },
	{ "##", trim_start_far }, { "%", trim_end },     { "%%", trim_end_far },
	{ "/", replace_first },   { "//", replace_all }, { "/#", replace_start },
	{ "/%", replace_end },
};

const struct hz_envsubst_function *hz_envsubst_function_find(const char *operator)
{
	for (size_t i = 0; i < HZ_COUNT(functions); i++) {
		if (strcmp(functions[i].operator, operator) == 0)
			return &functions[i];
	}
	return NULL;
}
