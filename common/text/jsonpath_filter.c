/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filters of lists in JSONPath templates: [?(@.a=="b")], [?(@.a)].
 */
#include <string.h>

#include "text/jsonpath_eval.h"

static bool is_comparable(const json_t *value)
{
	return json_is_string(value) || json_is_number(value) || json_is_boolean(value);
}

static bool same_kind(const json_t *left, const json_t *right)
{
	return json_typeof(left) == json_typeof(right) ||
	       (json_is_boolean(left) && json_is_boolean(right));
}

/* Less, equal or greater: -1, 0 or 1. Strings by their bytes. */
static int compare_strings(const json_t *left, const json_t *right)
{
	size_t left_len = json_string_length(left);
	size_t right_len = json_string_length(right);
	int order = memcmp(json_string_value(left), json_string_value(right),
			   left_len < right_len ? left_len : right_len);

	return order ? order : (left_len > right_len) - (left_len < right_len);
}

static int compare_values(const json_t *left, const json_t *right)
{
	if (json_is_string(left))
		return compare_strings(left, right);
	if (json_is_integer(left))
		return (json_integer_value(left) > json_integer_value(right)) -
		       (json_integer_value(left) < json_integer_value(right));
	if (json_is_real(left))
		return (json_real_value(left) > json_real_value(right)) -
		       (json_real_value(left) < json_real_value(right));
	return json_is_true(left) - json_is_true(right);
}

static int check_comparable(const struct hz_jsonpath_eval *eval,
			    const struct hz_jsonpath_node *node, const json_t *left,
			    const json_t *right)
{
	bool ordered =
		node->operator_ != HZ_JSONPATH_EQUAL && node->operator_ != HZ_JSONPATH_NOT_EQUAL;

	if (is_comparable(left) && is_comparable(right) && same_kind(left, right) &&
	    !(ordered && json_is_boolean(left)))
		return 0;
	hz_jsonpath_fail(eval, node, "%s cannot be compared with %s", hz_jsonpath_kind(left),
			 hz_jsonpath_kind(right));
	return hz_err_advise(eval->err, "Texts stand in quotes, numbers do not; one with a "
					"fraction is never compared with an integer.");
}

static bool holds(enum hz_jsonpath_operator operator_, int order)
{
	switch (operator_) {
	case HZ_JSONPATH_EQUAL:
		return order == 0;
	case HZ_JSONPATH_NOT_EQUAL:
		return order != 0;
	case HZ_JSONPATH_LESS:
		return order < 0;
	case HZ_JSONPATH_LESS_EQUAL:
		return order <= 0;
	case HZ_JSONPATH_GREATER:
		return order > 0;
	case HZ_JSONPATH_GREATER_EQUAL:
		return order >= 0;
	case HZ_JSONPATH_EXISTS:
		break;
	}
	abort();
}

/* The only value that a side has for the element: 1, 0 when it has none. */
static int find_side(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		     size_t side, const struct hz_jsonpath_values *element, const json_t **ret)
{
	HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values found = { .count = 0 };

	if (hz_jsonpath_walk_list(eval, &node->lists[side], element, &found) < 0)
		return -1;
	if (found.count > 1) {
		hz_jsonpath_fail(eval, node, "one side of the filter has %zu values", found.count);
		return hz_err_advise(eval->err, "Compare one value with one value.");
	}
	if (found.count == 0)
		return 0;
	*ret = found.item[0];
	return 1;
}

/* Whether the element has what the filter asks for; upstream takes no error for an answer. */
static int exists(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		  const struct hz_jsonpath_values *element)
{
	HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values found = { .count = 0 };
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	struct hz_err *err = eval->err;

	eval->err = &ignored;
	(void)hz_jsonpath_walk_list(eval, &node->lists[0], element, &found);
	eval->err = err;
	return found.count > 0;
}

/* An error of a comparison, where upstream keeps what was found up to then. */
#define INCOMPARABLE (-2)

/* 1 when the element passes, 0 when it does not. */
static int passes(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		  const struct hz_jsonpath_values *element)
{
	const json_t *left = NULL;
	const json_t *right = NULL;
	int r;

	if (node->operator_ == HZ_JSONPATH_EXISTS)
		return exists(eval, node, element);
	r = find_side(eval, node, 0, element, &left);
	if (r > 0)
		r = find_side(eval, node, 1, element, &right);
	if (r <= 0)
		return r;
	if (check_comparable(eval, node, left, right) < 0)
		return INCOMPARABLE;
	return holds(node->operator_, compare_values(left, right));
}

static int filter_list(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		       const json_t *list, struct hz_jsonpath_values *out)
{
	if (!json_is_array(list))
		return hz_jsonpath_fail(eval, node, "this is %s, and no list to filter",
					hz_jsonpath_kind(list));
	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *value = json_array_get(list, i);
		const struct hz_jsonpath_values element = { .item = &value, .count = 1 };
		int r = passes(eval, node, &element);

		if (r > 0)
			r = hz_jsonpath_push(eval, out, value);
		if (r < 0)
			return r;
	}
	return 0;
}

int hz_jsonpath_walk_filter(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			    const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	int r = 0;

	for (size_t i = 0; i < in->count && r == 0; i++)
		r = filter_list(eval, node, in->item[i], out);
	if (r == 0)
		return 0;
	if (r == INCOMPARABLE)
		return -1;
	out->count = 0;
	(void)hz_jsonpath_push_all(eval, out, in);
	return -1;
}
