/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Indexes and slices of lists in JSONPath templates: [n], [first:end:step].
 */
#include "text/jsonpath_eval.h"

/* The bounds for a list of so many elements; negative ones count from its end. */
static void settle_bounds(const struct hz_jsonpath_node *node, long long size, long long *ret_first,
			  long long *ret_end)
{
	const struct hz_jsonpath_bound *end = &node->bound[1];
	long long first = node->bound[0].value;

	*ret_first = first < 0 ? first + size : first;
	if (!end->known)
		*ret_end = size;
	else if (end->value < 0 || (end->value == 0 && end->derived))
		*ret_end = end->value + size;
	else
		*ret_end = end->value;
}

static int check_bounds(const struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			long long size, long long first, long long end)
{
	long long beyond = first < 0 || first >= size ? first : end - 1;

	if (first < 0 || first >= size || end < 0 || end > size) {
		hz_jsonpath_fail(eval, node, "there is no element %lld in a list of %lld", beyond,
				 size);
		return hz_err_advise(eval->err, "[*] takes all elements, and is no error where "
						"there are none.");
	}
	if (first > end)
		return hz_jsonpath_fail(eval, node, "the slice ends before its first element");
	if (node->bound[2].known && node->bound[2].value <= 0)
		return hz_jsonpath_fail(eval, node, "the step of a slice must be at least 1");
	return 0;
}

/* Appends the slice of one list. 1 when it is empty, with which upstream ends the whole step. */
static int slice_list(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		      const json_t *list, struct hz_jsonpath_values *out)
{
	long long size = (long long)json_array_size(list);
	long long step = node->bound[2].known ? node->bound[2].value : 1;
	long long first;
	long long end;

	settle_bounds(node, size, &first, &end);
	if (first == end)
		return 1;
	if (check_bounds(eval, node, size, first, end) < 0)
		return -1;
	for (long long i = first; i < end; i += step) {
		if (hz_jsonpath_push(eval, out, json_array_get(list, (size_t)i)) < 0)
			return -1;
		if (step > end - i)
			break;
	}
	return 0;
}

int hz_jsonpath_walk_slice(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			   const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	int r = 0;

	for (size_t i = 0; i < in->count && r == 0; i++) {
		const json_t *list = in->item[i];

		if (json_is_null(list))
			continue;
		if (json_is_array(list))
			r = slice_list(eval, node, list, out);
		else
			r = hz_jsonpath_fail(eval, node, "this is %s, and no list",
					     hz_jsonpath_kind(list));
	}
	if (r >= 0)
		return 0;
	out->count = 0;
	(void)hz_jsonpath_push_all(eval, out, in);
	return -1;
}
