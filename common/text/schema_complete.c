/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Completion of a tree by the defaults of a schema.
 */
#include "text/json.h"
#include "text/schema.h"
#include "text/schema_subject.h"

static void complete(const json_t *root, const json_t *schema, json_t *value);

static void complete_object(const json_t *root, const json_t *schema, json_t *value)
{
	json_t *properties = hz_schema_word(root, schema, "properties");
	const char *key;
	json_t *property;

	json_object_foreach(properties, key, property) {
		json_t *member = json_object_get(value, key);
		const json_t *fallback = hz_schema_word(root, property, "default");

		if (json_is_null(member)) {
			(void)json_object_del(value, key);
			member = NULL;
		}
		if (!member && fallback)
			(void)json_object_set_new(value, key, json_deep_copy(fallback));
		complete(root, property, json_object_get(value, key));
	}
}

static void complete(const json_t *root, const json_t *schema, json_t *value)
{
	const json_t *items = hz_schema_word(root, schema, "items");
	size_t i;
	json_t *item;

	if (json_is_object(value))
		complete_object(root, schema, value);
	json_array_foreach(value, i, item)
		complete(root, items, item);
}

void hz_schema_complete(const json_t *schema, json_t *value)
{
	complete(schema, schema, value);
}
