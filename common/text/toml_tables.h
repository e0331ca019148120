/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tables of a TOML file: which one is read, and which names are taken.
 */
#ifndef HZ_TEXT_TOML_TABLES_H
#define HZ_TEXT_TOML_TABLES_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/strv.h"

/* hz_toml_tables_done() releases the contents. */
struct hz_toml_tables {
	struct hz_buf name; /* of the table that is read, a path of text/json.h; "" at the top */
	size_t number;      /* which one it is of a list, the outermost; 0: in no list */
	struct hz_buf path; /* the name with the index in each list, which it alone has */
	json_t *taken;      /* path -> what has it, as toml_tables.c says */
};

void hz_toml_tables_init(struct hz_toml_tables *tables);
void hz_toml_tables_done(struct hz_toml_tables *tables);

/*
 * Goes on to the table of this name, of which each part but the last stands for the last
 * table if it is a list. Returns NULL, or what is wrong with it; static.
 */
const char *hz_toml_tables_open(struct hz_toml_tables *tables, const struct hz_strv *name,
				bool in_list);

/*
 * Notes a value of the table that is read: no table can have its name. Only values at the
 * top are kept, because long names would add up.
 */
void hz_toml_tables_note_value(struct hz_toml_tables *tables, const char *key);

#endif
