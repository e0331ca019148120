/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the values of a document stand: its nodes, kept for questions.
 */
#include "text/yaml_marks.h"

#include <string.h>

#include "text/json_path.h"

struct hz_yaml_marks {
	struct hz_yaml_node *root; /* owned; NULL when nothing is known */
};

struct hz_yaml_marks *hz_yaml_marks_new(struct hz_yaml_node *root)
{
	struct hz_yaml_marks *marks = hz_alloc(1, sizeof(*marks));

	marks->root = root;
	return marks;
}

void hz_yaml_marks_free(struct hz_yaml_marks *marks)
{
	if (!marks)
		return;
	hz_yaml_node_free(marks->root);
	free(marks);
}

void hz_yaml_marks_freep(struct hz_yaml_marks **marks)
{
	hz_yaml_marks_free(*marks);
}

/* A key with its value, or a list's item twice. */
struct place {
	const struct hz_yaml_node *key;
	const struct hz_yaml_node *value;
};

static bool find_in_mapping(const struct hz_yaml_node *mapping, const struct hz_json_part *part,
			    struct place *ret);

/* Of a list of mappings the first that has the key counts. */
static bool find_in_merged(const struct hz_yaml_node *source, const struct hz_json_part *part,
			   struct place *ret)
{
	if (source->kind != HZ_YAML_SEQUENCE)
		return find_in_mapping(hz_yaml_node_target(source), part, ret);
	for (size_t i = 0; i < source->count; i++)
		if (find_in_mapping(hz_yaml_node_target(source->item[i]), part, ret))
			return true;
	return false;
}

static bool is_key(const struct hz_yaml_node *key, const struct hz_json_part *part)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	return hz_yaml_node_key(key, &text) == 0 && text.len == part->len &&
	       memcmp(hz_buf_str(&text), part->text, part->len) == 0;
}

/* What stands last in a mapping wins, be it a key or a merge. */
static bool find_in_mapping(const struct hz_yaml_node *mapping, const struct hz_json_part *part,
			    struct place *ret)
{
	for (size_t i = mapping->count; i > 1; i -= 2) {
		const struct hz_yaml_node *key = mapping->item[i - 2];
		const struct hz_yaml_node *value = mapping->item[i - 1];

		if (hz_yaml_node_is_merge(key)) {
			if (find_in_merged(value, part, ret))
				return true;
		} else if (is_key(key, part)) {
			*ret = (struct place){ key, value };
			return true;
		}
	}
	return false;
}

static bool find_in(const struct hz_yaml_node *parent, const struct hz_json_part *part,
		    struct place *ret)
{
	size_t index;

	parent = hz_yaml_node_target(parent);
	if (parent->kind == HZ_YAML_MAPPING)
		return find_in_mapping(parent, part, ret);
	if (parent->kind != HZ_YAML_SEQUENCE || hz_json_part_index(part, &index) < 0 ||
	    index >= parent->count)
		return false;
	*ret = (struct place){ parent->item[index], parent->item[index] };
	return true;
}

bool hz_yaml_mark_find(const struct hz_yaml_marks *marks, const char *path, bool key,
		       struct hz_yaml_mark *ret)
{
	struct place place = { marks->root, marks->root };
	const struct hz_yaml_node *at;
	const struct hz_yaml_node *scalar;
	struct hz_json_part part;

	while (place.value && hz_json_path_next(&path, &part))
		if (!find_in(place.value, &part, &place))
			return false;
	if (!place.value)
		return false;
	at = key ? place.key : place.value;
	scalar = hz_yaml_node_target(at);
	*ret = (struct hz_yaml_mark){
		.line = at->line,
		.column = at->column,
		.quoted = scalar->kind == HZ_YAML_SCALAR && !scalar->plain,
		.plain = scalar->plain ? scalar->text : NULL,
	};
	return true;
}
