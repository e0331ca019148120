/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shapes of values by an OpenAPI schema.
 * https://github.com/kubernetes/kube-openapi/blob/master/pkg/schemaconv/smd.go
 */
#include "sandbox/api/shape.h"

#include <string.h>

#include "base/str.h"

/* What the schema says under @word, through references. */
static json_t *said(struct hz_shape shape, const char *word)
{
	const json_t *schema = shape.schema;
	const char *ref;

	while (schema && !json_object_get(schema, word) &&
	       (ref = json_string_value(json_object_get(schema, "$ref"))))
		schema = json_object_get(json_object_get(shape.root, "$defs"),
					 strrchr(ref, '/') + 1);
	return json_object_get(schema, word);
}

static const char *said_text(struct hz_shape shape, const char *word)
{
	return json_string_value(said(shape, word));
}

static bool keeps_unknown(struct hz_shape shape)
{
	return json_is_true(said(shape, "x-kubernetes-preserve-unknown-fields"));
}

static enum hz_shape_type type_of_value(const json_t *value)
{
	return json_is_object(value)  ? HZ_SHAPE_MAP
	       : json_is_array(value) ? HZ_SHAPE_ATOM
				      : HZ_SHAPE_SCALAR;
}

static enum hz_shape_type type_of_list(struct hz_shape shape)
{
	const char *type = said_text(shape, "x-kubernetes-list-type");

	return hz_str_eq(type, "map") || hz_str_eq(type, "set") ? HZ_SHAPE_LIST : HZ_SHAPE_ATOM;
}

enum hz_shape_type hz_shape_type(struct hz_shape shape, const json_t *value)
{
	const char *type = said_text(shape, "type");

	if (hz_str_eq(type, "object"))
		return hz_str_eq(said_text(shape, "x-kubernetes-map-type"), "atomic")
			       ? HZ_SHAPE_ATOM
			       : HZ_SHAPE_MAP;
	if (hz_str_eq(type, "array"))
		return type_of_list(shape);
	return type ? HZ_SHAPE_SCALAR : type_of_value(value);
}

struct hz_shape hz_shape_member(struct hz_shape shape, const char *key)
{
	const json_t *schema = json_object_get(said(shape, "properties"), key);

	if (!schema && !keeps_unknown(shape))
		schema = said(shape, "additionalProperties");
	return (struct hz_shape){ .root = shape.root,
				  .schema = json_is_object(schema) ? schema : NULL };
}

bool hz_shape_names(struct hz_shape shape, const char *key)
{
	return json_object_get(said(shape, "properties"), key) != NULL;
}

struct hz_shape hz_shape_item(struct hz_shape shape)
{
	return (struct hz_shape){ .root = shape.root, .schema = said(shape, "items") };
}

/* The value of @item's key @name, or its default; NULL if there is neither. */
static json_t *key_of(struct hz_shape shape, const json_t *item, const char *name)
{
	json_t *value = json_object_get(item, name);

	return value ? value : said(hz_shape_member(hz_shape_item(shape), name), "default");
}

static char *element_by_keys(struct hz_shape shape, const json_t *names, const json_t *item)
{
	HZ_AUTO(hz_json_unrefp) json_t *keys = json_object();
	HZ_AUTO(hz_freep) char *text = NULL;
	const json_t *name;
	size_t i;

	json_array_foreach(names, i, name)
		(void)json_object_set(keys, json_string_value(name),
				      key_of(shape, item, json_string_value(name)));
	if (json_object_size(keys) == 0)
		return NULL;
	text = hz_json_text(keys);
	return hz_strf("k:%s", text);
}

char *hz_shape_element(struct hz_shape shape, const json_t *item)
{
	const json_t *names = said(shape, "x-kubernetes-list-map-keys");
	HZ_AUTO(hz_freep) char *text = NULL;

	if (names)
		return element_by_keys(shape, names, item);
	if (json_is_object(item) || json_is_array(item) || json_is_null(item))
		return NULL;
	text = hz_json_text(item);
	return hz_strf("v:%s", text);
}
