/* SPDX-License-Identifier: Apache-2.0 */
/*
 * YAML templates, filled in on parsed nodes.
 */
#include "capi/template.h"

#include <string.h>

#include "base/embedded.h"
#include "base/str.h"
#include "capi/data_file.h"
#include "text/json.h"

/* What stands between "${" at @text and "}": its length, or -1 when it does not end. */
static ssize_t path_length(const char *text)
{
	const char *end = strchr(text, '}');

	return end ? end - (text + 2) : -1;
}

/* A new reference to what ${@path} stands for; NULL if there is nothing. */
static json_t *look_up(const char *path, const json_t *values)
{
	const char *file = hz_str_after(path, "file:");
	HZ_AUTO(hz_freep) char *name = file ? hz_strf("capi/%s", file) : NULL;

	if (file)
		return json_string(hz_embedded_text(name));
	return *path ? json_deep_copy(hz_json_get(values, path)) : NULL;
}

static int unknown(const char *path, struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_FAILED, "BadTemplate", "nothing is known as ${%s}", path);
}

/* Appends the scalar @value as text. */
static int add_text(struct hz_buf *out, const json_t *value, const char *path, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *json = NULL;

	if (json_is_string(value)) {
		hz_buf_adds(out, json_string_value(value));
		return 0;
	}
	if (!json_is_number(value) && !json_is_boolean(value))
		return hz_err_set(err, HZ_ERR_FAILED, "BadTemplate", "${%s} cannot stand in a text",
				  path);
	json = hz_json_text(value);
	hz_buf_adds(out, json);
	return 0;
}

/* Text with scalars in it. */
static int fill_text(const char *text, const json_t *values, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	const char *dollar;

	while ((dollar = strstr(text, "${")) && path_length(dollar) >= 0) {
		HZ_AUTO(hz_freep) char *path = hz_strndup(dollar + 2, (size_t)path_length(dollar));
		HZ_AUTO(hz_json_unrefp) json_t *value = look_up(path, values);

		hz_buf_add(&out, text, (size_t)(dollar - text));
		if (!value)
			return unknown(path, err);
		if (add_text(&out, value, path, err) < 0)
			return -1;
		text = dollar + strlen(path) + strlen("${}");
	}
	hz_buf_adds(&out, text);
	*ret = json_string(hz_buf_str(&out));
	return 0;
}

static int fill_string(const char *text, const json_t *values, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = NULL;
	json_t *value;

	if (!hz_str_starts(text, "${") || path_length(text) != (ssize_t)strlen(text) - 3)
		return fill_text(text, values, ret, err);
	path = hz_strndup(text + 2, strlen(text) - 3);
	value = look_up(path, values);
	if (!value)
		return unknown(path, err);
	*ret = value;
	return 0;
}

/* Whether a value came to be null, and was not written so. */
static bool is_removed(const json_t *template, const json_t *filled)
{
	return json_is_null(filled) && !json_is_null(template);
}

static int fill_object(const json_t *template, const json_t *values, json_t **ret,
		       struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = json_object();
	const char *key;
	json_t *member;

	json_object_foreach(hz_json_read(template), key, member) {
		json_t *filled = NULL;

		if (hz_template_fill(member, values, &filled, err) < 0)
			return -1;
		if (is_removed(member, filled))
			json_decref(filled);
		else
			(void)json_object_set_new(object, key, filled);
	}
	*ret = HZ_TAKE(object);
	return 0;
}

static int fill_array(const json_t *template, const json_t *values, json_t **ret,
		      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *array = json_array();
	size_t i;
	json_t *item;

	json_array_foreach(template, i, item) {
		json_t *filled = NULL;

		if (hz_template_fill(item, values, &filled, err) < 0)
			return -1;
		if (is_removed(item, filled))
			json_decref(filled);
		else
			(void)json_array_append_new(array, filled);
	}
	*ret = HZ_TAKE(array);
	return 0;
}

int hz_template_fill(const json_t *template, const json_t *values, json_t **ret, struct hz_err *err)
{
	if (json_is_object(template))
		return fill_object(template, values, ret, err);
	if (json_is_array(template))
		return fill_array(template, values, ret, err);
	if (json_is_string(template))
		return fill_string(json_string_value(template), values, ret, err);
	*ret = json_deep_copy(template);
	return 0;
}

json_t *hz_template_load(const char *name)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("templates/%s", name);

	return hz_data_file(path);
}
