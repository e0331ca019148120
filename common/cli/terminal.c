/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the terminal behind a stream can do.
 */
#include "cli/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/num.h"
#include "base/str.h"

#define COLUMNS_MIN 20
#define COLUMNS_MAX 1000
#define COLUMNS_DEFAULT 80

bool hz_terminal_is(FILE *stream)
{
	return isatty(fileno(stream)) == 1 && !hz_str_eq(getenv("TERM"), "dumb");
}

size_t hz_terminal_columns(FILE *stream)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	int value;

	if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col >= COLUMNS_MIN)
		return size.ws_col;
	if (columns && hz_parse_int_in(columns, COLUMNS_MIN, COLUMNS_MAX, &value) == 0)
		return (size_t)value;
	return COLUMNS_DEFAULT;
}

/* The first of them that is set decides (POSIX, Environment Variables, 8.2). */
bool hz_terminal_is_utf8(void)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

	for (size_t i = 0; i < HZ_COUNT(names); i++) {
		const char *locale = getenv(names[i]);

		if (locale && *locale)
			return strcasestr(locale, "utf-8") || strcasestr(locale, "utf8");
	}
	return false;
}

bool hz_color_wanted(const struct hz_cli *cli, FILE *stream)
{
	if (hz_str_eq(cli->color, "always"))
		return true;
	if (hz_str_eq(cli->color, "never"))
		return false;
	return hz_str_empty(getenv("NO_COLOR")) && hz_terminal_is(stream);
}
