/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Paths to values, and the access to JSON trees along them.
 */
#include "text/json_path.h"

#include <string.h>

#include "text/json.h"

/* A bracket closes at the first ']' behind which a part can start or the path ends. */
static const char *closing_bracket(const char *open)
{
	const char *close = strchr(open, ']');

	while (close && close[1] != '.' && close[1] != '[' && close[1] != '\0')
		close = strchr(close + 1, ']');
	return close;
}

bool hz_json_path_next(const char **path, struct hz_json_part *ret)
{
	const char *text = *path + (**path == '.');
	const char *close = *text == '[' ? closing_bracket(text) : NULL;

	if (*text == '\0')
		return false;
	if (close) {
		*ret = (struct hz_json_part){ text + 1, (size_t)(close - text) - 1 };
		*path = close + 1;
		return true;
	}
	ret->text = text;
	ret->len = strcspn(text + 1, ".[") + 1;
	*path = text + ret->len;
	return true;
}

int hz_json_part_index(const struct hz_json_part *part, size_t *ret)
{
	size_t index = 0;

	if (part->len == 0 || part->len > 9)
		return -1;
	for (size_t i = 0; i < part->len; i++) {
		if (part->text[i] < '0' || part->text[i] > '9')
			return -1;
		index = index * 10 + (size_t)(part->text[i] - '0');
	}
	*ret = index;
	return 0;
}

void hz_json_path_add(struct hz_buf *path, const char *key)
{
	if (*key == '\0' || strpbrk(key, ".[]")) {
		hz_buf_addc(path, '[');
		hz_buf_adds(path, key);
		hz_buf_addc(path, ']');
		return;
	}
	if (path->len > 0)
		hz_buf_addc(path, '.');
	hz_buf_adds(path, key);
}

static json_t *child_of(const json_t *json, const struct hz_json_part *part)
{
	size_t index;

	if (!json_is_array(json))
		return json_object_getn(json, part->text, part->len);
	return hz_json_part_index(part, &index) < 0 ? NULL : json_array_get(json, index);
}

/* Takes over @value; < 0 when @json has no place for it. */
static int put(json_t *json, const struct hz_json_part *part, json_t *value)
{
	size_t index;

	if (!json_is_array(json))
		return json_object_setn_new(json, part->text, part->len, value);
	if (hz_json_part_index(part, &index) < 0 || index > json_array_size(json)) {
		json_decref(value);
		return -1;
	}
	if (index == json_array_size(json))
		return json_array_append_new(json, value);
	return json_array_set_new(json, index, value);
}

json_t *hz_json_get(const json_t *json, const char *path)
{
	json_t *found = hz_json_read(json);
	struct hz_json_part part;

	while (found && hz_json_path_next(&path, &part))
		found = child_of(found, &part);
	return found;
}

const char *hz_json_str(const json_t *json, const char *path)
{
	return json_string_value(hz_json_get(json, path));
}

bool hz_json_bool(const json_t *json, const char *path)
{
	return json_is_true(hz_json_get(json, path));
}

json_int_t hz_json_int(const json_t *json, const char *path)
{
	return json_integer_value(hz_json_get(json, path));
}

json_t *hz_json_array(const json_t *json, const char *path)
{
	json_t *found = hz_json_get(json, path);

	return json_is_array(found) ? found : NULL;
}

/* The container at @part, made when there is none; NULL when there is no place for it. */
static json_t *container_at(json_t *json, const struct hz_json_part *part)
{
	json_t *child = child_of(json, part);

	if (json_is_object(child) || json_is_array(child))
		return child;
	child = json_object();
	return put(json, part, child) < 0 ? NULL : child;
}

void hz_json_set(json_t *json, const char *path, json_t *value)
{
	struct hz_json_part part;
	struct hz_json_part next;

	if (!hz_json_path_next(&path, &part)) {
		json_decref(value);
		return;
	}
	while (json && hz_json_path_next(&path, &next)) {
		json = container_at(json, &part);
		part = next;
	}
	(void)put(json, &part, value);
}

void hz_json_set_str(json_t *json, const char *path, const char *value)
{
	if (value)
		hz_json_set(json, path, hz_json_string(value));
}

void hz_json_del(json_t *json, const char *path)
{
	struct hz_json_part part;
	struct hz_json_part next;
	size_t index;

	if (!hz_json_path_next(&path, &part))
		return;
	while (json && hz_json_path_next(&path, &next)) {
		json = child_of(json, &part);
		part = next;
	}
	if (!json_is_array(json))
		(void)json_object_deln(json, part.text, part.len);
	else if (hz_json_part_index(&part, &index) == 0)
		(void)json_array_remove(json, index);
}
