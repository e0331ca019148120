/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our reader makes of YAML texts, and our writers of objects. A request is
 * {"read": [TEXT in base64...], "all": BOOL} or {"write": [JSON as text...]}; the answer is
 * an array in the same order of {"json": TEXT, "value": JSON}, where a real number can be
 * told from an integer, of {"json": TEXT, "yaml": TEXT}, and of {"error": TEXT}.
 */
#include <string.h>

#include "base/base64.h"
#include "lines.h"
#include "text/json.h"
#include "text/yaml.h"

static json_t *refuse(const struct hz_err *err)
{
	return json_pack("{s:o}", "error", hz_json_string(err->message));
}

static json_t *read_text(const char *base64, bool all)
{
	const struct hz_yaml_options options = { .name = "text", .all = all };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *json = NULL;
	json_t *value = NULL;

	if (hz_base64_decode(&text, base64) < 0)
		abort();
	if (hz_yaml_parse(hz_buf_str(&text), text.len, &options, &value, &err) < 0)
		return refuse(&err);
	json = hz_json_text(value);
	return json_pack("{s:s, s:o}", "json", json, "value", value);
}

static json_t *write_object(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf json = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf yaml = HZ_BUF_INIT;

	if (hz_json_parse(text, strlen(text), &object, &err) < 0)
		return refuse(&err);
	hz_json_write(&json, object, 4);
	hz_yaml_write(&yaml, object);
	return json_pack("{s:s, s:s}", "json", json.data, "yaml", yaml.data);
}

static json_t *answer(const json_t *request)
{
	bool all = json_is_true(json_object_get(request, "all"));
	json_t *answers = json_array();
	const json_t *text;
	size_t i;

	json_array_foreach(json_object_get(request, "read"), i, text)
		(void)json_array_append_new(answers, read_text(json_string_value(text), all));
	json_array_foreach(json_object_get(request, "write"), i, text)
		(void)json_array_append_new(answers, write_object(json_string_value(text)));
	return answers;
}

int main(void)
{
	return lines_serve(answer);
}
