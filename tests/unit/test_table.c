/* SPDX-License-Identifier: Apache-2.0 */
#include "text/table.h"

#include "unit.h"

static const char *const headers[] = { "NAME", "READY", "AGE", NULL };

static void assert_table(const struct hz_table *table, bool with_headers, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_table_write(&out, table, with_headers);
	ck_assert_str_eq(hz_buf_str(&out), want);
}

START_TEST(lays_columns_out_as_kubectl_does)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, headers);
	hz_table_add(&table, "a-long-name");
	hz_table_addf(&table, "%d/%d", 1, 3);
	hz_table_add(&table, "5d");
	hz_table_add(&table, "b");
	hz_table_add(&table, "");
	hz_table_add(&table, NULL);
	assert_table(&table, true,
		     "NAME          READY    AGE\n"
		     "a-long-name   1/3      5d\n"
		     "b             <none>   <none>\n");
	assert_table(&table, false,
		     "a-long-name   1/3      5d\n"
		     "b             <none>   <none>\n");
}
END_TEST

START_TEST(short_columns_have_the_smallest_width)
{
	static const char *const short_headers[] = { "A", "B", NULL };
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, short_headers);
	hz_table_add(&table, "1");
	hz_table_add(&table, "2");
	assert_table(&table, true, "A     B\n1     2\n");
}
END_TEST

START_TEST(a_table_without_rows_is_nothing)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	assert_table(&table, true, "");
	hz_table_columns(&table, headers);
	assert_table(&table, true, "");
}
END_TEST

START_TEST(cells_stay_on_their_line_and_cannot_steer_a_terminal)
{
	static const char *const one[] = { "NAME", "AGE", NULL };
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;

	hz_table_columns(&table, one);
	hz_table_add(&table, "two\nlines");
	hz_table_add(&table, "\x1b[2J");
	hz_table_add(&table, "日本");
	hz_table_add(&table, "é");
	assert_table(&table, true,
		     "NAME     AGE\n"
		     "two...   \\x1b[2J\n"
		     "日本     é\n");
}
END_TEST

HZ_SUITE("table", lays_columns_out_as_kubectl_does, short_columns_have_the_smallest_width,
	 a_table_without_rows_is_nothing, cells_stay_on_their_line_and_cannot_steer_a_terminal)
