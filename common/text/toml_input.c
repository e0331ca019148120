/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text that the TOML reader reads: where it is, and what ends a word.
 */
#include "text/toml_input.h"

#include "base/str.h"

int hz_toml_peek(const struct hz_toml_input *input)
{
	return input->at < input->end ? (unsigned char)*input->at : -1;
}

void hz_toml_skip(struct hz_toml_input *input)
{
	unsigned char byte = (unsigned char)*input->at++;

	if (byte == '\n') {
		input->place.line++;
		input->place.column = 1;
	} else if ((byte & 0xc0) != 0x80) { /* not inside a character */
		input->place.column++;
	}
}

bool hz_toml_skip_if(struct hz_toml_input *input, char c)
{
	if (hz_toml_peek(input) != c)
		return false;
	hz_toml_skip(input);
	return true;
}

void hz_toml_skip_blanks(struct hz_toml_input *input)
{
	while (hz_toml_peek(input) == ' ' || hz_toml_peek(input) == '\t')
		hz_toml_skip(input);
}

int hz_toml_refuse(const struct hz_toml_input *input, struct hz_toml_place place, const char *why,
		   struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *name = hz_str_visible(input->name);

	return hz_err_set(err, HZ_ERR_INVALID, "BadToml", "%s:%d:%d: %s", name, place.line,
			  place.column, why);
}

int hz_toml_skip_character(struct hz_toml_input *input, struct hz_err *err)
{
	unsigned code = 0;
	size_t len = hz_utf8_next(input->at, (size_t)(input->end - input->at), &code);

	if (len == 0)
		return hz_toml_refuse(input, input->place, "not UTF-8", err);
	if ((code < ' ' && code != '\t') || code == 0x7f)
		return hz_toml_refuse(input, input->place, "a control character", err);
	while (len-- > 0)
		hz_toml_skip(input);
	return 0;
}

/* Goes on behind a line end, "\n" or "\r\n"; false when there is none. */
static bool skip_line_end(struct hz_toml_input *input)
{
	if (hz_toml_peek(input) == '\r' && input->at + 1 < input->end && input->at[1] == '\n')
		hz_toml_skip(input);
	return hz_toml_skip_if(input, '\n');
}

static bool at_line_end(const struct hz_toml_input *input)
{
	int c = hz_toml_peek(input);

	return c < 0 || c == '\n' ||
	       (c == '\r' && input->at + 1 < input->end && input->at[1] == '\n');
}

/* Goes on behind blanks and a comment. */
static int skip_comment(struct hz_toml_input *input, struct hz_err *err)
{
	hz_toml_skip_blanks(input);
	if (hz_toml_peek(input) != '#')
		return 0;
	while (!at_line_end(input))
		if (hz_toml_skip_character(input, err) < 0)
			return -1;
	return 0;
}

int hz_toml_skip_lines(struct hz_toml_input *input, struct hz_err *err)
{
	do {
		if (skip_comment(input, err) < 0)
			return -1;
	} while (skip_line_end(input));
	return 0;
}

int hz_toml_end_line(struct hz_toml_input *input, struct hz_err *err)
{
	if (skip_comment(input, err) < 0)
		return -1;
	if (!at_line_end(input))
		return hz_toml_refuse(input, input->place, "expected the end of the line", err);
	(void)skip_line_end(input);
	return 0;
}
