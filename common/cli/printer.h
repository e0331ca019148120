/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o: the same rows or objects as table, wide, json, yaml or name. JSON and YAML are
 * byte for byte what kubectl prints for the same objects.
 */
#ifndef HZ_CLI_PRINTER_H
#define HZ_CLI_PRINTER_H

#include <jansson.h>

#include "cli/command.h"
#include "text/table.h"

enum hz_output {
	HZ_OUTPUT_TABLE,
	HZ_OUTPUT_WIDE,
	HZ_OUTPUT_JSON,
	HZ_OUTPUT_YAML,
	HZ_OUTPUT_NAME,
};

/* Parses -o; "" and NULL are the table. The message of an unknown one is kubectl's. */
int hz_output_parse(const char *text, enum hz_output *ret, struct hz_err *err);

/* hz_output_parse() as the check of an option, so that nothing is done before it fails. */
int hz_output_check(const char *text, struct hz_err *err);

/* The values of -o, for help and completion. */
extern const char *const hz_output_choices[];

/* The entry -o of an option table for the field @field_, a const char * of @type_. */
#define HZ_OUTPUT_OPTION(type_, field_)                                                          \
	{                                                                                        \
		.type = HZ_OPT_STRING, .letter = 'o', .name = "output", .metavar = "FORMAT",     \
		.help = "Output format", .choices = hz_output_choices, .check = hz_output_check, \
		.offset = offsetof(type_, field_)                                                \
	}

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
	enum hz_output output;
	const struct hz_view *view; /* for tables */
	const json_t *rows;         /* array, for tables */
	const json_t *objects;      /* array, for json, yaml and name; may be @rows */
	bool single;                /* the one object bare, else a List */
	bool no_headers;
};

/*
 * Prints it to cli->out; rows and objects have the same order and length. Without rows
 * a table is the line "No <what> found." on cli->err. managedFields are left out unless
 * --show-managed-fields is given. What cannot be written shows when the program ends.
 */
int hz_print(struct hz_cli *cli, const struct hz_print *print, struct hz_err *err);

/*
 * Prints objects as files hold them: YAML documents separated by "---", also for a
 * table; as JSON one object bare, several as a List; or their names.
 */
int hz_print_documents(struct hz_cli *cli, enum hz_output output, const json_t *objects,
		       struct hz_err *err);

#endif
