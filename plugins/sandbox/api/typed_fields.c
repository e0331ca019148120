/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fields of a value.
 */
#include "base/str.h"
#include "sandbox/api/fields.h"
#include "sandbox/api/typed.h"

/* Puts what @value has into @set. Whether @value itself is a field. */
static bool collect(struct hz_shape shape, const json_t *value, json_t *set);

static bool is_empty(const json_t *value)
{
	return json_is_null(value) || (json_is_object(value) && json_object_size(value) == 0);
}

static void collect_members(struct hz_shape shape, const json_t *map, json_t *set)
{
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_read(map), key, value) {
		HZ_AUTO(hz_freep) char *element = hz_fields_name(key);
		json_t *below = json_object();
		bool leaf = collect(hz_shape_member(shape, key), value, below);

		hz_fields_put(set, element, leaf || is_empty(value) || !hz_shape_names(shape, key),
			      below);
	}
}

static void collect_items(struct hz_shape shape, const json_t *list, json_t *set)
{
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		HZ_AUTO(hz_freep) char *element = hz_shape_element(shape, item);
		json_t *below = json_object();

		(void)collect(hz_shape_item(shape), item, below);
		if (element)
			hz_fields_put(set, element, true, below);
		else
			json_decref(below);
	}
}

static bool collect(struct hz_shape shape, const json_t *value, json_t *set)
{
	switch (hz_shape_type(shape, value)) {
	case HZ_SHAPE_SCALAR:
	case HZ_SHAPE_ATOM:
		return true;
	case HZ_SHAPE_MAP:
		collect_members(shape, value, set);
		break;
	case HZ_SHAPE_LIST:
		collect_items(shape, value, set);
		break;
	}
	return false;
}

json_t *hz_typed_fields(struct hz_shape shape, const json_t *value)
{
	json_t *set = json_object();

	(void)collect(shape, value, set);
	return set;
}

static struct hz_shape shape_below(struct hz_shape shape, const char *element)
{
	const char *name = hz_str_after(element, "f:");

	return name ? hz_shape_member(shape, name) : hz_shape_item(shape);
}

json_t *hz_typed_with_structs(struct hz_shape shape, const json_t *set)
{
	json_t *out = json_object();
	const char *element;
	json_t *under;

	json_object_foreach(hz_json_read(set), element, under) {
		const char *name = hz_str_after(element, "f:");
		json_t *below;

		if (hz_str_eq(element, "."))
			continue;
		below = hz_typed_with_structs(shape_below(shape, element), under);
		hz_fields_put(out, element,
			      hz_fields_has(set, element) || (name && hz_shape_names(shape, name)),
			      below);
	}
	return out;
}
