/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strict checking of a tree by a schema.
 */
#include "text/schema.h"

#include "base/str.h"
#include "base/strv.h"
#include "text/json.h"
#include "text/json_path.h"
#include "text/schema_value.h"

/* @path with @key behind it. Owned by the caller. */
static char *join(const char *path, const char *key)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, path);
	hz_json_path_add(&out, key);
	return hz_buf_take(&out);
}

static void report_unknown_key(const struct hz_schema_subject *subject, const json_t *properties,
			       const char *key, const char *path)
{
	HZ_AUTO(hz_strv_done) struct hz_strv known = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *joined = NULL;
	const char *nearest;
	const char *name;
	json_t *property;

	json_object_foreach(hz_json_read(properties), name, property)
		hz_strv_add(&known, name);
	hz_strv_sort(&known);
	joined = hz_strv_join(&known, ", ");
	nearest = known.count > 0 ? hz_str_nearest(key, (const char *const *)known.item) : NULL;
	if (nearest)
		hz_mistakes_add(subject->mistakes, path, true, "unknown key; did you mean \"%s\"?",
				nearest);
	else
		hz_mistakes_add(subject->mistakes, path, true, "unknown key; there are: %s",
				joined);
}

static void check(const struct hz_schema_subject *subject);

static void check_members(const struct hz_schema_subject *subject)
{
	const json_t *properties = hz_schema_said(subject, "properties");
	const json_t *others = hz_schema_said(subject, "additionalProperties");
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_read(subject->value), key, value) {
		HZ_AUTO(hz_freep) char *path = join(subject->path, key);
		struct hz_schema_subject member = *subject;

		member.schema = json_object_get(properties, key);
		if (!member.schema)
			member.schema = others;
		member.value = value;
		member.path = path;
		if (!member.schema)
			report_unknown_key(subject, properties, key, path);
		else if (!json_is_null(value))
			check(&member);
	}
}

static void check_object(const struct hz_schema_subject *subject)
{
	size_t i;
	json_t *name;

	check_members(subject);
	json_array_foreach(hz_schema_said(subject, "required"), i, name) {
		const char *key = json_string_value(name);
		const json_t *value = json_object_get(subject->value, key);
		HZ_AUTO(hz_freep) char *path = join(subject->path, key);

		if (!value || json_is_null(value))
			hz_mistakes_add(subject->mistakes, path, false, "is missing");
	}
}

static void check_array(const struct hz_schema_subject *subject)
{
	size_t least = (size_t)json_integer_value(hz_schema_said(subject, "minItems"));
	size_t i;
	json_t *value;

	if (json_array_size(subject->value) < least)
		hz_mistakes_add(subject->mistakes, subject->path, false, "must not be empty");
	json_array_foreach(subject->value, i, value) {
		HZ_AUTO(hz_freep) char *index = hz_strf("%zu", i);
		HZ_AUTO(hz_freep) char *path = join(subject->path, index);
		struct hz_schema_subject item = *subject;

		item.schema = hz_schema_said(subject, "items");
		item.value = value;
		item.path = path;
		check(&item);
	}
}

static void check(const struct hz_schema_subject *subject)
{
	if (!hz_schema_check_type(subject))
		return;
	hz_schema_check_scalar(subject);
	if (json_is_object(subject->value))
		check_object(subject);
	else if (json_is_array(subject->value))
		check_array(subject);
}

void hz_schema_check(const json_t *schema, const json_t *value, struct hz_mistakes *mistakes)
{
	struct hz_schema_subject subject = {
		.root = schema,
		.schema = schema,
		.value = value,
		.path = "",
		.mistakes = mistakes,
	};

	check(&subject);
}
