/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The texts of a template, also those inside of a substitution, and what is said of one
 * that is wrong.
 */
#include "text/envsubst_parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

int hz_envsubst_refuse(struct hz_envsubst_parser *parser, struct hz_envsubst_place place,
		       const char *format, ...)
{
	HZ_AUTO(hz_freep) char *message = NULL;
	HZ_AUTO(hz_freep) char *visible = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&message, format, args) < 0)
		abort();
	va_end(args);
	visible = hz_str_visible(message);
	(void)hz_err_set(parser->err, HZ_ERR_INVALID, "BadTemplate", "%s:%d:%d: %s", parser->name,
			 place.line, place.column, visible);
	return hz_err_advise(parser->err, "Write \"$${\" where the text itself has \"${\".");
}

static int refuse_unclosed(struct hz_envsubst_parser *parser, const struct hz_envsubst_node *node)
{
	return hz_envsubst_refuse(parser, node->place, "\"${\" is never closed by \"}\"");
}

static char peek(const struct hz_envsubst_parser *parser)
{
	return hz_envsubst_scan_peek(&parser->scan);
}

static bool opens(const struct hz_envsubst_parser *parser)
{
	return hz_envsubst_scan_sees(&parser->scan, '$', '{');
}

static void take_into(struct hz_envsubst_parser *parser, struct hz_buf *out)
{
	hz_buf_addc(out, peek(parser));
	hz_envsubst_scan_take(&parser->scan, 1);
}

static bool is_escape(const struct hz_envsubst_parser *parser, const struct hz_envsubst_text *rule)
{
	const struct hz_envsubst_scan *scan = &parser->scan;

	if (rule->escapes_dollar && hz_envsubst_scan_sees(scan, '$', '$'))
		return true;
	return rule->escapes_slash &&
	       (hz_envsubst_scan_sees(scan, '\\', '/') || hz_envsubst_scan_sees(scan, '\\', '\\'));
}

struct hz_envsubst_node *hz_envsubst_read_text(struct hz_envsubst_parser *parser,
					       const struct hz_envsubst_text *rule)
{
	struct hz_envsubst_node *node = hz_alloc(1, sizeof(*node));
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	node->place = parser->scan.place;
	while (peek(parser) != '\0' && !opens(parser) && !strchr(rule->stops, peek(parser))) {
		if (is_escape(parser, rule))
			hz_envsubst_scan_take(&parser->scan, 1);
		take_into(parser, &text);
	}
	node->text = hz_buf_take(&text);
	return node;
}

int hz_envsubst_parse_argument(struct hz_envsubst_parser *parser,
			       const struct hz_envsubst_node *node,
			       const struct hz_envsubst_text *rule, struct hz_envsubst_node **ret)
{
	HZ_AUTO(hz_envsubst_node_freep) struct hz_envsubst_node *argument = NULL;

	if (opens(parser))
		return hz_envsubst_parse_substitution(parser, ret);
	argument = hz_envsubst_read_text(parser, rule);
	if (peek(parser) == '\0' && hz_str_eq(rule->stops, "/"))
		return hz_envsubst_refuse(parser, node->place, "\"${%.60s/\" has no second \"/\"",
					  node->variable);
	if (peek(parser) == '\0')
		return refuse_unclosed(parser, node);
	if (argument->text[0] == '\0')
		return hz_envsubst_refuse(parser, parser->scan.place,
					  "the %s of \"%.60s\" is missing", rule->what,
					  node->variable);
	*ret = HZ_TAKE(argument);
	return 0;
}

int hz_envsubst_refuse_character(struct hz_envsubst_parser *parser,
				 const struct hz_envsubst_node *node, const char *wanted)
{
	const struct hz_envsubst_scan *scan = &parser->scan;
	unsigned code;
	size_t len = hz_utf8_next(scan->text + scan->at, scan->len - scan->at, &code);

	if (peek(parser) == '\0')
		return refuse_unclosed(parser, node);
	return hz_envsubst_refuse(parser, scan->place, "%s is expected here, not \"%.*s\"", wanted,
				  len > 0 ? (int)len : 1, scan->text + scan->at);
}
