/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer: from libcurl's result to our reasons and words.
 */
#include "net/failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "net/tls_failure.h"

void hz_failure_set(struct hz_http_call *call, const char *reason, const char *format, ...)
{
	HZ_AUTO(hz_buf_done) struct hz_buf where = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_url_add_origin(&where, &call->server);
	if (call->proxy) {
		hz_buf_adds(&where, " through the proxy ");
		hz_url_add_masked(&where, call->proxy);
	}
	hz_err_set(&call->failure, HZ_ERR_FAILED, reason, "cannot reach %s: %s", hz_buf_str(&where),
		   text);
}

void hz_failure_too_large(struct hz_http_call *call, const char *part, size_t cap)
{
	HZ_AUTO(hz_buf_done) struct hz_buf where = HZ_BUF_INIT;

	hz_url_add_origin(&where, &call->server);
	hz_err_set(&call->failure, HZ_ERR_FAILED, "TooLarge",
		   "cannot read the answer of %s: %s is larger than %zu KiB", hz_buf_str(&where),
		   part, cap >> 10);
}

void hz_failure_unanswered(struct hz_http_call *call)
{
	hz_failure_set(call, "CutOff", "the connection broke before the answer came");
	hz_err_advise(&call->failure, "the %s may have been done; look before you repeat it",
		      call->method);
}

static void tell_connect(struct hz_http_call *call)
{
	const struct hz_url *server = &call->server;
	long number = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_OS_ERRNO, &number);
	if (call->proxy) {
		hz_failure_set(call, "ProxyFailed", "no connection to the proxy: %s",
			       number ? strerror((int)number) : call->curl_text);
		hz_err_advise(&call->failure, "check HTTPS_PROXY and HTTP_PROXY, or the proxy-url "
					      "of the kubeconfig");
	} else if (number == ECONNREFUSED) {
		hz_failure_set(call, "ConnectionRefused", "connection refused");
		hz_err_advise(&call->failure,
			      "nothing listens on port %d of %s; check that the server runs and "
			      "that its address is right",
			      server->port, server->host);
	} else {
		hz_failure_set(call, "Unreachable", "%s",
			       number ? strerror((int)number) : call->curl_text);
		hz_err_advise(&call->failure,
			      "check the address, the network, VPN and firewalls "
			      "between here and %s",
			      server->host);
	}
}

static void tell_name(struct hz_http_call *call)
{
	hz_failure_set(call, "NameNotFound", "no address found for the name \"%s\"",
		       call->server.host);
	hz_err_advise(&call->failure, "check the spelling, and the name servers of this machine");
}

static curl_off_t time_of(const struct hz_http_call *call, CURLINFO info)
{
	curl_off_t us = 0;

	(void)call->http->curl->easy_getinfo(call->easy, info, &us);
	return us;
}

/* The part of the request in which the time ran out. */
static void tell_timeout(struct hz_http_call *call)
{
	const char *part;

	if (call->sent && (call->status || call->body.len))
		part = "the rest of the answer did not come in time";
	else if (call->sent)
		part = "no answer came in time";
	else if (time_of(call, CURLINFO_CONNECT_TIME_T) > 0)
		part = "connected, but the TLS handshake did not end in time";
	else if (time_of(call, CURLINFO_NAMELOOKUP_TIME_T) > 0)
		part = "no connection in time";
	else
		part = "the name servers did not answer in time";
	hz_failure_set(call, "Timeout", "%s", part);
}

/* What the proxy answered to CONNECT, or 0 when it was none or fine. */
static long refusal_of_proxy(const struct hz_http_call *call)
{
	long code = 0;

	if (call->proxy)
		(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_HTTP_CONNECTCODE, &code);
	return code / 100 == 2 ? 0 : code;
}

static void tell_cut(struct hz_http_call *call)
{
	if (refusal_of_proxy(call))
		hz_failure_set(call, "ProxyFailed", "the proxy answered %ld",
			       refusal_of_proxy(call));
	else if (call->body.len)
		hz_failure_set(call, "CutOff", "the answer was cut off after %zu bytes",
			       call->body.len);
	else
		hz_failure_unanswered(call);
}

static void tell_protocol(struct hz_http_call *call)
{
	hz_failure_set(call, "NotHttp", "what answers there does not speak HTTP (%s)",
		       call->curl_text);
	hz_err_advise(&call->failure, "check scheme and port of the address");
}

static void tell_other(struct hz_http_call *call, CURLcode code)
{
	hz_failure_set(call, "Unreachable", "%s",
		       *call->curl_text ? call->curl_text : call->http->curl->easy_strerror(code));
}

static void tell(struct hz_http_call *call, CURLcode code)
{
	switch ((int)code) {
	case CURLE_COULDNT_RESOLVE_HOST:
		return tell_name(call);
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
		return tell_connect(call);
	case CURLE_OPERATION_TIMEDOUT:
		return tell_timeout(call);
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return tell_cut(call);
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_WEIRD_SERVER_REPLY:
	case CURLE_BAD_CONTENT_ENCODING:
		return tell_protocol(call);
	case CURLE_FILESIZE_EXCEEDED:
		return hz_failure_too_large(call, "its body", call->body.cap);
	case CURLE_OUT_OF_MEMORY: /* what libcurl says of a header line over its own cap */
	case 100 /* CURLE_TOO_LARGE */:
		return hz_failure_too_large(call, "its header", HZ_BUF_CAP_HEADERS);
	default:
		return tell_other(call, code);
	}
}

void hz_failure_find(struct hz_http_call *call, CURLcode code)
{
	if (call->failure.kind != HZ_ERR_NONE || code == CURLE_OK)
		return;
	if (!hz_tls_failure_find(call, code))
		tell(call, code);
}
