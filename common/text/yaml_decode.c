/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON tree that the nodes of a YAML document stand for, by the rules of go-yaml
 * v2: of equal keys the last one wins, and a merge replaces what stands before it.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go
 */
#include "text/yaml_decode.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "text/float.h"
#include "text/json.h"

#define ALIAS_TEXT_MAX (16u << 20) /* bytes that aliases may copy */

struct decoder {
	const struct hz_yaml_input *input; /* borrowed */
	bool strict;
	int depth;
	int alias_depth;
	size_t decoded; /* nodes, each as often as it is decoded */
	size_t aliased; /* those of them that an alias stood for */
	size_t alias_text;
};

static int fail_at(struct hz_err *err, const struct decoder *decoder,
		   const struct hz_yaml_node *node, const char *what)
{
	return hz_yaml_fail(err, decoder->input, node->line, node->column, "%s", what);
}

/* go-yaml's guard: what share of so many nodes may come from aliases. */
static double allowed_share(size_t decoded)
{
	const double low = 400000;
	const double high = 4000000;
	double share = 0.99 - 0.89 * ((double)decoded - low) / (high - low);

	return fmin(fmax(share, 0.10), 0.99);
}

static int count(struct decoder *decoder, const struct hz_yaml_node *node, struct hz_err *err)
{
	decoder->decoded++;
	if (decoder->alias_depth > 0) {
		decoder->aliased++;
		decoder->alias_text += node->len;
	}
	if (decoder->alias_text > ALIAS_TEXT_MAX ||
	    (decoder->aliased > 100 && decoder->decoded > 1000 &&
	     (double)decoder->aliased / (double)decoder->decoded > allowed_share(decoder->decoded)))
		return fail_at(err, decoder, node, "too much of the document is copied by aliases");
	return 0;
}

/* A number that has no fraction becomes an integer, as kubectl's detour over JSON does it. */
static json_t *number_of(double number)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	int64_t integer;

	hz_float_add_json(&text, number);
	if (hz_parse_int64(hz_buf_str(&text), &integer) == 0 && !hz_str_eq(text.data, "-0"))
		return json_integer(integer);
	return json_real(number);
}

static int decode_float(const struct decoder *decoder, const struct hz_yaml_node *node,
			double number, json_t **ret, struct hz_err *err)
{
	if (!isfinite(number))
		return fail_at(err, decoder, node,
			       "JSON has no infinite number and no \"not a number\": quote the "
			       "text");
	*ret = number_of(number);
	return 0;
}

static int decode_text(const struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
		       struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf bytes = HZ_BUF_INIT;

	if (!hz_str_eq(node->tag, HZ_YAML_TAG "binary")) {
		*ret = hz_json_stringn(node->text, node->len);
		return 0;
	}
	if (hz_yaml_node_bytes(node, &bytes) < 0)
		return fail_at(err, decoder, node, "the text is not base64, as its tag says");
	*ret = hz_json_stringn(hz_buf_str(&bytes), bytes.len);
	return 0;
}

static int decode_scalar(const struct decoder *decoder, const struct hz_yaml_node *node,
			 json_t **ret, struct hz_err *err)
{
	struct hz_yaml_scalar value;

	if (hz_yaml_node_resolve(node, &value) < 0)
		return fail_at(err, decoder, node, "the text is not what its tag says");
	switch (value.type) {
	case HZ_YAML_NULL:
		*ret = json_null();
		return 0;
	case HZ_YAML_BOOL:
		*ret = json_boolean(value.boolean);
		return 0;
	case HZ_YAML_INT:
		*ret = json_integer(value.integer);
		return 0;
	case HZ_YAML_UINT:
		*ret = json_real((double)value.large);
		return 0;
	case HZ_YAML_FLOAT:
		return decode_float(decoder, node, value.number, ret, err);
	case HZ_YAML_TIMESTAMP:
	case HZ_YAML_STR:
		break;
	}
	return decode_text(decoder, node, ret, err);
}

static int decode(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
		  struct hz_err *err);

static int decode_sequence(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
			   struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *array = json_array();

	for (size_t i = 0; i < node->count; i++) {
		json_t *item = NULL;

		if (decode(decoder, node->item[i], &item, err) < 0)
			return -1;
		json_array_append_new(array, item);
	}
	*ret = HZ_TAKE(array);
	return 0;
}

/* A mapping while it is decoded. */
struct mapping {
	json_t *object; /* owned */
	json_t *lines;  /* owned; when strict, where the keys stand that no merge has set */
};

static void mapping_done(struct mapping *mapping)
{
	json_decref(mapping->object);
	json_decref(mapping->lines);
}

static int count_key(struct decoder *decoder, const struct hz_yaml_node *key, struct hz_err *err)
{
	int r = count(decoder, key, err);

	if (r < 0 || key->kind != HZ_YAML_ALIAS)
		return r;
	decoder->alias_depth++;
	r = count(decoder, key->target, err);
	decoder->alias_depth--;
	return r;
}

