/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a live object is not as it was asked for.
 *
 * What was asked for is a partial object: fields that it does not name may have any
 * value. Lists are compared item by item; those whose items have names, by name. What
 * is empty or null asks for nothing where there is no such field, because Go leaves it
 * out when it writes an object; but a label, an annotation or a selector may well be "".
 * Durations are equal by their length ("3600s", "1h0m0s").
 */
#ifndef HZ_TEXT_JSON_DIFF_H
#define HZ_TEXT_JSON_DIFF_H

#include <jansson.h>
#include <stddef.h>

struct hz_json_difference {
	char *path;   /* owned; "spec.taints[name].value", "spec.files.3.content" */
	json_t *have; /* owned; NULL when the live object has no such field */
	json_t *want; /* owned; NULL for an item of a list that was not asked for */
};

void hz_json_difference_done(struct hz_json_difference *difference);

/* Zero-initialise; hz_json_diff_done() releases it. */
struct hz_json_diff {
	struct hz_json_difference *item; /* owned, @count entries, in the order of the paths */
	size_t count;
};

void hz_json_diff_done(struct hz_json_diff *diff);

/* Appends to @ret what @have lacks of @want or has otherwise. */
void hz_json_diff(const json_t *want, const json_t *have, struct hz_json_diff *ret);

#endif
