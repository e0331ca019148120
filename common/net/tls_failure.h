/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a TLS connection did not come about.
 */
#ifndef HZ_NET_TLS_FAILURE_H
#define HZ_NET_TLS_FAILURE_H

#include "net/call.h"

/* Sets call->failure when @code is a failure of TLS; returns whether it is. */
bool hz_tls_failure_find(struct hz_http_call *call, CURLcode code);

#endif
