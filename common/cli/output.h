/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of -o: a format, and what it takes behind "=".
 */
#ifndef HZ_CLI_OUTPUT_H
#define HZ_CLI_OUTPUT_H

#include "cli/command.h"
#include "cli/custom_columns.h"
#include "text/jsonpath.h"

enum hz_output_format {
	HZ_OUTPUT_TABLE,
	HZ_OUTPUT_WIDE,
	HZ_OUTPUT_JSON,
	HZ_OUTPUT_YAML,
	HZ_OUTPUT_NAME,
	HZ_OUTPUT_JSONPATH,
	HZ_OUTPUT_JSONPATH_AS_JSON,
	HZ_OUTPUT_CUSTOM_COLUMNS,
};

/* Zero is the table. hz_output_done() releases what a format holds. */
struct hz_output {
	enum hz_output_format format;
	struct hz_jsonpath *path;          /* owned; of the two jsonpath formats */
	struct hz_custom_columns *columns; /* owned; of custom columns */
};

void hz_output_done(struct hz_output *output);

/*
 * Parses -o; "" and NULL are the table. The message of an unknown one is kubectl's.
 * Templates are read here, those of "jsonpath-file=" and "custom-columns-file=" from
 * their files, so that a bad one fails before anything is asked.
 */
int hz_output_parse(const char *text, struct hz_output *ret, struct hz_err *err);

/* hz_output_parse() as the check of an option, so that nothing is done before it fails. */
int hz_output_check(const char *text, struct hz_err *err);

/* The values of -o, for help and completion. */
extern const char *const hz_output_choices[];

/* The entry -o of an option table for the field @field_, a const char * of @type_. */
#define HZ_OUTPUT_OPTION(type_, field_)                                                      \
	{                                                                                    \
		.type = HZ_OPT_STRING, .letter = 'o', .name = "output", .metavar = "FORMAT", \
		.help = "Output format, such as yaml or jsonpath=TEMPLATE",                  \
		.choices = hz_output_choices, .check = hz_output_check,                      \
		.offset = offsetof(type_, field_)                                            \
	}

#endif
