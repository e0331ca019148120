/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Random numbers that spread things.
 */
#include "base/random.h"

#include <unistd.h>

int64_t hz_random_below(int64_t max)
{
	uint32_t random = 0;

	if (max <= 0 || getentropy(&random, sizeof(random)) < 0)
		return 0;
	return random % max;
}
