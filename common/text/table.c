/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table as kubectl lays it out (k8s.io/cli-runtime/pkg/printers, with a tabwriter of
 * minimum width 6, tab width 4 and padding 3).
 */
#include "text/table.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

#define SMALLEST_COLUMN 6
#define PADDING 3

void hz_table_done(struct hz_table *table)
{
	hz_strv_done(&table->cells);
	*table = HZ_TABLE_INIT;
}

void hz_table_columns(struct hz_table *table, const char *const headers[])
{
	hz_table_done(table);
	for (size_t i = 0; headers[i]; i++)
		hz_strv_add(&table->cells, headers[i]);
	table->columns = table->cells.count;
}

void hz_table_add(struct hz_table *table, const char *cell)
{
	struct hz_buf text = HZ_BUF_INIT;
	size_t len;

	if (hz_str_empty(cell))
		cell = "<none>";
	len = strcspn(cell, "\n\f\r");
	hz_str_add_visible(&text, cell, len);
	for (size_t i = 0; i < text.len; i++) /* a tab has no width that could be known */
		if (text.data[i] == '\t')
			text.data[i] = ' ';
	if (cell[len])
		hz_buf_adds(&text, "...");
	hz_strv_own(&table->cells, hz_buf_take(&text));
}

void hz_table_addf(struct hz_table *table, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_table_add(table, text);
}

/* The width of @column, padding included, in the rows from @first on. */
static size_t column_width(const struct hz_table *table, size_t column, size_t first)
{
	size_t width = SMALLEST_COLUMN;

	for (size_t i = first * table->columns + column; i < table->cells.count;
	     i += table->columns) {
		size_t columns = hz_str_columns(table->cells.item[i]) + PADDING;

		if (columns > width)
			width = columns;
	}
	return width;
}

static void write_row(struct hz_buf *out, const struct hz_table *table, char *const row[],
		      const size_t widths[])
{
	for (size_t i = 0; i < table->columns; i++) {
		hz_buf_adds(out, row[i]);
		if (i + 1 < table->columns)
			hz_buf_pad(out, ' ', widths[i] - hz_str_columns(row[i]));
	}
	hz_buf_addc(out, '\n');
}

void hz_table_write(struct hz_buf *out, const struct hz_table *table, bool headers)
{
	size_t first = headers ? 0 : 1;
	HZ_AUTO(hz_freep) size_t *widths = NULL;

	if (table->columns == 0 || table->cells.count <= table->columns)
		return;
	widths = hz_alloc(table->columns, sizeof(*widths));
	for (size_t i = 0; i < table->columns; i++)
		widths[i] = column_width(table, i, first);
	for (size_t at = first * table->columns; at + table->columns <= table->cells.count;
	     at += table->columns)
		write_row(out, table, table->cells.item + at, widths);
}
