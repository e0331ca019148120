/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parser of JSONPath templates. What stands in brackets is parsed as a template of
 * its own, which is how upstream does it and where most of its oddities come from.
 */
#ifndef HZ_TEXT_JSONPATH_PARSER_H
#define HZ_TEXT_JSONPATH_PARSER_H

#include "text/jsonpath_node.h"

struct hz_jsonpath_parser {
	const struct hz_jsonpath *path; /* the whole template, for messages */
	const char *text;               /* what is parsed, @len bytes; borrowed */
	size_t len;
	size_t pos;     /* of what is read next */
	size_t at;      /* byte of the template where @text is from */
	size_t prefix;  /* how many bytes of @text stand in none */
	unsigned depth; /* of templates within templates */
	bool inner;     /* in a filter or a union, where ranges mean nothing */
	struct hz_err *err;
};

/* Where byte @pos of the parser's text is in the template. */
size_t hz_jsonpath_at(const struct hz_jsonpath_parser *parser, size_t pos);

/* Sets the parser's error about byte @pos of its text. Always returns -1. */
int hz_jsonpath_refuse(const struct hz_jsonpath_parser *parser, size_t pos, const char *format, ...)
	HZ_PRINTF(3, 4);

/* Texts and actions up to the end, appended to @list. */
int hz_jsonpath_parse_texts(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list);

/* What stands behind a "[", and behind a "[?(", up to the "]". */
int hz_jsonpath_parse_bracket(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list);
int hz_jsonpath_parse_filter(struct hz_jsonpath_parser *parser, struct hz_jsonpath_list *list);

/* A part of the parser's text that is parsed as an action of its own. */
struct hz_jsonpath_part {
	const char *before; /* what is put before it behind the "{" */
	size_t pos;
	size_t len;
	const char *after; /* what is put behind it before the "}" */
	bool inner;
};

/* The steps of the part, appended to @list. */
int hz_jsonpath_parse_part(const struct hz_jsonpath_parser *parser,
			   const struct hz_jsonpath_part *part, struct hz_jsonpath_list *list);

/*
 * Appends what the quoted string of @len bytes with its quotes stands for: 0, or -1
 * when an escape is none. The rules are those of Go's strconv.UnquoteChar.
 */
int hz_jsonpath_unquote(const char *text, size_t len, struct hz_buf *out);

#endif
