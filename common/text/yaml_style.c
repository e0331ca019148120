/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style of a string.
 * https://github.com/yaml/go-yaml/blob/v2.4.2/encode.go
 * https://github.com/yaml/go-yaml/blob/v2.4.2/emitterc.go
 */
#include "text/yaml_style.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "text/yaml_resolve.h"

#define DIGITS "0123456789"
#define SIMPLE_KEY_MAX 128 /* bytes */

/* What of a text forbids styles. */
struct traits {
	bool lines;          /* a line break stands in it */
	bool blank_ends;     /* a blank or a break stands first or last */
	bool blank_last;     /* a blank stands last */
	bool break_blank;    /* a blank stands behind a break */
	bool blank_break;    /* a break stands behind a blank */
	bool unprintable;    /* a character must be escaped */
	bool has_indicators; /* plain it would be read as something else */
};

void hz_yaml_char_at(const char *text, size_t len, struct hz_yaml_char *ret)
{
	struct hz_yaml_char c = { .code = (unsigned char)*text, .size = 1, .prints = 1 };

	if (*text >= ' ' && *text <= '~') {
		*ret = c;
		return;
	}
	c.size = hz_utf8_next(text, len, &c.code);
	if (c.size == 0) /* jansson lets no such string in */
		abort();
	c.breaks = c.code == '\n' || c.code == '\r' || c.code == 0x85 || c.code == 0x2028 ||
		   c.code == 0x2029;
	c.prints = c.code == '\n' || (c.code >= 0x20 && c.code <= 0x7e) ||
		   (c.code >= 0xa0 && c.code <= 0xfffd && c.code != 0xfeff);
	*ret = c;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Whether the character at @text begins something where plain text begins. */
static bool is_first_indicator(const char *text, bool blank_follows)
{
	if (strchr("#,[]{}&*!|>'\"%@`", *text))
		return true;
	return strchr("?:-", *text) && blank_follows;
}

static bool is_later_indicator(const char *text, bool blank_before, bool blank_follows)
{
	return (*text == ':' && blank_follows) || (*text == '#' && blank_before);
}

static bool looks_like_a_document(const char *text)
{
	return hz_str_starts(text, "---") || hz_str_starts(text, "...");
}

/* Whether @c means nothing wherever it stands behind the first character. */
static bool is_harmless(char c)
{
	return c > ' ' && c <= '~' && c != ':' && c != '#';
}

static struct traits look_at(const char *text, size_t len)
{
	struct traits traits = { .has_indicators = looks_like_a_document(text) };
	bool after_blank = false;
	bool after_break = false;
	bool after_white = true;

	for (size_t i = 0; i < len;) {
		struct hz_yaml_char c;
		bool blank_follows;
		bool last;

		if (i > 0 && is_harmless(text[i])) {
			after_blank = after_break = after_white = false;
			i++;
			continue;
		}
		hz_yaml_char_at(text + i, len - i, &c);
		last = i + c.size >= len;
		blank_follows = last || is_blank(text[i + c.size]);
		if (c.code != 0 && c.code < 0x80)
			traits.has_indicators |=
				i == 0 ? is_first_indicator(text, blank_follows)
				       : is_later_indicator(text + i, after_white, blank_follows);
		traits.unprintable |= !c.prints;
		traits.lines |= c.breaks;
		traits.blank_ends |= (c.code == ' ' || c.breaks) && (i == 0 || last);
		traits.blank_last |= c.code == ' ' && last;
		traits.break_blank |= c.code == ' ' && after_break;
		traits.blank_break |= c.breaks && after_blank;
		after_blank = c.code == ' ';
		after_break = c.breaks;
		after_white = c.code == 0 || c.breaks || c.code == ' ' || c.code == '\t';
		i += c.size;
	}
	return traits;
}

/* "12:30" and the like, numbers to the base 60 in YAML 1.1. */
static bool is_base_60(const char *text)
{
	text += *text == '-' || *text == '+';
	if (!*text || !strchr(DIGITS, *text))
		return false;
	text += strspn(text, DIGITS "_");
	if (*text != ':')
		return false;
	while (*text == ':') {
		size_t digits = strspn(++text, DIGITS);

		if (digits == 0 || digits > 2 || (digits == 2 && *text > '5'))
			return false;
		text += digits;
	}
	if (*text == '.')
		text += 1 + strspn(text + 1, DIGITS "_");
	return *text == '\0';
}

/* What go-yaml asks for, before it looks at the single characters. */
static enum hz_yaml_style wanted_style(const char *text, size_t len)
{
	if (memchr(text, '\n', len))
		return HZ_YAML_LITERAL;
	if (hz_yaml_resolve(text, len).type != HZ_YAML_STR || is_base_60(text))
		return HZ_YAML_DOUBLE_QUOTED;
	return HZ_YAML_PLAIN;
}

enum hz_yaml_style hz_yaml_style_of(const char *text, size_t len, bool simple_key)
{
	enum hz_yaml_style style = wanted_style(text, len);
	struct traits traits = look_at(text, len);
	bool escapes = traits.unprintable || traits.blank_break;

	if (style == HZ_YAML_PLAIN &&
	    (escapes || traits.lines || traits.blank_ends || traits.has_indicators))
		style = HZ_YAML_SINGLE_QUOTED;
	if (style == HZ_YAML_SINGLE_QUOTED && (escapes || traits.break_blank))
		style = HZ_YAML_DOUBLE_QUOTED;
	if (style == HZ_YAML_LITERAL && (escapes || traits.blank_last || simple_key))
		style = HZ_YAML_DOUBLE_QUOTED;
	return style;
}

bool hz_yaml_is_simple_key(const char *text, size_t len)
{
	return len <= SIMPLE_KEY_MAX && !look_at(text, len).lines;
}
