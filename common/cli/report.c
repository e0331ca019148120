/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes wrong, as the person at the terminal reads it.
 */
#include "cli/report.h"

#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "cli/terminal.h"

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

void hz_cli_warn(struct hz_cli *cli, const char *text)
{
	HZ_AUTO(hz_buf_done) struct hz_buf clean = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf line = HZ_BUF_INIT;

	hz_buf_adds(&clean, text);
	hz_secret_redact(&clean);
	hz_buf_adds(&line,
		    hz_color_wanted(cli, cli->err) ? "\033[33;1mWarning:\033[0m " : "Warning: ");
	add_lines(&line, hz_buf_str(&clean));
	(void)fprintf(cli->err, "%s\n", hz_buf_str(&line));
	cli->warnings++;
}
