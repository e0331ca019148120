/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o custom-columns=NAME:.metadata.name,…: a table whose columns the user describes, as
 * kubectl has it: https://github.com/kubernetes/kubectl/blob/v0.35.4/pkg/cmd/get/customcolumn.go
 */
#ifndef HZ_CLI_CUSTOM_COLUMNS_H
#define HZ_CLI_CUSTOM_COLUMNS_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

struct hz_custom_columns;

void hz_custom_columns_free(struct hz_custom_columns *columns);
void hz_custom_columns_freep(struct hz_custom_columns **columns);

/*
 * Reads HEADER:PATH pairs between commas. The braces and the first dot of a path may be
 * missing. Errors are of kind USAGE, reason "BadColumns" or "BadJsonPath".
 */
int hz_custom_columns_parse(const char *spec, struct hz_custom_columns **ret, struct hz_err *err);

/* The same from the text of a file: a line of headers, and a line of as many paths. */
int hz_custom_columns_parse_file(const char *text, struct hz_custom_columns **ret,
				 struct hz_err *err);

/* Appends the table of an array of objects, its header also when there is none. */
int hz_custom_columns_add(const struct hz_custom_columns *columns, const json_t *objects,
			  bool headers, struct hz_buf *out, struct hz_err *err);

#endif
