/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Warning headers, and the memory of those that were already told.
 *
 * The grammar is warn-code SP warn-agent SP warn-text [SP warn-date], separated by
 * commas; text and date are quoted strings.
 */
#include "kube/warning.h"

#include <string.h>

#include "base/str.h"
#include "net/said.h"

#define MISCELLANEOUS "299"  /* the only code that API servers use */
#define LONGEST_WARNING 2048 /* bytes */

static const char *skip_blanks(const char *at)
{
	return at + strspn(at, " \t");
}

/* Reads the quoted string at @at: what stands behind it, or NULL when it is none. */
static const char *read_quoted(const char *at, struct hz_buf *out)
{
	if (*at++ != '"')
		return NULL;
	while (*at && *at != '"') {
		if (*at == '\\' && at[1])
			at++;
		hz_buf_addc(out, *at++);
	}
	return *at == '"' ? at + 1 : NULL;
}

/* Reads one word: what stands behind it and the blanks, or NULL when there is none. */
static const char *skip_word(const char *at)
{
	const char *end = at + strcspn(at, " \t\",");

	return end > at && *end == ' ' ? skip_blanks(end) : NULL;
}

/* Skips the date, which tells us nothing, and the comma. NULL at the end. */
static const char *skip_rest(const char *at)
{
	HZ_AUTO(hz_buf_done) struct hz_buf date = HZ_BUF_INIT;

	at = skip_blanks(at);
	if (*at == '"')
		at = read_quoted(at, &date);
	if (!at)
		return NULL;
	at = skip_blanks(at);
	return *at == ',' ? skip_blanks(at + 1) : NULL;
}

void hz_warning_each(const char *value, void (*each)(void *data, const char *text), void *data)
{
	const char *at = skip_blanks(value);

	while (at && *at) {
		HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
		bool meant = hz_str_starts(at, MISCELLANEOUS " ");

		at = skip_word(at);
		if (at)
			at = skip_word(at);
		if (at)
			at = read_quoted(at, &text);
		if (!at)
			return;
		if (meant && text.len > 0)
			each(data, hz_buf_str(&text));
		at = skip_rest(at);
	}
}

void hz_warnings_done(struct hz_warnings *warnings)
{
	hz_strv_done(&warnings->told);
}

static void tell_once(void *data, const char *text)
{
	struct hz_warnings *warnings = data;
	HZ_AUTO(hz_buf_done) struct hz_buf said = HZ_BUF_INIT;

	hz_said_add(&said, text, LONGEST_WARNING);
	if (hz_strv_has(&warnings->told, hz_buf_str(&said)))
		return;
	hz_strv_add(&warnings->told, hz_buf_str(&said));
	if (warnings->warn)
		warnings->warn(warnings->data, hz_buf_str(&said));
}

void hz_warnings_tell(struct hz_warnings *warnings, const struct hz_strv *headers)
{
	for (size_t i = 0; i < headers->count; i++) {
		const char *value = hz_str_after(headers->item[i], "warning:");

		if (value)
			hz_warning_each(value, tell_once, warnings);
	}
}
