/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Printing: the same rows or objects in each format of -o. All but our own tables are
 * byte for byte what kubectl prints for the same objects.
 */
#ifndef HZ_CLI_PRINTER_H
#define HZ_CLI_PRINTER_H

#include <jansson.h>

#include "cli/output.h"
#include "text/table.h"

/* How the objects of one kind look in a table. */
struct hz_column {
	const char *header;
	bool wide; /* only with -o wide */
	/* Appends the cell's text; nothing appended shows as <none>. */
	void (*cell)(struct hz_buf *out, const json_t *row);
};

struct hz_view {
	const struct hz_column *columns; /* ends with a NULL header */
	const char *what;                /* plural for "No clusters found.", lower case */
};

/* What to print; everything is borrowed. */
struct hz_print {
	const struct hz_output *output;
	const struct hz_view *view; /* for tables */
	const json_t *rows;         /* array, for tables */
	const json_t *objects;      /* array, for the other formats; may be @rows */
	bool single;                /* the one object bare, else a List */
	bool no_headers;
};

/*
 * Prints it to cli->out; rows and objects have the same order and length. Without rows
 * a table is the line "No <what> found." on cli->err. managedFields are left out of JSON
 * and YAML unless --show-managed-fields is given. What a jsonpath template finds is made
 * harmless on a terminal, and is left as it is elsewhere. What cannot be written shows
 * when the program ends.
 */
int hz_print(struct hz_cli *cli, const struct hz_print *print, struct hz_err *err);

/*
 * Prints objects as files hold them: YAML documents separated by "---", also for a
 * table; as JSON, and for a jsonpath template, one object bare, several as a List; or
 * their names.
 */
int hz_print_documents(struct hz_cli *cli, const struct hz_output *output, const json_t *objects,
		       struct hz_err *err);

#endif
