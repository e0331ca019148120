/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value that a schema is checked against, and its words: what the files of the
 * schema have in common.
 */
#ifndef HZ_TEXT_SCHEMA_SUBJECT_H
#define HZ_TEXT_SCHEMA_SUBJECT_H

#include "text/mistakes.h"

struct hz_schema_subject {
	const json_t *root;   /* of the schema */
	const json_t *schema; /* of the value */
	const json_t *value;
	const char *path;
	struct hz_mistakes *mistakes;
};

/* What @schema, or else what it refers to in @root, says under @word; NULL if nothing. */
json_t *hz_schema_word(const json_t *root, const json_t *schema, const char *word);

/* The same for the schema of @subject. */
json_t *hz_schema_said(const struct hz_schema_subject *subject, const char *word);

#endif
