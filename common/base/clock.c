/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time: the two clocks, RFC 3339, Go durations, and ages as kubectl prints them.
 */
#include "base/clock.h"

#include <ctype.h>
#include <string.h>
#include <time.h>

#include "base/num.h"
#include "base/str.h"

int64_t hz_clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t hz_clock_now(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	return now.tv_sec;
}

/* Two digits at @text, at most @max: the number, or -1. */
static int two_digits(const char *text, int max)
{
	int number;

	if (!isdigit((unsigned char)text[0]) || !isdigit((unsigned char)text[1]))
		return -1;
	number = (text[0] - '0') * 10 + text[1] - '0';
	return number <= max ? number : -1;
}

/* "Z" or "+01:00" behind a timestamp: 0 and the offset in seconds. */
static int parse_zone(const char *text, int64_t *ret)
{
	int hours, minutes;

	if (hz_str_eq(text, "Z") || hz_str_eq(text, "z")) {
		*ret = 0;
		return 0;
	}
	if (strlen(text) != 6 || (*text != '+' && *text != '-') || text[3] != ':')
		return -1;
	hours = two_digits(text + 1, 23);
	minutes = two_digits(text + 4, 59);
	if (hours < 0 || minutes < 0)
		return -1;
	*ret = (hours * 60 + minutes) * (*text == '-' ? -60 : 60);
	return 0;
}

int hz_rfc3339_parse(const char *text, int64_t *ret)
{
	struct tm tm = { .tm_isdst = 0 };
	const char *rest;
	int64_t zone;

	if (strlen(text) < 20 || text[4] != '-' || text[10] == ' ')
		return -1;
	rest = strptime(text, "%Y-%m-%dT%H:%M:%S", &tm);
	if (rest != text + 19)
		return -1;
	if (*rest == '.') {
		size_t digits = strspn(rest + 1, "0123456789");

		if (digits == 0)
			return -1;
		rest += 1 + digits;
	}
	if (parse_zone(rest, &zone) < 0)
		return -1;
	*ret = (int64_t)timegm(&tm) - zone;
	return 0;
}

void hz_rfc3339_add(struct hz_buf *out, int64_t seconds)
{
	time_t when = (time_t)seconds;
	struct tm tm;
	char text[32];

	if (!gmtime_r(&when, &tm) || strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm) == 0)
		text[0] = '\0';
	hz_buf_adds(out, text);
}

struct unit {
	const char *name;
	double ms;
};

/* The unit at *@text, which is moved behind it; 0 when there is none. */
static double take_unit(const char **text)
{
	static const struct unit units[] = {
		{ "ns", 1e-6 }, { "us", 1e-3 }, { "µs", 1e-3 },   { "ms", 1 },
		{ "s", 1000 },  { "m", 60000 }, { "h", 3600000 },
	};

	for (size_t i = 0; i < HZ_COUNT(units); i++) {
		const char *rest = hz_str_after(*text, units[i].name);

		if (!rest)
			continue;
		*text = rest;
		return units[i].ms;
	}
	return 0;
}

/* The number at *@text with its unit, in milliseconds; *@text is moved behind both. */
static int take_part(const char **text, double *ret_ms)
{
	size_t len = strspn(*text, "0123456789.");
	HZ_AUTO(hz_freep) char *digits = hz_strndup(*text, len);
	double number;
	double unit;

	if (hz_parse_double(digits, &number) < 0)
		return -1;
	*text += len;
	unit = take_unit(text);
	if (unit <= 0)
		return -1;
	*ret_ms = number * unit;
	return 0;
}

int hz_duration_parse(const char *text, int64_t *ret_ms)
{
	bool negative = *text == '-';
	double total = 0;

	if (*text == '-' || *text == '+')
		text++;
	if (*text == '\0')
		return -1;
	if (hz_str_eq(text, "0")) {
		*ret_ms = 0;
		return 0;
	}
	while (*text) {
		double part;

		if (take_part(&text, &part) < 0)
			return -1;
		total += part;
	}
	if (total > 9.2e12) /* the range of Go's nanoseconds in 64 bits */
		return -1;
	*ret_ms = (int64_t)(negative ? -total : total);
	return 0;
}

/* Appends "@amount@unit", and "@rest@rest_unit" behind it unless that is zero. */
static void add_two(struct hz_buf *out, int64_t amount, char unit, int64_t rest, char rest_unit)
{
	hz_buf_addf(out, "%lld%c", (long long)amount, unit);
	if (rest > 0)
		hz_buf_addf(out, "%lld%c", (long long)rest, rest_unit);
}

void hz_age_add(struct hz_buf *out, int64_t seconds)
{
	int64_t minutes = seconds / 60;
	int64_t hours = seconds / 3600;
	int64_t days = hours / 24;

	if (seconds < -1)
		hz_buf_adds(out, "<invalid>");
	else if (seconds < 0)
		hz_buf_adds(out, "0s");
	else if (seconds < 120)
		add_two(out, seconds, 's', 0, 0);
	else if (minutes < 10)
		add_two(out, minutes, 'm', seconds % 60, 's');
	else if (minutes < 180)
		add_two(out, minutes, 'm', 0, 0);
	else if (hours < 8)
		add_two(out, hours, 'h', minutes % 60, 'm');
	else if (hours < 48)
		add_two(out, hours, 'h', 0, 0);
	else if (days < 8)
		add_two(out, days, 'd', hours % 24, 'h');
	else if (days < 2 * 365)
		add_two(out, days, 'd', 0, 0);
	else if (days < 8 * 365)
		add_two(out, days / 365, 'y', days % 365, 'd');
	else
		add_two(out, days / 365, 'y', 0, 0);
}

void hz_elapsed_add(struct hz_buf *out, int64_t ms)
{
	long long seconds = ms / 1000;

	if (ms < 10000)
		hz_buf_addf(out, "%lld.%llds", seconds, (long long)(ms % 1000 / 100));
	else if (seconds < 60)
		hz_buf_addf(out, "%llds", seconds);
	else if (seconds < 3600)
		hz_buf_addf(out, "%lldm%02llds", seconds / 60, seconds % 60);
	else
		hz_buf_addf(out, "%lldh%02lldm", seconds / 3600, seconds / 60 % 60);
}
