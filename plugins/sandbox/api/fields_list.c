/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of fields as a person reads them.
 * https://github.com/kubernetes-sigs/structured-merge-diff/blob/v6.3.0/fieldpath/element.go
 */
#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "sandbox/api/fields.h"

/* `[port=80,protocol="TCP"]` for the JSON object @keys. */
static void add_keys(struct hz_buf *out, const char *keys)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;
	HZ_AUTO(hz_freep) const char **names = NULL;

	if (hz_json_parse(keys, strlen(keys), &object, &ignored) < 0)
		return;
	names = hz_json_keys(object);
	for (size_t i = 0; names[i]; i++) {
		HZ_AUTO(hz_freep) char *value = hz_json_text(json_object_get(object, names[i]));

		hz_buf_addf(out, "%s%s=%s", i > 0 ? "," : "", names[i], value);
	}
}

static void add_element(struct hz_buf *path, const char *element)
{
	const char *value = element + strlen("f:");

	if (hz_str_starts(element, "f:")) {
		hz_buf_addf(path, ".%s", value);
	} else if (hz_str_starts(element, "k:")) {
		hz_buf_addc(path, '[');
		add_keys(path, value);
		hz_buf_addc(path, ']');
	} else if (hz_str_starts(element, "v:")) {
		hz_buf_addf(path, "[=%s]", value);
	} else {
		hz_buf_addf(path, "[%s]", value);
	}
}

/* All fields of @set, each level's own before those below. */
static void list(const json_t *set, const char *prefix, struct hz_strv *paths)
{
	HZ_AUTO(hz_freep) const char **elements = hz_json_keys(set);

	for (size_t i = 0; elements[i]; i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf path = HZ_BUF_INIT;

		hz_buf_adds(&path, prefix);
		add_element(&path, elements[i]);
		if (hz_fields_has(set, elements[i]))
			hz_strv_add(paths, hz_buf_str(&path));
	}
	for (size_t i = 0; elements[i]; i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf path = HZ_BUF_INIT;
		HZ_AUTO(hz_json_unrefp) json_t *below = hz_fields_below(set, elements[i]);

		hz_buf_adds(&path, prefix);
		add_element(&path, elements[i]);
		list(below, hz_buf_str(&path), paths);
	}
}

void hz_fields_list(const json_t *set, struct hz_strv *paths)
{
	list(set, "", paths);
}
