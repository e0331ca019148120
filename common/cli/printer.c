/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o: the same rows or objects as table, wide, json, yaml or name.
 */
#include "cli/printer.h"

#include "base/str.h"
#include "kube/object.h"
#include "text/json.h"
#include "text/yaml.h"

/* In the order of enum hz_output. */
static const char *const words[] = { "table", "wide", "json", "yaml", "name", NULL };

int hz_output_parse(const char *text, enum hz_output *ret, struct hz_err *err)
{
	if (hz_str_empty(text)) {
		*ret = HZ_OUTPUT_TABLE;
		return 0;
	}
	for (size_t i = 0; words[i]; i++) {
		if (!hz_str_eq(words[i], text))
			continue;
		*ret = (enum hz_output)i;
		return 0;
	}
	return hz_err_set(err, HZ_ERR_USAGE, "UnknownOutput",
			  "unable to match a printer suitable for the output format \"%s\", "
			  "allowed formats are: json,name,table,wide,yaml",
			  text);
}

/* @object without what nobody wants to read: a new reference. */
static json_t *readable(const json_t *object)
{
	json_t *copy = json_copy((json_t *)(uintptr_t)object);
	json_t *metadata = json_object_get(object, "metadata");

	if (json_object_get(metadata, "managedFields")) {
		HZ_AUTO(hz_json_unrefp) json_t *short_metadata = json_copy(metadata);

		(void)json_object_del(short_metadata, "managedFields");
		(void)json_object_set(copy, "metadata", short_metadata);
	}
	return copy;
}

/* The objects as kubectl wraps several of them: a new reference. */
static json_t *list_of(const json_t *objects)
{
	json_t *items = json_array();
	const json_t *object;
	size_t i;

	json_array_foreach(objects, i, object)
		(void)json_array_append_new(items, readable(object));
	return json_pack("{s:s, s:o, s:s, s:{s:s}}", "apiVersion", "v1", "items", items, "kind",
			 "List", "metadata", "resourceVersion", "");
}

static void write_tree(struct hz_cli *cli, enum hz_output output, const json_t *tree)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (output == HZ_OUTPUT_JSON)
		hz_json_write(&text, tree, 4);
	else
		hz_yaml_write(&text, tree);
	(void)fwrite(hz_buf_str(&text), 1, text.len, cli->out);
}

static void print_names(struct hz_cli *cli, const json_t *objects)
{
	const json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		HZ_AUTO(hz_freep) char *resource = hz_object_resource(object);
		HZ_AUTO(hz_freep) char *name = hz_str_visible(hz_object_name(object));

		(void)fprintf(cli->out, "%s/%s\n", resource, name);
	}
}

static bool is_shown(const struct hz_column *column, bool wide)
{
	return wide || !column->wide;
}

static void add_headers(struct hz_table *table, const struct hz_view *view, bool wide)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;

	for (const struct hz_column *column = view->columns; column->header; column++)
		if (is_shown(column, wide))
			hz_strv_add(&headers, column->header);
	hz_table_columns(table, (const char *const *)headers.item);
}

static void add_row(struct hz_table *table, const struct hz_view *view, const json_t *row,
		    bool wide)
{
	for (const struct hz_column *column = view->columns; column->header; column++) {
		HZ_AUTO(hz_buf_done) struct hz_buf cell = HZ_BUF_INIT;

		if (!is_shown(column, wide))
			continue;
		column->cell(&cell, row);
		hz_table_add(table, hz_buf_str(&cell));
	}
}

static void print_table(struct hz_cli *cli, const struct hz_view *view, const json_t *rows,
			bool wide, bool headers)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	const json_t *row;
	size_t i;

	if (json_array_size(rows) == 0) {
		(void)fprintf(cli->err, "No %s found.\n", view->what);
		return;
	}
	add_headers(&table, view, wide);
	json_array_foreach(rows, i, row)
		add_row(&table, view, row, wide);
	hz_table_write(&text, &table, headers);
	(void)fputs(hz_buf_str(&text), cli->out);
}

int hz_print(struct hz_cli *cli, enum hz_output output, const struct hz_view *view,
	     const json_t *rows, const json_t *objects, bool single, bool headers,
	     struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *tree = NULL;

	(void)err;
	switch (output) {
	case HZ_OUTPUT_TABLE:
	case HZ_OUTPUT_WIDE:
		print_table(cli, view, rows, output == HZ_OUTPUT_WIDE, headers);
		break;
	case HZ_OUTPUT_NAME:
		print_names(cli, objects);
		break;
	case HZ_OUTPUT_JSON:
	case HZ_OUTPUT_YAML:
		tree = single ? readable(json_array_get(objects, 0)) : list_of(objects);
		write_tree(cli, output, tree);
		break;
	}
	return 0;
}

int hz_print_documents(struct hz_cli *cli, enum hz_output output, const json_t *objects,
		       struct hz_err *err)
{
	const json_t *object;
	size_t i;

	if (output != HZ_OUTPUT_YAML)
		return hz_print(cli, output, NULL, NULL, objects, false, false, err);
	json_array_foreach(objects, i, object) {
		if (i > 0)
			(void)fputs("---\n", cli->out);
		write_tree(cli, output, object);
	}
	return 0;
}
