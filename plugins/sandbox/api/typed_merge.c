/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One value merged into another.
 *
 * A keyed list keeps the order of @config for what both have; what only the live list
 * has stays behind the item that it stood behind.
 */
#include "base/str.h"
#include "base/strv.h"
#include "sandbox/api/typed.h"

static json_t *merge_members(struct hz_shape shape, const json_t *live, const json_t *config)
{
	json_t *out = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_read(live), key, value)
		(void)json_object_set_new(out, key,
					  hz_typed_merge(hz_shape_member(shape, key), value,
							 json_object_get(config, key)));
	json_object_foreach(hz_json_read(config), key, value)
		if (!json_object_get(live, key))
			(void)json_object_set_new(
				out, key, hz_typed_merge(hz_shape_member(shape, key), NULL, value));
	return out;
}

/* --- keyed lists --------------------------------------------------------------------------- */

/* A list beside the elements of its items, "" where an item has none. */
struct indexed {
	const json_t *list;
	struct hz_strv elements;
};

static void index_done(struct indexed *index)
{
	hz_strv_done(&index->elements);
}

static void index_list(struct hz_shape shape, const json_t *list, struct indexed *ret)
{
	json_t *item;
	size_t i;

	*ret = (struct indexed){ .list = list };
	json_array_foreach(list, i, item) {
		HZ_AUTO(hz_freep) char *element = hz_shape_element(shape, item);

		hz_strv_add(&ret->elements, element ? element : "");
	}
}

/* The item of @element, or NULL. Borrowed. */
static const json_t *find_item(const struct indexed *index, const char *element)
{
	for (size_t i = 0; i < index->elements.count; i++)
		if (hz_str_eq(index->elements.item[i], element))
			return json_array_get(index->list, i);
	return NULL;
}

struct list_merge {
	struct hz_shape shape; /* of the list */
	struct indexed live;
	struct indexed config;
	size_t at_live;
	size_t at_config;
	json_t *out;
};

/* The first element from @config's place on that the live list has as well, or NULL. */
static const char *next_shared(const struct list_merge *merge)
{
	for (size_t i = merge->at_config; i < merge->config.elements.count; i++)
		if (find_item(&merge->live, merge->config.elements.item[i]))
			return merge->config.elements.item[i];
	return NULL;
}

static void take(struct list_merge *merge, const json_t *live, const json_t *config)
{
	(void)json_array_append_new(merge->out,
				    hz_typed_merge(hz_shape_item(merge->shape), live, config));
}

/* Takes the live items that only the live list has, up to the next item that both have. */
static void take_live(struct list_merge *merge, const char *shared)
{
	const struct hz_strv *elements = &merge->live.elements;

	for (; merge->at_live < elements->count; merge->at_live++) {
		const char *element = elements->item[merge->at_live];

		if (shared && hz_str_eq(element, shared))
			return;
		if (!find_item(&merge->config, element))
			take(merge, json_array_get(merge->live.list, merge->at_live), NULL);
	}
}

static json_t *merge_items(struct hz_shape shape, const json_t *live, const json_t *config)
{
	struct list_merge merge = { .shape = shape, .out = json_array() };
	HZ_AUTO(index_done) struct indexed live_index;
	HZ_AUTO(index_done) struct indexed config_index;

	index_list(shape, live, &live_index);
	index_list(shape, config, &config_index);
	merge.live = live_index;
	merge.config = config_index;
	for (; merge.at_config < config_index.elements.count; merge.at_config++) {
		const char *element = config_index.elements.item[merge.at_config];
		const json_t *both = find_item(&live_index, element);

		take_live(&merge, next_shared(&merge));
		take(&merge, both, json_array_get(config, merge.at_config));
		if (both && merge.at_live < live_index.elements.count &&
		    hz_str_eq(live_index.elements.item[merge.at_live], element))
			merge.at_live++;
	}
	take_live(&merge, NULL);
	return merge.out;
}

json_t *hz_typed_merge(struct hz_shape shape, const json_t *live, const json_t *config)
{
	enum hz_shape_type type = hz_shape_type(shape, config ? config : live);

	if (type == HZ_SHAPE_SCALAR || type == HZ_SHAPE_ATOM ||
	    (hz_typed_is_empty(live) && hz_typed_is_empty(config)))
		return json_deep_copy(config ? config : live);
	if (type == HZ_SHAPE_MAP)
		return merge_members(shape, live, config);
	return merge_items(shape, live, config);
}
