/* SPDX-License-Identifier: Apache-2.0 */
/*
 * -o: the same rows or objects as table, wide, json, yaml or name.
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

/* How the objects of one kind look in a table. */
struct hz_column {
	const char *header;
	bool wide; /* only with -o wide */
	/* Appends the cell's text; nothing appended shows as <none>. */
	void (*cell)(struct hz_buf *out, const json_t *row);
};

struct hz_view {
	const struct hz_column *columns; /* ends with a NULL header */
	const char *what;                /* plural for "No clusters found", lower case */
};

/*
 * Prints the array @rows (for tables) or @objects (for json, yaml and name) to cli->out.
 * Both have the same order and length; they may be the same array. One object is
 * printed bare when @single, else as a List.
 */
int hz_print(struct hz_cli *cli, enum hz_output output, const struct hz_view *view,
	     const json_t *rows, const json_t *objects, bool single, bool headers,
	     struct hz_err *err);

/* Prints objects as YAML documents separated by "---", as files hold them. */
int hz_print_documents(struct hz_cli *cli, enum hz_output output, const json_t *objects,
		       struct hz_err *err);
#endif
