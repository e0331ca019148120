/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o custom-columns=NAME:.metadata.name,…: a table whose columns the user describes.
 */
#include "cli/custom_columns.h"

#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "text/jsonpath.h"
#include "text/table.h"

struct hz_custom_columns {
	struct hz_strv headers;
	struct hz_jsonpath **path; /* owned, as many as headers */
};

void hz_custom_columns_free(struct hz_custom_columns *columns)
{
	if (!columns)
		return;
	for (size_t i = 0; columns->path && i < columns->headers.count; i++)
		hz_jsonpath_free(columns->path[i]);
	free((void *)columns->path);
	hz_strv_done(&columns->headers);
	free(columns);
}

void hz_custom_columns_freep(struct hz_custom_columns **columns)
{
	hz_custom_columns_free(*columns);
}

static int advise_columns(struct hz_err *err)
{
	return hz_err_advise(err, "Write for example: -o custom-columns=NAME:.metadata.name,"
				  "LABELS:.metadata.labels");
}

static int refuse_path(const char *header, const char *path, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_USAGE, "BadColumns",
		   "column %s: unexpected path string \"%s\", expected a 'name1.name2' or "
		   "'.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
		   header, path);
	return -1;
}

/* The path with braces and a dot, whatever of them it has: ".a", "{a}". Nothing stays nothing. */
static int complete_path(const char *header, const char *path, struct hz_buf *out,
			 struct hz_err *err)
{
	size_t len = strlen(path);
	const char *inside = path;

	if (len == 0)
		return 0;
	if (len >= 2 && path[0] == '{' && path[len - 1] == '}') {
		inside++;
		len -= 2;
	}
	if (len == 0 || memchr(inside, '{', len) || memchr(inside, '}', len))
		return refuse_path(header, path, err);
	if (len > 1 && *inside == '.') {
		inside++;
		len--;
	}
	hz_buf_addf(out, "{.%.*s}", (int)len, inside);
	return 0;
}

static int parse_path(const char *header, const char *path, struct hz_jsonpath **ret,
		      struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (complete_path(header, path, &text, err) < 0)
		return -1;
	if (hz_jsonpath_parse(hz_buf_str(&text), text.len, ret, err) < 0)
		return hz_err_wrap(err, "column %s, %s", header, hz_buf_str(&text));
	return 0;
}

/* The columns of as many headers as paths. */
static int make_columns(const struct hz_strv *headers, const struct hz_strv *paths,
			struct hz_custom_columns **ret, struct hz_err *err)
{
	HZ_AUTO(hz_custom_columns_freep)
	struct hz_custom_columns *columns = hz_alloc(1, sizeof(*columns));

	columns->path = hz_alloc(headers->count, sizeof(struct hz_jsonpath *));
	for (size_t i = 0; i < headers->count; i++) {
		hz_strv_add(&columns->headers, headers->item[i]);
		if (parse_path(headers->item[i], paths->item[i], &columns->path[i], err) < 0)
			return -1;
	}
	*ret = HZ_TAKE(columns);
	return 0;
}

int hz_custom_columns_parse(const char *spec, struct hz_custom_columns **ret, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv parts = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv paths = HZ_STRV_INIT;

	if (!*spec) {
		hz_err_set(err, HZ_ERR_USAGE, "BadColumns",
			   "custom-columns format specified but no custom columns given");
		return advise_columns(err);
	}
	hz_strv_split(&parts, spec, ',');
	for (size_t i = 0; i < parts.count; i++) {
		const char *colon = strchr(parts.item[i], ':');

		if (!colon) {
			hz_err_set(err, HZ_ERR_USAGE, "BadColumns",
				   "unexpected custom-columns spec: %s, expected "
				   "<header>:<json-path-expr>",
				   parts.item[i]);
			return advise_columns(err);
		}
		hz_strv_own(&headers, hz_strndup(parts.item[i], (size_t)(colon - parts.item[i])));
		hz_strv_add(&paths, colon + 1);
	}
	return make_columns(&headers, &paths, ret, err);
}

/* Adds the words of the first line, and gives what stands behind it. */
static const char *split_line(const char *text, struct hz_strv *words)
{
	const char *end = text + strcspn(text, "\n");

	while (text < end) {
		size_t len = strcspn(text, " \t\r\v\f\n");

		if (len > 0)
			hz_strv_own(words, hz_strndup(text, len));
		text += len + (text + len < end);
	}
	return *end ? end + 1 : end;
}

int hz_custom_columns_parse_file(const char *text, struct hz_custom_columns **ret,
				 struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv paths = HZ_STRV_INIT;

	(void)split_line(split_line(text, &headers), &paths);
	if (headers.count == 0 || headers.count != paths.count) {
		hz_err_set(err, HZ_ERR_USAGE, "BadColumns",
			   "custom columns: the number of headers (%zu) and that of paths (%zu) "
			   "do not match",
			   headers.count, paths.count);
		return hz_err_advise(err, "The file has a line of headers, and a line with the "
					  "path of each, with blanks between them.");
	}
	return make_columns(&headers, &paths, ret, err);
}

static int add_row(const struct hz_custom_columns *columns, const json_t *object,
		   struct hz_table *table, struct hz_err *err)
{
	for (size_t i = 0; i < columns->headers.count; i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf cell = HZ_BUF_INIT;

		if (hz_jsonpath_cell(columns->path[i], object, &cell, err) < 0)
			return hz_err_wrap(err, "column %s", columns->headers.item[i]);
		hz_table_add_text(table, hz_buf_str(&cell), cell.len);
	}
	return 0;
}

int hz_custom_columns_add(const struct hz_custom_columns *columns, const json_t *objects,
			  bool headers, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_table_done) struct hz_table table = HZ_TABLE_INIT;
	const json_t *object;
	size_t i;

	hz_table_columns(&table, (const char *const *)columns->headers.item);
	table.header_alone = headers;
	json_array_foreach(objects, i, object) {
		if (add_row(columns, object, &table, err) < 0)
			return -1;
	}
	hz_table_write(out, &table, headers);
	return 0;
}
