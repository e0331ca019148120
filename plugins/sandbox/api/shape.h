/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What server-side apply has to know of a value: whether it is merged field by field,
 * item by item, or only as a whole.
 *
 * It comes from the OpenAPI schema of the kind: type, properties, additionalProperties,
 * items, $ref ("#/$defs/NAME"), x-kubernetes-list-type, x-kubernetes-list-map-keys,
 * x-kubernetes-map-type, x-kubernetes-preserve-unknown-fields. Without a schema, maps are
 * merged and lists are not.
 */
#ifndef HZ_SANDBOX_API_SHAPE_H
#define HZ_SANDBOX_API_SHAPE_H

#include "text/json.h"

/* Borrows the schema; small, passed by value. */
struct hz_shape {
	const json_t *root;   /* of the schema, for references */
	const json_t *schema; /* of the value; NULL if there is none */
};

enum hz_shape_type {
	HZ_SHAPE_SCALAR,
	HZ_SHAPE_ATOM, /* a map or list that has one owner */
	HZ_SHAPE_MAP,
	HZ_SHAPE_LIST, /* its items have keys, or are a set of scalars */
};

/* How @value, which may be NULL, is treated: by the schema, where that leaves it open by the value.
 */
enum hz_shape_type hz_shape_type(struct hz_shape shape, const json_t *value);

/* The shape of the member @key of a map. */
struct hz_shape hz_shape_member(struct hz_shape shape, const char *key);

/* Whether the schema names the member @key, so that the map is a struct that has it. */
bool hz_shape_names(struct hz_shape shape, const char *key);

/* The shape of a list's items. */
struct hz_shape hz_shape_item(struct hz_shape shape);

/*
 * The element of the list's item @item in a set of fields, "k:{…}" or "v:…", with the
 * schema's defaults in place of keys that are missing. Owned by the caller; NULL if it
 * has none of the keys or is of the wrong type.
 */
char *hz_shape_element(struct hz_shape shape, const json_t *item);

#endif
