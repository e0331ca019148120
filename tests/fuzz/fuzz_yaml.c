/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A YAML text behind a byte of options: it is refused with its place, or gives a
 * tree and marks that answer for every path.
 */
#include <string.h>

#include "text/json.h"
#include "text/json_path.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void find_marks(const struct hz_yaml_marks *marks, const json_t *json, const char *path,
		       int depth)
{
	struct hz_yaml_mark mark;
	const char *key;
	json_t *value;

	if (hz_yaml_mark_find(marks, path, false, &mark) && (mark.line < 1 || mark.column < 1))
		abort();
	(void)hz_yaml_mark_find(marks, path, true, &mark);
	if (depth == 0)
		return;
	json_object_foreach(hz_json_read(json), key, value) {
		HZ_AUTO(hz_buf_done) struct hz_buf below = HZ_BUF_INIT;

		hz_buf_adds(&below, path);
		hz_json_path_add(&below, key);
		find_marks(marks, value, hz_buf_str(&below), depth - 1);
	}
	for (size_t i = 0; i < json_array_size(json) && i < 16; i++) {
		HZ_AUTO(hz_freep) char *below = hz_strf("%s[%zu]", path, i);

		find_marks(marks, json_array_get(json, i), below, depth - 1);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	struct hz_yaml_options options = { .name = "fuzz" };

	if (size == 0)
		return 0;
	options.strict = data[0] & 1;
	options.all = data[0] & 2;
	options.ret_marks = data[0] & 4 ? &marks : NULL;
	if (hz_yaml_parse((const char *)data + 1, size - 1, &options, &json, &err) < 0) {
		if (!err.message || strncmp(err.message, "fuzz:", 5) != 0 || json || marks)
			abort();
		return 0;
	}
	if (marks)
		find_marks(marks, options.all ? json_array_get(json, 0) : json, "", 4);
	return 0;
}
