/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Objects in sorted arrays, and a ring of the last writes.
 */
#include "sandbox/api/store.h"

#include <inttypes.h>
#include <string.h>

#include "base/str.h"
#include "kube/object.h"

struct hz_collection {
	char *resource;
	json_t **objects; /* sorted by namespace and name */
	size_t count;
	struct hz_collection *next;
};

struct hz_store {
	struct hz_collection *collections;
	int64_t revision;
	struct hz_store_event *events; /* a ring: that of revision r is at r % history */
	size_t history;
	int64_t oldest; /* revision in the ring */
};

struct hz_store *hz_store_new(size_t history)
{
	struct hz_store *store = hz_alloc(1, sizeof(*store));

	store->history = history;
	store->events = hz_alloc(history, sizeof(*store->events));
	store->revision = 1;
	store->oldest = 2;
	return store;
}

static void free_collection(struct hz_collection *collection)
{
	for (size_t i = 0; i < collection->count; i++)
		json_decref(collection->objects[i]);
	free(collection->objects);
	free(collection->resource);
	free(collection);
}

static void event_done(struct hz_store_event *event)
{
	json_decref(event->object);
	json_decref(event->before);
	*event = (struct hz_store_event){ .revision = 0 };
}

void hz_store_free(struct hz_store *store)
{
	if (!store)
		return;
	while (store->collections) {
		struct hz_collection *first = store->collections;

		store->collections = first->next;
		free_collection(first);
	}
	for (size_t i = 0; i < store->history; i++)
		event_done(&store->events[i]);
	free(store->events);
	free(store);
}

struct hz_collection *hz_store_collection(struct hz_store *store, const char *resource)
{
	struct hz_collection *collection = store->collections;

	while (collection && !hz_str_eq(collection->resource, resource))
		collection = collection->next;
	if (collection)
		return collection;
	collection = hz_alloc(1, sizeof(*collection));
	collection->resource = hz_strdup(resource);
	collection->next = store->collections;
	store->collections = collection;
	return collection;
}

int64_t hz_store_revision(const struct hz_store *store)
{
	return store->revision;
}

/* --- collections --------------------------------------------------------------------------- */

static int compare(const json_t *object, const char *namespace_, const char *name)
{
	const char *have = hz_object_namespace(object);
	int r = strcmp(have ? have : "", namespace_ ? namespace_ : "");

	return r != 0 ? r : strcmp(hz_object_name(object), name);
}

