/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values with a shape: which fields they have, how two of them differ, and how one is
 * merged into another. The steps that server-side apply is made of.
 *
 * Rules: https://github.com/kubernetes-sigs/structured-merge-diff/tree/v6.3.0/typed
 */
#ifndef HZ_SANDBOX_API_TYPED_H
#define HZ_SANDBOX_API_TYPED_H

#include "sandbox/api/shape.h"

/* Whether there is nothing in @value to descend into: no member and no item. */
static inline bool hz_typed_is_empty(const json_t *value)
{
	return json_object_size(value) == 0 && json_array_size(value) == 0;
}

/* The set of the fields of @value: its leaves, and the items of lists. A new reference. */
json_t *hz_typed_fields(struct hz_shape shape, const json_t *value);

/*
 * @set with the named fields of structs on the way to its members, which a set leaves
 * out. A new reference.
 */
json_t *hz_typed_with_structs(struct hz_shape shape, const json_t *set);

/* Three sets without a field in common. Zero-initialise; owned. */
struct hz_comparison {
	json_t *added;
	json_t *removed;
	json_t *modified;
};

void hz_comparison_done(struct hz_comparison *comparison);

/* What is new or other, and with what is gone. New references. */
json_t *hz_comparison_changed(const struct hz_comparison *comparison);
json_t *hz_comparison_touched(const struct hz_comparison *comparison);

/* How @to differs from @from, each of which may be NULL. @ret is overwritten. */
void hz_typed_compare(struct hz_shape shape, const json_t *from, const json_t *to,
		      struct hz_comparison *ret);

/* @config merged into @live: a new tree. What only @live has stays. Both may be NULL, not at once.
 */
json_t *hz_typed_merge(struct hz_shape shape, const json_t *live, const json_t *config);

/* @value without the fields of @set and what is below them: a new tree, null if nothing stays. */
json_t *hz_typed_remove(struct hz_shape shape, const json_t *value, const json_t *set);

#endif
