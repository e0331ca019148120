/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the values of a document stand: its nodes, kept for questions.
 */
#ifndef HZ_TEXT_YAML_MARKS_H
#define HZ_TEXT_YAML_MARKS_H

#include "text/yaml.h"
#include "text/yaml_node.h"

/* Takes over @root; NULL knows no value. */
struct hz_yaml_marks *hz_yaml_marks_new(struct hz_yaml_node *root) HZ_OWNED(hz_yaml_marks_free)
	HZ_NOT_NULL;

#endif
