/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Printing: the same rows or objects in each format of -o.
 */
#include "cli/printer.h"

#include <string.h>
#include <unistd.h>

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

/* The one object, or a List of all. A new reference. */
static json_t *make_root(json_t *objects, bool single)
{
	if (single)
		return json_incref(json_array_get(objects, 0));
	return make_list(json_incref(objects));
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
	add_table(&text, print->view, print->rows, print->output->format == HZ_OUTPUT_WIDE,
		  !print->no_headers);
	return write_out(cli, &text);
}

/* A template is mostly forgotten to be put in braces; kubectl prints it as it stands. */
static void warn_of_text(struct hz_cli *cli, const struct hz_jsonpath *path)
{
	if (!hz_jsonpath_is_text(path))
		return;
	hz_cli_warn(cli, "the jsonpath template has no braces and is only text; a field is "
			 "written as '{.metadata.name}'");
}

static enum hz_jsonpath_style choose_style(const struct hz_cli *cli, const struct hz_output *output)
{
	if (output->format == HZ_OUTPUT_JSONPATH_AS_JSON)
		return HZ_JSONPATH_JSON;
	return isatty(fileno(cli->out)) == 1 ? HZ_JSONPATH_VISIBLE : HZ_JSONPATH_TEXT;
}

/* One of the formats for objects. */
static int add_objects(struct hz_cli *cli, const struct hz_print *print, struct hz_buf *out,
		       struct hz_err *err)
{
	const struct hz_output *output = print->output;
	bool templated = output->path || output->columns;
	HZ_AUTO(hz_json_unrefp)
	json_t *shown = templated ? json_incref(hz_json_read(print->objects))
				  : choose_fields(cli, print->objects);
	HZ_AUTO(hz_json_unrefp) json_t *root = make_root(shown, print->single);

	switch (output->format) {
	case HZ_OUTPUT_NAME:
		add_names(out, shown);
		return 0;
	case HZ_OUTPUT_JSON:
		hz_json_write(out, root, KUBECTL_INDENT);
		return 0;
	case HZ_OUTPUT_JSONPATH:
	case HZ_OUTPUT_JSONPATH_AS_JSON:
		warn_of_text(cli, output->path);
		return hz_jsonpath_print(output->path, root, choose_style(cli, output), out, err);
	case HZ_OUTPUT_CUSTOM_COLUMNS:
		return hz_custom_columns_add(output->columns, shown, !print->no_headers, out, err);
	case HZ_OUTPUT_YAML:
	case HZ_OUTPUT_TABLE:
	case HZ_OUTPUT_WIDE:
		break;
	}
	hz_yaml_write(out, root);
	return 0;
}

static int print_objects(struct hz_cli *cli, const struct hz_print *print, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (add_objects(cli, print, &text, err) < 0)
		return -1;
	return write_out(cli, &text);
}

int hz_print(struct hz_cli *cli, const struct hz_print *print, struct hz_err *err)
{
	if (print->output->format == HZ_OUTPUT_TABLE || print->output->format == HZ_OUTPUT_WIDE)
		return print_table(cli, print);
	return print_objects(cli, print, err);
}

static int print_yaml_documents(struct hz_cli *cli, const json_t *objects)
{
	HZ_AUTO(hz_json_unrefp) json_t *shown = choose_fields(cli, objects);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	const json_t *object;
	size_t i;

	json_array_foreach(shown, i, object) {
		hz_buf_adds(&text, i > 0 ? "---\n" : "");
		hz_yaml_write(&text, object);
	}
	return write_out(cli, &text);
}

int hz_print_documents(struct hz_cli *cli, const struct hz_output *output, const json_t *objects,
		       struct hz_err *err)
{
	switch (output->format) {
	case HZ_OUTPUT_YAML:
	case HZ_OUTPUT_TABLE:
	case HZ_OUTPUT_WIDE:
		return print_yaml_documents(cli, objects);
	case HZ_OUTPUT_JSON:
	case HZ_OUTPUT_NAME:
	case HZ_OUTPUT_JSONPATH:
	case HZ_OUTPUT_JSONPATH_AS_JSON:
	case HZ_OUTPUT_CUSTOM_COLUMNS:
		break;
	}
	return print_objects(cli,
			     &(struct hz_print){ .output = output,
						 .objects = objects,
						 .single = json_array_size(objects) == 1 },
			     err);
}
