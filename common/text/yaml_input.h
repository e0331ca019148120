/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of one YAML document or stream, and errors that say where in it.
 */
#ifndef HZ_TEXT_YAML_INPUT_H
#define HZ_TEXT_YAML_INPUT_H

#include <stddef.h>

#include <yaml.h>

#include "base/err.h"

struct hz_yaml_input {
	const char *name; /* for messages; borrowed */
	const char *text; /* borrowed, @len bytes */
	size_t len;
	int line;      /* the number of its first line, from 1 */
	size_t events; /* libyaml's events so far, over all documents of a file */
	struct {
		size_t index;  /* in characters, as libyaml counts */
		size_t offset; /* in bytes */
	} cursor;
};

/* The byte offset of the character @index; at most the length of the text. */
size_t hz_yaml_input_offset(struct hz_yaml_input *input, size_t index);

/* The line and column, from 1, of the byte at @offset. */
void hz_yaml_input_place(const struct hz_yaml_input *input, size_t offset, int *ret_line,
			 int *ret_column);

/* "NAME:LINE:COLUMN: …", of kind INVALID, reason "BadYaml". Always returns -1. */
int hz_yaml_fail(struct hz_err *err, const struct hz_yaml_input *input, int line, int column,
		 const char *format, ...) HZ_PRINTF(5, 6);

/* What @parser found wrong, in words for people who do not know libyaml. Always returns -1. */
int hz_yaml_fail_syntax(struct hz_err *err, struct hz_yaml_input *input,
			const yaml_parser_t *parser);

#endif
