/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of -o.
 */
#include "cli/output.h"

#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "cli/suggest.h"

/* Sorted, as the message lists them. "table" is what there is without -o. */
const char *const hz_output_choices[] = {
	"custom-columns",
	"custom-columns-file",
	"json",
	"jsonpath",
	"jsonpath-as-json",
	"jsonpath-file",
	"name",
	"table",
	"wide",
	"yaml",
	NULL,
};

/* What a format is, and whether it takes a template behind "=", or the file with one. */
static const struct kind {
	const char *name;
	enum hz_output_format format;
	bool template_;
	bool file;
} kinds[] = {
	{ "table", HZ_OUTPUT_TABLE, false, false },
	{ "wide", HZ_OUTPUT_WIDE, false, false },
	{ "json", HZ_OUTPUT_JSON, false, false },
	{ "yaml", HZ_OUTPUT_YAML, false, false },
	{ "name", HZ_OUTPUT_NAME, false, false },
	{ "jsonpath", HZ_OUTPUT_JSONPATH, true, false },
	{ "jsonpath-file", HZ_OUTPUT_JSONPATH, true, true },
	{ "jsonpath-as-json", HZ_OUTPUT_JSONPATH_AS_JSON, true, false },
	{ "custom-columns", HZ_OUTPUT_CUSTOM_COLUMNS, true, false },
	{ "custom-columns-file", HZ_OUTPUT_CUSTOM_COLUMNS, true, true },
};

void hz_output_done(struct hz_output *output)
{
	hz_jsonpath_free(output->path);
	hz_custom_columns_free(output->columns);
	*output = (struct hz_output){ .format = HZ_OUTPUT_TABLE };
}

static int unknown_output(const char *text, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *list = NULL;
	HZ_AUTO(hz_freep) char *name = hz_strndup(text, strcspn(text, "="));

	for (size_t i = 0; hz_output_choices[i]; i++)
		hz_strv_add(&names, hz_output_choices[i]);
	list = hz_strv_join(&names, ",");
	hz_err_set(err, HZ_ERR_USAGE, "UnknownOutput",
		   "unable to match a printer suitable for the output format \"%s\", allowed "
		   "formats are: %s",
		   text, list);
	return hz_suggest(err, name, hz_output_choices, "");
}

static const struct kind *find_kind(const char *text)
{
	size_t len = strcspn(text, "=");

	for (size_t i = 0; i < HZ_COUNT(kinds); i++)
		if (strlen(kinds[i].name) == len && memcmp(kinds[i].name, text, len) == 0 &&
		    (!text[len] || kinds[i].template_))
			return &kinds[i];
	return NULL;
}

static int missing_template(const struct kind *kind, struct hz_err *err)
{
	bool columns = kind->format == HZ_OUTPUT_CUSTOM_COLUMNS;

	hz_err_set(err, HZ_ERR_USAGE, "NoTemplate", "%s",
		   columns ? "custom-columns format specified but no custom columns given"
			   : "template format specified but no template given");
	return hz_err_advise(err, "Write for example: -o %s=%s", kind->name,
			     kind->file ? "FILE"
			     : columns  ? "NAME:.metadata.name,LABELS:.metadata.labels"
					: "'{.items[*].metadata.name}'");
}

/* The template, or the contents of the file with one; there "-" is a name as others are. */
static int read_template(const struct kind *kind, const char *text, struct hz_buf *out,
			 struct hz_err *err)
{
	if (!kind->file) {
		hz_buf_adds(out, text);
		return 0;
	}
	if (hz_file_read(hz_str_eq(text, "-") ? "./-" : text, out, err) < 0)
		return hz_err_wrap(err, "cannot read the template of -o %s", kind->name);
	return 0;
}

static int parse_template(const struct kind *kind, const char *text, struct hz_output *ret,
			  struct hz_err *err)
{
	struct hz_output output = { .format = kind->format };
	HZ_AUTO(hz_buf_done) struct hz_buf template_ = { .cap = HZ_JSONPATH_TEMPLATE_MAX };
	int r;

	if (*text != '=' || !text[1])
		return missing_template(kind, err);
	if (read_template(kind, text + 1, &template_, err) < 0)
		return -1;
	if (kind->format != HZ_OUTPUT_CUSTOM_COLUMNS)
		r = hz_jsonpath_parse(hz_buf_str(&template_), template_.len, &output.path, err);
	else if (kind->file)
		r = hz_custom_columns_parse_file(hz_buf_str(&template_), &output.columns, err);
	else
		r = hz_custom_columns_parse(hz_buf_str(&template_), &output.columns, err);
	if (r < 0)
		return -1;
	*ret = output;
	return 0;
}

int hz_output_parse(const char *text, struct hz_output *ret, struct hz_err *err)
{
	const struct kind *kind;

	if (hz_str_empty(text)) {
		*ret = (struct hz_output){ .format = HZ_OUTPUT_TABLE };
		return 0;
	}
	kind = find_kind(text);
	if (!kind)
		return unknown_output(text, err);
	if (kind->template_)
		return parse_template(kind, text + strlen(kind->name), ret, err);
	*ret = (struct hz_output){ .format = kind->format };
	return 0;
}

int hz_output_check(const char *text, struct hz_err *err)
{
	HZ_AUTO(hz_output_done) struct hz_output output = { .format = HZ_OUTPUT_TABLE };

	return hz_output_parse(text, &output, err);
}
