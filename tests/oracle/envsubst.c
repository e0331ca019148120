/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What we make of templates. A request is one of
 *
 *	{"templates": [{"text": BASE64, "values": {NAME: BASE64...}}...]}
 *	{"characters": [FIRST, COUNT]}
 *
 * The answer is an array of {"text": BASE64} or {"error": TEXT, "reason": TEXT}, each with
 * "variables": {NAME: BASE64 or null...} when it could be read; or one of
 * [IS_ALNUM, UPPER, LOWER].
 */
#include <string.h>

#include "base/base64.h"
#include "base/unicode.h"
#include "lines.h"
#include "text/envsubst.h"
#include "text/json.h"

struct values {
	const json_t *values;
	struct hz_buf last;
};

static json_t *encoded(const char *text)
{
	HZ_AUTO(hz_buf_done) struct hz_buf base64 = HZ_BUF_INIT;

	if (!text)
		return json_null();
	hz_base64_encode(&base64, text, strlen(text));
	return json_string(hz_buf_str(&base64));
}

static void decode(struct hz_buf *out, const json_t *base64)
{
	if (hz_base64_decode(out, json_string_value(base64)) < 0)
		abort();
}

static const char *look_up(const char *name, void *data)
{
	struct values *values = data;
	const json_t *value = json_object_get(values->values, name);

	if (!value)
		return NULL;
	hz_buf_clear(&values->last);
	decode(&values->last, value);
	return hz_buf_str(&values->last);
}

static json_t *list_variables(const struct hz_envsubst *template)
{
	json_t *variables = json_object();
	size_t count;
	const struct hz_envsubst_variable *variable = hz_envsubst_variables(template, &count);

	for (size_t i = 0; i < count; i++)
		(void)json_object_set_new(variables, variable[i].name,
					  encoded(variable[i].fallback));
	return variables;
}

static json_t *refusal(const struct hz_err *err)
{
	return json_pack("{s:s, s:s}", "error", err->message, "reason", err->reason);
}

static json_t *fill(const json_t *request)
{
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct values values = { json_object_get(request, "values"), HZ_BUF_INIT };
	json_t *result;

	decode(&text, json_object_get(request, "text"));
	if (hz_envsubst_parse(hz_buf_str(&text), text.len, "t", &template, &err) < 0)
		return refusal(&err);
	if (hz_envsubst_fill(template, look_up, &values, &out, &err) < 0)
		result = refusal(&err);
	else
		result = json_pack("{s:o}", "text", encoded(hz_buf_str(&out)));
	(void)json_object_set_new(result, "variables", list_variables(template));
	hz_buf_done(&values.last);
	return result;
}

static json_t *describe_characters(const json_t *range)
{
	json_int_t first = json_integer_value(json_array_get(range, 0));
	json_int_t count = json_integer_value(json_array_get(range, 1));
	json_t *answers = json_array();

	for (json_int_t at = first; at < first + count; at++) {
		unsigned code = (unsigned)at;

		(void)json_array_append_new(answers, json_pack("[i, i, i]",
							       hz_unicode_is_letter(code) ||
								       hz_unicode_is_digit(code),
							       (int)hz_unicode_upper(code),
							       (int)hz_unicode_lower(code)));
	}
	return answers;
}

static json_t *answer(const json_t *request)
{
	const json_t *characters = json_object_get(request, "characters");
	const json_t *templates = json_object_get(request, "templates");
	json_t *answers;
	const json_t *template;
	size_t i;

	if (characters)
		return describe_characters(characters);
	answers = json_array();
	json_array_foreach(templates, i, template)
		(void)json_array_append_new(answers, fill(template));
	return answers;
}

int main(void)
{
	return lines_serve(answer);
}
