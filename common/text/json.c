/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON trees: reading text, and what all of their users need.
 */
#include "text/json.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

/*
 * jansson reports a lack of memory as NULL from each of its constructors, which
 * nobody could tell from an empty result; here it aborts as everywhere else.
 */
static void *allocate(size_t size)
{
	return hz_resize(NULL, 1, size); /* jansson needs no zeroes */
}

__attribute__((constructor)) static void abort_without_memory(void)
{
	json_set_alloc_funcs(allocate, free);
}

void hz_json_unrefp(json_t **json)
{
	json_decref(*json);
}

json_t *hz_json_string(const char *text)
{
	return hz_json_stringn(text, strlen(text));
}

json_t *hz_json_stringn(const char *text, size_t len)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf valid = HZ_BUF_INIT;
	json_t *string = json_stringn(text, len);

	if (string)
		return string;
	while (len > 0) {
		unsigned code = 0;
		size_t size = hz_utf8_next(text, len, &code);

		hz_buf_add(&valid, size ? text : "\xef\xbf\xbd", size ? size : 3);
		text += size ? size : 1;
		len -= size ? size : 1;
	}
	return json_stringn(hz_buf_str(&valid), valid.len);
}

static int compare_keys(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char **hz_json_keys(const json_t *object)
{
	size_t size = json_object_size(object);
	const char **keys = hz_alloc(size + 1, sizeof(*keys));
	size_t count = 0;
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_read(object), key, value)
		keys[count++] = key;
	qsort(keys, count, sizeof(*keys), compare_keys);
	return keys;
}

/* Whether the number at @text, which ends at @end, is an integer that int64 cannot hold. */
static bool is_big_integer(const char *text, const char *end)
{
	const char *digits = text + (*text == '-');

	if (*digits == '0' || strspn(digits, "0123456789") != (size_t)(end - digits))
		return false;
	errno = 0;
	(void)strtoll(text, NULL, 10);
	return errno == ERANGE;
}

/*
 * Writes the integer at @text, which has at least 19 digits, as the real number
 * that Go makes of it, in the same room so that positions stay: 17 digits, an
 * exponent, and blanks.
 */
static void write_as_real(char *text, char *end)
{
	char number[32];
	double value = strtod(text, NULL);
	int len;

	if (!isfinite(value))
		return;
	(void)snprintf(number, sizeof(number), "%.16e", fabs(value));
	text += *text == '-';
	text[0] = number[0];
	memcpy(text + 1, number + 2, 16);
	len = snprintf(number, sizeof(number), "e%ld", strtol(number + 19, NULL, 10) - 16);
	memset(text + 17, ' ', (size_t)(end - text) - 17);
	memcpy(text + 17, number, (size_t)len);
}

/* The end of the JSON string that opens at @text, or of the text. */
static char *end_of_string(char *text)
{
	for (text++; *text && *text != '"'; text++)
		if (*text == '\\' && text[1])
			text++;
	return *text ? text + 1 : text;
}

/* Go reads integers beyond int64 as float64; jansson refuses them. */
static void widen_big_integers(char *text)
{
	while (*text) {
		char *end;

		if (*text == '"') {
			text = end_of_string(text);
			continue;
		}
		end = text + strspn(text, "-+0123456789.eE");
		if (end > text && is_big_integer(text, end))
			write_as_real(text, end);
		text = end > text ? end : text + 1;
	}
}

static json_t *load_with_big_integers(const char *text, size_t len, json_error_t *error)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf copy = HZ_BUF_INIT;

	hz_buf_add(&copy, text, len);
	widen_big_integers(copy.data);
	return json_loadb(copy.data, copy.len, JSON_ALLOW_NUL | JSON_DECODE_ANY, error);
}

static bool is_blank(const char *text, size_t len)
{
	while (len > 0 && isspace((unsigned char)*text)) {
		text++;
		len--;
	}
	return len == 0;
}

/*
 * What is wrong. jansson's own text is used only up to what it quotes of the
 * input, which may be a secret.
 */
static void add_problem(struct hz_buf *out, const json_error_t *error)
{
	static const struct {
		enum json_error_code code;
		const char *problem;
	} known[] = {
		{ json_error_premature_end_of_input, "the text ends too early" },
		{ json_error_end_of_input_expected, "something follows the end of the value" },
		{ json_error_stack_overflow, "it is nested too deeply" },
		{ json_error_invalid_utf8, "it is not valid UTF-8" },
		{ json_error_numeric_overflow, "the number is too large" },
		{ json_error_null_byte_in_key, "a key cannot contain \\u0000" },
	};
	const char *quote = strstr(error->text, " near ");

	for (size_t i = 0; i < HZ_COUNT(known); i++) {
		if (known[i].code == json_error_code(error)) {
			hz_buf_adds(out, known[i].problem);
			return;
		}
	}
	hz_buf_add(out, error->text, quote ? (size_t)(quote - error->text) : strlen(error->text));
}

int hz_json_parse(const char *text, size_t len, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf problem = HZ_BUF_INIT;
	json_error_t error;
	json_t *json = json_loadb(text, len, JSON_ALLOW_NUL | JSON_DECODE_ANY, &error);

	if (!json && json_error_code(&error) == json_error_numeric_overflow)
		json = load_with_big_integers(text, len, &error);
	if (json) {
		*ret = json;
		return 0;
	}
	if (is_blank(text, len))
		return hz_err_set(err, HZ_ERR_FAILED, "BadJson", "bad JSON: the text is empty");
	add_problem(&problem, &error);
	return hz_err_set(err, HZ_ERR_FAILED, "BadJson", "bad JSON at line %d, column %d: %s",
			  error.line, error.column, hz_buf_str(&problem));
}
