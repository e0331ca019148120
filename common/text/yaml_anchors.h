/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The anchors of one YAML document: which node a name stands for so far.
 */
#ifndef HZ_TEXT_YAML_ANCHORS_H
#define HZ_TEXT_YAML_ANCHORS_H

#include <jansson.h>

#include "text/yaml_node.h"

struct hz_yaml_anchor {
	const struct hz_yaml_node *node; /* borrowed */
};

/* Zero-initialise; hz_yaml_anchors_done() releases it. */
struct hz_yaml_anchors {
	json_t *index; /* owned; name to place in @item */
	struct hz_yaml_anchor *item;
	size_t count;
};

void hz_yaml_anchors_done(struct hz_yaml_anchors *anchors);

/* The name stands for @node from now on; NULL is no name. */
void hz_yaml_anchors_set(struct hz_yaml_anchors *anchors, const char *name,
			 const struct hz_yaml_node *node);

/* What the name stands for, or NULL. Borrowed. */
const struct hz_yaml_node *hz_yaml_anchors_find(const struct hz_yaml_anchors *anchors,
						const char *name);

#endif
