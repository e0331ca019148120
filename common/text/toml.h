/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A strict reader of a part of TOML (https://toml.io/en/v1.0.0): what
 * github.com/BurntSushi/toml writes, and comments.
 *
 *	# a comment
 *	key = "text"                      also 'text', 12, 1.5, true
 *	keys = ["a", "b"]                 over several lines, too
 *	[table]
 *	[table.inner]
 *	[[tables]]                        one more of a list
 *
 * Texts of several lines, inline tables, dotted keys and dates are errors, and so is
 * everything that TOML forbids. The caller is told of one value after the other, so
 * that a secret is nowhere but in the text and with the caller.
 */
#ifndef HZ_TEXT_TOML_H
#define HZ_TEXT_TOML_H

#include "base/buf.h"
#include "base/err.h"

enum hz_toml_type {
	HZ_TOML_TEXT,
	HZ_TOML_NUMBER,
	HZ_TOML_FLAG,
	HZ_TOML_LIST, /* what is in it is checked, and not told */
};

/* All borrowed, for the call only. */
struct hz_toml_value {
	const char *table; /* its name as a path of text/json.h: "", "contexts.preferences" */
	size_t number;     /* which one of a list, the outermost, from 1; 0: in no list */
	const char *key;
	enum hz_toml_type type;
	const char *text; /* of a TEXT, decoded; else NULL */
	int line;         /* of the value, from 1 */
	int column;       /* in characters, from 1 */
};

/* Who is told; < 0 ends the reading with @err as set. */
struct hz_toml_reader {
	int (*on_value)(void *data, const struct hz_toml_value *value, struct hz_err *err);
	void *data;
};

/*
 * Reads @text, UTF-8. Errors are of kind INVALID, reason "BadToml", say
 * "NAME:LINE:COLUMN: …", and quote nothing. The caller caps the size of @text.
 */
int hz_toml_read(const char *text, size_t len, const char *name,
		 const struct hz_toml_reader *reader, struct hz_err *err);

#endif
