/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conditions of Cluster API objects, whichever list they stand in.
 *
 * Core objects served as v1beta2 have them in status.conditions; objects that speak
 * both contracts (the Hetzner provider 1.1) keep the newer list in
 * status.v1beta2.conditions; older ones only have status.conditions. The newer list
 * is preferred where there is one.
 */
#ifndef HZ_CAPI_CONDITIONS_H
#define HZ_CAPI_CONDITIONS_H

#include <jansson.h>
#include <stdbool.h>

/* One condition; all borrowed from the object, reason and message "" where they are missing. */
struct hz_condition {
	const char *type;
	const char *status; /* "True", "False", "Unknown" */
	const char *reason;
	const char *message;
};

/* The condition @type of @object: whether there is one. */
bool hz_condition_find(const json_t *object, const char *type, struct hz_condition *ret);

/* Whether the condition is there and has this status. */
bool hz_condition_is(const json_t *object, const char *type, const char *status);

#endif
