/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --dry-run: how much of a command that changes objects is done, with kubectl's words.
 */
#ifndef HZ_CLI_DRY_RUN_H
#define HZ_CLI_DRY_RUN_H

#include "cli/command.h"

enum hz_dry_run {
	HZ_DRY_RUN_NONE,   /* everything */
	HZ_DRY_RUN_CLIENT, /* no request that could change something is sent */
	HZ_DRY_RUN_SERVER, /* the server checks every write and keeps none */
};

/* The words of enum hz_dry_run, NULL-terminated. */
extern const char *const hz_dry_run_words[];

/* The entry of an option table for the field @field, a const char * of @type. */
#define HZ_DRY_RUN_OPTION(type_, field_)                                                   \
	{                                                                                  \
		.type = HZ_OPT_STRING, .name = "dry-run", .metavar = "MODE",               \
		.help = "Change nothing, and show what would be done", .fallback = "none", \
		.choices = hz_dry_run_words, .offset = offsetof(type_, field_)             \
	}

/* What the option's value, one of its words, means. */
enum hz_dry_run hz_dry_run_of(const char *word);

/* What stands behind the line of a result, as kubectl has it: "", " (dry run)", " (server dry
 * run)". */
const char *hz_dry_run_note(enum hz_dry_run dry_run);

#endif
