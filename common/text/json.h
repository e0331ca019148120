/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON trees: jansson's json_t with what Kubernetes objects need beside it.
 *
 * Kubernetes objects stay json_t from end to end, so that a field that we do not
 * know is never lost. Reference counts are jansson's: a function that returns a
 * tree through an out-parameter gives a new reference, the getters below give
 * borrowed ones. Sizes and depth are limited when text is read.
 */
#ifndef HZ_TEXT_JSON_H
#define HZ_TEXT_JSON_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * The tree without its const, for jansson's functions and macros that take a json_t *
 * where they only read it. Nobody may change the tree through the result.
 */
static inline json_t *hz_json_read(const json_t *json)
{
	union {
		const json_t *in;
		json_t *out;
	} pointer = { .in = json };

	return pointer.out;
}

/* Release function for HZ_AUTO(). */
void hz_json_unrefp(json_t **json);

/*
 * Reads exactly one JSON text, of any type. Duplicate keys: the last one wins. An
 * integer beyond int64 is read as a real number, as Go reads it. A syntax error is
 * of kind FAILED, reason "BadJson", says line and column, and quotes nothing.
 */
int hz_json_parse(const char *text, size_t len, json_t **ret, struct hz_err *err);

/*
 * Appends @json as Go's encoding/json prints it: keys sorted bytewise, HTML
 * characters escaped, shortest numbers. @indent 4 with a newline at the end is
 * kubectl's -o json; 0 is one line without a newline.
 */
void hz_json_write(struct hz_buf *out, const json_t *json, int indent);

/* The same as an owned string on one line. */
char *hz_json_text(const json_t *json) HZ_OWNED(free) HZ_NOT_NULL;

/* Appends one number by Go's rules (strconv 'g' with the exponents of encoding/json). */
void hz_json_write_number(struct hz_buf *out, const json_t *number);

/*
 * Getters along a path of object keys, "spec.template.metadata". A part in
 * brackets is taken whole: "metadata.labels[app.kubernetes.io/name]"; a number is
 * the index where a list stands: "spec.workers.0.name" (text/json_path.h). NULL
 * where anything is missing. Borrowed.
 */
json_t *hz_json_get(const json_t *json, const char *path);
const char *hz_json_str(const json_t *json, const char *path); /* NULL unless a string */
bool hz_json_bool(const json_t *json, const char *path);       /* false unless true */
json_int_t hz_json_int(const json_t *json, const char *path);  /* 0 unless an integer */
json_t *hz_json_array(const json_t *json, const char *path);   /* NULL unless an array */

/*
 * Sets the value at @path and takes over its reference. Objects on the way are made,
 * also in the place of a scalar; the index after the last appends to a list. Where
 * there is no place for the value it is released.
 */
void hz_json_set(json_t *json, const char *path, json_t *value);

/* hz_json_set() of a string; NULL sets nothing. */
void hz_json_set_str(json_t *json, const char *path, const char *value);

/* Removes the value at @path; objects that become empty stay. */
void hz_json_del(json_t *json, const char *path);

/* A new string that is valid UTF-8: other bytes become U+FFFD. Never NULL. */
json_t *hz_json_string(const char *text);
json_t *hz_json_stringn(const char *text, size_t len);

/*
 * The keys of an object, sorted bytewise, with a NULL behind them. The array is
 * owned by the caller, the keys are borrowed.
 */
const char **hz_json_keys(const json_t *object) HZ_OWNED(free) HZ_NOT_NULL;

#endif
