/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON text as Go's encoding/json prints it.
 */
#include <string.h>

#include "base/str.h"
#include "text/float.h"
#include "text/json.h"

struct writer {
	struct hz_buf *out;
	size_t indent; /* blanks a level, 0 for one line */
	size_t level;
};

static void break_line(const struct writer *writer)
{
	if (writer->indent == 0)
		return;
	hz_buf_addc(writer->out, '\n');
	hz_buf_pad(writer->out, ' ', writer->indent * writer->level);
}

/* The letter that stands behind a backslash for @c, or 0. */
static char short_escape(char c)
{
	static const char plain[] = "\"\\\b\f\n\r\t";
	static const char letter[] = "\"\\bfnrt";
	const char *found = c ? strchr(plain, c) : NULL;

	return found ? letter[found - plain] : '\0';
}

/*
 * Escapes what Go escapes by default: controls, what HTML gives a meaning, and the
 * line breaks of JavaScript.
 */
static bool needs_number(unsigned code)
{
	return code < 0x20 || code == '<' || code == '>' || code == '&' || code == 0x2028 ||
	       code == 0x2029;
}

static void write_string(struct hz_buf *out, const char *text, size_t len)
{
	size_t start = 0; /* of what can be written as it is */

	hz_buf_addc(out, '"');
	for (size_t i = 0, size; i < len; i += size) {
		unsigned code = 0;
		char letter = short_escape(text[i]);

		size = hz_utf8_next(text + i, len - i, &code);
		if (size == 0) /* jansson lets no such string in */
			abort();
		if (!letter && !needs_number(code))
			continue;
		hz_buf_add(out, text + start, i - start);
		start = i + size;
		if (letter)
			hz_buf_addf(out, "\\%c", letter);
		else
			hz_buf_addf(out, "\\u%04x", code);
	}
	hz_buf_add(out, text + start, len - start);
	hz_buf_addc(out, '"');
}

void hz_json_write_number(struct hz_buf *out, const json_t *number)
{
	if (json_is_integer(number))
		hz_buf_addf(out, "%" JSON_INTEGER_FORMAT, json_integer_value(number));
	else
		hz_float_add_json(out, json_real_value(number));
}

static void write_value(struct writer *writer, const json_t *json);

static void write_array(struct writer *writer, const json_t *array)
{
	hz_buf_addc(writer->out, '[');
	writer->level++;
	for (size_t i = 0; i < json_array_size(array); i++) {
		if (i > 0)
			hz_buf_addc(writer->out, ',');
		break_line(writer);
		write_value(writer, json_array_get(array, i));
	}
	writer->level--;
	if (json_array_size(array) > 0)
		break_line(writer);
	hz_buf_addc(writer->out, ']');
}

static void write_object(struct writer *writer, const json_t *object)
{
	HZ_AUTO(hz_freep) const char **keys = hz_json_keys(object);

	hz_buf_addc(writer->out, '{');
	writer->level++;
	for (size_t i = 0; keys[i]; i++) {
		if (i > 0)
			hz_buf_addc(writer->out, ',');
		break_line(writer);
		write_string(writer->out, keys[i], strlen(keys[i]));
		hz_buf_adds(writer->out, writer->indent > 0 ? ": " : ":");
		write_value(writer, json_object_get(object, keys[i]));
	}
	writer->level--;
	if (keys[0])
		break_line(writer);
	hz_buf_addc(writer->out, '}');
}

static void write_value(struct writer *writer, const json_t *json)
{
	switch (json_typeof(json)) {
	case JSON_OBJECT:
		write_object(writer, json);
		break;
	case JSON_ARRAY:
		write_array(writer, json);
		break;
	case JSON_STRING:
		write_string(writer->out, json_string_value(json), json_string_length(json));
		break;
	case JSON_INTEGER:
	case JSON_REAL:
		hz_json_write_number(writer->out, json);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		hz_buf_adds(writer->out, json_is_true(json) ? "true" : "false");
		break;
	case JSON_NULL:
		hz_buf_adds(writer->out, "null");
		break;
	}
}

void hz_json_write(struct hz_buf *out, const json_t *json, int indent)
{
	struct writer writer = { .out = out, .indent = (size_t)indent };

	write_value(&writer, json);
	if (indent > 0)
		hz_buf_addc(out, '\n');
}

char *hz_json_text(const json_t *json)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_json_write(&out, json, 0);
	return hz_buf_take(&out);
}
