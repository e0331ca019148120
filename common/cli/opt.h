/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Option tables: looking an option up, and the struct that a table describes.
 */
#ifndef HZ_CLI_OPT_H
#define HZ_CLI_OPT_H

#include "cli/command.h"

/* How an option was typed: by name, or by letter when @name is NULL. */
struct hz_opt_key {
	const char *name; /* without "--"; not NUL-terminated */
	size_t len;
	char letter;
};

/* Where options are looked up: those of @cmd first, then the global ones. */
struct hz_opt_scope {
	const struct hz_cmd *cmd;
	bool below; /* and then those of the commands below @cmd, first the ones with a value */
};

const struct hz_opt *hz_opt_find(const struct hz_opt_scope *scope, const struct hz_opt_key *key);

/* Whether a command below @cmd has an option of the name or letter of @opt without a value. */
bool hz_opt_stands_alone_below(const struct hz_cmd *cmd, const struct hz_opt *opt);

/* Adds the names of the options in @scope that --help shows. */
void hz_opt_names(const struct hz_opt_scope *scope, struct hz_strv *out);

/* Whether @opt is one that users can give, and not a heading. */
bool hz_opt_is_given_by_users(const struct hz_opt *opt);

/* Whether the value of @opt may be the next word: "--x v". */
bool hz_opt_takes_word(const struct hz_opt *opt);

/* Puts the defaults of @table (NULL: none) into the zeroed struct @fields. */
void hz_opt_init(const struct hz_opt *table, void *fields);

/* Releases what the fields own. */
void hz_opt_done(const struct hz_opt *table, void *fields);

/*
 * Puts @value into the field of @opt. Kind USAGE when it is no such value, with the
 * nearest choice.
 */
int hz_opt_set(const struct hz_opt *opt, void *fields, const char *value, struct hz_err *err);

#endif
