/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The state of decoding one YAML document, shared by the files that do it.
 */
#ifndef HZ_TEXT_YAML_DECODER_H
#define HZ_TEXT_YAML_DECODER_H

#include <jansson.h>

#include "text/yaml_node.h"

struct hz_yaml_decoder {
	const struct hz_yaml_input *input; /* borrowed */
	bool strict;
	int depth;
	int alias_depth;
	size_t decoded;    /* nodes, each as often as it is decoded */
	size_t aliased;    /* those of them that an alias stood for */
	size_t alias_text; /* bytes of scalars that aliases have copied */
};

/* An error that points to @node. Always returns -1. */
int hz_yaml_decoder_fail(struct hz_err *err, const struct hz_yaml_decoder *decoder,
			 const struct hz_yaml_node *node, const char *what);

/* Counts a node that is decoded: < 0 when too many of them come from aliases. */
int hz_yaml_decoder_count(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			  struct hz_err *err);

int hz_yaml_decode_node(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			json_t **ret, struct hz_err *err);

/* The same for a mapping. */
int hz_yaml_decode_mapping(struct hz_yaml_decoder *decoder, const struct hz_yaml_node *node,
			   json_t **ret, struct hz_err *err);

#endif
