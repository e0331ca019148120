/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the text of a template to its nodes. The source of the grammar, with all of its
 * oddities, is github.com/drone/envsubst/v2, parse/parse.go and parse/scan.go.
 */
#include <string.h>

#include "base/str.h"
#include "text/envsubst.h"
#include "text/envsubst_parser.h"

static const struct hz_envsubst_text plain_text = { "", true, false, NULL };
static const struct hz_envsubst_text default_text = { "}", false, false, "default" };
static const struct hz_envsubst_text offset_text = { ":}", false, false, "offset" };
static const struct hz_envsubst_text length_text = { "}", false, false, "length" };
static const struct hz_envsubst_text pattern_text = { "}", false, false, "pattern" };
static const struct hz_envsubst_text old_text = { "/", true, true, "text to replace" };
static const struct hz_envsubst_text new_text = { "}", true, true, "replacement" };

static char peek(const struct hz_envsubst_parser *parser)
{
	return hz_envsubst_scan_peek(&parser->scan);
}

static int parse_close(struct hz_envsubst_parser *parser, const struct hz_envsubst_node *node)
{
	if (peek(parser) != '}')
		return hz_envsubst_refuse_character(parser, node, "\"}\"");
	hz_envsubst_scan_take(&parser->scan, 1);
	return 0;
}

/* Takes the operator of @len bytes, and sets the function for it. */
static void take_operator(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node,
			  size_t len)
{
	HZ_AUTO(hz_freep) char *sign = hz_strndup(parser->scan.text + parser->scan.at, len);

	hz_envsubst_scan_take(&parser->scan, len);
	node->function = hz_envsubst_function_find(sign);
}

/* The length of an operator of one byte, or two when the next is one of @second. */
static size_t operator_len(const struct hz_envsubst_parser *parser, const char *second)
{
	for (; *second; second++) {
		if (hz_envsubst_scan_sees(&parser->scan, peek(parser), *second))
			return 2;
	}
	return 1;
}

/* Where the node behind the one at @end goes. */
static struct hz_envsubst_node **behind(struct hz_envsubst_node **end)
{
	return *end ? &(*end)->next : end;
}

static int parse_default(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node,
			 size_t len)
{
	struct hz_envsubst_node **end = &node->arguments;

	take_operator(parser, node, len);
	for (; peek(parser) != '}'; end = behind(end)) {
		if (hz_envsubst_parse_argument(parser, node, &default_text, end) < 0)
			return -1;
	}
	return parse_close(parser, node);
}

/* Upstream loses its place when the offset begins with a character of several bytes. */
static bool begins_wide(const struct hz_envsubst_parser *parser)
{
	const struct hz_envsubst_scan *scan = &parser->scan;
	unsigned code;

	return hz_utf8_next(scan->text + scan->at, scan->len - scan->at, &code) > 1;
}

static int parse_substring(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	take_operator(parser, node, 1);
	if (begins_wide(parser))
		return hz_envsubst_refuse_character(parser, node, "an offset");
	if (hz_envsubst_parse_argument(parser, node, &offset_text, &node->arguments) < 0)
		return -1;
	if (peek(parser) != ':')
		return parse_close(parser, node);
	while (peek(parser) == ':')
		hz_envsubst_scan_take(&parser->scan, 1);
	if (hz_envsubst_parse_argument(parser, node, &length_text, behind(&node->arguments)) < 0)
		return -1;
	return parse_close(parser, node);
}

static int parse_colon(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	if (operator_len(parser, "=-?+") == 2)
		return parse_default(parser, node, 2);
	return parse_substring(parser, node);
}

static int parse_case(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	take_operator(parser, node, operator_len(parser, ",^"));
	return parse_close(parser, node);
}

static int parse_trim(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	const char twice[] = { peek(parser), '\0' };

	take_operator(parser, node, operator_len(parser, twice));
	if (hz_envsubst_parse_argument(parser, node, &pattern_text, &node->arguments) < 0)
		return -1;
	return parse_close(parser, node);
}

