/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that libyaml gives a meaning and go-yaml v2 does not: a colon before a comma or
 * bracket ("[a:, b]"), and a byte order mark at the start of a later line. They are hidden
 * from libyaml behind characters that the text does not have, and come back in its scalars.
 */
#ifndef HZ_TEXT_YAML_HIDDEN_H
#define HZ_TEXT_YAML_HIDDEN_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/yaml_input.h"

/* Zero-initialise; hz_yaml_hidden_done() releases it. */
struct hz_yaml_hidden {
	struct hz_buf text; /* the changed text, which the input borrows; empty while unchanged */
	unsigned colon;     /* the character that stands for it, or 0 */
	unsigned mark;      /* the same of a byte order mark */
	int colons;         /* how many are hidden */
};

void hz_yaml_hidden_done(struct hz_yaml_hidden *hidden);

/* Hides the byte order marks of @input but those that it begins with. */
void hz_yaml_hide_marks(struct hz_yaml_hidden *hidden, struct hz_yaml_input *input);

/* Hides the colon that @parser has stopped at: whether it is worth another try. */
bool hz_yaml_hide_colon(struct hz_yaml_hidden *hidden, struct hz_yaml_input *input,
			const yaml_parser_t *parser);

/* Appends @text with the characters that were hidden. */
void hz_yaml_hidden_show(const struct hz_yaml_hidden *hidden, const char *text, size_t len,
			 struct hz_buf *out);

#endif
