/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A value without some of its fields.
 */
#include "sandbox/api/fields.h"
#include "sandbox/api/typed.h"

/* What is left of @value, which stands under @element: a new reference, NULL if it goes. */
static json_t *keep(struct hz_shape shape, const json_t *value, const char *element,
		    const json_t *set)
{
	HZ_AUTO(hz_json_unrefp) json_t *below = hz_fields_below(set, element);

	if (hz_fields_has(set, element))
		return NULL;
	if (hz_fields_empty(below))
		return json_deep_copy(value);
	return hz_typed_remove(shape, value, below);
}

static json_t *remove_members(struct hz_shape shape, const json_t *map, const json_t *set)
{
	json_t *out = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_read(map), key, value) {
		HZ_AUTO(hz_freep) char *element = hz_fields_name(key);
		json_t *kept = keep(hz_shape_member(shape, key), value, element, set);

		if (kept)
			(void)json_object_set_new(out, key, kept);
	}
	return out;
}

static json_t *remove_items(struct hz_shape shape, const json_t *list, const json_t *set)
{
	json_t *out = json_array();
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		HZ_AUTO(hz_freep) char *element = hz_shape_element(shape, item);
		json_t *kept = keep(hz_shape_item(shape), item, element ? element : "", set);

		if (kept)
			(void)json_array_append_new(out, kept);
	}
	return out;
}

static json_t *null_if_empty(json_t *value)
{
	if (json_object_size(value) > 0 || json_array_size(value) > 0)
		return value;
	json_decref(value);
	return json_null();
}

json_t *hz_typed_remove(struct hz_shape shape, const json_t *value, const json_t *set)
{
	switch (hz_shape_type(shape, value)) {
	case HZ_SHAPE_SCALAR:
	case HZ_SHAPE_ATOM:
		break;
	case HZ_SHAPE_MAP:
		return null_if_empty(remove_members(shape, value, set));
	case HZ_SHAPE_LIST:
		return null_if_empty(remove_items(shape, value, set));
	}
	return json_deep_copy(value);
}
