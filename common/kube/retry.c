/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a request is sent once more, and when.
 */
#include "kube/retry.h"

#include <limits.h>

#include "base/num.h"

#define MOST_ANSWERS 10
#define MOST_FAILURES 3
#define FAILURE_WAIT_MS 1000

int64_t hz_retry_after_header(const struct hz_http_reply *reply)
{
	const char *value = hz_http_header(reply, "retry-after");
	int seconds;

	if (!value || hz_parse_int_in(value, 0, INT_MAX, &seconds) < 0)
		return -1;
	return seconds;
}

int64_t hz_retry_after_answer(struct hz_retry *retry, const struct hz_http_reply *reply,
			      int64_t limit_ms)
{
	int64_t seconds = hz_retry_after_header(reply);

	if (seconds < 0 || (reply->status != 429 && reply->status < 500) ||
	    retry->answers == MOST_ANSWERS)
		return -1;
	if (limit_ms > 0 && seconds * 1000 > limit_ms)
		return -1;
	retry->answers++;
	return seconds * 1000;
}

int64_t hz_retry_after_failure(struct hz_retry *retry, const struct hz_err *err, bool repeatable)
{
	if (!repeatable || !hz_err_is(err, "CutOff") || retry->failures == MOST_FAILURES)
		return -1;
	retry->failures++;
	return FAILURE_WAIT_MS;
}
