/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP requests: where calls begin and end.
 */
#include "net/http.h"

#include "base/interrupt.h"
#include "net/call.h"

/* To one server, where it does not speak HTTP/2; more are slower, for their handshakes. */
#define CALL_CONNECTIONS 4L

struct hz_http *hz_http_new(void)
{
	struct hz_http *http = hz_alloc(1, sizeof(*http));

	http->limits = (struct hz_http_limits){
		.connect_ms = 30000,
		.tls_ms = 10000,
		.stall_ms = 90000,
		.grace_ms = 100,
	};
	return http;
}

void hz_http_free(struct hz_http *http)
{
	if (!http)
		return;
	hz_lane_close(&http->calls_lane);
	hz_lane_close(&http->streams_lane);
	hz_strv_done(&http->nameless);
	free(http->fds);
	free(http);
}

void hz_http_freep(struct hz_http **http)
{
	hz_http_free(*http);
}

void hz_http_trace(struct hz_http *http, int verbosity)
{
	http->verbosity = verbosity;
}

void hz_http_limit(struct hz_http *http, const struct hz_http_limits *limits)
{
	http->limits = *limits;
}

struct hz_http_stats hz_http_stats(const struct hz_http *http)
{
	return http->stats;
}

static struct hz_lane *lane_for(struct hz_http *http, unsigned flags)
{
	return flags & HZ_HTTP_STREAM ? &http->streams_lane : &http->calls_lane;
}

static int open_lane(struct hz_http *http, unsigned flags, struct hz_err *err)
{
	struct hz_lane *lane = lane_for(http, flags);

	if (lane->multi)
		return 0;
	if (hz_curl_load(&http->curl, err) < 0)
		return -1;
	return hz_lane_open(lane, http->curl, flags & HZ_HTTP_STREAM ? 0 : CALL_CONNECTIONS, err);
}

int hz_call_link(struct hz_http_call *call, struct hz_err *err)
{
	struct hz_http *http = call->http;
	CURLMcode code;

	call->next = http->calls;
	call->link = &http->calls;
	if (call->next)
		call->next->link = &call->next;
	http->calls = call;
	code = http->curl->multi_add_handle(lane_for(http, call->flags)->multi, call->easy);
	if (code != CURLM_OK)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "cannot start a request: %s",
				  http->curl->multi_strerror(code));
	return 0;
}

void hz_call_unlink(struct hz_http_call *call)
{
	struct hz_http *http = call->http;

	if (!call->link)
		return;
	*call->link = call->next;
	if (call->next)
		call->next->link = call->link;
	call->link = NULL;
	(void)http->curl->multi_remove_handle(lane_for(http, call->flags)->multi, call->easy);
}

int hz_http_start(struct hz_http *http, const struct hz_http_request *request,
		  struct hz_http_call **ret, struct hz_err *err)
{
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *call = NULL;

	if (hz_interrupted())
		return hz_interrupt_err(err);
	if (open_lane(http, request->flags, err) < 0 ||
	    hz_call_new(http, request, &call, err) < 0 || hz_call_link(call, err) < 0)
		return -1;
	*ret = HZ_TAKE(call);
	return 0;
}

void hz_http_join(struct hz_http *http, struct hz_http_user *user)
{
	user->next = http->users;
	user->link = &http->users;
	if (user->next)
		user->next->link = &user->next;
	http->users = user;
}

void hz_http_leave(struct hz_http_user *user)
{
	*user->link = user->next;
	if (user->next)
		user->next->link = user->link;
}

void hz_http_advance(struct hz_http *http)
{
	for (struct hz_http_user *user = http->users; user; user = user->next)
		user->advance(user->data);
}

bool hz_http_done(const struct hz_http_call *call)
{
	return call->done;
}

void hz_http_call_free(struct hz_http_call *call)
{
	if (!call)
		return;
	hz_call_unlink(call);
	hz_call_destroy(call);
}

void hz_http_call_freep(struct hz_http_call **call)
{
	hz_http_call_free(*call);
}
