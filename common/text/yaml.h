/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML as kubectl reads and writes it (sigs.k8s.io/yaml, go-yaml v2), on libyaml.
 *
 * Reading gives JSON trees; what a plain scalar means follows YAML 1.1 as go-yaml
 * v2 has it (yaml_resolve.h). Depth, events, aliases and size are limited.
 * Writing gives the bytes that `kubectl -o yaml` prints for the same object.
 */
#ifndef HZ_TEXT_YAML_H
#define HZ_TEXT_YAML_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Where the values of a document stand, for messages. Opaque; made by the reader,
 * released by hz_yaml_marks_free(). Paths are as in text/json.h, with list items
 * as "spec.workers.0.name".
 */
struct hz_yaml_marks;

void hz_yaml_marks_free(struct hz_yaml_marks *marks);
void hz_yaml_marks_freep(struct hz_yaml_marks **marks);

struct hz_yaml_mark {
	int line;          /* from 1 */
	int column;        /* from 1 */
	bool quoted;       /* the scalar was quoted or a block */
	const char *plain; /* the text of a plain scalar as it was typed, else NULL; borrowed */
};

/* The mark of the value at @path, or of its key for a mapping's entry with @key; false if unknown.
 */
bool hz_yaml_mark_find(const struct hz_yaml_marks *marks, const char *path, bool key,
		       struct hz_yaml_mark *ret);

struct hz_yaml_options {
	const char *name;                 /* the file, for messages; borrowed, not NULL */
	bool strict;                      /* see below */
	bool all;                         /* *ret is an array of all documents that are not null */
	struct hz_yaml_marks **ret_marks; /* NULL when nobody asks; of the first document */
};

/*
 * Reads the first document (or all) of @text: JSON when it is JSON, else YAML. An
 * empty text gives null. Errors are of kind INVALID, reason "BadYaml", say
 * "NAME:LINE:COLUMN: …", and quote no value. The caller caps the size of @text.
 *
 * As in kubectl, the last of equal keys wins, and what stands behind the first
 * document is not looked at unless all are asked for. When strict, errors are: a key
 * that stands twice in a mapping, a merge that replaces a key before it, and anything
 * behind the first document.
 */
int hz_yaml_parse(const char *text, size_t len, const struct hz_yaml_options *options, json_t **ret,
		  struct hz_err *err);

/* Appends @json as one YAML document without "---". */
void hz_yaml_write(struct hz_buf *out, const json_t *json);

#endif
