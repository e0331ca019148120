/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request did not get past its proxy.
 */
#ifndef HZ_NET_PROXY_FAILURE_H
#define HZ_NET_PROXY_FAILURE_H

#include "net/call.h"

/* Sets call->failure when it is the proxy that failed; returns whether it is. */
bool hz_proxy_failure_find(struct hz_http_call *call, CURLcode code);

#endif
