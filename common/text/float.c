/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floating-point numbers as text: the fewest digits that read back as the same
 * number.
 */
#include "text/float.h"

#include <float.h>
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

static bool reads_back(const struct decimal *number, double value, bool single)
{
	char text[40];

	(void)snprintf(text, sizeof(text), "%s0.%se%d", number->negative ? "-" : "", number->digits,
		       number->point);
	return single ? strtof(text, NULL) == (float)value : strtod(text, NULL) == value;
}

/* The next decimal away from zero with as many digits; a carry leaves zeros behind. */
static void step_away(struct decimal *number)
{
	int i = number->count - 1;

	while (i >= 0 && number->digits[i] == '9')
		number->digits[i--] = '0';
	if (i >= 0) {
		number->digits[i]++;
		return;
	}
	number->digits[0] = '1';
	number->point++;
}

/* Whether the nearest decimal of so many digits, or one beside it, is the number. */
static bool try_digits(double value, bool single, int digits, struct decimal *ret)
{
	int exponent;
	char text[32];

	(void)snprintf(text, sizeof(text), "%.*e", digits - 1, value);
	take_apart(text, ret);
	if (reads_back(ret, value, single))
		return true;
	/*
	 * A power of two lies half as far from its neighbour towards zero as from the
	 * other one: the nearest decimal may miss where the one above still reads back.
	 */
	if (fabs(frexp(value, &exponent)) != 0.5)
		return false;
	step_away(ret);
	return reads_back(ret, value, single);
}

/*
 * A decimal of so few digits that the type keeps them all is found with zeros behind
 * it. Subnormal numbers keep fewer, so that each length is tried.
 */
static void shorten(double value, bool single, struct decimal *ret)
{
	bool normal = single ? isnormal((float)value) : isnormal(value);
	int digits = !normal ? 1 : single ? FLT_DIG : DBL_DIG;

	while (!try_digits(value, single, digits, ret) && digits < DIGITS_MAX)
		digits++;
	while (ret->count > 1 && ret->digits[ret->count - 1] == '0')
		ret->digits[--ret->count] = '\0';
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
