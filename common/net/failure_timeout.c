/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer in time: in which of its parts the time ran out.
 */
#include "base/clock.h"
#include "base/str.h"
#include "net/failure.h"

/* How long libcurl tries to connect when it is not told. */
#define LIBCURL_CONNECT_MS 300000

static bool has_address(const struct hz_http_call *call)
{
	curl_off_t us = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_NAMELOOKUP_TIME_T, &us);
	return us > 0;
}

static bool waits_for_proxy(const struct hz_http_call *call)
{
	long code = 0;

	if (!call->proxy || !hz_str_eq(call->server.scheme, "https"))
		return false;
	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_HTTP_CONNECTCODE, &code);
	return code == 0 && hz_str_starts(call->proxy, "http");
}

/* The limit that was reached: one of ours, else the nearer one of the two that libcurl keeps. */
static int64_t limit_of(struct hz_http_call *call)
{
	const struct hz_http_limits *limits = &call->http->limits;
	int64_t whole = call->trust->timeout_ms;
	int64_t connect = limits->connect_ms > 0 ? limits->connect_ms : LIBCURL_CONNECT_MS;

	if (hz_call_is_late(call, hz_clock_ms()))
		return call->sent ? limits->stall_ms : limits->tls_ms;
	if (call->sent || (whole > 0 && whole < connect))
		return whole;
	return connect;
}

static const char *part_of(const struct hz_http_call *call, int64_t limit)
{
	if (call->sent && limit != call->trust->timeout_ms)
		return "nothing came for";
	if (call->sent)
		return call->status ? "the answer was not complete within"
				    : "no answer came within";
	if (!has_address(call))
		return "the name servers did not answer within";
	if (!hz_call_is_connected(call))
		return "no connection came about within";
	if (waits_for_proxy(call))
		return "the proxy did not answer within";
	return "the TLS handshake was not done within";
}

void hz_failure_timeout(struct hz_http_call *call)
{
	HZ_AUTO(hz_buf_done) struct hz_buf time = HZ_BUF_INIT;
	int64_t limit = limit_of(call);

	hz_elapsed_add(&time, limit);
	hz_failure_set(call, "Timeout", "%s %s", part_of(call, limit), hz_buf_str(&time));
	if (hz_failure_advise_write(call))
		return;
	if (call->sent && limit == call->trust->timeout_ms)
		hz_err_advise(&call->failure, "Give it more time with --request-timeout.");
	else if (!call->sent && !call->proxy)
		hz_err_advise(&call->failure,
			      "Check the address and the firewalls on the way; if this network "
			      "needs a proxy, name it in HTTPS_PROXY.");
}
