/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our tables and ages. A request is {"ages": [SECONDS...]}, answered by an array of
 * texts, or {"tables": [{"columns": [TEXT...], "rows": [[TEXT...]...], "headers": BOOL}...]},
 * answered by an array of the printed tables.
 */
#include "base/clock.h"
#include "lines.h"
#include "text/json.h"
#include "text/table.h"

static json_t *print_age(const json_t *seconds)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_age_add(&out, json_integer_value(seconds));
	return hz_json_string(hz_buf_str(&out));
}

static void set_columns(struct hz_table *table, const json_t *columns)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	const json_t *column;
	size_t i;

	json_array_foreach(columns, i, column)
		hz_strv_add(&headers, json_string_value(column));
	hz_table_columns(table, (const char *const *)headers.item);
}

static json_t *print_table(const json_t *request)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	const json_t *row;
	const json_t *cell;
	size_t i;
	size_t j;

	set_columns(&table, hz_json_get(request, "columns"));
	json_array_foreach(hz_json_get(request, "rows"), i, row)
		json_array_foreach(row, j, cell)
			hz_table_add_text(&table, json_string_value(cell),
					  json_string_length(cell));
	hz_table_write(&out, &table, hz_json_bool(request, "headers"));
	return hz_json_string(hz_buf_str(&out));
}

static json_t *answer(const json_t *request)
{
	const json_t *ages = hz_json_get(request, "ages");
	const json_t *tables = hz_json_get(request, "tables");
	json_t *answers = json_array();
	const json_t *one;
	size_t i;

	json_array_foreach(ages, i, one)
		(void)json_array_append_new(answers, print_age(one));
	json_array_foreach(tables, i, one)
		(void)json_array_append_new(answers, print_table(one));
	return answers;
}

int main(void)
{
	return lines_serve(answer);
}
