/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSONPath templates: texts and actions, and the steps of an action that stand in no
 * brackets.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "text/jsonpath_parser.h"

#define DEPTH_MAX 32

size_t hz_jsonpath_at(const struct hz_jsonpath_parser *parser, size_t pos)
{
	return parser->at + (pos > parser->prefix ? pos - parser->prefix : 0);
}

int hz_jsonpath_refuse(const struct hz_jsonpath_parser *parser, size_t pos, const char *format, ...)
{
	HZ_AUTO(hz_buf_done) struct hz_buf place = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_jsonpath_add_place(&place, parser->path->text, parser->path->len,
			      hz_jsonpath_at(parser, pos));
	return hz_err_set(parser->err, HZ_ERR_USAGE, "BadJsonPath", "jsonpath template, %s: %s",
			  hz_buf_str(&place), text);
}

/* The byte at @pos, or -1 at the end. */
static int byte_at(const struct hz_jsonpath_parser *parser, size_t pos)
{
	return pos < parser->len ? (unsigned char)parser->text[pos] : -1;
}

static bool starts(const struct hz_jsonpath_parser *parser, const char *prefix)
{
	size_t len = strlen(prefix);

	return parser->len - parser->pos >= len &&
	       memcmp(parser->text + parser->pos, prefix, len) == 0;
}

static bool is_digit(int c)
{
	return c >= '0' && c <= '9';
}

