/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table as kubectl lays it out: left-aligned columns, as wide as the longest cell
 * and three blanks, at least six, the last one not padded.
 *
 * Zero-initialise with HZ_TABLE_INIT; hz_table_done() releases the cells. Cells are
 * made safe for a terminal and cut at their first line break, where "..." says so.
 * Widths are those on a terminal, where kubectl counts characters.
 */
#ifndef HZ_TEXT_TABLE_H
#define HZ_TEXT_TABLE_H

#include "base/buf.h"
#include "base/strv.h"

struct hz_table {
	struct hz_strv cells; /* owned, row by row; the first row is the header */
	size_t columns;
	bool header_alone; /* the header shows even where there is no row */
};

#define HZ_TABLE_INIT ((struct hz_table){ .columns = 0 })

void hz_table_done(struct hz_table *table);

/* Starts the table anew: the header of each column, at least one, NULL-terminated. */
void hz_table_columns(struct hz_table *table, const char *const headers[]);

/* Appends a cell; the row is full after as many as there are columns. NULL and "" show "<none>". */
void hz_table_add(struct hz_table *table, const char *cell);
void hz_table_addf(struct hz_table *table, const char *format, ...) HZ_PRINTF(2, 3);

/* Appends a cell of any @len bytes that stays empty where it is. */
void hz_table_add_text(struct hz_table *table, const char *text, size_t len);

/*
 * Appends the laid-out text, nothing at all for a table without rows unless it is to
 * show its header alone. Headers that are not shown make no column wider.
 */
void hz_table_write(struct hz_buf *out, const struct hz_table *table, bool headers);

#endif
