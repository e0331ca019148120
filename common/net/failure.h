/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer: from libcurl's result to the reasons that net/http.h
 * lists, each in words of its own and with what to do about it.
 */
#ifndef HZ_NET_FAILURE_H
#define HZ_NET_FAILURE_H

#include "net/call.h"

/* Sets call->failure to what @code means, unless it is CURLE_OK or a failure is set already. */
void hz_failure_find(struct hz_http_call *call, CURLcode code);

/* Sets call->failure: @part of the answer is larger than @cap bytes. */
void hz_failure_too_large(struct hz_http_call *call, const char *part, size_t cap);

/* Sets call->failure: the connection broke, and the request may have been done. */
void hz_failure_unanswered(struct hz_http_call *call);

/*
 * Makes @call's failure "cannot reach https://host:port: <formatted text>", with the
 * proxy where there is one.
 */
void hz_failure_set(struct hz_http_call *call, const char *reason, const char *format, ...)
	HZ_PRINTF(3, 4);

#endif
