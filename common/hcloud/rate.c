/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many requests the project may still send.
 */
#include "hcloud/rate.h"

#include "base/num.h"

static int64_t number_of(const struct hz_http_reply *reply, const char *name)
{
	const char *value = hz_http_header(reply, name);
	int64_t number;

	return value && hz_parse_int64(value, &number) == 0 && number >= 0 ? number : -1;
}

struct hz_hcloud_rate hz_hcloud_rate_of(const struct hz_http_reply *reply)
{
	return (struct hz_hcloud_rate){
		.limit = number_of(reply, "ratelimit-limit"),
		.remaining = number_of(reply, "ratelimit-remaining"),
		.reset = number_of(reply, "ratelimit-reset"),
	};
}
