/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The texts and actions of a JSONPath template one after the other, those between range
 * and end once for each value.
 */
#include "text/jsonpath_eval.h"

#define RANGES_MAX 64 /* in one another */

void hz_jsonpath_results_done(struct hz_jsonpath_results *results)
{
	for (size_t i = 0; i < results->count; i++)
		hz_jsonpath_values_done(&results->item[i].values);
	free(results->item);
	for (size_t i = 0; i < HZ_COUNT(results->byte); i++)
		json_decref(results->byte[i]);
	*results = (struct hz_jsonpath_results){ .count = 0 };
}

/* Drops the results behind the first @count. */
static void truncate_results(struct hz_jsonpath_results *results, size_t count)
{
	while (results->count > count)
		hz_jsonpath_values_done(&results->item[--results->count].values);
}

/* Whether the node gives what stands in the template: its last step is a text. */
static bool is_literal(const struct hz_jsonpath_node *node)
{
	const struct hz_jsonpath_list *steps = node->lists;

	if (node->type == HZ_JSONPATH_STEPS && steps->count > 0)
		node = &steps->item[steps->count - 1];
	return node->type == HZ_JSONPATH_LITERAL;
}

static void add_result(struct hz_jsonpath_results *results, const struct hz_jsonpath_node *node,
		       struct hz_jsonpath_values *values)
{
	size_t count = results->count;

	if ((count & (count - 1)) == 0) /* grows to the powers of two */
		results->item =
			hz_resize(results->item, count ? count * 2 : 1, sizeof(*results->item));
	results->item[results->count++] =
		(struct hz_jsonpath_result){ .values = *values, .literal = is_literal(node) };
	*values = (struct hz_jsonpath_values){ .count = 0 };
}

static int find_from(struct hz_jsonpath_eval *eval, json_t *data, size_t first);

/* Does what stands behind the range at @at for each value, and for none at all once in vain. */
static int find_each(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_values *values,
		     size_t at)
{
	size_t count = eval->results->count;

	if (values->count == 0) {
		if (find_from(eval, NULL, at + 1) < 0)
			return -1;
		truncate_results(eval->results, count);
	}
	for (size_t i = 0; i < values->count; i++) {
		json_t *value = values->item[i];

		if (!value)
			return hz_jsonpath_fail(eval, &eval->path->root.item[at],
						"there is nothing that the range could go over");
		if (find_from(eval, json_is_null(value) ? NULL : value, at + 1) < 0)
			return -1;
	}
	return 0;
}

static int find_range(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_values *values,
		      size_t at)
{
	int r;

	if (eval->depth == RANGES_MAX)
		return hz_jsonpath_fail(eval, &eval->path->root.item[at],
					"more than %d ranges in one another", RANGES_MAX);
	eval->begin_range--;
	eval->in_range++;
	eval->depth++;
	r = find_each(eval, values, at);
	eval->depth--;
	eval->in_range--;
	return r;
}

/* From the node @first to the end of the range that it is in, or of the template. */
static int find_from(struct hz_jsonpath_eval *eval, json_t *data, size_t first)
{
	const struct hz_jsonpath_list *root = &eval->path->root;
	const struct hz_jsonpath_values in = { .item = &data, .count = 1 };

	for (size_t i = first; i < root->count; i++) {
		HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values values = { .count = 0 };

		if (hz_jsonpath_walk(eval, &root->item[i], &in, &values) < 0)
			return -1;
		if (eval->end_range > 0 && eval->end_range <= eval->in_range) {
			eval->end_range--;
			eval->last_end = i;
			return 0;
		}
		if (eval->begin_range == 0) {
			add_result(eval->results, &root->item[i], &values);
			continue;
		}
		if (find_range(eval, &values, i) < 0)
			return -1;
		if (eval->last_end > i) /* go on behind it */
			i = eval->last_end;
	}
	return 0;
}

int hz_jsonpath_find(const struct hz_jsonpath *path, const json_t *root,
		     struct hz_jsonpath_results *ret, struct hz_err *err)
{
	struct hz_jsonpath_eval eval = { .path = path, .results = ret, .err = err };
	union {
		const json_t *in;
		json_t *out;
	} data = { .in = root };

	return find_from(&eval, data.out, 0);
}
