/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer: from libcurl's result to the reasons that net/http.h
 * lists, each in words of its own and with what to do about it.
 *
 * All functions but the last two set call->failure, which must not be set yet.
 */
#ifndef HZ_NET_FAILURE_H
#define HZ_NET_FAILURE_H

#include "net/call.h"

/* What @code means; nothing when it is CURLE_OK or a failure is set already. */
void hz_failure_find(struct hz_http_call *call, CURLcode code);

/* "cannot reach https://host:port: <formatted text>", with the proxy where there is one. */
void hz_failure_set(struct hz_http_call *call, const char *reason, const char *format, ...)
	HZ_PRINTF(3, 4);

/* "cannot read the answer of https://host:port: <why>": something came, so it was reached. */
void hz_failure_set_unreadable(struct hz_http_call *call, const char *reason, const char *why);

/* Reason TooLarge: @part of the answer is larger than @cap bytes. */
void hz_failure_too_large(struct hz_http_call *call, const char *part, size_t cap);

/* Reason CutOff: the connection broke, and the request may have been done. */
void hz_failure_unanswered(struct hz_http_call *call);

/* Reason CutOff, mostly: finds how the answer was cut off, from libcurl's words. */
void hz_failure_cut(struct hz_http_call *call);

/* Reason CertificateName: the server's certificate names no host. */
void hz_failure_nameless(struct hz_http_call *call);

/* Reason Timeout: finds the part of the request in which the time ran out. */
void hz_failure_timeout(struct hz_http_call *call);

/* Whether libcurl has sent the request as often as it does, in vain. */
bool hz_failure_is_of_tries(const struct hz_http_call *call);

/* Of a write that went out, advises that it may have been done; whether it was one. */
bool hz_failure_advise_write(struct hz_http_call *call);

#endif
