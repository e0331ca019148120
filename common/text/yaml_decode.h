/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The JSON tree that the nodes of a YAML document stand for: scalars understood,
 * aliases copied, merges done.
 */
#ifndef HZ_TEXT_YAML_DECODE_H
#define HZ_TEXT_YAML_DECODE_H

#include <jansson.h>

#include "text/yaml_node.h"

/*
 * Decodes @root. With @strict, a key that stands twice in a mapping is an error, and
 * so is a merge that replaces a key before it.
 */
int hz_yaml_decode(const struct hz_yaml_input *input, const struct hz_yaml_node *root, bool strict,
		   json_t **ret, struct hz_err *err);

#endif
