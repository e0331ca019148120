/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a call has got.
 */
#include "base/str.h"
#include "net/call.h"

bool hz_call_is_read(const struct hz_http_call *call)
{
	return hz_str_eq(call->method, "GET") || hz_str_eq(call->method, "HEAD");
}

static bool is_over(int64_t limit, int64_t since, int64_t now)
{
	return limit > 0 && now - since > limit;
}

/* By the address: CURLINFO_CONNECT_TIME comes only after TLS in some versions. */
bool hz_call_is_connected(const struct hz_http_call *call)
{
	const char *address = NULL;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_PRIMARY_IP, &address);
	return !hz_str_empty(address);
}

/* Connected, but the TLS handshake does not come to its end. */
static bool hangs_in_tls(struct hz_http_call *call, int64_t now)
{
	if (call->sent || !hz_str_eq(call->server.scheme, "https") || !hz_call_is_connected(call))
		return false;
	if (!call->connected_ms)
		call->connected_ms = now;
	return is_over(call->http->limits.tls_ms, call->connected_ms, now);
}

bool hz_call_is_late(struct hz_http_call *call, int64_t now)
{
	if (hangs_in_tls(call, now))
		return true;
	return call->sent && !(call->flags & HZ_HTTP_STREAM) &&
	       is_over(call->http->limits.stall_ms, call->moved_ms, now);
}
