/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A strict reader of a part of TOML: tables and keys.
 */
#include "text/toml.h"

#include <ctype.h>
#include <jansson.h>
#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "text/toml_input.h"
#include "text/toml_tables.h"

#define LONGEST_KEY 256 /* bytes */
#define MOST_PARTS 8    /* of a table's name */

struct reading {
	struct hz_toml_input input;
	const struct hz_toml_reader *reader;
	struct hz_toml_tables tables;
	json_t *keys; /* of the table so far */
};

static void done_reading(struct reading *reading)
{
	hz_toml_tables_done(&reading->tables);
	json_decref(reading->keys);
}

static int refuse(const struct reading *reading, struct hz_toml_place place, const char *why,
		  struct hz_err *err)
{
	return hz_toml_refuse(&reading->input, place, why, err);
}

static bool is_bare(int c)
{
	return c > 0 && (isalnum(c) || c == '_' || c == '-');
}

/* Reads one part of a key, bare or in quotes. */
static int read_key(struct reading *reading, struct hz_buf *out, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;
	struct hz_toml_place place = input->place;
	int c = hz_toml_peek(input);

	if (c == '"' || c == '\'') {
		if (hz_toml_read_text(input, out, err) < 0)
			return -1;
	} else if (is_bare(c)) {
		for (; is_bare(hz_toml_peek(input)); hz_toml_skip(input))
			hz_buf_addc(out, *input->at);
	} else {
		return refuse(reading, place, "expected a key", err);
	}
	if (out->len > LONGEST_KEY)
		return refuse(reading, place, "the key is too long", err);
	return 0;
}

/* --- tables -------------------------------------------------------------------------------- */

/* Reads "a.b" up to the ']' behind it. */
static int read_name(struct reading *reading, struct hz_strv *parts, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;
	struct hz_toml_place place = input->place;

	do {
		HZ_AUTO(hz_buf_wipe) struct hz_buf part = HZ_BUF_INIT;

		hz_toml_skip_blanks(input);
		if (read_key(reading, &part, err) < 0)
			return -1;
		hz_strv_add(parts, hz_buf_str(&part));
		hz_toml_skip_blanks(input);
	} while (parts->count < MOST_PARTS && hz_toml_skip_if(input, '.'));
	if (hz_toml_skip_if(input, ']'))
		return 0;
	return refuse(reading, parts->count == MOST_PARTS ? place : input->place,
		      parts->count == MOST_PARTS ? "the table lies too deep" : "expected \"]\"",
		      err);
}

/* A line "[table]" or "[[tables]]". */
static int read_table(struct reading *reading, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;
	struct hz_toml_place place = input->place;
	HZ_AUTO(hz_strv_done) struct hz_strv parts = HZ_STRV_INIT;
	const char *fault;
	bool in_list;

	hz_toml_skip(input);
	in_list = hz_toml_skip_if(input, '[');
	if (read_name(reading, &parts, err) < 0)
		return -1;
	if (in_list && !hz_toml_skip_if(input, ']'))
		return refuse(reading, input->place, "expected \"]\"", err);
	fault = hz_toml_tables_open(&reading->tables, &parts, in_list);
	if (fault)
		return refuse(reading, place, fault, err);
	(void)json_object_clear(reading->keys);
	return hz_toml_end_line(input, err);
}

/* --- values -------------------------------------------------------------------------------- */

/* Reads the '=' behind a key. */
static int read_equals(struct reading *reading, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;

	hz_toml_skip_blanks(input);
	if (hz_toml_peek(input) == '.')
		return refuse(reading, input->place, "keys with dots are not read", err);
	if (!hz_toml_skip_if(input, '='))
		return refuse(reading, input->place, "expected \"=\"", err);
	hz_toml_skip_blanks(input);
	return 0;
}

/* Remembers the key; that it was there is an error. */
static int note_key(struct reading *reading, struct hz_toml_place place, const struct hz_buf *key,
		    struct hz_err *err)
{
	const char *name = hz_buf_str(key);

	if (json_object_get(reading->keys, name))
		return refuse(reading, place, "this key stands twice in its table", err);
	(void)json_object_set_new(reading->keys, name, json_null());
	hz_toml_tables_note_value(&reading->tables, name);
	return 0;
}

/* A line "key = value". */
static int read_pair(struct reading *reading, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;
	HZ_AUTO(hz_buf_wipe) struct hz_buf key = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = HZ_BUF_INIT;
	struct hz_toml_place place = input->place;
	struct hz_toml_value value = {
		.table = hz_buf_str(&reading->tables.name),
		.number = reading->tables.number,
	};

	if (read_key(reading, &key, err) < 0 || note_key(reading, place, &key, err) < 0 ||
	    read_equals(reading, err) < 0)
		return -1;
	value.key = hz_buf_str(&key);
	value.line = input->place.line;
	value.column = input->place.column;
	if (hz_toml_read_value(input, &value.type, &text, err) < 0 ||
	    hz_toml_end_line(input, err) < 0)
		return -1;
	value.text = value.type == HZ_TOML_TEXT ? hz_buf_str(&text) : NULL;
	return reading->reader->on_value(reading->reader->data, &value, err);
}

static int read_lines(struct reading *reading, struct hz_err *err)
{
	struct hz_toml_input *input = &reading->input;

	for (;;) {
		int c;

		if (hz_toml_skip_lines(input, err) < 0)
			return -1;
		c = hz_toml_peek(input);
		if (c < 0)
			return 0;
		if ((c == '[' ? read_table(reading, err) : read_pair(reading, err)) < 0)
			return -1;
	}
}

int hz_toml_read(const char *text, size_t len, const char *name,
		 const struct hz_toml_reader *reader, struct hz_err *err)
{
	static const char mark[] = "\xef\xbb\xbf"; /* which some editors begin a file with */
	size_t start = len >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
	HZ_AUTO(done_reading)
	struct reading reading = {
		.input = { .at = text + start, .end = text + len, .name = name, .place = { 1, 1 } },
		.reader = reader,
		.keys = json_object(),
	};

	hz_toml_tables_init(&reading.tables);
	return read_lines(&reading, err);
}
