/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our JSONPath templates and custom columns print. A request is an array of
 * {"style": "text", "json" or "columns", "template": BASE64, "object": JSON}, where the
 * object of columns is an array of the rows; the answer is an array of {"text": BASE64}
 * and {"error": TEXT}, in the same order.
 */
#include "text/jsonpath.h"
#include "base/base64.h"
#include "base/str.h"
#include "cli/custom_columns.h"
#include "lines.h"
#include "text/json.h"

static int print_path(const char *style, const struct hz_buf *text, const json_t *object,
		      struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = NULL;

	if (hz_jsonpath_parse(hz_buf_str(text), text->len, &path, err) < 0)
		return -1;
	return hz_jsonpath_print(path, object,
				 hz_str_eq(style, "json") ? HZ_JSONPATH_JSON : HZ_JSONPATH_TEXT,
				 out, err);
}

static int print_columns(const struct hz_buf *text, const json_t *rows, struct hz_buf *out,
			 struct hz_err *err)
{
	HZ_AUTO(hz_custom_columns_freep) struct hz_custom_columns *columns = NULL;

	if (hz_custom_columns_parse(hz_buf_str(text), &columns, err) < 0)
		return -1;
	return hz_custom_columns_add(columns, rows, true, out, err);
}

static json_t *print_one(const json_t *one)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf template_ = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf encoded = HZ_BUF_INIT;
	const char *style = hz_json_str(one, "style");
	const char *text = hz_json_str(one, "template");
	const json_t *object = hz_json_get(one, "object");
	int r;

	if (hz_base64_decode(&template_, text) < 0)
		abort();
	if (hz_str_eq(style, "columns"))
		r = print_columns(&template_, object, &out, &err);
	else
		r = print_path(style, &template_, object, &out, &err);
	if (r < 0)
		return json_pack("{s:o}", "error", hz_json_string(err.message));
	hz_base64_encode(&encoded, hz_buf_str(&out), out.len);
	return json_pack("{s:s}", "text", hz_buf_str(&encoded));
}

static json_t *answer(const json_t *request)
{
	json_t *answers = json_array();
	const json_t *one;
	size_t i;

	json_array_foreach(request, i, one)
		(void)json_array_append_new(answers, print_one(one));
	return answers;
}

int main(void)
{
	return lines_serve(answer);
}
