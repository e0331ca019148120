/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers from text: the whole text must be the number.
 */
#ifndef HZ_BASE_NUM_H
#define HZ_BASE_NUM_H

#include <stdint.h>

/* A decimal integer with an optional sign: 0 and *@ret, or -1 when it is none or too large. */
int hz_parse_int64(const char *text, int64_t *ret);

/* The same, from @min to @max. */
int hz_parse_int_in(const char *text, int min, int max, int *ret);

/* A decimal number such as "1.5" or "2e3": 0 and *@ret, or -1. The locale plays no part. */
int hz_parse_double(const char *text, double *ret);

#endif
