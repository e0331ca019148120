/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer: from libcurl's result to our reasons and words.
 */
#include "net/failure.h"

#include <errno.h>
#include <string.h>

#include "base/str.h"
#include "net/proxy_failure.h"
#include "net/tls_failure.h"

/* What three digits can say. */
#define LEAST_STATUS 100
#define LARGEST_STATUS 999

static void tell_connect(struct hz_http_call *call)
{
	const struct hz_url *server = &call->server;
	long number = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_OS_ERRNO, &number);
	if (number == ECONNREFUSED) {
		hz_failure_set(call, "ConnectionRefused", "connection refused");
		hz_err_advise(&call->failure,
			      "Nothing listens on port %d of %s; check that the server runs and "
			      "that its address is right.",
			      server->port, server->host);
	} else {
		hz_failure_set(call, "Unreachable", "%s",
			       number ? strerror((int)number) : call->curl_text);
		hz_err_advise(&call->failure,
			      "Check the address, the network, VPN and firewalls between here and "
			      "%s.",
			      server->host);
	}
}

static void tell_name(struct hz_http_call *call)
{
	hz_failure_set(call, "NameNotFound", "no address found for the name \"%s\"",
		       call->server.host);
	hz_err_advise(&call->failure, "Check the spelling, and the name servers of this machine.");
}

static void tell_protocol(struct hz_http_call *call, const char *why)
{
	hz_failure_set(call, "NotHttp", "what answers there does not speak HTTP (%s)", why);
	hz_err_advise(&call->failure, "Check scheme and port of the address.");
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
		tell_name(call);
		break;
	case CURLE_COULDNT_CONNECT:
		tell_connect(call);
		break;
	case CURLE_OPERATION_TIMEDOUT:
		hz_failure_timeout(call);
		break;
	case CURLE_GOT_NOTHING:
	case CURLE_PARTIAL_FILE:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		hz_failure_cut(call);
		break;
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_WEIRD_SERVER_REPLY:
		tell_protocol(call, call->curl_text);
		break;
	case CURLE_BAD_CONTENT_ENCODING:
		hz_failure_set_unreadable(call, "NotHttp",
					  "its body is not compressed as its header says");
		break;
	case CURLE_FILESIZE_EXCEEDED:
		hz_failure_too_large(call, "its body", call->body.cap);
		break;
	case CURLE_OUT_OF_MEMORY: /* what libcurl says of a header line over its own cap */
	case 100 /* CURLE_TOO_LARGE */:
		hz_failure_too_large(call, "its header", HZ_BUF_CAP_HEADERS);
		break;
	default:
		tell_other(call, code);
	}
}

/*
 * Some versions of libcurl take the end of an HTTP/2 connection for that of an answer, and
 * let "HTTP/22.1 103" and "HTTP/2 4200" pass.
 */
static void tell_no_status(struct hz_http_call *call)
{
	if (call->header_bytes > 0)
		tell_protocol(call, "its answer has no status of three digits");
	else
		hz_failure_unanswered(call);
}

/* What TLS servers written in Go, and nginx, answer to plain HTTP. */
static bool wants_tls(const struct hz_http_call *call)
{
	const char *body = hz_buf_str(&call->body);

	return call->status == 400 && strcmp(call->server.scheme, "http") == 0 &&
	       (strstr(body, "HTTP request to an HTTPS server") ||
		strstr(body, "HTTP request was sent to HTTPS port"));
}

void hz_failure_find(struct hz_http_call *call, CURLcode code)
{
	if (call->failure.kind != HZ_ERR_NONE)
		return;
	if (code == CURLE_OK && wants_tls(call)) {
		hz_failure_set(call, "NotHttp", "it speaks TLS, and was asked in plain HTTP");
		hz_err_advise(&call->failure, "The address must begin with https://.");
	}
	if (code == CURLE_OK && (call->status < LEAST_STATUS || call->status > LARGEST_STATUS))
		tell_no_status(call);
	if (code == CURLE_OK || hz_proxy_failure_find(call, code) ||
	    hz_tls_failure_find(call, code))
		return;
	tell(call, code);
}
