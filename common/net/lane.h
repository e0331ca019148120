/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A libcurl multi handle with the descriptors and the alarm that it waits for, so
 * that several can be waited for at once.
 *
 * Calls and streams have a lane each, because connections and their limit belong to
 * the multi handle: a stream holds a connection of HTTP/1.1 for as long as it lives,
 * and neither must it wait for ordinary calls nor they for it.
 */
#ifndef HZ_NET_LANE_H
#define HZ_NET_LANE_H

#include <poll.h>

#include "net/curl.h"

/* A zeroed one is closed. It must not move while it is open. */
struct hz_lane {
	const struct hz_curl *curl; /* static */
	CURLM *multi;               /* owned; NULL while it is closed */
	struct pollfd *fds;         /* owned; @count entries, in no order */
	size_t count;
	int64_t alarm_ms; /* hz_clock_ms() at which libcurl wants to be called; -1: not at all */
};

/* @connections: how many one server gets at most; 0: no limit. */
int hz_lane_open(struct hz_lane *lane, const struct hz_curl *curl, long connections,
		 struct hz_err *err);
void hz_lane_close(struct hz_lane *lane);

/* How long poll() may wait for the lane, at most @wait_ms. */
int64_t hz_lane_wait(const struct hz_lane *lane, int64_t wait_ms);

/* Lets libcurl work: on the @count descriptors that poll() went over, and on its alarm. */
void hz_lane_work(struct hz_lane *lane, const struct pollfd *fds, size_t count);

#endif