static int parse_replace(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	take_operator(parser, node, operator_len(parser, "/#%"));
	if (hz_envsubst_parse_argument(parser, node, &old_text, &node->arguments) < 0)
		return -1;
	if (peek(parser) != '/')
		return hz_envsubst_refuse_character(parser, node, "\"/\"");
	while (peek(parser) == '/')
		hz_envsubst_scan_take(&parser->scan, 1);
	if (peek(parser) != '}' &&
	    hz_envsubst_parse_argument(parser, node, &new_text, behind(&node->arguments)) < 0)
		return -1;
	return parse_close(parser, node);
}

static int parse_name(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	HZ_AUTO(hz_buf_done) struct hz_buf name = HZ_BUF_INIT;
	size_t len;

	while ((len = hz_envsubst_scan_name(&parser->scan)) > 0) {
		hz_buf_add(&name, parser->scan.text + parser->scan.at, len);
		hz_envsubst_scan_take(&parser->scan, len);
	}
	if (name.len == 0)
		return hz_envsubst_refuse_character(parser, node, "the name of a variable");
	node->variable = hz_buf_take(&name);
	return 0;
}

static int parse_operation(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	switch (peek(parser)) {
	case '}':
		return parse_close(parser, node);
	case ':':
		return parse_colon(parser, node);
	case '=':
		return parse_default(parser, node, 1);
	case ',':
	case '^':
		return parse_case(parser, node);
	case '/':
		return parse_replace(parser, node);
	case '#':
	case '%':
		return parse_trim(parser, node);
	case '-':
	case '+':
	case '?':
		(void)hz_envsubst_refuse_character(parser, node, "\"}\"");
		return hz_err_advise(parser->err, "A default is written ${%.60s:=default}.",
				     node->variable);
	default:
		return hz_envsubst_refuse_character(parser, node, "\"}\"");
	}
}

/* What stands behind "${". */
static int parse_inside(struct hz_envsubst_parser *parser, struct hz_envsubst_node *node)
{
	if (peek(parser) != '#') {
		if (parse_name(parser, node) < 0)
			return -1;
		return parse_operation(parser, node);
	}
	hz_envsubst_scan_take(&parser->scan, 1);
	node->function = &hz_envsubst_length;
	if (parse_name(parser, node) < 0)
		return -1;
	return parse_close(parser, node);
}

int hz_envsubst_parse_substitution(struct hz_envsubst_parser *parser, struct hz_envsubst_node **ret)
{
	HZ_AUTO(hz_envsubst_node_freep)
	struct hz_envsubst_node *node = hz_alloc(1, sizeof(*node));

	node->place = parser->scan.place;
	if (parser->depth == HZ_ENVSUBST_DEPTH)
		return hz_envsubst_refuse(parser, node->place,
					  "more than %d substitutions in each other",
					  HZ_ENVSUBST_DEPTH);
	if (parser->count++ == HZ_ENVSUBST_COUNT)
		return hz_envsubst_refuse(parser, node->place, "more than %d substitutions",
					  HZ_ENVSUBST_COUNT);
	hz_envsubst_scan_take(&parser->scan, strlen("${"));
	parser->depth++;
	if (parse_inside(parser, node) < 0)
		return -1;
	parser->depth--;
	*ret = HZ_TAKE(node);
	return 0;
}

int hz_envsubst_node_parse(const char *text, size_t len, const char *name,
			   struct hz_envsubst_node **ret, struct hz_err *err)
{
	struct hz_envsubst_parser parser = { .name = name, .err = err };
	HZ_AUTO(hz_envsubst_node_freep) struct hz_envsubst_node *first = NULL;
	struct hz_envsubst_node **end = &first;

	hz_envsubst_scan_init(&parser.scan, text, len);
	for (; peek(&parser) != '\0'; end = behind(end)) {
		if (!hz_envsubst_scan_sees(&parser.scan, '$', '{'))
			*end = hz_envsubst_read_text(&parser, &plain_text);
		else if (hz_envsubst_parse_substitution(&parser, end) < 0)
			return -1;
	}
	*ret = HZ_TAKE(first);
	return 0;
}

void hz_envsubst_node_free(struct hz_envsubst_node *node)
{
	while (node) {
		struct hz_envsubst_node *next = node->next;

		hz_envsubst_node_free(node->arguments);
		free(node->text);
		free(node->variable);
		free(node);
		node = next;
	}
}

void hz_envsubst_node_freep(struct hz_envsubst_node **node)
{
	hz_envsubst_node_free(*node);
}
