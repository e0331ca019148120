/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The values of TOML: texts, numbers, true and false, lists.
 */
#include <ctype.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/toml_input.h"

#define DEEPEST_LIST 16
#define LONGEST_WORD 64 /* of a number */

/* --- texts --------------------------------------------------------------------------------- */

/* Reads @digits hexadecimal digits; 0 when they are not there or are no character of a text. */
static unsigned read_hex(struct hz_toml_input *input, int digits)
{
	unsigned code = 0;

	for (; digits > 0; digits--) {
		int c = hz_toml_peek(input);

		if (c < 0 || !isxdigit(c))
			return 0;
		code = code << 4 | (unsigned)(isdigit(c) ? c - '0' : tolower(c) - 'a' + 10);
		hz_toml_skip(input);
	}
	return code > 0x10ffff || (code >= 0xd800 && code < 0xe000) ? 0 : code;
}

/* Appends what the escape sequence behind a '\' means. */
static int read_escape(struct hz_toml_input *input, struct hz_buf *out, struct hz_err *err)
{
	static const char letters[] = "btnfr\"\\";
	static const char meant[] = "\b\t\n\f\r\"\\";
	struct hz_toml_place place = input->place;
	int c = hz_toml_peek(input);
	const char *found = c > 0 ? strchr(letters, c) : NULL;
	unsigned code;

	if (found) {
		hz_toml_skip(input);
		hz_buf_addc(out, meant[found - letters]);
		return 0;
	}
	if (c != 'u' && c != 'U')
		return hz_toml_refuse(input, place, "no such escape sequence", err);
	hz_toml_skip(input);
	code = read_hex(input, c == 'u' ? 4 : 8);
	if (code == 0)
		return hz_toml_refuse(input, place, "an escape sequence that is no character", err);
	hz_unicode_add(out, code);
	return 0;
}

/* Appends the next character. */
static int read_character(struct hz_toml_input *input, struct hz_buf *out, struct hz_err *err)
{
	const char *start = input->at;

	if (hz_toml_skip_character(input, err) < 0)
		return -1;
	hz_buf_add(out, start, (size_t)(input->at - start));
	return 0;
}

int hz_toml_read_text(struct hz_toml_input *input, struct hz_buf *out, struct hz_err *err)
{
	struct hz_toml_place place = input->place;
	char quote = (char)hz_toml_peek(input);

	hz_toml_skip(input);
	if (hz_toml_peek(input) == quote && input->at + 1 < input->end && input->at[1] == quote)
		return hz_toml_refuse(input, place, "texts of several lines are not read", err);
	while (!hz_toml_skip_if(input, quote)) {
		int c = hz_toml_peek(input);
		int r;

		if (c < 0 || c == '\n' || c == '\r')
			return hz_toml_refuse(input, place, "the text has no end in its line", err);
		if (c == '\\' && quote == '"') {
			hz_toml_skip(input);
			r = read_escape(input, out, err);
		} else {
			r = read_character(input, out, err);
		}
		if (r < 0)
			return -1;
	}
	return 0;
}

/* --- other values -------------------------------------------------------------------------- */

static bool in_word(int c)
{
	return c > 0 && (isalnum(c) || strchr("+-._:", c));
}

/* A decimal number by the rules of TOML, less '_' between digits and words such as inf. */
static bool is_number(const char *word)
{
	const char *digits = word + strspn(word, "+-");
	const char *point = strchr(digits, '.');
	double ignored;

	if (digits - word > 1 || !isdigit((unsigned char)*digits) ||
	    (point && !isdigit((unsigned char)point[1])) ||
	    (*digits == '0' && isdigit((unsigned char)digits[1])) ||
	    word[strspn(word, "+-.0123456789eE")] != '\0')
		return false;
	return hz_parse_double(*word == '+' ? digits : word, &ignored) == 0;
}

/* Reads true, false or a number. */
static int read_word(struct hz_toml_input *input, enum hz_toml_type *ret, struct hz_err *err)
{
	struct hz_toml_place place = input->place;
	char word[LONGEST_WORD + 1];
	size_t len = 0;

	for (; in_word(hz_toml_peek(input)); hz_toml_skip(input))
		if (len < LONGEST_WORD)
			word[len++] = *input->at;
	word[len] = '\0';
	if (hz_str_eq(word, "true") || hz_str_eq(word, "false"))
		*ret = HZ_TOML_FLAG;
	else if (len < LONGEST_WORD && is_number(word))
		*ret = HZ_TOML_NUMBER;
	else
		return hz_toml_refuse(input, place,
				      len == 0 ? "expected a value"
					       : "neither a text in quotes, nor a decimal number, "
						 "nor true or false",
				      err);
	return 0;
}

static int read_value(struct hz_toml_input *input, int depth, enum hz_toml_type *ret,
		      struct hz_buf *text, struct hz_err *err);

/* Reads the items of a list up to its ']'. */
static int read_items(struct hz_toml_input *input, int depth, struct hz_err *err)
{
	for (;;) {
		HZ_AUTO(hz_buf_wipe) struct hz_buf ignored = HZ_BUF_INIT;
		enum hz_toml_type type;

		if (hz_toml_skip_lines(input, err) < 0)
			return -1;
		if (hz_toml_skip_if(input, ']'))
			return 0;
		if (read_value(input, depth, &type, &ignored, err) < 0 ||
		    hz_toml_skip_lines(input, err) < 0)
			return -1;
		if (hz_toml_skip_if(input, ']'))
			return 0;
		if (!hz_toml_skip_if(input, ','))
			return hz_toml_refuse(input, input->place, "expected \",\" or \"]\"", err);
	}
}

static int read_value(struct hz_toml_input *input, int depth, enum hz_toml_type *ret,
		      struct hz_buf *text, struct hz_err *err)
{
	switch (hz_toml_peek(input)) {
	case '"':
	case '\'':
		*ret = HZ_TOML_TEXT;
		return hz_toml_read_text(input, text, err);
	case '{':
		return hz_toml_refuse(input, input->place, "inline tables are not read", err);
	case '[':
		if (depth == DEEPEST_LIST)
			return hz_toml_refuse(input, input->place, "too many lists in lists", err);
		hz_toml_skip(input);
		*ret = HZ_TOML_LIST;
		return read_items(input, depth + 1, err);
	default:
		return read_word(input, ret, err);
	}
}

int hz_toml_read_value(struct hz_toml_input *input, enum hz_toml_type *ret, struct hz_buf *text,
		       struct hz_err *err)
{
	return read_value(input, 0, ret, text, err);
}
