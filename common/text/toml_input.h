/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text that the TOML reader reads: where it is, and what ends a word.
 */
#ifndef HZ_TEXT_TOML_INPUT_H
#define HZ_TEXT_TOML_INPUT_H

#include "text/toml.h"

struct hz_toml_place {
	int line;   /* from 1 */
	int column; /* in characters, from 1 */
};

struct hz_toml_input {
	const char *at; /* borrowed; the rest of the text */
	const char *end;
	const char *name; /* borrowed; of the file */
	struct hz_toml_place place;
};

/* The next byte, or -1 at the end. */
int hz_toml_peek(const struct hz_toml_input *input);

/* Goes on behind the next byte, which is there. */
void hz_toml_skip(struct hz_toml_input *input);

/* Goes on behind the next character, which must be one that a text or a comment may hold. */
int hz_toml_skip_character(struct hz_toml_input *input, struct hz_err *err);

/* Goes on behind the next byte if it is @c. */
bool hz_toml_skip_if(struct hz_toml_input *input, char c);

/* Goes on behind blanks and tabs. */
void hz_toml_skip_blanks(struct hz_toml_input *input);

/* Goes on behind blanks, comments and line ends; fails where a comment holds what it must not. */
int hz_toml_skip_lines(struct hz_toml_input *input, struct hz_err *err);

/* Goes on behind blanks, a comment and the line end that must follow. */
int hz_toml_end_line(struct hz_toml_input *input, struct hz_err *err);

/* Sets the error "NAME:LINE:COLUMN: why". Always returns -1. */
int hz_toml_refuse(const struct hz_toml_input *input, struct hz_toml_place place, const char *why,
		   struct hz_err *err);

/* Reads a text in double or single quotes, which is next, and appends what it means. */
int hz_toml_read_text(struct hz_toml_input *input, struct hz_buf *out, struct hz_err *err);

/* Reads a value, which is next; a TEXT is appended to @text. */
int hz_toml_read_value(struct hz_toml_input *input, enum hz_toml_type *ret, struct hz_buf *text,
		       struct hz_err *err);

#endif
