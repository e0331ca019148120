/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random numbers that spread things, such as the waits of clients that failed together.
 * They are no secret.
 */
#ifndef HZ_BASE_RANDOM_H
#define HZ_BASE_RANDOM_H

#include <stdint.h>

/* A number from 0 to @max - 1; 0 when @max is not positive. */
int64_t hz_random_below(int64_t max);

#endif
