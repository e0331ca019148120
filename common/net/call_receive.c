/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libcurl brings of an answer: its header, its body, its progress.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "net/call.h"
#include "net/failure.h"
#include "net/header.h"
#include "net/tls_look.h"

/* One line of the header; of each header, where 1xx answers go before the real one. */
static size_t take_header(char *line, size_t size, size_t count, void *data)
{
	struct hz_http_call *call = data;
	size_t len = size * count;

	call->moved_ms = hz_clock_ms();
	call->header_bytes += len;
	if (call->header_bytes > HZ_BUF_CAP_HEADERS) {
		hz_failure_too_large(call, "its header", HZ_BUF_CAP_HEADERS);
		return 0;
	}
	if (len >= 5 && memcmp(line, "HTTP/", 5) == 0)
		hz_strv_done(&call->reply_headers);
	else
		hz_header_add(&call->reply_headers, line, len);
	return len;
}

static bool goes_to_stream(struct hz_http_call *call)
{
	long status = 0;

	if (!(call->flags & HZ_HTTP_STREAM))
		return false;
	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
	return status == 200;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *data)
{
	struct hz_http_call *call = data;
	size_t len = size * count;

	call->moved_ms = hz_clock_ms();
	call->received += len;
	if (goes_to_stream(call)) {
		call->http->arrived++;
		return call->on_data(call->data, bytes, len, &call->failure) < 0 ? 0 : len;
	}
	if (hz_buf_append(&call->body, bytes, len) < 0) {
		hz_failure_too_large(call, "its body", call->body.cap);
		return 0;
	}
	return len;
}

/* libcurl calls it often; it is how we learn that an upload moves. */
static int take_progress(void *data, curl_off_t down_total, curl_off_t down, curl_off_t up_total,
			 curl_off_t up)
{
	struct hz_http_call *call = data;

	(void)down_total;
	(void)up_total;
	if (down + up != call->moved_bytes) {
		call->moved_bytes = down + up;
		call->moved_ms = hz_clock_ms();
	}
	return 0;
}

/*
 * Whether the certificate names no host. Only the call that made a connection sees
 * its certificates; those that share it are told by a list.
 */
static bool is_nameless(struct hz_http_call *call)
{
	HZ_AUTO(hz_buf_done) struct hz_buf origin = HZ_BUF_INIT;

	if (call->trust->insecure)
		return false;
	hz_url_add_origin(&origin, &call->server);
	if (hz_strv_has(&call->http->nameless, hz_buf_str(&origin)))
		return true;
	if (!hz_tls_is_nameless(call->http->curl, call->easy))
		return false;
	hz_strv_add(&call->http->nameless, hz_buf_str(&origin));
	return true;
}

/*
 * The connection is there and the request goes out now. A second time for the same
 * call means that libcurl repeats it, because an old connection broke before an
 * answer came, or because the server refused it unseen. In the first case the server may
 * have done what it was asked for, and nothing that changes anything is repeated.
 */
static int send_request(void *data, char *remote, char *local, int remote_port, int local_port)
{
	struct hz_http_call *call = data;
	struct hz_http_stats *stats = &call->http->stats;
	long connections = 0;

	(void)remote;
	(void)local;
	(void)remote_port;
	(void)local_port;
	if (call->sent && !call->repeatable) {
		hz_failure_unanswered(call);
		return CURL_PREREQFUNC_ABORT;
	}
	if (is_nameless(call)) {
		hz_failure_nameless(call);
		return CURL_PREREQFUNC_ABORT;
	}
	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_NUM_CONNECTS, &connections);
	stats->requests++;
	stats->connections += (unsigned)connections - call->connections;
	call->connections = (unsigned)connections;
	call->sent = true;
	call->moved_ms = hz_clock_ms();
	return CURL_PREREQFUNC_OK;
}

void hz_call_receive(struct hz_http_call *call, struct hz_curl_setter *setter)
{
	HZ_CURL_SET(setter, CURLOPT_PRIVATE, call);
	HZ_CURL_SET(setter, CURLOPT_ERRORBUFFER, call->curl_text);
	HZ_CURL_SET(setter, CURLOPT_HEADERFUNCTION, take_header);
	HZ_CURL_SET(setter, CURLOPT_HEADERDATA, call);
	HZ_CURL_SET(setter, CURLOPT_WRITEFUNCTION, take_body);
	HZ_CURL_SET(setter, CURLOPT_WRITEDATA, call);
	/* what says at once that it is too large need not be read up to its cap */
	if (!(call->flags & HZ_HTTP_STREAM))
		HZ_CURL_SET(setter, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)call->body.cap);
	HZ_CURL_SET(setter, CURLOPT_NOPROGRESS, 0L);
	HZ_CURL_SET(setter, CURLOPT_XFERINFOFUNCTION, take_progress);
	HZ_CURL_SET(setter, CURLOPT_XFERINFODATA, call);
	HZ_CURL_SET(setter, CURLOPT_PREREQFUNCTION, send_request);
	HZ_CURL_SET(setter, CURLOPT_PREREQDATA, call);
}
