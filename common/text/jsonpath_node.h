/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSONPath template as a tree: a list of texts and actions, and each action a list
 * of steps. For the files of text/jsonpath.h only.
 */
#ifndef HZ_TEXT_JSONPATH_NODE_H
#define HZ_TEXT_JSONPATH_NODE_H

#include "text/jsonpath.h"

enum hz_jsonpath_type {
	HZ_JSONPATH_STEPS,     /* lists[0]: one after the other */
	HZ_JSONPATH_LITERAL,   /* text: value, once */
	HZ_JSONPATH_CONSTANT,  /* number or bool: value, for each input */
	HZ_JSONPATH_FIELD,     /* value is the key */
	HZ_JSONPATH_WILDCARD,  /* all fields */
	HZ_JSONPATH_RECURSIVE, /* everything below */
	HZ_JSONPATH_SLICE,     /* bounds */
	HZ_JSONPATH_UNION,     /* lists: the results of all */
	HZ_JSONPATH_FILTER,    /* lists[0] operator lists[1] */
	HZ_JSONPATH_RANGE,
	HZ_JSONPATH_END,
};

enum hz_jsonpath_operator {
	HZ_JSONPATH_EXISTS, /* there is no right side */
	HZ_JSONPATH_EQUAL,
	HZ_JSONPATH_NOT_EQUAL,
	HZ_JSONPATH_LESS,
	HZ_JSONPATH_LESS_EQUAL,
	HZ_JSONPATH_GREATER,
	HZ_JSONPATH_GREATER_EQUAL,
};

/* One of [first:end:step]. */
struct hz_jsonpath_bound {
	long long value;
	bool known;
	bool derived; /* the end that an index alone has: the one behind it */
};

struct hz_jsonpath_node;

struct hz_jsonpath_list {
	struct hz_jsonpath_node *item; /* owned, @count entries */
	size_t count;
};

struct hz_jsonpath_node {
	enum hz_jsonpath_type type;
	size_t at;                      /* byte of the template, for messages */
	json_t *value;                  /* owned; a string may hold any bytes */
	struct hz_jsonpath_list *lists; /* owned, @list_count entries */
	size_t list_count;
	struct hz_jsonpath_bound bound[3];
	enum hz_jsonpath_operator operator_;
};

struct hz_jsonpath {
	char *text; /* owned */
	size_t len;
	struct hz_jsonpath_list root;
};

void hz_jsonpath_list_done(struct hz_jsonpath_list *list);

/* Appends a node without contents; borrowed until the next one is appended. */
struct hz_jsonpath_node *hz_jsonpath_list_add(struct hz_jsonpath_list *list,
					      enum hz_jsonpath_type type, size_t at);

/* Moves all nodes of @from behind those of @list. */
void hz_jsonpath_list_move(struct hz_jsonpath_list *list, struct hz_jsonpath_list *from);

/* Gives the node a list more, an empty one; borrowed until the next one. */
struct hz_jsonpath_list *hz_jsonpath_node_list(struct hz_jsonpath_node *node);

/* Appends where byte @at of the template is, for people: "character 7", "line 2, character 3". */
void hz_jsonpath_add_place(struct hz_buf *out, const char *text, size_t len, size_t at);

#endif
