/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A template as a list of texts and substitutions.
 */
#ifndef HZ_TEXT_ENVSUBST_NODE_H
#define HZ_TEXT_ENVSUBST_NODE_H

#include "base/err.h"
#include "text/envsubst_function.h"
#include "text/envsubst_scan.h"

/* A text when @variable is NULL. */
struct hz_envsubst_node {
	struct hz_envsubst_node *next; /* owned */
	char *text;                    /* owned */
	char *variable;                /* owned */
	const struct hz_envsubst_function *function;
	struct hz_envsubst_node *arguments; /* owned; of a function at most two, of a default any */
	struct hz_envsubst_place place;
};

/* Releases the list that begins with @node. */
void hz_envsubst_node_free(struct hz_envsubst_node *node);
void hz_envsubst_node_freep(struct hz_envsubst_node **node);

/* Reads the template; *ret is NULL when it is empty. Errors are those of hz_envsubst_parse(). */
int hz_envsubst_node_parse(const char *text, size_t len, const char *name,
			   struct hz_envsubst_node **ret, struct hz_err *err);

#endif
