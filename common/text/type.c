/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The types that the fields of a document must have.
 */
#include "text/type.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/base64.h"
#include "base/str.h"
#include "text/json.h"
#include "text/json_path.h"

const struct hz_type hz_type_text = { .shape = HZ_TYPE_TEXT };
const struct hz_type hz_type_flag = { .shape = HZ_TYPE_FLAG };
const struct hz_type hz_type_bytes = { .shape = HZ_TYPE_BYTES };
const struct hz_type hz_type_anything = { .shape = HZ_TYPE_ANYTHING };
const struct hz_type hz_type_texts = { .shape = HZ_TYPE_LIST, .of = &hz_type_text };
const struct hz_type hz_type_text_map = { .shape = HZ_TYPE_MAP, .of = &hz_type_text };

/* One value of the document, as a link of the chain to its root. */
struct place {
	const struct place *outer; /* NULL for the root */
	const char *key;           /* NULL for an item of a list */
	size_t index;
};

struct check {
	const struct hz_type_source *source;
	struct hz_err *err;
};

static void add_path(struct hz_buf *path, const struct place *place)
{
	if (!place->outer)
		return;
	add_path(path, place->outer);
	if (place->key)
		hz_json_path_add(path, place->key);
	else
		hz_buf_addf(path, "%s%zu", path->len > 0 ? "." : "", place->index);
}

int hz_type_refuse(const struct hz_type_source *source, const char *path, struct hz_err *err,
		   const char *format, ...)
{
	HZ_AUTO(hz_buf_done) struct hz_buf where = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *why = NULL;
	struct hz_yaml_mark mark;
	va_list args;

	va_start(args, format);
	if (vasprintf(&why, format, args) < 0)
		abort();
	va_end(args);
	hz_buf_adds(&where, source->name);
	if (source->marks && hz_yaml_mark_find(source->marks, path, false, &mark))
		hz_buf_addf(&where, ":%d:%d", mark.line, mark.column);
	if (*path)
		hz_buf_addf(&where, ": %s", path);
	return hz_err_set(err, HZ_ERR_INVALID, source->reason, "%s: %s", hz_buf_str(&where), why);
}

/* Always returns -1. */
static int refuse(const struct check *check, const struct place *place, const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf path = HZ_BUF_INIT;

	add_path(&path, place);
	return hz_type_refuse(check->source, hz_buf_str(&path), check->err, "%s", why);
}

/* A value has another type than it must have. */
static int refuse_type(const struct check *check, const struct place *place, const char *must,
		       const json_t *value)
{
	static const char *const is[] = {
		[JSON_OBJECT] = "a mapping", [JSON_ARRAY] = "a list",  [JSON_STRING] = "text",
		[JSON_INTEGER] = "a number", [JSON_REAL] = "a number", [JSON_TRUE] = "true",
		[JSON_FALSE] = "false",      [JSON_NULL] = "nothing",
	};

	HZ_AUTO(hz_freep) char *why = hz_strf("must be %s, not %s", must, is[json_typeof(value)]);

	(void)refuse(check, place, why);
	if (!json_is_object(value) && !json_is_array(value) && hz_str_eq(must, "text"))
		(void)hz_err_advise(check->err, "Put the value in quotes.");
	return -1;
}

static int check_value(const struct check *check, const struct place *place, const json_t *value,
		       const struct hz_type *type);

static int check_bytes(const struct check *check, const struct place *place, const json_t *value)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf out = HZ_BUF_INIT;

	if (!json_is_string(value))
		return refuse_type(check, place, "base64 text", value);
	if (hz_base64_decode(&out, json_string_value(value)) < 0)
		return refuse(check, place, "is not valid base64");
	return 0;
}

static int check_object(const struct check *check, const struct place *place, const json_t *value,
			const struct hz_type *type)
{
	if (!json_is_object(value))
		return refuse_type(check, place, "a mapping", value);
	for (const struct hz_type_field *field = type->fields; field->name; field++) {
		const struct place inner = { .outer = place, .key = field->name };
		const json_t *member = json_object_get(value, field->name);

		if (check_value(check, &inner, member, field->type) < 0)
			return -1;
	}
	return 0;
}

static int check_map(const struct check *check, const struct place *place, const json_t *value,
		     const struct hz_type *type)
{
	const char *key;
	json_t *member;

	if (!json_is_object(value))
		return refuse_type(check, place, "a mapping", value);
	json_object_foreach(hz_json_read(value), key, member) {
		const struct place inner = { .outer = place, .key = key };

		if (check_value(check, &inner, member, type->of) < 0)
			return -1;
	}
	return 0;
}

/* No name may stand twice; an item without one has the name "". */
static int check_names(const struct check *check, const struct place *place, const json_t *list,
		       const char *what)
{
	HZ_AUTO(hz_json_unrefp) json_t *seen = json_object();
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		const struct place inner = { .outer = place, .index = i };
		const char *given = hz_json_str(item, "name");
		const char *name = given ? given : "";
		HZ_AUTO(hz_freep) char *why = NULL;

		if (json_object_get(seen, name)) {
			why = hz_strf("a second %s is named \"%s\"", what, name);
			return refuse(check, &inner, why);
		}
		(void)json_object_set_new(seen, name, json_true());
	}
	return 0;
}

static int check_list(const struct check *check, const struct place *place, const json_t *value,
		      const struct hz_type *type)
{
	const json_t *item;
	size_t i;

	if (!json_is_array(value))
		return refuse_type(check, place, "a list", value);
	json_array_foreach(value, i, item) {
		const struct place inner = { .outer = place, .index = i };

		if (check_value(check, &inner, item, type->of) < 0)
			return -1;
	}
	return type->unique ? check_names(check, place, value, type->unique) : 0;
}

static int check_value(const struct check *check, const struct place *place, const json_t *value,
		       const struct hz_type *type)
{
	if (!value || json_is_null(value))
		return 0;
	switch (type->shape) {
	case HZ_TYPE_TEXT:
		return json_is_string(value) ? 0 : refuse_type(check, place, "text", value);
	case HZ_TYPE_FLAG:
		return json_is_boolean(value) ? 0
					      : refuse_type(check, place, "true or false", value);
	case HZ_TYPE_BYTES:
		return check_bytes(check, place, value);
	case HZ_TYPE_LIST:
		return check_list(check, place, value, type);
	case HZ_TYPE_MAP:
		return check_map(check, place, value, type);
	case HZ_TYPE_OBJECT:
		return check_object(check, place, value, type);
	case HZ_TYPE_ANYTHING:
		break;
	}
	return 0;
}

int hz_type_check(const json_t *document, const struct hz_type *type,
		  const struct hz_type_source *source, struct hz_err *err)
{
	const struct check check = { .source = source, .err = err };
	const struct place root = { .outer = NULL };

	return check_value(&check, &root, document, type);
}
