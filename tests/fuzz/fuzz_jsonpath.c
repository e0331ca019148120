/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSONPath template, a NUL, and the JSON that it is applied to: it is refused with a
 * message, or printed in each style.
 */
#include <string.h>

#include "cli/custom_columns.h"
#include "text/json.h"
#include "text/jsonpath.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char fallback[] =
	"{\"kind\":\"List\",\"items\":[{\"name\":\"a\",\"n\":1,\"p\":[1,2]},{\"name\":\"b\","
	"\"n\":1.5,\"p\":[]},{\"n\":null,\"on\":true,\"l\":{\"a.b\":\"x\"}}]}";

static json_t *parse_object(const char *text, size_t len)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	if (hz_json_parse(text, len, &json, &err) < 0)
		json = json_loads(fallback, 0, NULL);
	if (!json)
		abort();
	return json;
}

/* What fails says why, and adds nothing. */
static void check_result(int r, const struct hz_buf *out, const struct hz_err *err)
{
	if (r < 0 && (!err->message || out->len > 0))
		abort();
}

/* A terminal gets no control characters but from the template. */
static void check_visible(const struct hz_buf *out, const char *text, size_t len)
{
	if (memchr(text, '\\', len) || memchr(text, '\x1b', len))
		return;
	if (memchr(hz_buf_str(out), '\x1b', out->len))
		abort();
}

static void print(const struct hz_jsonpath *path, const json_t *root, const char *text, size_t len)
{
	for (int style = HZ_JSONPATH_TEXT; style <= HZ_JSONPATH_JSON; style++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		check_result(hz_jsonpath_print(path, root, (enum hz_jsonpath_style)style, &out,
					       &err),
			     &out, &err);
		if (style == HZ_JSONPATH_VISIBLE)
			check_visible(&out, text, len);
	}
}

static void print_columns(const char *spec, const json_t *root)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_custom_columns_freep) struct hz_custom_columns *columns = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *rows = json_array();
	int r = hz_custom_columns_parse(spec, &columns, &err);

	(void)json_array_append(rows, hz_json_read(root));
	if (r == 0)
		r = hz_custom_columns_add(columns, rows, true, &out, &err);
	check_result(r, &out, &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = NULL;
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);
	size_t len = strlen(text);
	HZ_AUTO(hz_json_unrefp)
	json_t *root = parse_object(text + len + (len < size), size - len - (len < size));

	print_columns(text, root);
	if (hz_jsonpath_parse(text, len, &path, &err) == 0)
		print(path, root, text, len);
	else if (err.kind != HZ_ERR_USAGE || !err.message)
		abort();
	return 0;
}
