/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a schema says about one value: its type, its choices, its form and size.
 */
#include "text/schema_value.h"

#include <regex.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/strv.h"
#include "text/json.h"

static const char *words(const struct hz_schema_subject *subject)
{
	return json_string_value(hz_schema_said(subject, "x-kubectl-hetzner-words"));
}

/* The value as a message repeats it. Owned by the caller. */
static char *show(const json_t *value)
{
	if (json_is_object(value))
		return hz_strdup("a mapping");
	if (json_is_array(value))
		return hz_strdup("a list");
	return json_is_string(value) ? hz_mistakes_quote(json_string_value(value))
				     : hz_json_text(value);
}

static bool is_of_type(const json_t *value, const char *type)
{
	switch (json_typeof(value)) {
	case JSON_STRING:
		return strcmp(type, "string") == 0;
	case JSON_INTEGER:
		return strcmp(type, "integer") == 0;
	case JSON_TRUE:
	case JSON_FALSE:
		return strcmp(type, "boolean") == 0;
	case JSON_OBJECT:
		return strcmp(type, "object") == 0;
	case JSON_ARRAY:
		return strcmp(type, "array") == 0;
	case JSON_REAL:
	case JSON_NULL:
		return false;
	}
	return false;
}

/* Whether @value is of @types, which is one or a list. */
static bool is_allowed_type(const json_t *value, const json_t *types)
{
	size_t i;
	json_t *type;

	if (json_is_string(types))
		return is_of_type(value, json_string_value(types));
	json_array_foreach(types, i, type)
		if (is_of_type(value, json_string_value(type)))
			return true;
	return false;
}

static const char *type_in_words(const json_t *types)
{
	const char *type =
		json_string_value(json_is_array(types) ? json_array_get(types, 0) : types);

	return strcmp(type, "string") == 0    ? "a string"
	       : strcmp(type, "integer") == 0 ? "an integer"
	       : strcmp(type, "boolean") == 0 ? "true or false"
	       : strcmp(type, "object") == 0  ? "a mapping"
					      : "a list";
}

static const char *meaning_of_scalar(const json_t *value)
{
	if (json_is_number(value))
		return "a number";
	return json_is_null(value) ? "null" : json_is_true(value) ? "true" : "false";
}

/* Whether @text matches the expression; one that does not compile is a bug. */
static bool matches(const char *text, const char *pattern)
{
	regex_t regex;
	bool matched;

	if (regcomp(&regex, pattern, REG_EXTENDED | REG_NOSUB) != 0)
		abort();
	matched = regexec(&regex, text, 0, NULL, 0) == 0;
	regfree(&regex);
	return matched;
}

/* Finds the text of a scalar that is no string only because it has no quotes. */
static bool find_unquoted(const struct hz_schema_subject *subject, struct hz_yaml_mark *ret)
{
	return !json_is_object(subject->value) && !json_is_array(subject->value) &&
	       subject->mistakes->marks &&
	       hz_yaml_mark_find(subject->mistakes->marks, subject->path, false, ret) &&
	       !hz_str_empty(ret->plain);
}

/* The value was meant as text: 1.30 is a number and "no" is false unless they are quoted. */
static bool report_unquoted(const struct hz_schema_subject *subject)
{
	const char *pattern = json_string_value(hz_schema_said(subject, "pattern"));
	const char *meaning = meaning_of_scalar(subject->value);
	struct hz_yaml_mark mark;

	if (!find_unquoted(subject, &mark))
		return false;
	if (words(subject) && pattern && !matches(mark.plain, pattern))
		hz_mistakes_add(subject->mistakes, subject->path, false,
				"%s without quotes is %s; write it in quotes, as %s", mark.plain,
				meaning, words(subject));
	else
		hz_mistakes_add(subject->mistakes, subject->path, false,
				"%s without quotes is %s; write \"%s\" in quotes", mark.plain,
				meaning, mark.plain);
	return true;
}

static bool report_quoted_number(const struct hz_schema_subject *subject)
{
	const char *text = json_string_value(subject->value);
	int64_t number;

	if (!text || hz_parse_int64(text, &number) < 0)
		return false;
	hz_mistakes_add(subject->mistakes, subject->path, false,
			"\"%s\" in quotes is a string; write %s without quotes", text, text);
	return true;
}

