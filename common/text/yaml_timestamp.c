/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Timestamps in YAML: what Go's time.Parse accepts in the layouts of go-yaml v2,
 *
 *	2006-1-2T15:4:5.999999999Z07:00   (also with a small t)
 *	2006-1-2 15:4:5.999999999
 *	2006-1-2
 *
 * https://github.com/golang/go/blob/go1.24.0/src/time/format.go (Parse)
 */
#include <string.h>

#include "text/yaml_resolve.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Takes as many digits as there are, from @least to @most. */
static bool take_number(const char **text, int least, int most, int *ret)
{
	int count = 0;

	for (*ret = 0; count < most && is_digit(**text); count++)
		*ret = *ret * 10 + (*(*text)++ - '0');
	return count >= least;
}

static bool take_char(const char **text, const char *any_of)
{
	if (**text == '\0' || !strchr(any_of, **text))
		return false;
	(*text)++;
	return true;
}

static int days_in(int month, int year)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

static bool take_date(const char **text)
{
	int year;
	int month;
	int day;

	return take_number(text, 4, 4, &year) && take_char(text, "-") &&
	       take_number(text, 1, 2, &month) && month >= 1 && month <= 12 &&
	       take_char(text, "-") && take_number(text, 1, 2, &day) && day >= 1 &&
	       day <= days_in(month, year);
}

static bool take_time(const char **text)
{
	int hour;
	int minute;
	int second;

	if (!take_number(text, 1, 2, &hour) || hour >= 24 || !take_char(text, ":") ||
	    !take_number(text, 1, 2, &minute) || minute >= 60 || !take_char(text, ":") ||
	    !take_number(text, 1, 2, &second) || second >= 60)
		return false;
	if ((**text == '.' || **text == ',') && is_digit((*text)[1]))
		for ((*text)++; is_digit(**text); (*text)++)
			continue;
	return true;
}

static bool take_zone(const char **text)
{
	int hours;
	int minutes;

	if (take_char(text, "Z"))
		return true;
	return take_char(text, "+-") && take_number(text, 2, 2, &hours) && hours <= 24 &&
	       take_char(text, ":") && take_number(text, 2, 2, &minutes) && minutes <= 60;
}

bool hz_yaml_is_timestamp(const char *text)
{
	if (!take_date(&text))
		return false;
	if (take_char(&text, "Tt"))
		return take_time(&text) && take_zone(&text) && *text == '\0';
	if (*text != ' ')
		return *text == '\0';
	text += strspn(text, " ");
	return take_time(&text) && *text == '\0';
}
