/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The algebra of sets of fields.
 */
#include "sandbox/api/fields.h"

#include <string.h>

#include "base/str.h"

#define ITSELF "."

/* Whether an element belongs to a set by what stands under it, which may be NULL. */
static bool is_member(const json_t *under)
{
	return under && (json_object_size(under) == 0 || json_object_get(under, ITSELF));
}

/* An element's members of both sets, and whether the result has it. */
typedef bool combine_fn(bool a, bool b);

static bool either(bool a, bool b)
{
	return a || b;
}

static bool both(bool a, bool b)
{
	return a && b;
}

static bool only_first(bool a, bool b)
{
	return a && !b;
}

char *hz_fields_name(const char *name)
{
	return hz_strf("f:%s", name);
}

void hz_fields_put(json_t *set, const char *element, bool member, json_t *below)
{
	if (member && json_object_size(below) > 0)
		(void)json_object_set_new(below, ITSELF, json_object());
	if (member || json_object_size(below) > 0)
		(void)json_object_set(set, element, below);
	json_decref(below);
}

bool hz_fields_has(const json_t *set, const char *element)
{
	return is_member(json_object_get(set, element));
}

json_t *hz_fields_below(const json_t *set, const char *element)
{
	json_t *under = json_object_get(set, element);
	json_t *below = under ? json_copy(under) : json_object();

	(void)json_object_del(below, ITSELF);
	return below;
}

static json_t *combine(const json_t *a, const json_t *b, combine_fn *fn);

static void combine_element(json_t *out, const char *element, const json_t *a, const json_t *b,
			    combine_fn *fn)
{
	const json_t *under_a = json_object_get(a, element);
	const json_t *under_b = json_object_get(b, element);

	hz_fields_put(out, element, fn(is_member(under_a), is_member(under_b)),
		      combine(under_a, under_b, fn));
}

/* @a or @b may be NULL: the empty set. */
static json_t *combine(const json_t *a, const json_t *b, combine_fn *fn)
{
	json_t *out = json_object();
	const char *element;
	json_t *under;

	json_object_foreach(hz_json_read(a), element, under)
		if (!hz_str_eq(element, ITSELF))
			combine_element(out, element, a, b, fn);
	json_object_foreach(hz_json_read(b), element, under)
		if (!hz_str_eq(element, ITSELF) && !json_object_get(a, element))
			combine_element(out, element, a, b, fn);
	return out;
}

json_t *hz_fields_union(const json_t *a, const json_t *b)
{
	return combine(a, b, either);
}

json_t *hz_fields_intersection(const json_t *a, const json_t *b)
{
	return combine(a, b, both);
}

json_t *hz_fields_difference(const json_t *a, const json_t *b)
{
	return combine(a, b, only_first);
}

json_t *hz_fields_difference_deep(const json_t *a, const json_t *b)
{
	json_t *out = json_object();
	const char *element;
	json_t *under;

	json_object_foreach(hz_json_read(a), element, under)
		if (!hz_str_eq(element, ITSELF) && !hz_fields_has(b, element))
			hz_fields_put(out, element, is_member(under),
				      hz_fields_difference_deep(under,
								json_object_get(b, element)));
	return out;
}

bool hz_fields_empty(const json_t *set)
{
	return json_object_size(set) == 0;
}