static void report_type(const struct hz_schema_subject *subject, const char *wanted)
{
	HZ_AUTO(hz_freep) char *shown = NULL;

	if (strcmp(wanted, "a string") == 0 && report_unquoted(subject))
		return;
	if (strcmp(wanted, "an integer") == 0 && report_quoted_number(subject))
		return;
	shown = show(subject->value);
	hz_mistakes_add(subject->mistakes, subject->path, false, "must be %s, not %s", wanted,
			shown);
}

bool hz_schema_check_type(const struct hz_schema_subject *subject)
{
	const json_t *types = hz_schema_said(subject, "type");

	if (is_allowed_type(subject->value, types))
		return true;
	report_type(subject, type_in_words(types));
	return false;
}

/* The words of an enum, with what is nearest to @value. */
static void report_enum(const struct hz_schema_subject *subject, const json_t *choices)
{
	HZ_AUTO(hz_strv_done) struct hz_strv list = HZ_STRV_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf message = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *shown = show(subject->value);
	HZ_AUTO(hz_freep) char *joined = NULL;
	const char *text = json_string_value(subject->value);
	const char *nearest;
	size_t i;
	json_t *choice;

	json_array_foreach(choices, i, choice)
		hz_strv_own(&list, json_is_string(choice) ? hz_strdup(json_string_value(choice))
							  : hz_json_text(choice));
	joined = hz_strv_join(&list, ", ");
	nearest = text ? hz_str_nearest(text, (const char *const *)list.item) : NULL;
	if (words(subject))
		hz_buf_addf(&message, "%s must be %s", shown, words(subject));
	else
		hz_buf_addf(&message, "%s is not %s%s", shown, list.count > 1 ? "one of " : "",
			    joined);
	if (nearest)
		hz_buf_addf(&message, "; did you mean \"%s\"?", nearest);
	hz_mistakes_add(subject->mistakes, subject->path, false, "%s", hz_buf_str(&message));
}

static bool is_one_of(const json_t *value, const json_t *choices)
{
	size_t i;
	json_t *choice;

	json_array_foreach(choices, i, choice)
		if (json_equal(value, choice))
			return true;
	return false;
}

/* The characters of @text, which is UTF-8. */
static size_t count_characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += ((unsigned char)*text & 0xc0) != 0x80;
	return count;
}

static void check_string(const struct hz_schema_subject *subject)
{
	const char *text = json_string_value(subject->value);
	const char *pattern = json_string_value(hz_schema_said(subject, "pattern"));
	size_t len = count_characters(text);
	size_t shortest = (size_t)json_integer_value(hz_schema_said(subject, "minLength"));
	const json_t *longest = hz_schema_said(subject, "maxLength");
	HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(text);

	if (len < shortest)
		hz_mistakes_add(subject->mistakes, subject->path, false, "must not be empty");
	else if (longest && len > (size_t)json_integer_value(longest))
		hz_mistakes_add(subject->mistakes, subject->path, false,
				"%s has %zu characters; at most %d are possible", shown, len,
				(int)json_integer_value(longest));
	else if (pattern && !matches(text, pattern))
		hz_mistakes_add(subject->mistakes, subject->path, false, "%s must be %s", shown,
				words(subject) ? words(subject) : "otherwise");
}

static void check_integer(const struct hz_schema_subject *subject)
{
	const json_t *least = hz_schema_said(subject, "minimum");
	const json_t *most = hz_schema_said(subject, "maximum");
	json_int_t value = json_integer_value(subject->value);

	if (least && value < json_integer_value(least))
		hz_mistakes_add(subject->mistakes, subject->path, false,
				"%lld is less than %lld, the least that is possible",
				(long long)value, (long long)json_integer_value(least));
	else if (most && value > json_integer_value(most))
		hz_mistakes_add(subject->mistakes, subject->path, false,
				"%lld is more than %lld, the most that is possible",
				(long long)value, (long long)json_integer_value(most));
}

void hz_schema_check_scalar(const struct hz_schema_subject *subject)
{
	const json_t *choices = hz_schema_said(subject, "enum");

	if (choices && !is_one_of(subject->value, choices))
		report_enum(subject, choices);
	else if (json_is_string(subject->value))
		check_string(subject);
	else if (json_is_integer(subject->value))
		check_integer(subject);
}
