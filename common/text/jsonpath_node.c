/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSONPath template as a tree.
 */
#include "text/jsonpath_node.h"

#include "base/str.h"

static void done_node(struct hz_jsonpath_node *node)
{
	json_decref(node->value);
	for (size_t i = 0; i < node->list_count; i++)
		hz_jsonpath_list_done(&node->lists[i]);
	free(node->lists);
}

void hz_jsonpath_list_done(struct hz_jsonpath_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		done_node(&list->item[i]);
	free(list->item);
	*list = (struct hz_jsonpath_list){ .count = 0 };
}

/* Lists grow to the powers of two. */
static bool is_full(size_t count)
{
	return (count & (count - 1)) == 0;
}

static struct hz_jsonpath_node *grow(struct hz_jsonpath_list *list)
{
	if (is_full(list->count))
		list->item = hz_resize(list->item, list->count ? list->count * 2 : 1,
				       sizeof(*list->item));
	return &list->item[list->count++];
}

struct hz_jsonpath_node *hz_jsonpath_list_add(struct hz_jsonpath_list *list,
					      enum hz_jsonpath_type type, size_t at)
{
	struct hz_jsonpath_node *node = grow(list);

	*node = (struct hz_jsonpath_node){ .type = type, .at = at };
	return node;
}

void hz_jsonpath_list_move(struct hz_jsonpath_list *list, struct hz_jsonpath_list *from)
{
	for (size_t i = 0; i < from->count; i++)
		*grow(list) = from->item[i];
	from->count = 0;
	hz_jsonpath_list_done(from);
}

struct hz_jsonpath_list *hz_jsonpath_node_list(struct hz_jsonpath_node *node)
{
	struct hz_jsonpath_list *list;

	if (is_full(node->list_count))
		node->lists = hz_resize(node->lists, node->list_count ? node->list_count * 2 : 1,
					sizeof(*node->lists));
	list = &node->lists[node->list_count++];
	*list = (struct hz_jsonpath_list){ .count = 0 };
	return list;
}

void hz_jsonpath_add_place(struct hz_buf *out, const char *text, size_t len, size_t at)
{
	size_t line = 1;
	size_t character = 1;

	for (size_t i = 0, size; i < at && i < len; i += size) {
		unsigned code = 0;

		size = hz_utf8_next(text + i, len - i, &code);
		size = size ? size : 1;
		character = text[i] == '\n' ? 1 : character + 1;
		line += text[i] == '\n';
	}
	if (line > 1)
		hz_buf_addf(out, "line %zu, ", line);
	hz_buf_addf(out, "character %zu", character);
}

void hz_jsonpath_free(struct hz_jsonpath *path)
{
	if (!path)
		return;
	hz_jsonpath_list_done(&path->root);
	free(path->text);
	free(path);
}

void hz_jsonpath_freep(struct hz_jsonpath **path)
{
	hz_jsonpath_free(*path);
}

bool hz_jsonpath_is_text(const struct hz_jsonpath *path)
{
	for (size_t i = 0; i < path->root.count; i++)
		if (path->root.item[i].type != HZ_JSONPATH_LITERAL)
			return false;
	return true;
}
