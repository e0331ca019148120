/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of one API, and what became of them: what etcd is to an API server.
 *
 * Every write has a revision of its own, which is the object's resourceVersion. The last
 * so many writes are kept, so that watches can go on from where they were and pages of a
 * list show one moment; who asks for an older one has to begin anew (410).
 *
 * Stored objects are never changed: a write puts another one in their place. All pointers
 * to them are borrowed and valid until the next write.
 */
#ifndef HZ_SANDBOX_API_STORE_H
#define HZ_SANDBOX_API_STORE_H

#include <stdint.h>

#include "text/json.h"

struct hz_store;
struct hz_collection; /* the objects of one resource; owned by its store */

enum hz_store_event_type {
	HZ_STORE_ADDED,
	HZ_STORE_MODIFIED,
	HZ_STORE_DELETED,
};

struct hz_store_event {
	int64_t revision;
	enum hz_store_event_type type;
	const struct hz_collection *collection;
	json_t *object; /* as it is, or was last, with this revision as its resourceVersion */
	json_t *before; /* NULL for one that is added */
};

/* A store that keeps @history writes. */
struct hz_store *hz_store_new(size_t history);
void hz_store_free(struct hz_store *store);

/* The collection of @resource ("pods", "clusters.cluster.x-k8s.io"), empty when it is new. */
struct hz_collection *hz_store_collection(struct hz_store *store, const char *resource);

/* The revision of the last write; begins at 1. */
int64_t hz_store_revision(const struct hz_store *store);

/* The object, or NULL. @namespace_ is NULL for what has none. */
json_t *hz_collection_get(const struct hz_collection *collection, const char *namespace_,
			  const char *name);

/* All objects, of one namespace if @namespace_, by namespace and name. A new array. */
json_t *hz_collection_list(const struct hz_collection *collection, const char *namespace_);

/*
 * The list as it was after the write @revision. Returns < 0 when that is no longer, or
 * not yet, known.
 */
int hz_store_list_at(const struct hz_store *store, const struct hz_collection *collection,
		     const char *namespace_, int64_t revision, json_t **ret);

/* Puts @object, which is taken over and gets its resourceVersion, where it belongs. Borrowed. */
json_t *hz_store_put(struct hz_store *store, struct hz_collection *collection, json_t *object);

/* Removes the object. Nothing happens when there is none. */
void hz_store_remove(struct hz_store *store, struct hz_collection *collection,
		     const char *namespace_, const char *name);

/* Whether every write after @revision is still known. */
bool hz_store_reaches(const struct hz_store *store, int64_t revision);

/* The first write to @collection after @revision, or NULL. */
const struct hz_store_event *hz_store_next(const struct hz_store *store,
					   const struct hz_collection *collection,
					   int64_t revision);

#endif
