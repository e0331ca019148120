/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a live object is not as it was asked for.
 */
#include "text/json_diff.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "text/json.h"
#include "text/json_path.h"

static void compare(const json_t *want, const json_t *have, const char *path,
		    struct hz_json_diff *ret);

void hz_json_difference_done(struct hz_json_difference *difference)
{
	free(difference->path);
	json_decref(difference->have);
	json_decref(difference->want);
	*difference = (struct hz_json_difference){ .path = NULL };
}

void hz_json_diff_done(struct hz_json_diff *diff)
{
	for (size_t i = 0; i < diff->count; i++)
		hz_json_difference_done(&diff->item[i]);
	free(diff->item);
	*diff = (struct hz_json_diff){ .count = 0 };
}

static void add(const json_t *want, const json_t *have, const char *path, struct hz_json_diff *ret)
{
	ret->item = hz_resize(ret->item, ret->count + 1, sizeof(*ret->item));
	ret->item[ret->count++] = (struct hz_json_difference){
		.path = hz_strdup(path),
		.have = json_incref(hz_json_read(have)),
		.want = json_incref(hz_json_read(want)),
	};
}

/* "3600s" comes back as "1h0m0s" where Go's metav1.Duration was on the way. */
static bool equal_durations(const char *want, const char *have)
{
	int64_t wanted;
	int64_t had;

	return want && have && hz_duration_parse(want, &wanted) == 0 &&
	       hz_duration_parse(have, &had) == 0 && wanted == had;
}

/* Numbers are equal by value: a server may answer 1.0 with 1. */
static bool equal_values(const json_t *want, const json_t *have)
{
	if (json_is_number(want) && json_is_number(have) && json_typeof(want) != json_typeof(have))
		return json_number_value(want) == json_number_value(have);
	return json_equal(want, have) ||
	       equal_durations(json_string_value(want), json_string_value(have));
}

static bool is_empty(const json_t *json)
{
	return json_is_null(json) || (json_is_string(json) && json_string_length(json) == 0) ||
	       (json_is_object(json) && json_object_size(json) == 0) ||
	       (json_is_array(json) && json_array_size(json) == 0);
}

/* Go leaves out what is empty (omitempty). */
static bool asks_for_nothing(const json_t *want, const json_t *have)
{
	return is_empty(want) && (!have || json_is_null(have));
}

/* Whether the object at @path has keys that somebody chose: there "" is a value. */
static bool is_map(const char *path)
{
	static const char *const maps[] = { "labels", "annotations", "matchLabels",
					    "nodeSelector" };
	const char *dot = strrchr(path, '.');
	const char *name = dot ? dot + 1 : path;

	for (size_t i = 0; i < HZ_COUNT(maps); i++)
		if (hz_str_eq(name, maps[i]))
			return true;
	return false;
}

static void compare_objects(const json_t *want, const json_t *have, const char *path,
			    struct hz_json_diff *ret)
{
	const char *name;
	json_t *value;

	json_object_foreach(hz_json_read(want), name, value) {
		HZ_AUTO(hz_buf_done) struct hz_buf below = HZ_BUF_INIT;

		hz_buf_adds(&below, path);
		hz_json_path_add(&below, name);
		if (is_map(path) && !json_is_null(value) && !json_object_get(have, name))
			add(value, NULL, hz_buf_str(&below), ret);
		else
			compare(value, json_object_get(have, name), hz_buf_str(&below), ret);
	}
}

static const char *name_of(const json_t *item)
{
	return json_string_value(json_object_get(item, "name"));
}

static const json_t *item_named(const json_t *list, const char *name)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		if (hz_str_eq(name_of(item), name))
			return item;
	return NULL;
}

/* Whether every item has a name of its own, so that order does not matter. */
static bool has_names(const json_t *list)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item)
		if (!name_of(item) || item_named(list, name_of(item)) != item)
			return false;
	return json_array_size(list) > 0;
}

static void compare_named_items(const json_t *want, const json_t *have, const char *path,
				struct hz_json_diff *ret)
{
	const json_t *item;
	size_t i;

	json_array_foreach(want, i, item) {
		HZ_AUTO(hz_freep) char *below = hz_strf("%s[%s]", path, name_of(item));

		compare(item, item_named(have, name_of(item)), below, ret);
	}
	json_array_foreach(have, i, item) {
		HZ_AUTO(hz_freep) char *below = hz_strf("%s[%s]", path, name_of(item));

		if (!item_named(want, name_of(item)))
			add(NULL, item, below, ret);
	}
}

static void compare_lists(const json_t *want, const json_t *have, const char *path,
			  struct hz_json_diff *ret)
{
	const json_t *item;
	size_t i;

	if (has_names(want) && has_names(have)) {
		compare_named_items(want, have, path, ret);
		return;
	}
	if (json_array_size(want) != json_array_size(have)) {
		add(want, have, path, ret);
		return;
	}
	json_array_foreach(want, i, item) {
		HZ_AUTO(hz_freep) char *below = hz_strf("%s.%zu", path, i);

		compare(item, json_array_get(have, i), below, ret);
	}
}

static void compare(const json_t *want, const json_t *have, const char *path,
		    struct hz_json_diff *ret)
{
	if (json_is_object(want) && json_is_object(have))
		compare_objects(want, have, path, ret);
	else if (json_is_array(want) && json_is_array(have))
		compare_lists(want, have, path, ret);
	else if (!asks_for_nothing(want, have) && !equal_values(want, have))
		add(want, have, path, ret);
}

void hz_json_diff(const json_t *want, const json_t *have, struct hz_json_diff *ret)
{
	compare(want, have, "", ret);
}
