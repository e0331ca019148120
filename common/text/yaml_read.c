/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading YAML: one document or all of a file, each of which may be JSON instead.
 */
#include <string.h>

#include "base/str.h"
#include "text/json.h"
#include "text/yaml_decode.h"
#include "text/yaml_marks.h"

/* What one document gives. */
struct document {
	json_t *json;                /* owned */
	struct hz_yaml_marks *marks; /* owned; NULL unless wanted */
};

static void document_done(struct document *document)
{
	json_decref(document->json);
	hz_yaml_marks_free(document->marks);
}

static bool may_be_json(const struct hz_yaml_input *input)
{
	for (size_t i = 0; i < input->len; i++)
		if (!strchr(" \t\r\n", input->text[i]))
			return input->text[i] == '{' || input->text[i] == '[';
	return false;
}

/* Whether it is JSON; when strict, without a key that stands twice. */
static bool read_json(const struct hz_yaml_input *input, bool strict, json_t **ret)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *unique = NULL;
	json_error_t error;

	if (!may_be_json(input))
		return false;
	if (strict)
		unique = json_loadb(input->text, input->len,
				    JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	return (unique || !strict) && hz_json_parse(input->text, input->len, ret, &ignored) == 0;
}

static int read_nodes(struct hz_yaml_input *input, const struct hz_yaml_options *options,
		      struct document *ret, struct hz_err *err)
{
	HZ_AUTO(hz_yaml_node_freep) struct hz_yaml_node *root = NULL;
	json_t *json = json_null();

	if (hz_yaml_node_read(input, options->all || options->strict, &root, err) < 0)
		return -1;
	if (root && hz_yaml_decode(input, root, options->strict, &json, err) < 0)
		return -1;
	ret->json = json;
	if (options->ret_marks)
		ret->marks = hz_yaml_marks_new(HZ_TAKE(root));
	return 0;
}

/* JSON is nearly always YAML as well; where it is not, its places are not known. */
static void mark_json(struct hz_yaml_input *input, const struct hz_yaml_options *options,
		      struct document *document)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	struct hz_yaml_node *root = NULL;

	if (!options->ret_marks)
		return;
	(void)hz_yaml_node_read(input, false, &root, &ignored);
	document->marks = hz_yaml_marks_new(root);
}

/*
 * JSON comes first, because YAML refuses some of it: "\ud83d\ude00", or tabs that
 * indent. When strict YAML comes first, because it knows where a key stands twice.
 */
static int read_document(struct hz_yaml_input *input, const struct hz_yaml_options *options,
			 struct document *ret, struct hz_err *err)
{
	if (!options->strict && read_json(input, false, &ret->json)) {
		mark_json(input, options, ret);
		return 0;
	}
	if (read_nodes(input, options, ret, err) == 0)
		return 0;
	if (!options->strict || !read_json(input, true, &ret->json))
		return -1;
	hz_err_done(err);
	mark_json(input, options, ret);
	return 0;
}

/* The length of the first line, with its line break. */
static size_t line_length(const struct hz_yaml_input *input)
{
	const char *newline = memchr(input->text, '\n', input->len);

	return newline ? (size_t)(newline - input->text) + 1 : input->len;
}

/* Whether the first line is a separator, 1 or 0; behind its dashes there may only be a comment. */
static int is_separator(const struct hz_yaml_input *input, struct hz_err *err)
{
	size_t end = line_length(input);
	size_t rest = 3;

	if (end < 3 || strncmp(input->text, "---", 3) != 0)
		return 0;
	while (rest < end && strchr(" \t\r\n\f\v", input->text[rest]))
		rest++;
	if (rest < end && input->text[rest] != '#')
		return hz_yaml_fail(err, input, input->line, (int)rest + 1,
				    "only a comment may follow \"---\" on its line");
	return 1;
}

/*
 * Cuts the next document off @rest, by lines that start with "---": 1, or 0 when
 * there is none left. kubectl does so before it looks at the YAML, and leaves a separator
 * that nothing stands before to the document behind it.
 * https://github.com/kubernetes/apimachinery/blob/v0.35.4/pkg/util/yaml/decoder.go
 */
static int next_document(struct hz_yaml_input *rest, struct hz_yaml_input *ret, struct hz_err *err)
{
	bool ends = false;

	if (rest->len == 0)
		return 0;
	*ret = *rest;
	ret->len = 0;
	while (rest->len > 0 && !ends) {
		size_t len = line_length(rest);
		int separator = is_separator(rest, err);

		if (separator < 0)
			return -1;
		ends = separator && ret->len > 0;
		if (!ends)
			ret->len += len;
		rest->text += len;
		rest->len -= len;
		rest->line++;
	}
	return 1;
}

/* Appends what the next document gives, if it gives anything. */
static int add_document(struct hz_yaml_input *input, const struct hz_yaml_options *options,
			struct document *all, struct hz_err *err)
{
	HZ_AUTO(document_done) struct document one = { .json = NULL };

	if (read_document(input, options, &one, err) < 0)
		return -1;
	if (json_is_null(one.json))
		return 0;
	if (!all->marks)
		all->marks = HZ_TAKE(one.marks);
	json_array_append_new(all->json, HZ_TAKE(one.json));
	return 0;
}

/* kubectl reads lines, of which the last one always ends: a block there has its line break. */
static void end_last_line(struct hz_yaml_input *input, struct hz_buf *ended)
{
	if (input->len == 0 || input->text[input->len - 1] == '\n')
		return;
	hz_buf_add(ended, input->text, input->len);
	hz_buf_addc(ended, '\n');
	input->text = ended->data;
	input->len = ended->len;
}

static int read_all(struct hz_yaml_input *rest, const struct hz_yaml_options *options,
		    struct document *ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf ended = HZ_BUF_INIT;
	struct hz_yaml_input input;
	int r;

	end_last_line(rest, &ended);
	ret->json = json_array();
	while ((r = next_document(rest, &input, err)) > 0) {
		if (add_document(&input, options, ret, err) < 0)
			return -1;
		rest->events = input.events;
	}
	if (!ret->marks)
		ret->marks = hz_yaml_marks_new(NULL);
	return r;
}

int hz_yaml_parse(const char *text, size_t len, const struct hz_yaml_options *options, json_t **ret,
		  struct hz_err *err)
{
	struct hz_yaml_input input = { .name = options->name, .text = text, .len = len, .line = 1 };
	HZ_AUTO(document_done) struct document document = { .json = NULL };
	int r = options->all ? read_all(&input, options, &document, err)
			     : read_document(&input, options, &document, err);

	if (r < 0)
		return -1;
	if (options->ret_marks)
		*options->ret_marks = HZ_TAKE(document.marks);
	*ret = HZ_TAKE(document.json);
	return 0;
}
