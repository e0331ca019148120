/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes wrong, as the person at the terminal reads it.
 */
#include "cli/report.h"

#include <string.h>

#include "base/secret.h"
#include "base/str.h"

/* Appends @text, each line after the first behind a line break and two blanks. */
static void add_lines(struct hz_buf *out, const char *text)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	hz_strv_split(&lines, text, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		if (i > 0 && !*lines.item[i])
			continue;
		if (i > 0)
			hz_buf_adds(out, "\n  ");
		hz_str_add_visible(out, lines.item[i], strlen(lines.item[i]));
	}
}

void hz_report_error(struct hz_buf *out, const struct hz_err *err, const char *path)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_adds(&text, err->message ? err->message : "unknown error");
	if (err->advice)
		hz_buf_addf(&text, "\n%s", err->advice);
	hz_secret_redact(&text);
	hz_buf_adds(out, "error: ");
	add_lines(out, hz_buf_str(&text));
	hz_buf_addc(out, '\n');
	if (err->kind == HZ_ERR_USAGE)
		hz_buf_addf(out, "See '%s --help' for usage.\n", path);
}
