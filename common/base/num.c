/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers from text: the whole text must be the number.
 */
#include "base/num.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool starts_like_a_number(const char *text)
{
	if (*text == '-' || *text == '+')
		text++;
	return isdigit((unsigned char)*text);
}

int hz_parse_int64(const char *text, int64_t *ret)
{
	char *end = NULL;
	long long value;

	if (!starts_like_a_number(text))
		return -1;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (errno != 0 || *end != '\0')
		return -1;
	*ret = value;
	return 0;
}

int hz_parse_int_in(const char *text, int min, int max, int *ret)
{
	int64_t value;

	if (hz_parse_int64(text, &value) < 0 || value < min || value > max)
		return -1;
	*ret = (int)value;
	return 0;
}

int hz_parse_double(const char *text, double *ret)
{
	char *end = NULL;
	double value;

	if (text[strspn(text, "0123456789+-.eE")] != '\0')
		return -1;
	value = strtod(text, &end);
	if (end == text || *end != '\0' || !isfinite(value))
		return -1;
	*ret = value;
	return 0;
}
