/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floating-point numbers as text: the fewest digits that read back as the same
 * number.
 */
#include "text/float.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define DIGITS_MAX 17 /* enough for every double */

/* 0.<digits> * 10^point */
struct decimal {
	bool negative;
	char digits[DIGITS_MAX + 1];
	int count;
	int point;
};

/* Takes a number apart that printf wrote with %e: "-1.25e-07". */
static void take_apart(const char *text, struct decimal *ret)
{
	*ret = (struct decimal){ .negative = *text == '-' };
	for (text += ret->negative; *text != 'e'; text++)
		if (*text != '.')
			ret->digits[ret->count++] = *text;
	ret->point = (int)strtol(text + 1, NULL, 10) + 1;
}

static bool reads_back(const char *text, double value, bool single)
{
	return single ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value;
}

static void shorten(double value, bool single, struct decimal *ret)
{
	char text[32];
	int precision = 0;

	do
		(void)snprintf(text, sizeof(text), "%.*e", precision, value);
	while (!reads_back(text, value, single) && ++precision < DIGITS_MAX);
	take_apart(text, ret);
}

/* Go's 'f' form: no exponent. */
static void add_plain(struct hz_buf *out, const struct decimal *number)
{
	int whole = number->point > 0 ? number->point : 0;
	int known = whole < number->count ? whole : number->count;

	if (number->negative)
		hz_buf_addc(out, '-');
	if (whole == 0)
		hz_buf_addc(out, '0');
	hz_buf_add(out, number->digits, (size_t)known);
	hz_buf_pad(out, '0', (size_t)(whole - known));
	if (known == number->count)
		return;
	hz_buf_addc(out, '.');
	hz_buf_pad(out, '0', number->point < 0 ? (size_t)-number->point : 0);
	hz_buf_add(out, number->digits + known, (size_t)(number->count - known));
}

/* Go's 'e' form; an exponent has at least @width digits. */
static void add_scientific(struct hz_buf *out, const struct decimal *number, int width)
{
	int exponent = number->point - 1;

	if (number->negative)
		hz_buf_addc(out, '-');
	hz_buf_addc(out, number->digits[0]);
	if (number->count > 1)
		hz_buf_addc(out, '.');
	hz_buf_add(out, number->digits + 1, (size_t)number->count - 1);
	hz_buf_addf(out, "e%c%0*d", exponent < 0 ? '-' : '+', width, abs(exponent));
}

void hz_float_add_json(struct hz_buf *out, double value)
{
	struct decimal number;
	double size = fabs(value);

	shorten(value, false, &number);
	if (size != 0 && (size < 1e-6 || size >= 1e21))
		add_scientific(out, &number, 1);
	else
		add_plain(out, &number);
}

static void add_g(struct hz_buf *out, double value, bool single)
{
	struct decimal number;

	shorten(value, single, &number);
	if (value != 0 && (number.point - 1 < -4 || number.point - 1 >= 6))
		add_scientific(out, &number, 2);
	else
		add_plain(out, &number);
}

void hz_float_add_g(struct hz_buf *out, double value)
{
	add_g(out, value, false);
}

void hz_float_add_g32(struct hz_buf *out, float value)
{
	add_g(out, (double)value, true);
}
