/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o: the same rows or objects as table, wide, json, yaml or name.
 */
#include "cli/printer.h"

#include <string.h>

#include "base/str.h"
#include "kube/object.h"
#include "text/json.h"
#include "text/yaml.h"

/* kubectl's -o json has four blanks for each level. */
#define KUBECTL_INDENT 4

/* @object without metadata.managedFields; what is changed is copied. A new reference. */
static json_t *without_managed_fields(json_t *object)
{
	json_t *metadata;
	json_t *copy;

	if (!hz_json_get(object, "metadata.managedFields"))
		return json_incref(object);
	copy = json_copy(object);
	metadata = json_copy(json_object_get(object, "metadata"));
	(void)json_object_del(metadata, "managedFields");
	(void)json_object_set_new(copy, "metadata", metadata);
	return copy;
}

/* The objects as they are shown. A new reference. */
static json_t *choose_fields(const struct hz_cli *cli, const json_t *objects)
{
	json_t *shown = json_array();
	json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		(void)json_array_append_new(shown, cli->show_managed_fields
							   ? json_incref(object)
							   : without_managed_fields(object));
	}
	return shown;
}

/* The List in which kubectl wraps several objects. Takes the reference @items. */
static json_t *make_list(json_t *items)
{
	json_t *list = json_object();

	hz_json_set_str(list, "apiVersion", "v1");
	hz_json_set_str(list, "kind", "List");
	hz_json_set_str(list, "metadata.resourceVersion", "");
	hz_json_set(list, "items", items);
	return list;
}

static void add_names(struct hz_buf *out, const json_t *objects)
{
	const json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		HZ_AUTO(hz_freep) char *resource = hz_object_resource(object);
		const char *name = hz_object_name(object);

		hz_str_add_visible(out, resource, strlen(resource));
		hz_buf_addc(out, '/');
		hz_str_add_visible(out, name ? name : "", name ? strlen(name) : 0);
		hz_buf_addc(out, '\n');
	}
}

/* One object, or a List of all. */
static void add_objects(struct hz_buf *out, enum hz_output output, json_t *objects, bool single)
{
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;
	const json_t *root;

	if (!single)
		list = make_list(json_incref(objects));
	root = list ? list : json_array_get(objects, 0);
	if (output == HZ_OUTPUT_JSON)
		hz_json_write(out, root, KUBECTL_INDENT);
	else
		hz_yaml_write(out, root);
}

static void add_header(struct hz_table *table, const struct hz_view *view, bool wide)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;

	for (const struct hz_column *column = view->columns; column->header; column++)
		if (wide || !column->wide)
			hz_strv_add(&headers, column->header);
	hz_table_columns(table, (const char *const *)headers.item);
}

static void add_row(struct hz_table *table, const struct hz_view *view, const json_t *row,
		    bool wide)
{
	for (const struct hz_column *column = view->columns; column->header; column++) {
		HZ_AUTO(hz_buf_done) struct hz_buf cell = HZ_BUF_INIT;

		if (column->wide && !wide)
			continue;
		column->cell(&cell, row);
		hz_table_add(table, hz_buf_str(&cell));
	}
}

static void add_table(struct hz_buf *out, const struct hz_view *view, const json_t *rows, bool wide,
		      bool headers)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;
	const json_t *row;
	size_t i;

	add_header(&table, view, wide);
	json_array_foreach(rows, i, row)
		add_row(&table, view, row, wide);
	hz_table_write(out, &table, headers);
}

static int write_out(struct hz_cli *cli, const struct hz_buf *text)
{
	(void)fwrite(hz_buf_str(text), 1, text->len, cli->out);
	return 0;
}

static int print_table(struct hz_cli *cli, const struct hz_print *print)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (json_array_size(print->rows) == 0)
		(void)fprintf(cli->err, "No %s found.\n", print->view->what);
	add_table(&text, print->view, print->rows, print->output == HZ_OUTPUT_WIDE,
		  !print->no_headers);
	return write_out(cli, &text);
}

int hz_print(struct hz_cli *cli, const struct hz_print *print, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *shown = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	(void)err;
	if (print->output == HZ_OUTPUT_TABLE || print->output == HZ_OUTPUT_WIDE)
		return print_table(cli, print);
	shown = choose_fields(cli, print->objects);
	if (print->output == HZ_OUTPUT_NAME)
		add_names(&text, shown);
	else
		add_objects(&text, print->output, shown, print->single);
	return write_out(cli, &text);
}

static void add_documents(struct hz_buf *out, const json_t *objects)
{
	const json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		hz_buf_adds(out, i > 0 ? "---\n" : "");
		hz_yaml_write(out, object);
	}
}

int hz_print_documents(struct hz_cli *cli, enum hz_output output, const json_t *objects,
		       struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *shown = choose_fields(cli, objects);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	(void)err;
	if (output == HZ_OUTPUT_NAME)
		add_names(&text, shown);
	else if (output == HZ_OUTPUT_JSON)
		add_objects(&text, output, shown, json_array_size(shown) == 1);
	else
		add_documents(&text, shown);
	return write_out(cli, &text);
}
