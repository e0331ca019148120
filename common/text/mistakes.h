/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with one input: all of it at once, each mistake with its place.
 *
 * An input is a tree of values that came from a file, from flags, or from both. The
 * place of a mistake is where the user wrote the value: "FILE:LINE:COLUMN: path: …", or
 * "--flag: …" when a flag set it. A value that nobody wrote has the place of the nearest
 * one around it. Mistakes are told in the order of the file, and at most
 * HZ_MISTAKES_SHOWN of them.
 *
 * Zero-initialise with HZ_MISTAKES_INIT; hz_mistakes_done() releases it.
 */
#ifndef HZ_TEXT_MISTAKES_H
#define HZ_TEXT_MISTAKES_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "text/yaml.h"

#define HZ_MISTAKES_SHOWN 20

struct hz_mistake;

struct hz_mistakes {
	const char *file;                  /* borrowed; NULL when there is none */
	const struct hz_yaml_marks *marks; /* of @file; borrowed, may be NULL */
	json_t *flags;                     /* path -> flag; owned, may be NULL */
	struct hz_mistake *item;           /* owned, @count entries */
	size_t count;
};

#define HZ_MISTAKES_INIT ((struct hz_mistakes){ .count = 0 })

void hz_mistakes_done(struct hz_mistakes *mistakes);

/* Remembers that @flag ("--location") set the value at @path and all below it. */
void hz_mistakes_flag(struct hz_mistakes *mistakes, const char *path, const char *flag);

/* Adds a mistake of the value at @path (text/json_path.h), or of its key when @key. */
void hz_mistakes_add(struct hz_mistakes *mistakes, const char *path, bool key, const char *format,
		     ...) HZ_PRINTF(4, 5);

/*
 * 0 when there are none. Otherwise the error of kind INVALID, reason
 * "InvalidSpec", whose message is the only one or the list of them.
 */
int hz_mistakes_err(const struct hz_mistakes *mistakes, struct hz_err *err);

/* @text in quotes, made safe for a terminal, and cut when it is long. Owned by the caller. */
char *hz_mistakes_quote(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

#endif
