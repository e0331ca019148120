/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Floating-point numbers as text: the fewest digits that read back as the same
 * number, laid out by Go's rules. The locale must be "C" for LC_NUMERIC, which
 * it is in a program that never sets another.
 */
#ifndef HZ_TEXT_FLOAT_H
#define HZ_TEXT_FLOAT_H

#include "base/buf.h"

/*
 * Appends the finite @value as Go's encoding/json prints it: plain digits from
 * 1e-6 up to 1e21, else an exponent without leading zeros.
 * https://github.com/golang/go/blob/go1.24.0/src/encoding/json/encode.go#L575
 */
void hz_float_add_json(struct hz_buf *out, double value);

/* Appends the finite @value as Go's strconv.FormatFloat(value, 'g', -1, 64) prints it. */
void hz_float_add_g(struct hz_buf *out, double value);

/* The same with the digits of a single-precision number: FormatFloat(value, 'g', -1, 32). */
void hz_float_add_g32(struct hz_buf *out, float value);

#endif
