/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a watch knows: the objects as they were last heard of, and the events that are
 * still to be given. An event is made only where something is new, so that a list that
 * is read again tells no more than its differences. A list that is streamed gathers
 * beside it until it is complete.
 */
#ifndef HZ_KUBE_WATCH_STORE_H
#define HZ_KUBE_WATCH_STORE_H

#include "kube/watch.h"

struct hz_watch_news {
	struct hz_watch_event event; /* a reference to its object */
	int64_t came;                /* by hz_clock_ms() */
};

/* hz_watch_store_init() .. hz_watch_store_done(). */
struct hz_watch_store {
	json_t *known;              /* owned; "namespace/name" -> object */
	json_t *coming;             /* owned; the same of a list on its way; NULL: there is none */
	struct hz_watch_news *news; /* owned; the events, oldest first */
	size_t count;               /* of @news */
	size_t given;               /* of them; the first that is still to be given */
};

void hz_watch_store_init(struct hz_watch_store *store);
void hz_watch_store_done(struct hz_watch_store *store);

/* @object, borrowed, is there. One of the same name with another UID is gone, then. */
void hz_watch_store_set(struct hz_watch_store *store, json_t *object);

/* @object, borrowed, is gone; this is how it was at last. */
void hz_watch_store_delete(struct hz_watch_store *store, json_t *object);

/* @items, borrowed, are all that there are. */
void hz_watch_store_replace(struct hz_watch_store *store, const json_t *items);

/*
 * A list is streamed: what is set and deleted from now on makes it up, until it ends and
 * is all that there is, or is given up.
 */
void hz_watch_store_begin(struct hz_watch_store *store);
void hz_watch_store_end(struct hz_watch_store *store);
void hz_watch_store_give_up(struct hz_watch_store *store);

/* The first list has been read. */
void hz_watch_store_synced(struct hz_watch_store *store);

/* When the oldest event to give came, by hz_clock_ms(), or -1 when there is none. */
int64_t hz_watch_store_oldest(const struct hz_watch_store *store);

/* Takes the oldest event; there must be one. */
struct hz_watch_event hz_watch_store_take(struct hz_watch_store *store);

#endif
