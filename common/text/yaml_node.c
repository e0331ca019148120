/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nodes of a YAML document: what their scalars and keys mean.
 */
#include "text/yaml_node.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/base64.h"
#include "base/str.h"
#include "text/float.h"
#include "text/json.h"

void hz_yaml_node_free(struct hz_yaml_node *node)
{
	if (!node)
		return;
	for (size_t i = 0; i < node->count; i++)
		hz_yaml_node_free(node->item[i]);
	free(node->item);
	free(node->tag);
	free(node->text);
	free(node);
}

void hz_yaml_node_freep(struct hz_yaml_node **node)
{
	hz_yaml_node_free(*node);
}

void hz_yaml_node_set_text(struct hz_yaml_node *node, const char *text, size_t len, const char *tag)
{
	node->text = hz_strndup(text, len);
	node->len = len;
	node->tag = hz_strdup(tag);
}

/* The array doubles when its length reaches a power of two. */
void hz_yaml_node_append(struct hz_yaml_node *node, struct hz_yaml_node *item)
{
	if ((node->count & (node->count - 1)) == 0)
		node->item = hz_resize(node->item, node->count ? 2 * node->count : 1,
				       sizeof(struct hz_yaml_node *));
	node->item[node->count++] = item;
}

const struct hz_yaml_node *hz_yaml_node_target(const struct hz_yaml_node *node)
{
	return node->kind == HZ_YAML_ALIAS ? node->target : node;
}

bool hz_yaml_node_is_merge(const struct hz_yaml_node *key)
{
	return key->kind == HZ_YAML_SCALAR && hz_str_eq(key->text, "<<") &&
	       (key->implicit || hz_str_eq(key->tag, HZ_YAML_TAG "merge"));
}

int hz_yaml_node_resolve(const struct hz_yaml_node *scalar, struct hz_yaml_scalar *ret)
{
	if (scalar->tag)
		return hz_yaml_resolve_tagged(scalar->tag, scalar->text, scalar->len, ret);
	*ret = scalar->implicit ? hz_yaml_resolve(scalar->text, scalar->len)
				: (struct hz_yaml_scalar){ .type = HZ_YAML_STR };
	return 0;
}

int hz_yaml_node_bytes(const struct hz_yaml_node *scalar, struct hz_buf *out)
{
	if (strlen(scalar->text) != scalar->len)
		return -1;
	return hz_base64_decode(out, scalar->text);
}

/* go-yaml prints the keys that are numbers with single precision. */
static void add_float_key(struct hz_buf *out, double number)
{
	if (isnan(number))
		hz_buf_adds(out, ".nan");
	else if (number > (double)FLT_MAX)
		hz_buf_adds(out, ".inf");
	else if (number < -(double)FLT_MAX)
		hz_buf_adds(out, "-.inf");
	else
		hz_float_add_g32(out, (float)number);
}

static int add_binary_key(struct hz_buf *out, const struct hz_yaml_node *key)
{
	HZ_AUTO(hz_buf_done) struct hz_buf bytes = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *valid = NULL;

	if (hz_yaml_node_bytes(key, &bytes) < 0)
		return -1;
	valid = hz_json_stringn(hz_buf_str(&bytes), bytes.len);
	hz_buf_add(out, json_string_value(valid), json_string_length(valid));
	return 0;
}

static int add_scalar_key(struct hz_buf *out, const struct hz_yaml_node *key,
			  const struct hz_yaml_scalar *value)
{
	switch (value->type) {
	case HZ_YAML_NULL:
	case HZ_YAML_UINT:
		return -1;
	case HZ_YAML_BOOL:
		hz_buf_adds(out, value->boolean ? "true" : "false");
		return 0;
	case HZ_YAML_INT:
		hz_buf_addf(out, "%" PRId64, value->integer);
		return 0;
	case HZ_YAML_FLOAT:
		add_float_key(out, value->number);
		return 0;
	case HZ_YAML_TIMESTAMP:
	case HZ_YAML_STR:
		break;
	}
	if (hz_str_eq(key->tag, HZ_YAML_TAG "binary"))
		return add_binary_key(out, key);
	hz_buf_add(out, key->text, key->len);
	return 0;
}

int hz_yaml_node_key(const struct hz_yaml_node *key, struct hz_buf *out)
{
	struct hz_yaml_scalar value;

	key = hz_yaml_node_target(key);
	if (key->kind != HZ_YAML_SCALAR || hz_yaml_node_resolve(key, &value) < 0)
		return -1;
	return add_scalar_key(out, key, &value);
}
