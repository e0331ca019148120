/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with one input: all of it at once, each problem with its place.
 *
 * An input is a tree of values that came from a file, from flags, or from both. The
 * place of a problem is where the user wrote the value: "FILE:LINE:COLUMN: path: …", or
 * "--flag: …" when a flag set it. A value that nobody wrote has the place of the nearest
 * one around it. Problems are told in the order of the file, and at most
 * HZ_PROBLEMS_SHOWN of them.
 *
 * Zero-initialise with HZ_PROBLEMS_INIT; hz_problems_done() releases it.
 */
#ifndef HZ_TEXT_PROBLEMS_H
#define HZ_TEXT_PROBLEMS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "text/yaml.h"

#define HZ_PROBLEMS_SHOWN 20

struct hz_problem;

struct hz_problems {
	const char *file;                  /* borrowed; NULL when there is none */
	const struct hz_yaml_marks *marks; /* of @file; borrowed, may be NULL */
	json_t *flags;                     /* path -> flag; owned, may be NULL */
	struct hz_problem *item;           /* owned, @count entries */
	size_t count;
};

#define HZ_PROBLEMS_INIT ((struct hz_problems){ .count = 0 })

void hz_problems_done(struct hz_problems *problems);

/* Remembers that @flag ("--location") set the value at @path and all below it. */
void hz_problems_flag(struct hz_problems *problems, const char *path, const char *flag);

/* Adds a problem of the value at @path (text/json_path.h), or of its key when @key. */
void hz_problems_add(struct hz_problems *problems, const char *path, bool key, const char *format,
		     ...) HZ_PRINTF(4, 5);

/*
 * 0 when there are no problems. Otherwise the error of kind INVALID, reason
 * "InvalidSpec", whose message is the only problem or the list of them.
 */
int hz_problems_err(const struct hz_problems *problems, struct hz_err *err);

/* @path as people write it: "spec.workers[0].name". Owned by the caller. */
char *hz_problems_path(const char *path) HZ_OWNED(free) HZ_NOT_NULL;

/* @text in quotes, made safe for a terminal, and cut when it is long. Owned by the caller. */
char *hz_problems_quote(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

#endif
