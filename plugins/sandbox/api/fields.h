/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sets of fields, in the form that metadata.managedFields has them on the wire.
 *
 * A set is a JSON object. Its keys are elements: "f:spec" is a field, "k:{…}" the item
 * of a list with these keys, "v:…" the item of a list that has this value. What stands
 * under an element is the set of the fields below it, with a member "." if the element
 * itself belongs to the set, too; the empty object says that only the element does.
 * https://kubernetes.io/docs/reference/using-api/server-side-apply/
 *
 * Sets are values: functions give new ones and change none of their arguments, but for
 * hz_fields_put(), which builds one.
 */
#ifndef HZ_SANDBOX_API_FIELDS_H
#define HZ_SANDBOX_API_FIELDS_H

#include "base/strv.h"
#include "text/json.h"

/* "f:<name>". Owned by the caller. */
char *hz_fields_name(const char *name) HZ_OWNED(free) HZ_NOT_NULL;

/*
 * Puts @element into @set: itself if @member, and the fields of @below, which is taken
 * over. Nothing happens when there is neither.
 */
void hz_fields_put(json_t *set, const char *element, bool member, json_t *below);

/* Whether @element itself belongs to @set. */
bool hz_fields_has(const json_t *set, const char *element);

/* The set below @element, without the element itself: a new reference, never NULL. */
json_t *hz_fields_below(const json_t *set, const char *element);

/* In one of both, in both, in @a but not in @b. New references. */
json_t *hz_fields_union(const json_t *a, const json_t *b);
json_t *hz_fields_intersection(const json_t *a, const json_t *b);
json_t *hz_fields_difference(const json_t *a, const json_t *b);

/* In @a, and neither in @b nor below an element of @b. A new reference. */
json_t *hz_fields_difference_deep(const json_t *a, const json_t *b);

bool hz_fields_empty(const json_t *set);

/*
 * Appends the path of each field of @set as Kubernetes prints it in a conflict,
 * `.spec.ports[port=80,protocol="TCP"].name`, in its order.
 */
void hz_fields_list(const json_t *set, struct hz_strv *paths);

#endif
