/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prose wrapped to the width of a help text.
 */
#ifndef HZ_CLI_WRAP_H
#define HZ_CLI_WRAP_H

#include "base/buf.h"

#define HZ_WRAP_WIDTH 80

/*
 * Appends the words of @text, when the line already has @column columns, and a line
 * break at the end. Further lines are indented by @indent blanks.
 */
void hz_wrap(struct hz_buf *out, const char *text, size_t column, size_t indent);

/*
 * Appends the paragraphs of @text, which an empty line divides; lines that start
 * with a blank are kept as they are.
 */
void hz_wrap_paragraphs(struct hz_buf *out, const char *text);

#endif
