/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of YAML.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/emitterc.go
 */
#include "text/yaml_emit.h"

#include <string.h>

#include "base/str.h"

#define WIDTH 80 /* a line is folded behind this column */
#define MARK "\xef\xbb\xbf"

static void add_char(struct hz_yaml_emitter *emitter, char c)
{
	hz_buf_addc(emitter->out, c);
	emitter->column++;
}

static void end_line(struct hz_yaml_emitter *emitter)
{
	hz_buf_addc(emitter->out, '\n');
	emitter->column = 0;
}

static void add_text(struct hz_yaml_emitter *emitter, const char *text, size_t columns)
{
	hz_buf_add(emitter->out, text, columns);
	emitter->column += (int)columns;
}

/*
 * How many characters from @text on are ASCII from @first to "~", and neither @a nor @b:
 * most of all text, which then needs no look at each character.
 */
static size_t count_plain(const char *text, size_t len, char first, char a, char b)
{
	size_t count = 0;

	while (count < len && text[count] >= first && text[count] <= '~' && text[count] != a &&
	       text[count] != b)
		count++;
	return count;
}

void hz_yaml_emit_indent(struct hz_yaml_emitter *emitter)
{
	static const char blanks[] = "                ";
	const int most = (int)sizeof(blanks) - 1;

	if (!emitter->in_margin || emitter->column > emitter->indent ||
	    (emitter->column == emitter->indent && !emitter->after_blank))
		end_line(emitter);
	while (emitter->column < emitter->indent) {
		int missing = emitter->indent - emitter->column;

		add_text(emitter, blanks, (size_t)(missing < most ? missing : most));
	}
	emitter->after_blank = true;
	emitter->in_margin = true;
}

void hz_yaml_emit_word(struct hz_yaml_emitter *emitter, const char *word, bool apart)
{
	if (apart && !emitter->after_blank)
		add_char(emitter, ' ');
	add_text(emitter, word, strlen(word));
	emitter->after_blank = false;
	emitter->in_margin = false;
}

void hz_yaml_emit_block_indicator(struct hz_yaml_emitter *emitter, char indicator)
{
	bool in_margin = emitter->in_margin;

	hz_yaml_emit_word(emitter, (const char[]){ indicator, '\0' }, true);
	emitter->in_margin = in_margin;
}

static void add_as_it_is(struct hz_yaml_emitter *emitter, const char *text, struct hz_yaml_char c)
{
	hz_buf_add(emitter->out, text, c.size);
	emitter->column++;
}

/* A break other than LF stands for itself. */
static void add_break(struct hz_yaml_emitter *emitter, const char *text, struct hz_yaml_char c)
{
	hz_buf_add(emitter->out, text, c.size);
	emitter->column = 0;
	emitter->in_margin = true;
}

/* Whether a line that is too long ends at the blank at @text + @i. */
static bool folds_at(const struct hz_yaml_emitter *emitter, const char *text, size_t i)
{
	return emitter->column > WIDTH && i > 0 && text[i - 1] != ' ';
}

/* The lines of a plain or single-quoted text; a quote is doubled where it must be. */
static void add_lines(struct hz_yaml_emitter *emitter, const char *text, size_t len, bool quoted,
		      bool fold)
{
	bool after_break = false;

	for (size_t i = 0; i < len;) {
		size_t plain = after_break ? 0 : count_plain(text + i, len - i, '!', '\'', '\'');
		struct hz_yaml_char c;

		if (plain > 0) {
			add_text(emitter, text + i, plain);
			emitter->in_margin = false;
			i += plain;
			continue;
		}
		hz_yaml_char_at(text + i, len - i, &c);
		if (c.code == ' ' && fold && folds_at(emitter, text, i) && i + 1 < len &&
		    text[i + 1] != ' ') {
			hz_yaml_emit_indent(emitter);
		} else if (c.code == ' ') {
			add_char(emitter, ' ');
		} else if (c.breaks) {
			if (!after_break && c.code == '\n')
				end_line(emitter);
			add_break(emitter, text + i, c);
			after_break = true;
		} else {
			if (after_break)
				hz_yaml_emit_indent(emitter);
			if (quoted && c.code == '\'')
				add_char(emitter, '\'');
			add_as_it_is(emitter, text + i, c);
			emitter->in_margin = false;
			after_break = false;
		}
		i += c.size;
	}
}

/* The letter of the short escape for @code, or 0. */
static char short_escape(unsigned code)
{
	static const struct {
		unsigned code;
		char letter;
	} known[] = {
		{ 0x00, '0' },  { 0x07, 'a' }, { 0x08, 'b' }, { 0x09, 't' },   { 0x0a, 'n' },
		{ 0x0b, 'v' },  { 0x0c, 'f' }, { 0x0d, 'r' }, { 0x1b, 'e' },   { '"', '"' },
		{ '\\', '\\' }, { 0x85, 'N' }, { 0xa0, '_' }, { 0x2028, 'L' }, { 0x2029, 'P' },
	};

	for (size_t i = 0; i < HZ_COUNT(known); i++)
		if (known[i].code == code)
			return known[i].letter;
	return '\0';
}

