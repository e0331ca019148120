/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a schema says about a value, through its references.
 */
#include "text/schema_subject.h"

#include <string.h>

json_t *hz_schema_word(const json_t *root, const json_t *schema, const char *word)
{
	json_t *said = json_object_get(schema, word);
	const char *ref = said ? NULL : json_string_value(json_object_get(schema, "$ref"));

	if (!ref)
		return said;
	return hz_schema_word(
		root, json_object_get(json_object_get(root, "$defs"), strrchr(ref, '/') + 1), word);
}

json_t *hz_schema_said(const struct hz_schema_subject *subject, const char *word)
{
	return hz_schema_word(subject->root, subject->schema, word);
}
