/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON tree that the nodes of a YAML document stand for, by the rules of go-yaml v2.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/decode.go
 */
#include "text/yaml_decode.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "text/float.h"
#include "text/json.h"
#include "text/yaml_decoder.h"

#define ALIAS_TEXT_MAX (16u << 20) /* bytes that aliases may copy */

int hz_yaml_decoder_fail(struct hz_err *err, const struct hz_yaml_decoder *decoder,
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

	if (share < 0.10)
		return 0.10;
	return share > 0.99 ? 0.99 : share;
}

int hz_yaml_decoder_count(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			  struct hz_err *err)
{
	decoder->decoded++;
	if (decoder->alias_depth > 0) {
		decoder->aliased++;
		decoder->alias_text += node->len;
	}
	if (decoder->alias_text > ALIAS_TEXT_MAX ||
	    (decoder->aliased > 100 && decoder->decoded > 1000 &&
	     (double)decoder->aliased / (double)decoder->decoded > allowed_share(decoder->decoded)))
		return hz_yaml_decoder_fail(err, decoder, node,
					    "too much of the document is copied by aliases");
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

static int decode_float(const struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			double number, json_t **ret, struct hz_err *err)
{
	if (!isfinite(number))
		return hz_yaml_decoder_fail(
			err, decoder, node,
			"JSON has no infinite number and no \"not a number\": quote the text");
	*ret = number_of(number);
	return 0;
}

static int decode_text(const struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
		       json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf bytes = HZ_BUF_INIT;

	if (!hz_str_eq(node->tag, HZ_YAML_TAG "binary")) {
		*ret = hz_json_stringn(node->text, node->len);
		return 0;
	}
	if (hz_yaml_node_bytes(node, &bytes) < 0)
		return hz_yaml_decoder_fail(err, decoder, node,
					    "the text is not base64, as its tag says");
	*ret = hz_json_stringn(hz_buf_str(&bytes), bytes.len);
	return 0;
}

static int decode_scalar(const struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			 json_t **ret, struct hz_err *err)
{
	struct hz_yaml_scalar value;

	if (hz_yaml_node_resolve(node, &value) < 0)
		return hz_yaml_decoder_fail(err, decoder, node,
					    "the text is not what its tag says");
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

static int decode_sequence(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			   json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *array = json_array();

	for (size_t i = 0; i < node->count; i++) {
		json_t *item = NULL;

		if (hz_yaml_decode_node(decoder, node->item[i], &item, err) < 0)
			return -1;
		json_array_append_new(array, item);
	}
	*ret = HZ_TAKE(array);
	return 0;
}

static int decode_alias(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			json_t **ret, struct hz_err *err)
{
	int r;

	decoder->alias_depth++;
	r = hz_yaml_decode_node(decoder, node->target, ret, err);
	decoder->alias_depth--;
	return r;
}

static int decode_kind(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
		       json_t **ret, struct hz_err *err)
{
	switch (node->kind) {
	case HZ_YAML_ALIAS:
		return decode_alias(decoder, node, ret, err);
	case HZ_YAML_MAPPING:
		return hz_yaml_decode_mapping(decoder, node, ret, err);
	case HZ_YAML_SEQUENCE:
		return decode_sequence(decoder, node, ret, err);
	case HZ_YAML_SCALAR:
		break;
	}
	return decode_scalar(decoder, node, ret, err);
}

/* Aliases can make a tree deeper than the text is. */
int hz_yaml_decode_node(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			json_t **ret, struct hz_err *err)
{
	int levels = node->count > 0;
	int r;

	if (hz_yaml_decoder_count(decoder, node, err) < 0)
		return -1;
	if (decoder->depth + levels > HZ_YAML_DEPTH_MAX)
		return hz_yaml_decoder_fail(err, decoder, node, "this is nested too deeply");
	decoder->depth += levels;
	r = decode_kind(decoder, node, ret, err);
	decoder->depth -= levels;
	return r;
}

int hz_yaml_decode(const struct hz_yaml_input *input, const struct hz_yaml_node *root, bool strict,
		   json_t **ret, struct hz_err *err)
{
	struct hz_yaml_decoder decoder = { .input = input, .strict = strict, .decoded = 1 };

	return hz_yaml_decode_node(&decoder, root, ret, err);
}
