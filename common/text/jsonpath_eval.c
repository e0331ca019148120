/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the steps of a JSONPath template find. The order of the fields of an object,
 * which upstream leaves open, is that of their keys.
 */
#include "text/jsonpath_eval.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text/json.h"

/* Steps and values; a list of 5,000 objects, each with everything below it, has 2 million. */
#define WORK_MAX (4u << 20)

/* A step costs as much as so many values. */
#define WORK_OF_STEP 8

void hz_jsonpath_values_done(struct hz_jsonpath_values *values)
{
	free(values->item);
	*values = (struct hz_jsonpath_values){ .count = 0 };
}

int hz_jsonpath_fail(const struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		     const char *format, ...)
{
	HZ_AUTO(hz_buf_done) struct hz_buf place = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_jsonpath_add_place(&place, eval->path->text, eval->path->len, node->at);
	return hz_err_set(eval->err, HZ_ERR_FAILED, "JsonPath", "jsonpath template, %s: %s",
			  hz_buf_str(&place), text);
}

const char *hz_jsonpath_kind(const json_t *value)
{
	if (!value)
		return "nothing";
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return "an object";
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a text";
	case JSON_INTEGER:
		return "an integer";
	case JSON_REAL:
		return "a number with a fraction";
	case JSON_TRUE:
	case JSON_FALSE:
		return "true or false";
	case JSON_NULL:
		break;
	}
	return "null";
}

static int count_work(struct hz_jsonpath_eval *eval, size_t amount)
{
	eval->work += amount;
	if (eval->work <= WORK_MAX)
		return 0;
	hz_err_set(eval->err, HZ_ERR_FAILED, "JsonPath",
		   "jsonpath template: it finds more than %u values", WORK_MAX);
	return hz_err_advise(eval->err, "Name the fields in place of \"..\", or take -o json and "
					"another program such as jq.");
}

int hz_jsonpath_push(struct hz_jsonpath_eval *eval, struct hz_jsonpath_values *values,
		     json_t *value)
{
	size_t count = values->count;

	if (count_work(eval, 1) < 0)
		return -1;
	if ((count & (count - 1)) == 0) /* grows to the powers of two */
		values->item = hz_resize(values->item, count ? count * 2 : 1, sizeof(json_t *));
	values->item[values->count++] = value;
	return 0;
}

int hz_jsonpath_push_all(struct hz_jsonpath_eval *eval, struct hz_jsonpath_values *values,
			 const struct hz_jsonpath_values *from)
{
	for (size_t i = 0; i < from->count; i++)
		if (hz_jsonpath_push(eval, values, from->item[i]) < 0)
			return -1;
	return 0;
}

/* Go takes a string for a list of bytes. */
static json_t *byte_value(struct hz_jsonpath_results *results, unsigned char byte)
{
	if (!results->byte[byte])
		results->byte[byte] = json_integer(byte);
	return results->byte[byte];
}

/* What is directly below a value. */
static int push_children(struct hz_jsonpath_eval *eval, const json_t *value,
			 struct hz_jsonpath_values *out)
{
	if (json_is_object(value)) {
		HZ_AUTO(hz_freep) const char **keys = hz_json_keys(value);

		for (size_t i = 0; keys[i]; i++)
			if (hz_jsonpath_push(eval, out, json_object_get(value, keys[i])) < 0)
				return -1;
	}
	for (size_t i = 0; i < json_array_size(value); i++)
		if (hz_jsonpath_push(eval, out, json_array_get(value, i)) < 0)
			return -1;
	for (size_t i = 0; i < json_string_length(value); i++) {
		unsigned char byte = (unsigned char)json_string_value(value)[i];

		if (hz_jsonpath_push(eval, out, byte_value(eval->results, byte)) < 0)
			return -1;
	}
	return 0;
}

