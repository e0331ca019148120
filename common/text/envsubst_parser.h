/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of the parser share.
 */
#ifndef HZ_TEXT_ENVSUBST_PARSER_H
#define HZ_TEXT_ENVSUBST_PARSER_H

#include "text/envsubst_node.h"

struct hz_envsubst_parser {
	struct hz_envsubst_scan scan;
	const char *name; /* of the template; borrowed */
	size_t depth;
	size_t count;
	struct hz_err *err;
};

/* A text ends before a byte of @stops, "${", and at the end of the template. */
struct hz_envsubst_text {
	const char *stops;
	bool escapes_dollar; /* "$$" is one "$" */
	bool escapes_slash;  /* "\/" is "/", and "\\" is "\" */
	const char *what;    /* for messages */
};

/* Sets the error to what is wrong at @place, made visible. Always returns -1. */
int hz_envsubst_refuse(struct hz_envsubst_parser *parser, struct hz_envsubst_place place,
		       const char *format, ...) HZ_PRINTF(3, 4);

/* The same for the character that is next, where @wanted is expected; or for the end, of @node. */
int hz_envsubst_refuse_character(struct hz_envsubst_parser *parser,
				 const struct hz_envsubst_node *node, const char *wanted);

/* The text that is next, perhaps empty; owned by the caller. */
struct hz_envsubst_node *hz_envsubst_read_text(struct hz_envsubst_parser *parser,
					       const struct hz_envsubst_text *rule);

/* Reads an argument of @node: one substitution, or one text that is not empty. */
int hz_envsubst_parse_argument(struct hz_envsubst_parser *parser,
			       const struct hz_envsubst_node *node,
			       const struct hz_envsubst_text *rule, struct hz_envsubst_node **ret);

/* Reads the substitution that opens here. */
int hz_envsubst_parse_substitution(struct hz_envsubst_parser *parser,
				   struct hz_envsubst_node **ret);

#endif
