/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it would take to make a set of objects live: the wanted objects beside those
 * that the server has.
 *
 * hz_changeset_load() reads all of them at once and compares; nothing is written. An
 * object that lives with other values than the wanted ones is never changed from
 * here: the caller shows the differences and stops. hz_changeset_apply() makes the
 * missing ones, in the order of the set: those of one kind at once, each kind after
 * the one before it.
 */
#ifndef HZ_KUBE_CHANGESET_H
#define HZ_KUBE_CHANGESET_H

#include "kube/client.h"
#include "kube/discovery.h"
#include "text/json_diff.h"

enum hz_change_type {
	HZ_CHANGE_CREATE,    /* the server has no such object */
	HZ_CHANGE_NONE,      /* it has, and all that is wanted is there */
	HZ_CHANGE_DIFFERENT, /* it has, with other values */
};

struct hz_change {
	enum hz_change_type type;
	const struct hz_resource *resource; /* borrowed from the discovery */
	json_t *want;                       /* owned */
	json_t *have;                       /* owned; NULL for CREATE */
	struct hz_json_diff diff;           /* owned; what differs; of a Secret without values */
	struct hz_strv dropped;             /* owned; fields of ours that are no longer wanted */
};

/* Zero-initialise; hz_changeset_done() releases it. */
struct hz_changeset {
	struct hz_change *change; /* owned, in the order of the wanted objects */
	size_t count;
};

void hz_changeset_done(struct hz_changeset *set);

/* Whether a difference is none, because what lives is as good as what is wanted. */
typedef bool hz_tolerance_fn(const struct hz_json_difference *one);

/* Sets what differs, from what is wanted and what the server has. @tolerates may be NULL. */
void hz_change_compare(struct hz_change *change, hz_tolerance_fn *tolerates);

/* Reads and compares. @objects is an array; each must name its namespace if it has one. */
int hz_changeset_load(struct hz_kube *kube, struct hz_discovery *discovery, const json_t *objects,
		      hz_tolerance_fn *tolerates, struct hz_changeset *ret, struct hz_err *err);

/* Told of one change that the server has accepted. */
typedef void hz_change_fn(void *data, const struct hz_change *change);

/* How many changes are of @type. */
size_t hz_changeset_count(const struct hz_changeset *set, enum hz_change_type type);

/* Appends a line for each field that differs: "  Kind/name path: lives 1, asked 2". */
void hz_changeset_describe(struct hz_buf *out, const struct hz_changeset *set);

/*
 * Applies what is missing; with @dry_run everything is sent that would be, and nothing
 * kept. @applied, if not NULL, is told of each change as it was accepted.
 */
int hz_changeset_apply(struct hz_kube *kube, const struct hz_changeset *set, bool dry_run,
		       hz_change_fn *applied, void *data, struct hz_err *err);

#endif
