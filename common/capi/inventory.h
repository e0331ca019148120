/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of one cluster as they are now: what waits, describes or deletes
 * looks at this, and hz_follow_next() keeps it up to date.
 *
 * An inventory holds the newest known form of the Cluster and of every object of
 * the kinds of capi/kinds.h that carries its cluster-name label. It can be filled
 * from anywhere (a list, a recording), so that what reads it needs no server.
 */
#ifndef HZ_CAPI_INVENTORY_H
#define HZ_CAPI_INVENTORY_H

#include "capi/kinds.h"
#include "kube/watch.h"

/* Zero-initialise; hz_inventory_done() releases it. */
struct hz_inventory {
	json_t *objects[HZ_KIND_COUNT]; /* name -> object, owned; NULL where there are none */
};

void hz_inventory_done(struct hz_inventory *inventory);

/* Puts @object in the place of the one of its kind and name; objects of other kinds are ignored. */
void hz_inventory_set(struct hz_inventory *inventory, json_t *object);

/* Takes @object out. */
void hz_inventory_drop(struct hz_inventory *inventory, const json_t *object);

/* The only object of a kind that a cluster has one of, or NULL. Borrowed. */
json_t *hz_inventory_one(const struct hz_inventory *inventory, enum hz_kind kind);

/* The objects of @kind, name -> object, for json_object_foreach(); may be NULL. Borrowed. */
json_t *hz_inventory_all(const struct hz_inventory *inventory, enum hz_kind kind);

/* How many there are of all kinds, or of one. */
size_t hz_inventory_count(const struct hz_inventory *inventory);
size_t hz_inventory_count_of(const struct hz_inventory *inventory, enum hz_kind kind);

/*
 * Lists all objects of the cluster at once. Forbidden kinds other than the Cluster
 * are left out and named in @unknown, which may be NULL.
 */
int hz_inventory_load(const struct hz_cluster_ref *cluster, struct hz_inventory *ret,
		      struct hz_strv *unknown, struct hz_err *err);

/*
 * Following an inventory: one watch a kind. Opaque; the inventory, which is emptied at
 * the start and filled by what the server has, must outlive it.
 */
struct hz_follow;

/* Starts to follow, and waits at most @timeout_ms until the inventory is complete. */
int hz_follow_new(const struct hz_cluster_ref *cluster, struct hz_inventory *inventory,
		  int64_t timeout_ms, struct hz_follow **ret, struct hz_err *err);
void hz_follow_free(struct hz_follow *follow);
void hz_follow_freep(struct hz_follow **follow);

/* Waits at most @timeout_ms for one change: 1 when the inventory changed, 0 when not, < 0 failed.
 */
int hz_follow_next(struct hz_follow *follow, int64_t timeout_ms, struct hz_err *err);

#endif
