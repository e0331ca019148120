/* SPDX-License-Identifier: Apache-2.0 */
#include "text/table.h"

#include <string.h>

#include "unit.h"

static const char *const headers[] = { "NAME", "PHASE", "AGE", NULL };

static void check_table(const struct hz_table *table, bool with_headers, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_table_write(&out, table, with_headers);
	ck_assert_str_eq(hz_buf_str(&out), want);
}

static void add_row(struct hz_table *table, const char *a, const char *b, const char *c)
{
	hz_table_add(table, a);
	hz_table_add(table, b);
	hz_table_add(table, c);
}

START_TEST(columns_are_as_wide_as_their_longest_cell_and_three)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "production", "Provisioned", "2d1h");
	add_row(&table, "a", "Failed", "125m");
	check_table(&table, true,
		    "NAME         PHASE         AGE\n"
		    "production   Provisioned   2d1h\n"
		    "a            Failed        125m\n");
}
END_TEST

START_TEST(no_column_is_narrower_than_six)
{
	static const char *const narrow[] = { "A", "BB", "CCC", "D", NULL };
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, narrow);
	for (int i = 1; i <= 4; i++)
		hz_table_addf(&table, "%d", i);
	check_table(&table, true,
		    "A     BB    CCC   D\n"
		    "1     2     3     4\n");
}
END_TEST

START_TEST(hidden_headers_make_no_column_wider)
{
	static const char *const wide[] = { "KUBERNETES-VERSION", "AGE", NULL };
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, wide);
	hz_table_add(&table, "v1.35.4");
	hz_table_add(&table, "5s");
	check_table(&table, false, "v1.35.4   5s\n");
	check_table(&table, true,
		    "KUBERNETES-VERSION   AGE\n"
		    "v1.35.4              5s\n");
}
END_TEST

START_TEST(a_table_without_rows_is_nothing_at_all)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	check_table(&table, true, "");
	check_table(&table, false, "");
}
END_TEST

START_TEST(what_is_empty_shows_as_none)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "a", "", NULL);
	check_table(&table, false, "a     <none>   <none>\n");
}
END_TEST

START_TEST(a_cell_is_cut_at_its_first_line_break)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "one\ntwo", "\n", "a\rb");
	add_row(&table, "form\ffeed", "tab\tin it", "x\n");
	check_table(&table, false,
		    "one...    ...         a...\n"
		    "form...   tab in it   x...\n");
}
END_TEST

START_TEST(a_cell_cannot_steer_the_terminal)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "\x1b[31mred",
		"\xc2\x9b"
		"2J",
		"bad \xff byte");
	check_table(&table, false, "\\x1b[31mred   \\u{9b}2J   bad \\xff byte\n");
}
END_TEST

START_TEST(widths_are_those_on_a_terminal)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9", "x", "1");
	add_row(&table, "\xe6\x97\xa5\xe6\x9c\xac", "y", "2");
	check_table(&table, false,
		    "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9   x     1\n"
		    "\xe6\x97\xa5\xe6\x9c\xac    y     2\n");
}
END_TEST

START_TEST(a_table_can_be_started_anew)
{
	static const char *const one[] = { "ONLY", NULL };
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	add_row(&table, "a", "b", "c");
	hz_table_columns(&table, one);
	hz_table_add(&table, "x");
	check_table(&table, true, "ONLY\nx\n");
}
END_TEST

HZ_SUITE("table", columns_are_as_wide_as_their_longest_cell_and_three,
	 no_column_is_narrower_than_six, hidden_headers_make_no_column_wider,
	 a_table_without_rows_is_nothing_at_all, what_is_empty_shows_as_none,
	 a_cell_is_cut_at_its_first_line_break, a_cell_cannot_steer_the_terminal,
	 widths_are_those_on_a_terminal, a_table_can_be_started_anew)
