/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our reader makes of YAML texts. A request is {"texts": [TEXT...]}; the answer is
 * an array of {"value": JSON} and {"error": TEXT}, in the same order.
 */
#include <string.h>

#include "lines.h"
#include "text/json.h"
#include "text/yaml.h"

static json_t *read_text(const json_t *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "text" };
	json_t *value = NULL;

	if (hz_yaml_parse(json_string_value(text), json_string_length(text), &options, &value,
			  &err) < 0)
		return json_pack("{s:s}", "error", err.message);
	return json_pack("{s:o}", "value", value);
}

static json_t *answer(const json_t *request)
{
	const json_t *texts = json_object_get(request, "texts");
	json_t *answers = json_array();
	const json_t *text;
	size_t i;

	json_array_foreach(texts, i, text)
		(void)json_array_append_new(answers, read_text(text));
	return answers;
}

int main(void)
{
	return lines_serve(answer);
}
