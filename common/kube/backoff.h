/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waits between attempts that grow: 0.8 s, doubled up to 30 s, each with up to as much
 * again at random, so that clients that failed together do not come back together. Two
 * minutes without a failure start it anew. (The numbers are those of the reflector of
 * k8s.io/client-go/tools/cache.)
 */
#ifndef HZ_KUBE_BACKOFF_H
#define HZ_KUBE_BACKOFF_H

#include <stdint.h>

/* Zero-initialise. */
struct hz_backoff {
	int64_t base_ms; /* the last wait without its random part; 0: none yet */
	int64_t last;    /* when it was asked for, by hz_clock_ms() */
};

/* Milliseconds to wait after the failure at @now, by hz_clock_ms(). */
int64_t hz_backoff_next(struct hz_backoff *backoff, int64_t now);

#endif
