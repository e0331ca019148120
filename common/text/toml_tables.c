/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of a TOML file: which one is read, and which names are taken.
 *
 * A path is taken by a list (the number of its tables so far), a table (null), one that
 * is only known by a table in it (false), or a value (true).
 */
#include "text/toml_tables.h"

#include "text/json_path.h"

static const char taken[] = "something else has this name already";

void hz_toml_tables_init(struct hz_toml_tables *tables)
{
	*tables = (struct hz_toml_tables){
		.name = HZ_BUF_INIT,
		.path = HZ_BUF_INIT,
		.taken = json_object(),
	};
}

void hz_toml_tables_done(struct hz_toml_tables *tables)
{
	hz_buf_done(&tables->name);
	hz_buf_done(&tables->path);
	json_decref(tables->taken);
}

/* What has the path that is read, or NULL. */
static const json_t *look(const struct hz_toml_tables *tables)
{
	return json_object_get(tables->taken, hz_buf_str(&tables->path));
}

static void take(struct hz_toml_tables *tables, json_t *by)
{
	(void)json_object_set_new(tables->taken, hz_buf_str(&tables->path), by);
}

/* Goes on to table @index of the list that is read. */
static void enter_list(struct hz_toml_tables *tables, json_int_t index)
{
	hz_buf_addf(&tables->path, ".%lld", (long long)index);
	if (tables->number == 0)
		tables->number = (size_t)index + 1;
}

/* Goes through a table in which another one lies. */
static const char *pass(struct hz_toml_tables *tables)
{
	const json_t *known = look(tables);

	if (json_is_true(known))
		return taken;
	if (!known)
		take(tables, json_false());
	else if (json_is_integer(known))
		enter_list(tables, json_integer_value(known) - 1);
	return NULL;
}

static const char *open_single(struct hz_toml_tables *tables)
{
	const json_t *known = look(tables);

	if (json_is_null(known))
		return "this table stands twice";
	if (known && !json_is_false(known))
		return taken;
	take(tables, json_null());
	return NULL;
}

static const char *open_in_list(struct hz_toml_tables *tables)
{
	const json_t *known = look(tables);
	json_int_t count = json_integer_value(known);

	if (known && !json_is_integer(known))
		return taken;
	take(tables, json_integer(count + 1));
	enter_list(tables, count);
	return NULL;
}

const char *hz_toml_tables_open(struct hz_toml_tables *tables, const struct hz_strv *name,
				bool in_list)
{
	hz_buf_clear(&tables->name);
	hz_buf_clear(&tables->path);
	tables->number = 0;
	for (size_t i = 0; i < name->count; i++) {
		const char *fault;

		if (i > 0 && (fault = pass(tables)))
			return fault;
		hz_json_path_add(&tables->name, name->item[i]);
		hz_json_path_add(&tables->path, name->item[i]);
	}
	return in_list ? open_in_list(tables) : open_single(tables);
}

void hz_toml_tables_note_value(struct hz_toml_tables *tables, const char *key)
{
	HZ_AUTO(hz_buf_done) struct hz_buf path = HZ_BUF_INIT;

	if (tables->path.len > 0)
		return;
	hz_json_path_add(&path, key);
	(void)json_object_set_new(tables->taken, hz_buf_str(&path), json_true());
}