/* The place of the object, or where it would be put. */
static size_t find(const struct hz_collection *collection, const char *namespace_, const char *name)
{
	size_t low = 0;
	size_t high = collection->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare(collection->objects[middle], namespace_, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool is_at(const struct hz_collection *collection, size_t at, const char *namespace_,
		  const char *name)
{
	return at < collection->count && compare(collection->objects[at], namespace_, name) == 0;
}

json_t *hz_collection_get(const struct hz_collection *collection, const char *namespace_,
			  const char *name)
{
	size_t at = find(collection, namespace_, name);

	return is_at(collection, at, namespace_, name) ? collection->objects[at] : NULL;
}

static bool is_in(const json_t *object, const char *namespace_)
{
	return !namespace_ || hz_str_eq(hz_object_namespace(object), namespace_);
}

json_t *hz_collection_list(const struct hz_collection *collection, const char *namespace_)
{
	json_t *list = json_array();

	for (size_t i = 0; i < collection->count; i++)
		if (is_in(collection->objects[i], namespace_))
			(void)json_array_append(list, collection->objects[i]);
	return list;
}

/* Puts @object, a reference of its own, at its place; what was there is handed back, or NULL. */
static json_t *place(struct hz_collection *collection, json_t *object)
{
	const char *namespace_ = hz_object_namespace(object);
	const char *name = hz_object_name(object);
	size_t at = find(collection, namespace_, name);
	json_t *before = NULL;

	if (is_at(collection, at, namespace_, name)) {
		before = collection->objects[at];
	} else {
		collection->objects =
			hz_resize(collection->objects, collection->count + 1, sizeof(json_t *));
		memmove(collection->objects + at + 1, collection->objects + at,
			(collection->count - at) * sizeof(json_t *));
		collection->count++;
	}
	collection->objects[at] = object;
	return before;
}

static void take_out(struct hz_collection *collection, size_t at)
{
	collection->count--;
	memmove(collection->objects + at, collection->objects + at + 1,
		(collection->count - at) * sizeof(json_t *));
}

/* --- writes -------------------------------------------------------------------------------- */

static void set_version(json_t *object, int64_t revision)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%" PRId64, revision);
	hz_json_set_str(object, "metadata.resourceVersion", text);
}

/* Takes @object and @before over. */
static void record(struct hz_store *store, const struct hz_collection *collection,
		   enum hz_store_event_type type, json_t *object, json_t *before)
{
	struct hz_store_event *event = &store->events[(size_t)store->revision % store->history];

	event_done(event);
	*event = (struct hz_store_event){
		.revision = store->revision,
		.type = type,
		.collection = collection,
		.object = object,
		.before = before,
	};
	if (store->revision - store->oldest >= (int64_t)store->history)
		store->oldest = store->revision - (int64_t)store->history + 1;
}

json_t *hz_store_put(struct hz_store *store, struct hz_collection *collection, json_t *object)
{
	json_t *before;

	set_version(object, ++store->revision);
	before = place(collection, json_incref(object));
	record(store, collection, before ? HZ_STORE_MODIFIED : HZ_STORE_ADDED, object, before);
	return object;
}

void hz_store_remove(struct hz_store *store, struct hz_collection *collection,
		     const char *namespace_, const char *name)
{
	size_t at = find(collection, namespace_, name);
	json_t *before;
	json_t *last;

	if (!is_at(collection, at, namespace_, name))
		return;
	before = collection->objects[at];
	last = json_deep_copy(before);
	set_version(last, ++store->revision);
	take_out(collection, at);
	record(store, collection, HZ_STORE_DELETED, last, before);
}

/* --- the past ------------------------------------------------------------------------------ */

bool hz_store_reaches(const struct hz_store *store, int64_t revision)
{
	return revision >= store->oldest - 1 && revision <= store->revision;
}

static const struct hz_store_event *event_of(const struct hz_store *store, int64_t revision)
{
	return &store->events[(size_t)revision % store->history];
}

const struct hz_store_event *hz_store_next(const struct hz_store *store,
					   const struct hz_collection *collection, int64_t revision)
{
	int64_t at = revision < store->oldest - 1 ? store->oldest : revision + 1;

	for (; at <= store->revision; at++)
		if (event_of(store, at)->collection == collection)
			return event_of(store, at);
	return NULL;
}

/* Undoes @event in a copy of its collection. */
static void undo(struct hz_collection *past, const struct hz_store_event *event)
{
	const char *namespace_ = hz_object_namespace(event->object);
	const char *name = hz_object_name(event->object);
	json_t *object;
	size_t at;

	if (event->before) {
		json_decref(place(past, json_incref(event->before)));
		return;
	}
	at = find(past, namespace_, name);
	object = past->objects[at];
	take_out(past, at);
	json_decref(object);
}

int hz_store_list_at(const struct hz_store *store, const struct hz_collection *collection,
		     const char *namespace_, int64_t revision, json_t **ret)
{
	struct hz_collection *past;

	if (!hz_store_reaches(store, revision))
		return -1;
	past = hz_alloc(1, sizeof(*past));
	for (size_t i = 0; i < collection->count; i++)
		(void)place(past, json_incref(collection->objects[i]));
	for (int64_t at = store->revision; at > revision; at--)
		if (event_of(store, at)->collection == collection)
			undo(past, event_of(store, at));
	*ret = hz_collection_list(past, namespace_);
	free_collection(past);
	return 0;
}
