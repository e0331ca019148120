/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prose wrapped to the width of a help text.
 */
#include "cli/wrap.h"

#include <string.h>

#include "base/str.h"

void hz_wrap(struct hz_buf *out, const char *text, size_t column, size_t indent)
{
	bool first = true; /* of its line */

	for (text += strspn(text, " \n"); *text; text += strspn(text, " \n")) {
		size_t len = strcspn(text, " \n");
		HZ_AUTO(hz_freep) char *word = hz_strndup(text, len);
		size_t columns = hz_str_columns(word);

		if (!first && column + 1 + columns > HZ_WRAP_WIDTH) {
			hz_buf_addc(out, '\n');
			hz_buf_pad(out, ' ', indent);
			column = indent;
			first = true;
		}
		if (!first)
			hz_buf_addc(out, ' ');
		hz_buf_adds(out, word);
		column += columns + !first;
		first = false;
		text += len;
	}
	hz_buf_addc(out, '\n');
}

/* The length of the part of @text that is wrapped as one. */
static size_t paragraph_length(const char *text)
{
	size_t len = strcspn(text, "\n");

	if (len == 0 || *text == ' ')
		return len;
	while (text[len] == '\n' && text[len + 1] != '\n' && text[len + 1] != ' ' && text[len + 1])
		len += 1 + strcspn(text + len + 1, "\n");
	return len;
}

void hz_wrap_paragraphs(struct hz_buf *out, const char *text)
{
	while (*text) {
		size_t len = paragraph_length(text);
		HZ_AUTO(hz_freep) char *paragraph = hz_strndup(text, len);

		if (*text == ' ')
			hz_buf_addf(out, "%s\n", paragraph);
		else
			hz_wrap(out, paragraph, 0, 0);
		text += len;
		text += *text == '\n';
	}
}