static int decode_key(struct decoder *decoder, const struct hz_yaml_node *key, struct hz_buf *out,
		      struct hz_err *err)
{
	if (count_key(decoder, key, err) < 0)
		return -1;
	if (hz_yaml_node_key(key, out) < 0)
		return fail_at(err, decoder, key,
			       "this cannot be a key: quote it if it is meant as text");
	if (strlen(hz_buf_str(out)) != out->len)
		return fail_at(err, decoder, key, "a key cannot contain a NUL character");
	return 0;
}

static int decode_pair(struct decoder *decoder, struct hz_yaml_node *const pair[2],
		       struct mapping *mapping, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf key = HZ_BUF_INIT;
	json_t *value = NULL;
	json_int_t line;

	if (decode_key(decoder, pair[0], &key, err) < 0)
		return -1;
	line = json_integer_value(json_object_get(mapping->lines, hz_buf_str(&key)));
	if (decoder->strict && line > 0)
		return hz_yaml_fail(err, decoder->input, pair[0]->line, pair[0]->column,
				    "the key \"%s\" stands here for the second time, after line "
				    "%" JSON_INTEGER_FORMAT,
				    hz_buf_str(&key), line);
	if (decode(decoder, pair[1], &value, err) < 0)
		return -1;
	json_object_set_new(mapping->object, hz_buf_str(&key), value);
	json_object_set_new(mapping->lines, hz_buf_str(&key), json_integer(pair[0]->line));
	return 0;
}

/* Sets what stands in the mapping @source, merged at @key, in @mapping. */
static int merge_one(struct decoder *decoder, const struct hz_yaml_node *key,
		     const struct hz_yaml_node *source, struct mapping *mapping, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *merged = NULL;
	const char *name;
	json_t *value;

	if (hz_yaml_node_target(source)->kind != HZ_YAML_MAPPING)
		return fail_at(err, decoder, source,
			       "only a mapping, or a list of them, can be merged");
	if (decode(decoder, source, &merged, err) < 0)
		return -1;
	json_object_foreach(merged, name, value) {
		if (decoder->strict && json_object_get(mapping->lines, name))
			return hz_yaml_fail(err, decoder->input, key->line, key->column,
					    "the merge replaces the key \"%s\" before it: put "
					    "\"<<\" first",
					    name);
		json_object_set(mapping->object, name, value);
	}
	return 0;
}

/* Of a list, earlier mappings take precedence. */
static int merge(struct decoder *decoder, struct hz_yaml_node *const pair[2],
		 struct mapping *mapping, struct hz_err *err)
{
	const struct hz_yaml_node *value = pair[1];

	if (value->kind != HZ_YAML_SEQUENCE)
		return merge_one(decoder, pair[0], value, mapping, err);
	for (size_t i = value->count; i > 0; i--)
		if (merge_one(decoder, pair[0], value->item[i - 1], mapping, err) < 0)
			return -1;
	return 0;
}

static int decode_mapping(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
			  struct hz_err *err)
{
	HZ_AUTO(mapping_done)
	struct mapping mapping = { .object = json_object(),
				   .lines = decoder->strict ? json_object() : NULL };

	for (size_t i = 0; i < node->count; i += 2) {
		struct hz_yaml_node *const *pair = &node->item[i];
		int r = hz_yaml_node_is_merge(pair[0]) ? merge(decoder, pair, &mapping, err)
						       : decode_pair(decoder, pair, &mapping, err);

		if (r < 0)
			return -1;
	}
	*ret = HZ_TAKE(mapping.object);
	return 0;
}

static int decode_alias(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
			struct hz_err *err)
{
	int r;

	decoder->alias_depth++;
	r = decode(decoder, node->target, ret, err);
	decoder->alias_depth--;
	return r;
}

/* By kind. */
static int decode_node(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
		       struct hz_err *err)
{
	switch (node->kind) {
	case HZ_YAML_ALIAS:
		return decode_alias(decoder, node, ret, err);
	case HZ_YAML_MAPPING:
		return decode_mapping(decoder, node, ret, err);
	case HZ_YAML_SEQUENCE:
		return decode_sequence(decoder, node, ret, err);
	case HZ_YAML_SCALAR:
		break;
	}
	return decode_scalar(decoder, node, ret, err);
}

/* Aliases can make a tree deeper than the text is. */
static int decode(struct decoder *decoder, const struct hz_yaml_node *node, json_t **ret,
		  struct hz_err *err)
{
	int levels = node->count > 0;
	int r;

	if (count(decoder, node, err) < 0)
		return -1;
	if (decoder->depth + levels > HZ_YAML_DEPTH_MAX)
		return fail_at(err, decoder, node, "this is nested too deeply");
	decoder->depth += levels;
	r = decode_node(decoder, node, ret, err);
	decoder->depth -= levels;
	return r;
}

int hz_yaml_decode(const struct hz_yaml_input *input, const struct hz_yaml_node *root, bool strict,
		   json_t **ret, struct hz_err *err)
{
	struct decoder decoder = { .input = input, .strict = strict, .decoded = 1 };

	return decode(&decoder, root, ret, err);
}
