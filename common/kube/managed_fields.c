/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metadata.managedFields: which manager set which field.
 *
 * A FieldsV1 is a tree of keys: "f:name" is a field, "k:{…}" the list item with these
 * key fields, "v:…" a member of a set, and "." the thing itself.
 */
#include "kube/managed_fields.h"

#include <string.h>

#include "base/str.h"
#include "text/json.h"

/* Appends @fields that @want does not have; @path is where both stand. */
static void add_dropped(const json_t *fields, const json_t *want, const char *path,
			struct hz_strv *ret);

/* Whether @item has all key fields of @keys. */
static bool has_keys(const json_t *item, const json_t *keys)
{
	const char *name;
	json_t *value;

	json_object_foreach(hz_json_read(keys), name, value)
		if (!json_equal(json_object_get(item, name), value))
			return false;
	return true;
}

static const json_t *item_with_keys(const json_t *list, const json_t *keys)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		if (has_keys(item, keys))
			return item;
	return NULL;
}

static bool has_member(const json_t *list, const json_t *value)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		if (json_equal(item, value))
			return true;
	return false;
}

/* "name=a,port=80" */
static char *keys_text(const json_t *keys)
{
	struct hz_buf out = HZ_BUF_INIT;
	const char *name;
	json_t *value;

	json_object_foreach(hz_json_read(keys), name, value) {
		HZ_AUTO(hz_freep) char *text = hz_json_text(value);
		const char *plain = json_string_value(value);

		hz_buf_addf(&out, "%s%s=%s", out.len > 0 ? "," : "", name, plain ? plain : text);
	}
	return hz_buf_take(&out);
}

static json_t *parse_part(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *part = NULL;

	(void)hz_json_parse(text, strlen(text), &part, &err);
	return part;
}

static void add_field(const char *name, const json_t *fields, const json_t *want, const char *path,
		      struct hz_strv *ret)
{
	HZ_AUTO(hz_freep) char *below = hz_strf("%s%s%s", path, *path ? "." : "", name);
	const json_t *value = json_object_get(want, name);

	if (!value)
		hz_strv_add(ret, below);
	else
		add_dropped(fields, value, below, ret);
}

static void add_item(const char *keys_json, const json_t *fields, const json_t *want,
		     const char *path, struct hz_strv *ret)
{
	HZ_AUTO(hz_json_unrefp) json_t *keys = parse_part(keys_json);
	HZ_AUTO(hz_freep) char *text = keys_text(keys);
	HZ_AUTO(hz_freep) char *below = hz_strf("%s[%s]", path, text);
	const json_t *item = item_with_keys(want, keys);

	if (!item)
		hz_strv_add(ret, below);
	else
		add_dropped(fields, item, below, ret);
}

static void add_member(const char *value_json, const json_t *want, const char *path,
		       struct hz_strv *ret)
{
	HZ_AUTO(hz_json_unrefp) json_t *value = parse_part(value_json);

	if (!has_member(want, value))
		hz_strv_addf(ret, "%s[%s]", path, value_json);
}

static void add_dropped(const json_t *fields, const json_t *want, const char *path,
			struct hz_strv *ret)
{
	const char *key;
	json_t *below;

	json_object_foreach(hz_json_read(fields), key, below) {
		if (hz_str_starts(key, "f:"))
			add_field(key + 2, below, want, path, ret);
		else if (hz_str_starts(key, "k:"))
			add_item(key + 2, below, want, path, ret);
		else if (hz_str_starts(key, "v:"))
			add_member(key + 2, want, path, ret);
	}
}

void hz_managed_dropped(const json_t *want, const json_t *have, const char *manager,
			struct hz_strv *ret)
{
	const json_t *entry;
	size_t i;

	json_array_foreach(hz_json_array(have, "metadata.managedFields"), i, entry)
		if (hz_str_eq(hz_json_str(entry, "manager"), manager) &&
		    hz_str_eq(hz_json_str(entry, "operation"), "Apply") &&
		    !hz_json_str(entry, "subresource"))
			add_dropped(hz_json_get(entry, "fieldsV1"), want, "", ret);
}