/* Whether a word can start here. Beyond ASCII every character counts as a letter. */
static bool starts_word(const struct hz_jsonpath_parser *parser, size_t pos)
{
	int c = byte_at(parser, pos);
	unsigned code = 0;

	if (c >= 0x80)
		return hz_utf8_next(parser->text + pos, parser->len - pos, &code) > 0 &&
		       code != 0xfffd;
	return c == '_' || is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool ends_word(int c)
{
	return c < 0 || (c > 0 && strchr(" \t\r\n.,[]$@{}", c));
}

static struct hz_jsonpath_node *add_string(const struct hz_jsonpath_parser *parser,
					   struct hz_jsonpath_list *list,
					   enum hz_jsonpath_type type, size_t pos,
					   const struct hz_buf *text)
{
	struct hz_jsonpath_node *node =
		hz_jsonpath_list_add(list, type, hz_jsonpath_at(parser, pos));

	node->value = json_stringn_nocheck(hz_buf_str(text), text->len);
	return node;
}

/* A field up to the end of the word; a backslash makes the next character a part of it. */
static int parse_field(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf key = HZ_BUF_INIT;
	size_t start = parser->pos;

	while (!ends_word(byte_at(parser, parser->pos))) {
		if (parser->text[parser->pos] == '\\' && ++parser->pos == parser->len)
			break;
		if (parser->text[parser->pos] != '\\')
			hz_buf_addc(&key, parser->text[parser->pos]);
		parser->pos++;
	}
	if (parser->pos - start == 1 && parser->text[start] == '*')
		(void)hz_jsonpath_list_add(list, HZ_JSONPATH_WILDCARD,
					   hz_jsonpath_at(parser, start));
	else
		(void)add_string(parser, list, HZ_JSONPATH_FIELD, start, &key);
	return 0;
}

static int parse_recursive(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	if (list->count > 0 && list->item[list->count - 1].type == HZ_JSONPATH_RECURSIVE)
		return hz_jsonpath_refuse(parser, parser->pos, "one \"..\" cannot follow another");
	(void)hz_jsonpath_list_add(list, HZ_JSONPATH_RECURSIVE,
				   hz_jsonpath_at(parser, parser->pos));
	parser->pos += 2;
	return starts_word(parser, parser->pos) ? parse_field(parser, list) : 0;
}

/* Where the string that opens at @pos ends, its quote included; 0 when it does not. */
static size_t end_of_quoted(const struct hz_jsonpath_parser *parser, size_t pos)
{
	char quote = parser->text[pos];

	for (size_t i = pos + 1; i < parser->len && parser->text[i] != '\n'; i++)
		if (parser->text[i] == quote && parser->text[i - 1] != '\\')
			return i + 1;
	return 0;
}

static int parse_quoted(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	size_t start = parser->pos;
	size_t end = end_of_quoted(parser, start);

	if (end == 0) {
		hz_jsonpath_refuse(parser, start, "the %c is not closed", parser->text[start]);
		return hz_err_advise(parser->err, "Write a line break in a text as \\n.");
	}
	if (hz_jsonpath_unquote(parser->text + start, end - start, &text) < 0) {
		hz_jsonpath_refuse(parser, start,
				   "a \\ in this text is followed by what it "
				   "cannot be followed by");
		return hz_err_advise(parser->err,
				     "Write \\n, \\t, \\x1b or \\u00e9, \\\\ for a backslash, and "
				     "\\%c for the quote that encloses the text.",
				     parser->text[start]);
	}
	(void)add_string(parser, list, HZ_JSONPATH_LITERAL, start, &text);
	parser->pos = end;
	return 0;
}

static int parse_number(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	size_t start = parser->pos;
	int64_t whole;
	double real;
	json_t *value;

	do {
		hz_buf_addc(&text, parser->text[parser->pos++]);
	} while (is_digit(byte_at(parser, parser->pos)) || byte_at(parser, parser->pos) == '.');
	if (hz_parse_int64(hz_buf_str(&text), &whole) == 0)
		value = json_integer(whole);
	else if (hz_parse_double(hz_buf_str(&text), &real) == 0)
		value = json_real(real);
	else
		return hz_jsonpath_refuse(parser, start, "\"%s\" is no number", hz_buf_str(&text));
	hz_jsonpath_list_add(list, HZ_JSONPATH_CONSTANT, hz_jsonpath_at(parser, start))->value =
		value;
	return 0;
}

static int refuse_word(struct hz_jsonpath_parser *parser, size_t start, const char *word)
{
	hz_jsonpath_refuse(parser, start, "there is no \"%s\" here", word);
	return hz_err_advise(parser->err,
			     "Write .%s for the field of that name, and \"%s\" for the text.", word,
			     word);
}

static int parse_word(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	HZ_AUTO(hz_freep) char *word = NULL;
	size_t start = parser->pos;
	size_t at = hz_jsonpath_at(parser, start);

	while (!ends_word(byte_at(parser, parser->pos)))
		parser->pos++;
	word = hz_strndup(parser->text + start, parser->pos - start);
	if (strlen(word) != parser->pos - start)
		return refuse_word(parser, start, word);
	if (hz_str_eq(word, "true") || hz_str_eq(word, "false"))
		hz_jsonpath_list_add(list, HZ_JSONPATH_CONSTANT, at)->value =
			json_boolean(*word == 't');
	else if (!parser->inner && hz_str_eq(word, "range"))
		(void)hz_jsonpath_list_add(list, HZ_JSONPATH_RANGE, at);
	else if (!parser->inner && hz_str_eq(word, "end"))
		(void)hz_jsonpath_list_add(list, HZ_JSONPATH_END, at);
	else
		return refuse_word(parser, start, word);
	return 0;
}

static int refuse_character(const struct hz_jsonpath_parser *parser)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;
	unsigned code = 0;
	size_t size = hz_utf8_next(parser->text + parser->pos, parser->len - parser->pos, &code);

	hz_str_add_visible(&shown, parser->text + parser->pos, size ? size : 1);
	hz_jsonpath_refuse(parser, parser->pos, "'%s' cannot stand here", hz_buf_str(&shown));
	return hz_err_advise(parser->err, "A field is written as .name, and one whose name has "
					  "dots in it as .a\\.b or ['a\\.b'].");
}

static int parse_step(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	int c = byte_at(parser, parser->pos);

	if (starts(parser, "[?("))
		return hz_jsonpath_parse_filter(parser, list);
	if (starts(parser, ".."))
		return parse_recursive(parser, list);
	if (c == '"' || c == '\'')
		return parse_quoted(parser, list);
	if (c == '+' || c == '-' || is_digit(c))
		return parse_number(parser, list);
	if (starts_word(parser, parser->pos))
		return parse_word(parser, list);
	if (!strchr(" @$[.", c))
		return refuse_character(parser);
	parser->pos++;
	if (c == '[')
		return hz_jsonpath_parse_bracket(parser, list);
	return c == '.' ? parse_field(parser, list) : 0;
}

