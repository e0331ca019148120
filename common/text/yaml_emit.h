/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of YAML, laid out as go-yaml v2 does it: indentation, indicators, and strings that
 * are folded where they get too long.
 */
#ifndef HZ_TEXT_YAML_EMIT_H
#define HZ_TEXT_YAML_EMIT_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/yaml_style.h"

struct hz_yaml_emitter {
	struct hz_buf *out; /* borrowed */
	int indent;         /* of the block that is written */
	int column;         /* from 0, in characters */
	bool after_blank;   /* nothing need stand between the last text and the next */
	bool in_margin;     /* the line has only indentation and indicators of blocks */
};

/* Goes to the indentation of the block, on a new line unless this one has room for it. */
void hz_yaml_emit_indent(struct hz_yaml_emitter *emitter);

/* Writes "-", "?" and ":" with the blank before them; more of the block can follow. */
void hz_yaml_emit_block_indicator(struct hz_yaml_emitter *emitter, char indicator);

/* Writes text of one line that needs no care, with the blank before it if @apart. */
void hz_yaml_emit_word(struct hz_yaml_emitter *emitter, const char *word, bool apart);

/* Writes a string; one that is folded can be no key on the line of its value. */
void hz_yaml_emit_string(struct hz_yaml_emitter *emitter, const char *text, size_t len,
			 enum hz_yaml_style style, bool fold);

#endif