static void add_escape(struct hz_yaml_emitter *emitter, unsigned code)
{
	char letter = short_escape(code);
	HZ_AUTO(hz_freep)
	char *escape = letter           ? hz_strf("\\%c", letter)
		       : code <= 0xff   ? hz_strf("\\x%02X", code)
		       : code <= 0xffff ? hz_strf("\\u%04X", code)
					: hz_strf("\\U%08X", code);

	hz_buf_adds(emitter->out, escape);
	emitter->column += (int)strlen(escape);
}

/*
 * In double quotes. Behind a byte order mark at its start go-yaml escapes every character,
 * as it looks for the mark in the wrong place.
 */
static void add_escaped(struct hz_yaml_emitter *emitter, const char *text, size_t len, bool fold)
{
	bool all = len >= 3 && memcmp(text, MARK, 3) == 0;

	for (size_t i = 0; i < len;) {
		size_t plain = all ? 0 : count_plain(text + i, len - i, '!', '"', '\\');
		struct hz_yaml_char c;

		if (plain > 0) {
			add_text(emitter, text + i, plain);
			i += plain;
			continue;
		}
		hz_yaml_char_at(text + i, len - i, &c);
		if (all || !c.prints || c.breaks || c.code == '"' || c.code == '\\') {
			add_escape(emitter, c.code);
		} else if (c.code == ' ' && fold && folds_at(emitter, text, i) && i + 1 < len) {
			hz_yaml_emit_indent(emitter);
			if (text[i + 1] == ' ')
				add_char(emitter, '\\');
		} else {
			add_as_it_is(emitter, text + i, c);
		}
		i += c.size;
	}
}

/* Where the character before @text + @end begins. */
static size_t char_before(const char *text, size_t end)
{
	do {
		end--;
	} while (end > 0 && (text[end] & 0xc0) == 0x80);
	return end;
}

static bool breaks_at(const char *text, size_t len, size_t i)
{
	struct hz_yaml_char c;

	hz_yaml_char_at(text + i, len - i, &c);
	return c.breaks;
}

/* What stands behind "|": that the first line is indented further, and how the text ends. */
static void add_hints(struct hz_yaml_emitter *emitter, const char *text, size_t len)
{
	size_t last = char_before(text, len);

	if (*text == ' ' || breaks_at(text, len, 0))
		hz_yaml_emit_word(emitter, "2", false);
	if (!breaks_at(text, len, last))
		hz_yaml_emit_word(emitter, "-", false);
	else if (last == 0 || breaks_at(text, len, char_before(text, last)))
		hz_yaml_emit_word(emitter, "+", false);
}

static void add_literal(struct hz_yaml_emitter *emitter, const char *text, size_t len)
{
	bool after_break = true;

	hz_yaml_emit_word(emitter, "|", true);
	add_hints(emitter, text, len);
	end_line(emitter);
	emitter->in_margin = true;
	emitter->after_blank = true;
	for (size_t i = 0; i < len;) {
		size_t plain =
			after_break ? 0 : count_plain(text + i, len - i, ' ', '~' + 1, '~' + 1);
		struct hz_yaml_char c;

		if (plain > 0) {
			add_text(emitter, text + i, plain);
			i += plain;
			continue;
		}
		hz_yaml_char_at(text + i, len - i, &c);
		if (c.breaks) {
			add_break(emitter, text + i, c);
		} else {
			if (after_break)
				hz_yaml_emit_indent(emitter);
			add_as_it_is(emitter, text + i, c);
			emitter->in_margin = false;
		}
		after_break = c.breaks;
		i += c.size;
	}
}

void hz_yaml_emit_string(struct hz_yaml_emitter *emitter, const char *text, size_t len,
			 enum hz_yaml_style style, bool fold)
{
	switch (style) {
	case HZ_YAML_PLAIN:
		hz_yaml_emit_word(emitter, "", true);
		add_lines(emitter, text, len, false, fold);
		break;
	case HZ_YAML_SINGLE_QUOTED:
		hz_yaml_emit_word(emitter, "'", true);
		add_lines(emitter, text, len, true, fold);
		hz_yaml_emit_word(emitter, "'", false);
		break;
	case HZ_YAML_DOUBLE_QUOTED:
		hz_yaml_emit_word(emitter, "\"", true);
		add_escaped(emitter, text, len, fold);
		hz_yaml_emit_word(emitter, "\"", false);
		break;
	case HZ_YAML_LITERAL:
		add_literal(emitter, text, len);
		return;
	}
	emitter->after_blank = false;
	emitter->in_margin = false;
}