/* The steps of an action up to its "}". */
static int parse_action(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	size_t opened = parser->pos - 1;

	while (byte_at(parser, parser->pos) != '}') {
		int c = byte_at(parser, parser->pos);

		if (c < 0 || c == '\n' || c == '\r') {
			hz_jsonpath_refuse(parser, opened, "the { is not closed");
			return hz_err_advise(parser->err, "Put a } behind the last step.");
		}
		if (c == 0)
			return refuse_character(parser);
		if (parse_step(parser, list) < 0)
			return -1;
	}
	parser->pos++;
	return 0;
}

int hz_jsonpath_parse_texts(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list)
{
	while (parser->pos < parser->len) {
		const char *text = parser->text + parser->pos;
		const char *brace = memchr(text, '{', parser->len - parser->pos);
		size_t len = brace ? (size_t)(brace - text) : parser->len - parser->pos;
		struct hz_jsonpath_node *node;

		if (len > 0) {
			node = hz_jsonpath_list_add(list, HZ_JSONPATH_LITERAL,
						    hz_jsonpath_at(parser, parser->pos));
			node->value = json_stringn_nocheck(text, len);
		}
		parser->pos += len;
		if (!brace)
			break;
		node = hz_jsonpath_list_add(list, HZ_JSONPATH_STEPS,
					    hz_jsonpath_at(parser, parser->pos++));
		if (parse_action(parser, hz_jsonpath_node_list(node)) < 0)
			return -1;
	}
	return 0;
}

int hz_jsonpath_parse_part(const struct hz_jsonpath_parser *parser,
			   const struct hz_jsonpath_part *part, struct hz_jsonpath_list *list)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_jsonpath_list_done) struct hz_jsonpath_list actions = { .count = 0 };
	struct hz_jsonpath_parser inner = *parser;

	if (parser->depth == DEPTH_MAX)
		return hz_jsonpath_refuse(parser, part->pos, "the brackets are nested too deep");
	hz_buf_addf(&text, "{%s", part->before);
	inner.prefix = text.len;
	inner.at = hz_jsonpath_at(parser, part->pos);
	hz_buf_add(&text, parser->text + part->pos, part->len);
	hz_buf_addf(&text, "%s}", part->after);
	inner.text = hz_buf_str(&text);
	inner.len = text.len;
	inner.pos = 0;
	inner.depth++;
	inner.inner = part->inner || parser->inner;
	if (hz_jsonpath_parse_texts(&inner, &actions) < 0)
		return -1;
	/* What the part has behind a "}" of its own is not looked at. */
	if (actions.count > 0 && actions.item[0].list_count > 0)
		hz_jsonpath_list_move(list, &actions.item[0].lists[0]);
	return 0;
}

/* An {end} that ends nothing fails with every object. */
static int check_ranges(const struct hz_jsonpath_parser *parser,
			const struct hz_jsonpath_list *list, size_t *open)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct hz_jsonpath_node *node = &list->item[i];

		if (node->type == HZ_JSONPATH_STEPS &&
		    check_ranges(parser, &node->lists[0], open) < 0)
			return -1;
		if (node->type == HZ_JSONPATH_RANGE)
			(*open)++;
		if (node->type != HZ_JSONPATH_END)
			continue;
		if (*open == 0) {
			hz_jsonpath_refuse(parser, node->at, "there is no range that ends here");
			return hz_err_advise(parser->err,
					     "Put a {range .items[*]} before what is repeated.");
		}
		(*open)--;
	}
	return 0;
}

int hz_jsonpath_parse(const char *text, size_t len, struct hz_jsonpath **ret, struct hz_err *err)
{
	HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = hz_alloc(1, sizeof(*path));
	struct hz_jsonpath_parser parser = { .path = path, .err = err };
	size_t open = 0;

	if (len > HZ_JSONPATH_TEMPLATE_MAX)
		return hz_err_set(err, HZ_ERR_USAGE, "BadJsonPath",
				  "jsonpath template: it has %zu bytes, more than the %u that are "
				  "accepted",
				  len, HZ_JSONPATH_TEMPLATE_MAX);
	path->text = hz_strndup(text, len);
	path->len = len;
	parser.text = path->text;
	parser.len = len;
	if (hz_jsonpath_parse_texts(&parser, &path->root) < 0 ||
	    check_ranges(&parser, &path->root, &open) < 0)
		return -1;
	*ret = HZ_TAKE(path);
	return 0;
}
