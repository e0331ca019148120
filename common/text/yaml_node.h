/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The nodes of a YAML document as they stand in the text: scalars not yet
 * understood, aliases not yet replaced, and where each node begins.
 *
 * A tree is owned by its root. An alias borrows the node it stands for, which lies
 * in the same tree, before it and not around it.
 */
#ifndef HZ_TEXT_YAML_NODE_H
#define HZ_TEXT_YAML_NODE_H

#include <stdbool.h>

#include "base/buf.h"
#include "text/yaml_input.h"
#include "text/yaml_resolve.h"

#define HZ_YAML_DEPTH_MAX 512

enum hz_yaml_kind {
	HZ_YAML_SCALAR,
	HZ_YAML_SEQUENCE,
	HZ_YAML_MAPPING,
	HZ_YAML_ALIAS,
};

struct hz_yaml_node {
	enum hz_yaml_kind kind;
	int line;   /* from 1, in the file */
	int column; /* from 1, in characters */
	bool plain; /* a scalar without quotes, and no block */

	/* Plain without a tag, so that the meaning hangs on the text; or with the tag "!". */
	bool implicit;

	char *tag;  /* owned; the full tag, or NULL */
	char *text; /* owned; of a scalar, @len bytes and a NUL */
	size_t len;

	/* Owned with their contents: of a sequence; of a mapping key, value, key, value … */
	struct hz_yaml_node **item;
	size_t count;

	const struct hz_yaml_node *target; /* of an alias; borrowed, never an alias itself */

	bool open; /* while its items are being read */
};

/*
 * Reads the first document of @input: *@ret is its root, or NULL when there is no
 * document. With @only, anything behind it is an error.
 */
int hz_yaml_node_read(struct hz_yaml_input *input, bool only, struct hz_yaml_node **ret,
		      struct hz_err *err);

void hz_yaml_node_free(struct hz_yaml_node *node);
void hz_yaml_node_freep(struct hz_yaml_node **node);

/* Gives a scalar its text and its tag, both copied; @tag may be NULL. */
void hz_yaml_node_set_text(struct hz_yaml_node *node, const char *text, size_t len,
			   const char *tag);

/* Appends to a sequence or a mapping, which owns @item from now on. */
void hz_yaml_node_append(struct hz_yaml_node *node, struct hz_yaml_node *item);

/* @node, or what it stands for when it is an alias. */
const struct hz_yaml_node *hz_yaml_node_target(const struct hz_yaml_node *node);

/* Whether @key, in a mapping, says that its value is merged into the mapping. */
bool hz_yaml_node_is_merge(const struct hz_yaml_node *key);

/* What a scalar means; -1 when its text is not of the type that its tag names. */
int hz_yaml_node_resolve(const struct hz_yaml_node *scalar, struct hz_yaml_scalar *ret);

/*
 * Appends the text of a key as JSON has it: 0, or -1 when JSON can have no such key
 * (null, a list, a mapping, a number that only uint64 holds).
 */
int hz_yaml_node_key(const struct hz_yaml_node *key, struct hz_buf *out);

/* Appends the bytes of a !!binary scalar: 0, or -1 when it is not base64. */
int hz_yaml_node_bytes(const struct hz_yaml_node *scalar, struct hz_buf *out);

#endif
