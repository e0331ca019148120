/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON patch: operations one after the other.
 * https://www.rfc-editor.org/rfc/rfc6902
 */
#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "sandbox/api/patch.h"
#include "text/json_path.h"

/* The document while it is patched, and the operation that is under way. */
struct patching {
	json_t *root;
	const json_t *operation;
	size_t number; /* from 1 */
	struct hz_err *err;
};

static int refuse(const struct patching *patching, const char *reason, const char *what)
{
	const char *path = hz_json_str(patching->operation, "path");

	return hz_err_set(patching->err, HZ_ERR_INVALID, reason, "operation %zu (%s): %s",
			  patching->number, path ? path : "no path", what);
}

/* The parts of a JSON pointer, unescaped. */
static int split_pointer(const struct patching *patching, const char *key, struct hz_strv *parts)
{
	const char *pointer = hz_json_str(patching->operation, key);

	if (!pointer || (*pointer && *pointer != '/'))
		return refuse(patching, "BadPatch", "the pointer does not begin with \"/\"");
	if (!*pointer)
		return 0;
	hz_strv_split(parts, pointer + 1, '/');
	for (size_t i = 0; i < parts->count; i++) {
		char *to = parts->item[i];

		for (const char *from = to; *from; from++, to++) {
			bool escaped = *from == '~' && (from[1] == '0' || from[1] == '1');

			*to = escaped ? (from[1] == '0' ? '~' : '/') : *from;
			from += escaped;
		}
		*to = '\0';
	}
	return 0;
}

/* The index that @part is, below @count, or @count and more. */
static size_t index_of(const char *part, size_t count)
{
	const struct hz_json_part number = { .text = part, .len = strlen(part) };
	size_t index;

	return hz_json_part_index(&number, &index) < 0 ? SIZE_MAX : index < count ? index : count;
}

/* The member @part of @value, or NULL. Borrowed. */
static json_t *step(const json_t *value, const char *part)
{
	if (json_is_array(value))
		return json_array_get(value, index_of(part, json_array_size(value)));
	return json_object_get(value, part);
}

/* The value that the first @count of @parts lead to, or NULL. Borrowed. */
static json_t *walk(const struct patching *patching, const struct hz_strv *parts, size_t count)
{
	json_t *value = patching->root;

	for (size_t i = 0; value && i < count; i++)
		value = step(value, parts->item[i]);
	return value;
}

static void set_root(struct patching *patching, json_t *value)
{
	json_decref(patching->root);
	patching->root = value;
}

/* Takes @value over. */
static int insert(struct patching *patching, const struct hz_strv *parts, json_t *value)
{
	const char *last = parts->count > 0 ? parts->item[parts->count - 1] : NULL;
	json_t *parent = last ? walk(patching, parts, parts->count - 1) : NULL;
	size_t count = json_array_size(parent);

	if (!last) {
		set_root(patching, value);
		return 0;
	}
	if (json_is_object(parent))
		return json_object_set_new(parent, last, value);
	if (json_is_array(parent) && hz_str_eq(last, "-"))
		return json_array_append_new(parent, value);
	if (json_is_array(parent) && index_of(last, count + 1) <= count)
		return json_array_insert_new(parent, index_of(last, count + 1), value);
	json_decref(value);
	return refuse(patching, "PatchFailed", "there is nothing to add to");
}

/* Takes the value out. Hands it over, or NULL with the error set. */
static json_t *take_out(struct patching *patching, const struct hz_strv *parts)
{
	json_t *value = walk(patching, parts, parts->count);
	const char *last = parts->count > 0 ? parts->item[parts->count - 1] : NULL;
	json_t *parent = last ? walk(patching, parts, parts->count - 1) : NULL;

	if (!value || !parent) {
		refuse(patching, "PatchFailed", "there is no such value");
		return NULL;
	}
	json_incref(value);
	if (json_is_array(parent))
		(void)json_array_remove(parent, index_of(last, json_array_size(parent)));
	else
		(void)json_object_del(parent, last);
	return value;
}

/* --- operations ---------------------------------------------------------------------------- */

/* A new reference to a copy of the operation's value; NULL with the error set. */
static json_t *value_of(const struct patching *patching)
{
	const json_t *value = json_object_get(patching->operation, "value");

	if (!value)
		refuse(patching, "BadPatch", "it has no value");
	return value ? json_deep_copy(value) : NULL;
}

static int do_add(struct patching *patching, const struct hz_strv *path)
{
	json_t *value = value_of(patching);

	return value ? insert(patching, path, value) : -1;
}

static int do_remove(struct patching *patching, const struct hz_strv *path)
{
	HZ_AUTO(hz_json_unrefp) json_t *gone = take_out(patching, path);

	return gone ? 0 : -1;
}

static int do_replace(struct patching *patching, const struct hz_strv *path)
{
	if (path->count > 0 && do_remove(patching, path) < 0)
		return -1;
	return do_add(patching, path);
}

static int do_test(struct patching *patching, const struct hz_strv *path)
{
	HZ_AUTO(hz_json_unrefp) json_t *value = value_of(patching);
	const json_t *have = walk(patching, path, path->count);

	if (!value)
		return -1;
	if ((have && json_equal(have, value)) || (!have && json_is_null(value)))
		return 0;
	return refuse(patching, "PatchFailed", "the test fails");
}

static int do_copy(struct patching *patching, const struct hz_strv *path)
{
	HZ_AUTO(hz_strv_done) struct hz_strv from = HZ_STRV_INIT;
	json_t *value;

	if (split_pointer(patching, "from", &from) < 0)
		return -1;
	value = walk(patching, &from, from.count);
	if (!value)
		return refuse(patching, "PatchFailed", "there is no such value");
	return insert(patching, path, json_deep_copy(value));
}

static int do_move(struct patching *patching, const struct hz_strv *path)
{
	HZ_AUTO(hz_strv_done) struct hz_strv from = HZ_STRV_INIT;
	json_t *value;

	if (split_pointer(patching, "from", &from) < 0)
		return -1;
	value = take_out(patching, &from);
	return value ? insert(patching, path, value) : -1;
}

static int do_operation(struct patching *patching)
{
	static const struct {
		const char *name;
		int (*run)(struct patching *patching, const struct hz_strv *path);
	} operations[] = {
		{ "add", do_add },   { "remove", do_remove }, { "replace", do_replace },
		{ "test", do_test }, { "copy", do_copy },     { "move", do_move },
	};
	HZ_AUTO(hz_strv_done) struct hz_strv path = HZ_STRV_INIT;
	const char *name = hz_json_str(patching->operation, "op");

	if (split_pointer(patching, "path", &path) < 0)
		return -1;
	for (size_t i = 0; i < HZ_COUNT(operations); i++)
		if (hz_str_eq(name, operations[i].name))
			return operations[i].run(patching, &path);
	return refuse(patching, "BadPatch", "there is no such operation");
}

int hz_patch_json(const json_t *object, const json_t *patch, json_t **ret, struct hz_err *err)
{
	struct patching patching = { .root = json_deep_copy(object), .err = err };

	if (!json_is_array(patch)) {
		json_decref(patching.root);
		return hz_err_set(err, HZ_ERR_INVALID, "BadPatch",
				  "the patch is no list of operations");
	}
	for (size_t i = 0; i < json_array_size(patch); i++) {
		patching.operation = json_array_get(patch, i);
		patching.number = i + 1;
		if (do_operation(&patching) < 0) {
			json_decref(patching.root);
			return -1;
		}
	}
	*ret = patching.root;
	return 0;
}
