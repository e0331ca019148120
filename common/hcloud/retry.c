/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a request to one of Hetzner's APIs is sent once more, and when.
 */
#include "hcloud/retry.h"

#include "base/random.h"

/* A random wait between the least and the limit, which doubles with each retry. */
static int64_t wait_of(const struct hz_hcloud_pace *pace, unsigned retries)
{
	int64_t limit = pace->wait_ms;

	while (retries-- > 0 && limit < pace->longest_ms)
		limit *= 2;
	if (limit > pace->longest_ms)
		limit = pace->longest_ms;
	return pace->wait_ms + hz_random_below(limit - pace->wait_ms + 1);
}

static int64_t again(struct hz_hcloud_retry *retry, const struct hz_hcloud_pace *pace)
{
	if (retry->done == pace->retries)
		return -1;
	return wait_of(pace, retry->done++);
}

int64_t hz_hcloud_retry_after_code(struct hz_hcloud_retry *retry, const struct hz_hcloud_pace *pace,
				   const struct hz_hcloud_code *code, bool harmless)
{
	switch (code->again) {
	case HZ_AGAIN_ALWAYS:
		return again(retry, pace);
	case HZ_AGAIN_HARMLESS:
		retry->doubtful = true;
		return harmless ? again(retry, pace) : -1;
	case HZ_AGAIN_NEVER:
		break;
	}
	return -1;
}

int64_t hz_hcloud_retry_after_failure(struct hz_hcloud_retry *retry,
				      const struct hz_hcloud_pace *pace, const struct hz_err *err,
				      bool harmless)
{
	if (!hz_err_is(err, "CutOff") && !hz_err_is(err, "Timeout"))
		return -1;
	retry->doubtful = true;
	return harmless ? again(retry, pace) : -1;
}
