/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that are hidden from libyaml, because go-yaml v2 reads them as text.
 */
#include "text/yaml_hidden.h"

#include <string.h>

#include "base/str.h"

#define MARK "\xef\xbb\xbf"

/* How many at the start of a text both libraries skip. */
#define READ_MARKS 2

/* Of Unicode's private use, U+E000 and on; three bytes each in UTF-8, as a mark is. */
#define FIRST_PRIVATE 0xe000u
#define LAST_PRIVATE 0xe03fu

/* Each colon costs another reading of the text. */
#define COLONS_MAX 100

void hz_yaml_hidden_done(struct hz_yaml_hidden *hidden)
{
	hz_buf_wipe(&hidden->text);
}

static void add_private(struct hz_buf *out, unsigned code)
{
	hz_buf_addc(out, (char)0xee);
	hz_buf_addc(out, (char)(0x80 | ((code >> 6) & 0x3f)));
	hz_buf_addc(out, (char)(0x80 | (code & 0x3f)));
}

/* A private character that the text does not have, or 0. */
static unsigned find_private(const struct hz_yaml_input *input)
{
	for (unsigned code = FIRST_PRIVATE; code <= LAST_PRIVATE; code++) {
		HZ_AUTO(hz_buf_done) struct hz_buf bytes = HZ_BUF_INIT;

		add_private(&bytes, code);
		if (!memmem(input->text, input->len, bytes.data, bytes.len))
			return code;
	}
	return 0;
}

/* The input goes on with what @changed holds. */
static void change_text(struct hz_yaml_hidden *hidden, struct hz_yaml_input *input,
			struct hz_buf *changed)
{
	hz_buf_wipe(&hidden->text);
	hidden->text = *changed;
	*changed = HZ_BUF_INIT;
	input->text = hz_buf_str(&hidden->text);
	input->len = hidden->text.len;
}

void hz_yaml_hide_marks(struct hz_yaml_hidden *hidden, struct hz_yaml_input *input)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf changed = HZ_BUF_INIT;
	const char *end = input->text + input->len;
	const char *rest = input->text;
	const char *found;

	for (int i = 0; i < READ_MARKS && end - rest >= 3 && memcmp(rest, MARK, 3) == 0; i++)
		rest += 3;
	if (!memmem(rest, (size_t)(end - rest), MARK, 3))
		return;
	hidden->mark = find_private(input);
	if (hidden->mark == 0)
		return;
	hz_buf_add(&changed, input->text, (size_t)(rest - input->text));
	while ((found = memmem(rest, (size_t)(end - rest), MARK, 3))) {
		hz_buf_add(&changed, rest, (size_t)(found - rest));
		add_private(&changed, hidden->mark);
		rest = found + 3;
	}
	hz_buf_add(&changed, rest, (size_t)(end - rest));
	change_text(hidden, input, &changed);
}

bool hz_yaml_hide_colon(struct hz_yaml_hidden *hidden, struct hz_yaml_input *input,
			const yaml_parser_t *parser)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf changed = HZ_BUF_INIT;
	size_t offset;

	if (!hz_str_eq(parser->problem, "found unexpected ':'") || hidden->colons++ == COLONS_MAX)
		return false;
	if (hidden->colon == 0)
		hidden->colon = find_private(input);
	offset = hz_yaml_input_offset(input, parser->problem_mark.index);
	if (hidden->colon == 0 || offset >= input->len || input->text[offset] != ':')
		return false;
	hz_buf_add(&changed, input->text, offset);
	add_private(&changed, hidden->colon);
	hz_buf_add(&changed, input->text + offset + 1, input->len - offset - 1);
	change_text(hidden, input, &changed);
	return true;
}

void hz_yaml_hidden_show(const struct hz_yaml_hidden *hidden, const char *text, size_t len,
			 struct hz_buf *out)
{
	for (size_t i = 0, size; i < len; i += size) {
		unsigned code = 0;

		size = hz_utf8_next(text + i, len - i, &code);
		if (size == 3 && code == hidden->colon)
			hz_buf_addc(out, ':');
		else if (size == 3 && code == hidden->mark)
			hz_buf_adds(out, MARK);
		else
			hz_buf_add(out, text + i, size ? size : (size = 1));
	}
}
