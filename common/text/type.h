/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The types that the fields of a document must have, as tables.
 *
 * Documents are read as Go reads them into structs: a null counts as absent, fields
 * that the table does not know are ignored, and a number never becomes a text.
 */
#ifndef HZ_TEXT_TYPE_H
#define HZ_TEXT_TYPE_H

#include "text/yaml.h"

enum hz_type_shape {
	HZ_TYPE_TEXT,
	HZ_TYPE_FLAG,  /* true or false */
	HZ_TYPE_BYTES, /* base64 text */
	HZ_TYPE_ANYTHING,
	HZ_TYPE_LIST,
	HZ_TYPE_MAP,    /* any keys, values of one type */
	HZ_TYPE_OBJECT, /* the fields of a table */
};

struct hz_type {
	enum hz_type_shape shape;
	const struct hz_type *of;           /* what a LIST or MAP is made of */
	const struct hz_type_field *fields; /* of an OBJECT; ends with one without a name */
	const char *unique;                 /* of a LIST: no two of these have the same "name" */
};

struct hz_type_field {
	const char *name;
	const struct hz_type *type;
};

#define HZ_TYPE_FIELDS(...) ((const struct hz_type_field[]){ __VA_ARGS__, { NULL, NULL } })

/* The types that need no table. */
extern const struct hz_type hz_type_text;
extern const struct hz_type hz_type_flag;
extern const struct hz_type hz_type_bytes;
extern const struct hz_type hz_type_anything;
extern const struct hz_type hz_type_texts;    /* a list of texts */
extern const struct hz_type hz_type_text_map; /* a mapping to texts */

/* Where a document came from, for messages. Borrowed. */
struct hz_type_source {
	const char *name;                  /* its file */
	const struct hz_yaml_marks *marks; /* NULL: messages have no line */
	const char *reason;                /* of the errors; static */
};

/*
 * Checks @document. The error is of kind INVALID and says "FILE:LINE:COLUMN: <path of
 * the field>: must be text, not a number"; it never shows a value.
 */
int hz_type_check(const json_t *document, const struct hz_type *type,
		  const struct hz_type_source *source, struct hz_err *err);

/* Sets the error that the value at @path is wrong: "FILE:LINE:COLUMN: <path>: …". Returns -1. */
int hz_type_refuse(const struct hz_type_source *source, const char *path, struct hz_err *err,
		   const char *format, ...) HZ_PRINTF(4, 5);

#endif
