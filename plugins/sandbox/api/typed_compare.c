/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How two values differ, as sets of fields.
 */
#include "sandbox/api/fields.h"
#include "sandbox/api/typed.h"

/* What became of a value itself, beside what became of the fields below it. */
enum fate {
	SAME,
	ADDED,
	REMOVED,
	MODIFIED,
};

void hz_comparison_done(struct hz_comparison *comparison)
{
	json_decref(comparison->added);
	json_decref(comparison->removed);
	json_decref(comparison->modified);
	*comparison = (struct hz_comparison){ .added = NULL };
}

json_t *hz_comparison_changed(const struct hz_comparison *comparison)
{
	return hz_fields_union(comparison->modified, comparison->added);
}

json_t *hz_comparison_touched(const struct hz_comparison *comparison)
{
	HZ_AUTO(hz_json_unrefp) json_t *set = hz_comparison_changed(comparison);

	return hz_fields_union(set, comparison->removed);
}

static struct hz_comparison new_comparison(void)
{
	return (struct hz_comparison){
		.added = json_object(),
		.removed = json_object(),
		.modified = json_object(),
	};
}

static enum fate compare(struct hz_shape shape, const json_t *from, const json_t *to,
			 struct hz_comparison *out);

static enum fate fate_of(const json_t *from, const json_t *to)
{
	return !from ? ADDED : !to ? REMOVED : SAME;
}

static enum fate compare_leaf(const json_t *from, const json_t *to)
{
	if (from && to)
		return json_equal(from, to) ? SAME : MODIFIED;
	return fate_of(from, to);
}

/* Compares the values that stand under @element; takes what is below over into @out. */
static void compare_element(struct hz_shape shape, const char *element, const json_t *from,
			    const json_t *to, struct hz_comparison *out)
{
	struct hz_comparison below = new_comparison();
	enum fate fate = compare(shape, from, to, &below);

	hz_fields_put(out->added, element, fate == ADDED, below.added);
	hz_fields_put(out->removed, element, fate == REMOVED, below.removed);
	hz_fields_put(out->modified, element, fate == MODIFIED, below.modified);
}

static void compare_members(struct hz_shape shape, const json_t *from, const json_t *to,
			    struct hz_comparison *out)
{
	HZ_AUTO(hz_json_unrefp) json_t *all = json_object();
	const char *key;
	json_t *value;

	(void)json_object_update(all, hz_json_read(from));
	(void)json_object_update(all, hz_json_read(to));
	json_object_foreach(all, key, value) {
		HZ_AUTO(hz_freep) char *element = hz_fields_name(key);

		compare_element(hz_shape_member(shape, key), element, json_object_get(from, key),
				json_object_get(to, key), out);
	}
}

/* The items of @list by their elements; of equal ones the first. */
static json_t *index_items(struct hz_shape shape, const json_t *list)
{
	json_t *index = json_object();
	json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		HZ_AUTO(hz_freep) char *element = hz_shape_element(shape, item);

		if (element && !json_object_get(index, element))
			(void)json_object_set(index, element, item);
	}
	return index;
}

static void compare_items(struct hz_shape shape, const json_t *from, const json_t *to,
			  struct hz_comparison *out)
{
	HZ_AUTO(hz_json_unrefp) json_t *before = index_items(shape, from);
	HZ_AUTO(hz_json_unrefp) json_t *after = index_items(shape, to);
	HZ_AUTO(hz_json_unrefp) json_t *all = json_object();
	const char *element;
	json_t *item;

	(void)json_object_update(all, before);
	(void)json_object_update(all, after);
	json_object_foreach(all, element, item)
		compare_element(hz_shape_item(shape), element, json_object_get(before, element),
				json_object_get(after, element), out);
}

static enum fate compare(struct hz_shape shape, const json_t *from, const json_t *to,
			 struct hz_comparison *out)
{
	enum hz_shape_type type = hz_shape_type(shape, to ? to : from);

	if (type == HZ_SHAPE_SCALAR || type == HZ_SHAPE_ATOM ||
	    (hz_typed_is_empty(from) && hz_typed_is_empty(to)))
		return compare_leaf(from, to);
	if (type == HZ_SHAPE_MAP)
		compare_members(shape, from, to, out);
	else
		compare_items(shape, from, to, out);
	return fate_of(from, to);
}

void hz_typed_compare(struct hz_shape shape, const json_t *from, const json_t *to,
		      struct hz_comparison *ret)
{
	*ret = new_comparison();
	(void)compare(shape, from, to, ret);
}
