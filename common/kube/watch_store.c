/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a watch knows: the objects as they were last heard of, and the events that are
 * still to be given.
 */
#include "kube/watch_store.h"

#include "base/clock.h"
#include "base/str.h"
#include "text/json.h"

void hz_watch_store_init(struct hz_watch_store *store)
{
	*store = (struct hz_watch_store){ .known = json_object() };
}

void hz_watch_store_done(struct hz_watch_store *store)
{
	while (store->given < store->count)
		json_decref(hz_watch_store_take(store).object);
	free(store->news);
	json_decref(store->known);
	json_decref(store->coming);
	*store = (struct hz_watch_store){ .known = NULL };
}

static void push(struct hz_watch_store *store, enum hz_watch_type type, json_t *object)
{
	store->news = hz_resize(store->news, store->count + 1, sizeof(*store->news));
	store->news[store->count++] = (struct hz_watch_news){
		.event = { .type = type, .object = json_incref(object) },
		.came = hz_clock_ms(),
	};
}

/* "namespace/name" of @object; owned. Neither part can contain a slash. */
static char *key_of(const json_t *object)
{
	const char *namespace_ = hz_object_namespace(object);

	return hz_strf("%s/%s", namespace_ ? namespace_ : "", hz_object_name(object));
}

static bool is_same(const json_t *a, const json_t *b)
{
	return hz_str_eq(hz_object_uid(a), hz_object_uid(b));
}

static void know(struct hz_watch_store *store, const char *key, json_t *object)
{
	json_t *old = json_object_get(store->known, key);

	if (old && is_same(old, object) &&
	    hz_str_eq(hz_object_version(old), hz_object_version(object)))
		return;
	if (old && !is_same(old, object))
		push(store, HZ_WATCH_DELETED, old);
	json_object_set(store->known, key, object);
	push(store, HZ_WATCH_SET, object);
}

void hz_watch_store_set(struct hz_watch_store *store, json_t *object)
{
	HZ_AUTO(hz_freep) char *key = key_of(object);

	if (store->coming)
		json_object_set(store->coming, key, object);
	else
		know(store, key, object);
}

void hz_watch_store_delete(struct hz_watch_store *store, json_t *object)
{
	HZ_AUTO(hz_freep) char *key = key_of(object);

	if (store->coming)
		json_object_del(store->coming, key);
	if (store->coming || !json_object_get(store->known, key))
		return;
	json_object_del(store->known, key);
	push(store, HZ_WATCH_DELETED, object);
}

/* The items by their keys; a new reference. */
static json_t *by_key(const json_t *items)
{
	json_t *map = json_object();
	json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		HZ_AUTO(hz_freep) char *key = key_of(item);

		json_object_set(map, key, item);
	}
	return map;
}

/* @now, by key, is all that there is. */
static void replace(struct hz_watch_store *store, json_t *now)
{
	json_t *item;
	const char *key;
	void *next;

	json_object_foreach_safe(store->known, next, key, item) {
		if (json_object_get(now, key))
			continue;
		push(store, HZ_WATCH_DELETED, item);
		json_object_del(store->known, key);
	}
	json_object_foreach(now, key, item)
		know(store, key, item);
}

void hz_watch_store_replace(struct hz_watch_store *store, const json_t *items)
{
	HZ_AUTO(hz_json_unrefp) json_t *now = by_key(items);

	replace(store, now);
}

void hz_watch_store_begin(struct hz_watch_store *store)
{
	hz_watch_store_give_up(store);
	store->coming = json_object();
}

void hz_watch_store_end(struct hz_watch_store *store)
{
	HZ_AUTO(hz_json_unrefp) json_t *now = HZ_TAKE(store->coming);

	replace(store, now);
}

void hz_watch_store_give_up(struct hz_watch_store *store)
{
	json_decref(HZ_TAKE(store->coming));
}

void hz_watch_store_synced(struct hz_watch_store *store)
{
	push(store, HZ_WATCH_SYNCED, NULL);
}

int64_t hz_watch_store_oldest(const struct hz_watch_store *store)
{
	return store->given < store->count ? store->news[store->given].came : -1;
}

struct hz_watch_event hz_watch_store_take(struct hz_watch_store *store)
{
	struct hz_watch_event event = store->news[store->given++].event;

	if (store->given == store->count)
		store->given = store->count = 0;
	return event;
}
