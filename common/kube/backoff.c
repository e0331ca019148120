/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waits between attempts that grow.
 */
#include "kube/backoff.h"

#include "base/random.h"

#define FIRST_MS 800
#define LONGEST_MS (30 * 1000)
#define RESET_MS (2 * 60 * 1000)

int64_t hz_backoff_next(struct hz_backoff *backoff, int64_t now)
{
	if (backoff->base_ms == 0 || now - backoff->last > RESET_MS)
		backoff->base_ms = FIRST_MS;
	else if (backoff->base_ms < LONGEST_MS / 2)
		backoff->base_ms *= 2;
	else
		backoff->base_ms = LONGEST_MS;
	backoff->last = now;
	return backoff->base_ms + hz_random_below(backoff->base_ms);
}
