/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The object that a YAML mapping stands for: keys as text, and merges. By the rules of
 * go-yaml v2 the last of equal keys wins, and a merge replaces what stands before it.
 */
#include <string.h>

#include "text/json.h"
#include "text/yaml_decoder.h"

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

static int count_key(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *key,
		     struct hz_err *err)
{
	int r = hz_yaml_decoder_count(decoder, key, err);

	if (r < 0 || key->kind != HZ_YAML_ALIAS)
		return r;
	decoder->alias_depth++;
	r = hz_yaml_decoder_count(decoder, key->target, err);
	decoder->alias_depth--;
	return r;
}

static int decode_key(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *key,
		      struct hz_buf *out, struct hz_err *err)
{
	if (count_key(decoder, key, err) < 0)
		return -1;
	if (hz_yaml_node_key(key, out) < 0)
		return hz_yaml_decoder_fail(
			err, decoder, key, "this cannot be a key: quote it if it is meant as text");
	if (strlen(hz_buf_str(out)) != out->len)
		return hz_yaml_decoder_fail(err, decoder, key,
					    "a key cannot contain a NUL character");
	return 0;
}

static int decode_pair(struct hz_yaml_decoder *decoder, struct hz_yaml_node *const pair[2],
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
	if (hz_yaml_decode_node(decoder, pair[1], &value, err) < 0)
		return -1;
	json_object_set_new(mapping->object, hz_buf_str(&key), value);
	json_object_set_new(mapping->lines, hz_buf_str(&key), json_integer(pair[0]->line));
	return 0;
}

/* Sets what stands in the mapping @source, merged at @key, in @mapping. */
static int merge_one(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *key,
		     const struct hz_yaml_node *source, struct mapping *mapping, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *merged = NULL;
	const char *name;
	json_t *value;

	if (hz_yaml_node_target(source)->kind != HZ_YAML_MAPPING)
		return hz_yaml_decoder_fail(err, decoder, source,
					    "only a mapping, or a list of them, can be merged");
	if (hz_yaml_decode_node(decoder, source, &merged, err) < 0)
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
static int merge(struct hz_yaml_decoder *decoder, struct hz_yaml_node *const pair[2],
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

int hz_yaml_decode_mapping(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			   json_t **ret, struct hz_err *err)
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
