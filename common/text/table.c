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
		hz_table_add_text(table, headers[i], strlen(headers[i]));
	table->columns = table->cells.count;
}

/* Where the first line ends. */
static size_t end_of_line(const char *text, size_t len)
{
	size_t end = 0;

	while (end < len && text[end] != '\n' && text[end] != '\f' && text[end] != '\r')
		end++;
	return end;
}

void hz_table_add_text(struct hz_table *table, const char *text, size_t len)
{
	struct hz_buf cell = HZ_BUF_INIT;
	size_t end = end_of_line(text, len);

	hz_str_add_visible(&cell, text, end);
	for (size_t i = 0; i < cell.len; i++) /* a tab has no width that could be known */
		if (cell.data[i] == '\t')
			cell.data[i] = ' ';
	if (end < len)
		hz_buf_adds(&cell, "...");
	hz_strv_own(&table->cells, hz_buf_take(&cell));
}

void hz_table_add(struct hz_table *table, const char *cell)
{
	if (hz_str_empty(cell))
		cell = "<none>";
	hz_table_add_text(table, cell, strlen(cell));
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

	if (table->columns == 0 || (table->cells.count <= table->columns && !table->header_alone))
		return;
	widths = hz_alloc(table->columns, sizeof(*widths));
	for (size_t i = 0; i < table->columns; i++)
		widths[i] = column_width(table, i, first);
	for (size_t at = first * table->columns; at + table->columns <= table->cells.count;
	     at += table->columns)
		write_row(out, table, table->cells.item + at, widths);
}
