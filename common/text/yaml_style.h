/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The style in which go-yaml v2 writes a string: plain where it can, quoted where the text
 * would be read as something else, a block where it has lines.
 */
#ifndef HZ_TEXT_YAML_STYLE_H
#define HZ_TEXT_YAML_STYLE_H

#include <stdbool.h>
#include <stddef.h>

enum hz_yaml_style {
	HZ_YAML_PLAIN,
	HZ_YAML_SINGLE_QUOTED,
	HZ_YAML_DOUBLE_QUOTED,
	HZ_YAML_LITERAL,
};

/*
 * One character of a string that is written. What breaks a line and what can be printed are
 * go-yaml's own ideas: beyond U+FFFF nothing can. (Two int: gcc's analyzer takes a bool in a
 * struct that is returned for uninitialised.)
 */
struct hz_yaml_char {
	unsigned code;
	size_t size; /* in bytes */
	int breaks;  /* a line: LF, CR, NEL, LS, PS */
	int prints;  /* as it is */
};

/* The character of the valid UTF-8 at @text, of which @len > 0 bytes are left. */
void hz_yaml_char_at(const char *text, size_t len, struct hz_yaml_char *ret);

/* The style of a value, or of a key that stands on the line of its value. */
enum hz_yaml_style hz_yaml_style_of(const char *text, size_t len, bool simple_key);

/* Whether a key can stand on the line of its value: it is short and has one line. */
bool hz_yaml_is_simple_key(const char *text, size_t len);

#endif
