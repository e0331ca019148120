/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The entries of metadata.managedFields.
 */
#include "sandbox/api/managed_entries.h"

#include <string.h>

#include "base/str.h"
#include "sandbox/api/fields.h"

json_t *hz_entry_fields(const json_t *entry)
{
	return json_object_get(entry, "fieldsV1");
}

void hz_entry_set_fields(json_t *entry, json_t *fields)
{
	(void)json_object_set_new(entry, "fieldsV1", fields);
}

/* An applier is the same in every version of the kind, an updater is not. */
static bool is_entry_of(const json_t *entry, const struct hz_managed_write *write,
			const char *operation)
{
	const char *subresource = hz_json_str(entry, "subresource");

	return hz_str_eq(hz_json_str(entry, "manager"), write->manager) &&
	       hz_str_eq(hz_json_str(entry, "operation"), operation) &&
	       hz_str_eq(subresource ? subresource : "",
			 write->subresource ? write->subresource : "") &&
	       (hz_str_eq(operation, HZ_OPERATION_APPLY) ||
		hz_str_eq(hz_json_str(entry, "apiVersion"), write->api_version));
}

json_t *hz_entry_find(const json_t *managers, const struct hz_managed_write *write,
		      const char *operation)
{
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		if (is_entry_of(entry, write, operation))
			return entry;
	return NULL;
}

json_t *hz_entry_add(json_t *managers, const struct hz_managed_write *write, const char *operation)
{
	json_t *entry =
		json_pack("{s:s, s:s, s:s, s:s}", "manager", write->manager, "operation", operation,
			  "apiVersion", write->api_version, "fieldsType", "FieldsV1");

	if (write->subresource)
		hz_json_set_str(entry, "subresource", write->subresource);
	(void)json_array_append_new(managers, entry);
	return entry;
}

void hz_entries_drop_empty(json_t *managers)
{
	for (size_t i = json_array_size(managers); i > 0; i--)
		if (hz_fields_empty(hz_entry_fields(json_array_get(managers, i - 1))))
			(void)json_array_remove(managers, i - 1);
}

/* The fields that nobody manages: who an object is. */
static json_t *unmanaged(void)
{
	static const char *const own[] = { "name",       "namespace",     "creationTimestamp",
					   "selfLink",   "uid",           "clusterName",
					   "generation", "managedFields", "resourceVersion" };
	json_t *set = json_object();
	json_t *metadata = json_object();

	for (size_t i = 0; i < HZ_COUNT(own); i++) {
		HZ_AUTO(hz_freep) char *element = hz_fields_name(own[i]);

		hz_fields_put(metadata, element, true, json_object());
	}
	hz_fields_put(set, "f:apiVersion", true, json_object());
	hz_fields_put(set, "f:kind", true, json_object());
	hz_fields_put(set, "f:metadata", true, metadata);
	return set;
}

json_t *hz_fields_managed(const json_t *fields)
{
	HZ_AUTO(hz_json_unrefp) json_t *set = unmanaged();

	return hz_fields_difference(fields, set);
}

static int compare_texts(const json_t *a, const json_t *b, const char *key)
{
	const char *left = hz_json_str(a, key);
	const char *right = hz_json_str(b, key);

	return strcmp(left ? left : "", right ? right : "");
}

static int compare_entries(const json_t *a, const json_t *b)
{
	static const char *const keys[] = { "operation", "time", "manager", "apiVersion",
					    "subresource" };
	int r = 0;

	for (size_t i = 0; r == 0 && i < HZ_COUNT(keys); i++)
		r = compare_texts(a, b, keys[i]);
	return r;
}

void hz_entries_sort(json_t *managers)
{
	for (size_t i = 1; i < json_array_size(managers); i++) {
		json_t *entry = json_incref(json_array_get(managers, i));
		size_t to = i;

		while (to > 0 && compare_entries(json_array_get(managers, to - 1), entry) > 0)
			to--;
		(void)json_array_remove(managers, i);
		(void)json_array_insert_new(managers, to, entry);
	}
}

void hz_entries_take(json_t *managers, const json_t *own, const json_t *set)
{
	json_t *entry;
	size_t i;

	json_array_foreach(managers, i, entry)
		if (entry != own)
			hz_entry_set_fields(entry,
					    hz_fields_difference(hz_entry_fields(entry), set));
}
