/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strict checking and completion of a tree by a schema, which is a data file.
 *
 * A schema is a tree of the following words of JSON Schema, with their meaning there:
 * type (one or a list of string, integer, boolean, object, array), properties, required,
 * additionalProperties (a schema for the values; without it other keys are errors),
 * items, minItems, enum, pattern (POSIX extended, strings only), minLength, maxLength,
 * minimum, maximum (integers only), default, $ref to "#/$defs/NAME", whose words hold
 * where the reference has none of its own. Of our own is x-kubectl-hetzner-words: what a
 * pattern or an enum wants, in words for the message ("a duration such as 90s").
 *
 * A member that is null counts as missing.
 */
#ifndef HZ_TEXT_SCHEMA_H
#define HZ_TEXT_SCHEMA_H

#include "text/mistakes.h"

/* Adds all that is wrong with @value to @mistakes. */
void hz_schema_check(const json_t *schema, const json_t *value, struct hz_mistakes *mistakes);

/* Gives @value, which passed the check, all defaults, and removes the members that are null. */
void hz_schema_complete(const json_t *schema, json_t *value);

#endif
