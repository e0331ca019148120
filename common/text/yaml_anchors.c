/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The anchors of one YAML document. Names are found by hash: a file may set and
 * use half a million of them.
 */
#include "text/yaml_anchors.h"

void hz_yaml_anchors_done(struct hz_yaml_anchors *anchors)
{
	json_decref(anchors->index);
	free(anchors->item);
	*anchors = (struct hz_yaml_anchors){ .count = 0 };
}

void hz_yaml_anchors_set(struct hz_yaml_anchors *anchors, const char *name,
			 const struct hz_yaml_node *node)
{
	size_t count = anchors->count;
	const json_t *known;

	if (!name)
		return;
	known = json_object_get(anchors->index, name);
	if (known) {
		anchors->item[json_integer_value(known)].node = node;
		return;
	}
	if (!anchors->index)
		anchors->index = json_object();
	if ((count & (count - 1)) == 0)
		anchors->item =
			hz_resize(anchors->item, count ? 2 * count : 1, sizeof(*anchors->item));
	anchors->item[anchors->count++].node = node;
	json_object_set_new(anchors->index, name, json_integer((json_int_t)count));
}

const struct hz_yaml_node *hz_yaml_anchors_find(const struct hz_yaml_anchors *anchors,
						const char *name)
{
	const json_t *known = json_object_get(anchors->index, name);

	return known ? anchors->item[json_integer_value(known)].node : NULL;
}