/* A value with something below it, and then all of that; nothing for others. */
static int push_below(struct hz_jsonpath_eval *eval, json_t *value, struct hz_jsonpath_values *out)
{
	HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values children = { .count = 0 };

	if (json_string_length(value) > 0)
		return hz_jsonpath_push(eval, out, value);
	if (push_children(eval, value, &children) < 0)
		return -1;
	if (children.count > 0 && hz_jsonpath_push(eval, out, value) < 0)
		return -1;
	for (size_t i = 0; i < children.count; i++)
		if (push_below(eval, children.item[i], out) < 0)
			return -1;
	return 0;
}

static int walk_field(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		      const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	const char *key = json_string_value(node->value);
	size_t len = json_string_length(node->value);

	for (size_t i = 0; i < in->count; i++) {
		json_t *found = json_object_getn(in->item[i], key, len);

		if (found && hz_jsonpath_push(eval, out, found) < 0)
			return -1;
	}
	return 0;
}

static int walk_children(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_values *in,
			 struct hz_jsonpath_values *out)
{
	for (size_t i = 0; i < in->count; i++)
		if (push_children(eval, in->item[i], out) < 0)
			return -1;
	return 0;
}

static int walk_recursive(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_values *in,
			  struct hz_jsonpath_values *out)
{
	for (size_t i = 0; i < in->count; i++)
		if (push_below(eval, in->item[i], out) < 0)
			return -1;
	return 0;
}

static int walk_union(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		      const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	for (size_t i = 0; i < node->list_count; i++) {
		HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values found = { .count = 0 };

		if (hz_jsonpath_walk_list(eval, &node->lists[i], in, &found) < 0) {
			out->count = 0;
			(void)hz_jsonpath_push_all(eval, out, in);
			return -1;
		}
		if (hz_jsonpath_push_all(eval, out, &found) < 0)
			return -1;
	}
	return 0;
}

static int walk_constant(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			 const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	for (size_t i = 0; i < in->count; i++)
		if (hz_jsonpath_push(eval, out, node->value) < 0)
			return -1;
	return 0;
}

static int walk_end(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node)
{
	if (eval->in_range == 0)
		return hz_jsonpath_fail(eval, node, "there is no range that ends here");
	eval->end_range++;
	return 0;
}

int hz_jsonpath_walk(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		     const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	if (count_work(eval, WORK_OF_STEP) < 0)
		return -1;
	switch (node->type) {
	case HZ_JSONPATH_STEPS:
		return hz_jsonpath_walk_list(eval, &node->lists[0], in, out);
	case HZ_JSONPATH_LITERAL:
		return hz_jsonpath_push(eval, out, node->value);
	case HZ_JSONPATH_CONSTANT:
		return walk_constant(eval, node, in, out);
	case HZ_JSONPATH_FIELD:
		return walk_field(eval, node, in, out);
	case HZ_JSONPATH_WILDCARD:
		return walk_children(eval, in, out);
	case HZ_JSONPATH_RECURSIVE:
		return walk_recursive(eval, in, out);
	case HZ_JSONPATH_SLICE:
		return hz_jsonpath_walk_slice(eval, node, in, out);
	case HZ_JSONPATH_UNION:
		return walk_union(eval, node, in, out);
	case HZ_JSONPATH_FILTER:
		return hz_jsonpath_walk_filter(eval, node, in, out);
	case HZ_JSONPATH_RANGE:
		eval->begin_range++;
		return hz_jsonpath_push_all(eval, out, in);
	case HZ_JSONPATH_END:
		return walk_end(eval, node);
	}
	abort();
}

int hz_jsonpath_walk_list(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_list *list,
			  const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out)
{
	HZ_AUTO(hz_jsonpath_values_done) struct hz_jsonpath_values now = { .count = 0 };

	if (list->count == 0)
		return hz_jsonpath_push_all(eval, out, in);
	for (size_t i = 0; i < list->count; i++) {
		hz_jsonpath_values_done(&now);
		now = *out;
		*out = (struct hz_jsonpath_values){ .count = 0 };
		if (hz_jsonpath_walk(eval, &list->item[i], i > 0 ? &now : in, out) < 0)
			return -1;
	}
	return 0;
}
