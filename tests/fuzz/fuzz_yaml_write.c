/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON text: what is written of it as YAML reads back as the same tree.
 */
#include <string.h>

#include "text/json.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* YAML, as kubectl writes it, has no -0. Returns the depth of @json. */
static int without_negative_zeros(json_t *json)
{
	const char *key;
	json_t *value;
	int deepest = 0;
	size_t i;

	if (json_is_real(json) && json_real_value(json) == 0)
		json_real_set(json, 0);
	json_object_foreach(json, key, value) {
		int depth = without_negative_zeros(value);

		deepest = depth > deepest ? depth : deepest;
	}
	json_array_foreach(json, i, value) {
		int depth = without_negative_zeros(value);

		deepest = depth > deepest ? depth : deepest;
	}
	return deepest + 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct hz_yaml_options options = { .name = "fuzz", .strict = true };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *back = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf yaml = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *want = NULL;
	HZ_AUTO(hz_freep) char *have = NULL;

	if (hz_json_parse((const char *)data, size, &json, &err) < 0)
		return 0;
	if (without_negative_zeros(json) > 500) /* what the reader takes */
		return 0;
	hz_yaml_write(&yaml, json);
	if (hz_yaml_parse(yaml.data, yaml.len, &options, &back, &err) < 0)
		abort();
	want = hz_json_text(json);
	have = hz_json_text(back);
	if (strcmp(want, have) != 0)
		abort();
	return 0;
}
