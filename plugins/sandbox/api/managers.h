/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who manages which fields of an object: metadata.managedFields, kept as the API server
 * keeps it.
 *
 * Rules: https://github.com/kubernetes/apimachinery/tree/v0.35.4/pkg/util/managedfields
 */
#ifndef HZ_SANDBOX_API_MANAGERS_H
#define HZ_SANDBOX_API_MANAGERS_H

#include "sandbox/api/shape.h"

/* One write to an object, and who makes it. All is borrowed. */
struct hz_managed_write {
	struct hz_shape shape;
	const json_t *live; /* the object before, without managedFields; NULL if there is none */
	const json_t *managers;  /* its managedFields; may be NULL */
	const char *manager;     /* name */
	const char *api_version; /* of the object */
	const char *subresource; /* NULL: the object itself */
	const char *time;        /* RFC 3339, for what changes now */
};

/*
 * The managedFields after @object, which is without any, was written as a whole (create,
 * update, patch). A new reference, an empty array if nobody manages anything.
 */
json_t *hz_managers_update(const struct hz_managed_write *write, const json_t *object);

/* What an apply gives; owned by the caller. */
struct hz_applied {
	json_t *object;   /* without managedFields */
	json_t *managers; /* its managedFields */
};

void hz_applied_done(struct hz_applied *applied);

/*
 * Applies @config. When others manage what it changes and not @force, @ret is untouched
 * and *@ret_conflicts is an array of {"message", "field"} in Kubernetes'
 * order; else that is NULL. Returns 0, or < 0 on conflicts.
 */
int hz_managers_apply(const struct hz_managed_write *write, const json_t *config, bool force,
		      struct hz_applied *ret, json_t **ret_conflicts);

#endif
