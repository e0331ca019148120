/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of one YAML document or stream, and errors that say where in it.
 */
#include "text/yaml_input.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static bool starts_character(char c)
{
	return ((unsigned char)c & 0xc0) != 0x80;
}

/* libyaml does not count a byte order mark. */
static size_t first_offset(const struct hz_yaml_input *input)
{
	return input->len >= 3 && memcmp(input->text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

size_t hz_yaml_input_offset(struct hz_yaml_input *input, size_t index)
{
	size_t offset = input->cursor.offset;

	if (index < input->cursor.index || offset == 0) {
		offset = first_offset(input);
		input->cursor.index = 0;
	}
	for (; input->cursor.index < index && offset < input->len; input->cursor.index++)
		do
			offset++;
		while (offset < input->len && !starts_character(input->text[offset]));
	input->cursor.offset = offset;
	return offset;
}

void hz_yaml_input_place(const struct hz_yaml_input *input, size_t offset, int *ret_line,
			 int *ret_column)
{
	size_t end = offset < input->len ? offset : input->len;

	*ret_line = input->line;
	*ret_column = 1;
	for (size_t i = first_offset(input); i < end; i++) {
		if (input->text[i] == '\n') {
			(*ret_line)++;
			*ret_column = 1;
		} else if (starts_character(input->text[i])) {
			(*ret_column)++;
		}
	}
}

int hz_yaml_fail(struct hz_err *err, const struct hz_yaml_input *input, int line, int column,
		 const char *format, ...)
{
	HZ_AUTO(hz_freep) char *what = NULL;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&what, format, args);
	va_end(args);
	if (len < 0)
		abort();
	return hz_err_set(err, HZ_ERR_INVALID, "BadYaml", "%s:%d:%d: %s", input->name, line, column,
			  what);
}
