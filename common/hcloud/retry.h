/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a request to one of Hetzner's APIs is sent once more, and when.
 *
 * The rules are those of hcloud-go (hcloud/client_handler_retry.go), but for one: what
 * may have been done is repeated only where doing it twice is doing it once, so that no
 * server is ever created, and paid for, twice.
 */
#ifndef HZ_HCLOUD_RETRY_H
#define HZ_HCLOUD_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "hcloud/error_code.h"

/* How fast things go; tests go faster. */
struct hz_hcloud_pace {
	int64_t wait_ms;    /* at least so long before each retry */
	int64_t longest_ms; /* at most so long; the limit doubles up to that */
	unsigned retries;   /* of one request */
	int64_t poll_ms;    /* between two looks at an action */
};

#define HZ_HCLOUD_PACE            \
	((struct hz_hcloud_pace){ \
		.wait_ms = 1000, .longest_ms = 60 * 1000, .retries = 5, .poll_ms = 500 })

/* Zero-initialise; one for each request, or for each page of a list. */
struct hz_hcloud_retry {
	unsigned done;
	bool doubtful; /* one of the requests so far may have been done */
};

/*
 * After an answer with @code: the milliseconds to wait, or -1 when the answer stands.
 * @harmless: doing the request twice is doing it once.
 */
int64_t hz_hcloud_retry_after_code(struct hz_hcloud_retry *retry, const struct hz_hcloud_pace *pace,
				   const struct hz_hcloud_code *code, bool harmless);

/*
 * After a failure of the network, the same: only what was cut off or took too long is
 * repeated.
 */
int64_t hz_hcloud_retry_after_failure(struct hz_hcloud_retry *retry,
				      const struct hz_hcloud_pace *pace, const struct hz_err *err,
				      bool harmless);

#endif
