/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many requests the project may still send, as each answer of the Cloud API says:
 * https://docs.hetzner.cloud/reference/cloud#rate-limiting
 */
#ifndef HZ_HCLOUD_RATE_H
#define HZ_HCLOUD_RATE_H

#include <stdint.h>

#include "net/http.h"

/* Each is -1 where the answer does not say it. */
struct hz_hcloud_rate {
	int64_t limit;     /* requests an hour, of all tokens of the project */
	int64_t remaining; /* of them, now; about one more comes each second */
	int64_t reset;     /* seconds since 1970, when @remaining is @limit again */
};

#define HZ_HCLOUD_RATE_UNKNOWN ((struct hz_hcloud_rate){ -1, -1, -1 })

struct hz_hcloud_rate hz_hcloud_rate_of(const struct hz_http_reply *reply);

#endif
