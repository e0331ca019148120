/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trace of the requests on standard error, in levels as kubectl's -v has them:
 *
 *	6  one line for each request that ended: method, URL, status, time
 *	7  also each request when it starts, and the headers of both directions
 *	8  also the bodies, 1024 bytes of each
 *	9  the whole bodies
 *
 * Lines begin with klog's prefix and with the number of the call, because calls
 * overlap. What they show has gone through net/redact.h.
 */
#ifndef HZ_NET_TRACE_H
#define HZ_NET_TRACE_H

#include "net/call.h"

/* Both write nothing below their level. */
void hz_trace_start(const struct hz_http_call *call);
void hz_trace_end(const struct hz_http_call *call);

#endif
