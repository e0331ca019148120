/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header of an answer as a list of "name: value".
 */
#include "net/header.h"

#include <ctype.h>
#include <string.h>

/* Text without the white space at both ends. */
static void trim(const char **text, size_t *len)
{
	while (*len > 0 && isspace((unsigned char)(*text)[*len - 1]))
		(*len)--;
	while (*len > 0 && isspace((unsigned char)**text)) {
		(*text)++;
		(*len)--;
	}
}

/* A line break within a value is replaced, by RFC 9110 §5.5. */
static void add_line(struct hz_strv *headers, char *text)
{
	for (char *at = text; *at; at++)
		if (*at == '\r' || *at == '\n')
			*at = ' ';
	hz_strv_own(headers, text);
}

/* A line that begins with a blank goes on with the value of the one before it. */
static void add_folded(struct hz_strv *headers, const char *line, size_t len)
{
	char *last;

	trim(&line, &len);
	if (headers->count == 0 || len == 0 || memchr(line, '\0', len))
		return;
	last = headers->item[--headers->count];
	add_line(headers, hz_strf("%s %.*s", last, (int)len, line));
	free(last);
}

void hz_header_add(struct hz_strv *headers, const char *line, size_t len)
{
	const char *colon = memchr(line, ':', len);
	const char *value;
	size_t value_len;
	char *text;

	if (len > 0 && (*line == ' ' || *line == '\t')) {
		add_folded(headers, line, len);
		return;
	}
	if (!colon || colon == line || memchr(line, '\0', len))
		return;
	value = colon + 1;
	value_len = len - (size_t)(value - line);
	trim(&value, &value_len);
	text = hz_strf("%.*s: %.*s", (int)(colon - line), line, (int)value_len, value);
	for (char *at = text; *at && *at != ':'; at++)
		*at = (char)tolower((unsigned char)*at);
	add_line(headers, text);
}
