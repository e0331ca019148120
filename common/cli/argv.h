/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line, read one word or option at a time, by the rules of pflag
 * (https://github.com/spf13/pflag), which kubectl uses: "--x v", "--x=v", "-x v",
 * "-xv", "-x=v", letters in bundles, "--" before words only. No abbreviations.
 */
#ifndef HZ_CLI_ARGV_H
#define HZ_CLI_ARGV_H

#include "cli/opt.h"

struct hz_argv {
	char *const *next;   /* the first string that is still unread; NULL-terminated */
	const char *letters; /* what is left of a bundle such as "-Aw"; NULL: nothing */
	bool ended;          /* "--" was read: only words follow */
};

struct hz_arg {
	const struct hz_opt *opt; /* NULL: it is a word */
	const char *text;         /* the word, or the value of @opt; borrowed */
};

/*
 * Reads what comes next, options as @scope has them. Returns 1 with *@ret set, 0 at
 * the end, or < 0 with an error of kind USAGE.
 */
int hz_argv_next(struct hz_argv *argv, const struct hz_opt_scope *scope, struct hz_arg *ret,
		 struct hz_err *err);

#endif
