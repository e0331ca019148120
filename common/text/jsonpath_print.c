/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a JSONPath template found, as text.
 */
#include <string.h>

#include "base/str.h"
#include "text/float.h"
#include "text/json.h"
#include "text/jsonpath_eval.h"

#define OUTPUT_MAX (128u << 20) /* bytes; an answer of a server has at most half of them */
#define CELL_MAX (4u << 20)
#define KUBECTL_INDENT 4

/* Holds OUTPUT_MAX and behind it the longest value, each byte of it escaped. */
#define BUFFER_MAX (1u << 30)

/* A number, text or bool as Go's fmt prints it, and null as @null. */
static void add_scalar(struct hz_buf *out, const json_t *value, const char *null)
{
	if (json_is_string(value))
		hz_buf_add(out, json_string_value(value), json_string_length(value));
	else if (json_is_integer(value))
		hz_buf_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
	else if (json_is_real(value))
		hz_float_add_g(out, json_real_value(value));
	else if (json_is_boolean(value))
		hz_buf_adds(out, json_is_true(value) ? "true" : "false");
	else
		hz_buf_adds(out, value ? null : "<no value>");
}

static void add_text(struct hz_buf *out, const json_t *value)
{
	if (json_is_object(value) || json_is_array(value))
		hz_json_write(out, value, 0);
	else
		add_scalar(out, value, "null");
}

static void add_visible(struct hz_buf *out, const json_t *value)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = BUFFER_MAX };

	add_text(&text, value);
	hz_str_add_visible(out, hz_buf_str(&text), text.len);
}

/* The values of a result with blanks between them. */
static void add_texts(struct hz_buf *out, const struct hz_jsonpath_values *values, bool visible)
{
	for (size_t i = 0; i < values->count && out->len <= OUTPUT_MAX; i++) {
		hz_buf_adds(out, i > 0 ? " " : "");
		if (visible)
			add_visible(out, values->item[i]);
		else
			add_text(out, values->item[i]);
	}
}

/* The value as JSON can hold it: without bytes that are no UTF-8. A new reference. */
static json_t *clean(json_t *value)
{
	if (json_is_string(value))
		return hz_json_stringn(json_string_value(value), json_string_length(value));
	return value ? json_incref(value) : json_null();
}

/* The value as an element of an indented array: each line of it four blanks further in. */
static void add_element(struct hz_buf *out, const json_t *value)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = BUFFER_MAX };
	const char *line;
	const char *end;

	hz_json_write(&text, value, KUBECTL_INDENT);
	for (line = hz_buf_str(&text); (end = strchr(line, '\n')); line = end + 1) {
		hz_buf_adds(out, "\n");
		hz_buf_pad(out, ' ', KUBECTL_INDENT);
		hz_buf_add(out, line, (size_t)(end - line));
	}
}

/* The values of a result as a JSON array. */
static void add_json(struct hz_buf *out, const struct hz_jsonpath_values *values)
{
	hz_buf_addc(out, '[');
	for (size_t i = 0; i < values->count && out->len <= OUTPUT_MAX; i++) {
		HZ_AUTO(hz_json_unrefp) json_t *value = clean(values->item[i]);

		hz_buf_adds(out, i > 0 ? "," : "");
		add_element(out, value);
	}
	hz_buf_adds(out, values->count > 0 ? "\n]\n" : "]\n");
}

static int refuse_output(unsigned most, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_FAILED, "JsonPath",
		   "jsonpath template: it makes more than %u bytes of text", most);
	return hz_err_advise(err, "Name the fields in place of \"..\".");
}

int hz_jsonpath_print(const struct hz_jsonpath *path, const json_t *root,
		      enum hz_jsonpath_style style, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_jsonpath_results_done) struct hz_jsonpath_results results = { .count = 0 };
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = BUFFER_MAX };

	if (hz_jsonpath_find(path, root, &results, err) < 0)
		return -1;
	for (size_t i = 0; i < results.count && text.len <= OUTPUT_MAX; i++) {
		const struct hz_jsonpath_result *result = &results.item[i];

		if (style == HZ_JSONPATH_JSON)
			add_json(&text, &result->values);
		else
			add_texts(&text, &result->values,
				  style == HZ_JSONPATH_VISIBLE && !result->literal);
	}
	if (text.len > OUTPUT_MAX)
		return refuse_output(OUTPUT_MAX, err);
	hz_buf_add(out, hz_buf_str(&text), text.len);
	return 0;
}

static void add_go(struct hz_buf *out, const json_t *value);

static void add_go_map(struct hz_buf *out, const json_t *object)
{
	HZ_AUTO(hz_freep) const char **keys = hz_json_keys(object);

	hz_buf_adds(out, "map[");
	for (size_t i = 0; keys[i]; i++) {
		hz_buf_addf(out, "%s%s:", i > 0 ? " " : "", keys[i]);
		add_go(out, json_object_get(object, keys[i]));
	}
	hz_buf_addc(out, ']');
}

/* The value as Go's fmt.Sprint() has it. */
static void add_go(struct hz_buf *out, const json_t *value)
{
	if (json_is_object(value)) {
		add_go_map(out, value);
	} else if (json_is_array(value)) {
		hz_buf_addc(out, '[');
		for (size_t i = 0; i < json_array_size(value); i++) {
			hz_buf_adds(out, i > 0 ? " " : "");
			add_go(out, json_array_get(value, i));
		}
		hz_buf_addc(out, ']');
	} else {
		add_scalar(out, value, "<nil>");
	}
}

/* The values of a result, with commas between them and what is there already. */
static void add_cells(struct hz_buf *out, const struct hz_jsonpath_values *values, bool *some)
{
	for (size_t i = 0; i < values->count && out->len <= CELL_MAX; i++) {
		hz_buf_adds(out, *some ? "," : "");
		add_go(out, values->item[i]);
		*some = true;
	}
}

int hz_jsonpath_cell(const struct hz_jsonpath *path, const json_t *root, struct hz_buf *out,
		     struct hz_err *err)
{
	HZ_AUTO(hz_jsonpath_results_done) struct hz_jsonpath_results results = { .count = 0 };
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = BUFFER_MAX };
	bool some;

	if (hz_jsonpath_find(path, root, &results, err) < 0)
		return -1;
	some = results.count == 0 || results.item[0].values.count == 0;
	hz_buf_adds(&text, some ? "<none>" : "");
	for (size_t i = 0; i < results.count; i++)
		add_cells(&text, &results.item[i].values, &some);
	if (text.len > CELL_MAX)
		return refuse_output(CELL_MAX, err);
	hz_buf_add(out, hz_buf_str(&text), text.len);
	return 0;
}
