/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: what moves it.
 */
#include "hcloud/call.h"

#include "base/clock.h"

static void link_call(struct hz_hcloud *hcloud, struct hz_hcloud_call *call)
{
	call->hcloud = hcloud;
	call->next = hcloud->calls;
	call->link = &hcloud->calls;
	if (call->next)
		call->next->link = &call->next;
	hcloud->calls = call;
}

void hz_hcloud_call_free(struct hz_hcloud_call *call)
{
	if (!call)
		return;
	*call->link = call->next;
	if (call->next)
		call->next->link = call->link;
	hz_http_call_free(call->http);
	hz_hcloud_message_done(&call->message);
	hz_hcloud_pages_done(&call->pages);
	json_decref(call->result);
	hz_err_done(&call->failure);
	free(call);
}

void hz_hcloud_call_freep(struct hz_hcloud_call **call)
{
	hz_hcloud_call_free(*call);
}

/* Sends the call, or for a list the page that is next. */
static int send_call(struct hz_hcloud_call *call, struct hz_err *err)
{
	const struct hz_hcloud *hcloud = call->hcloud;
	const struct hz_hcloud_message *message = &call->message;
	bool list = message->verb == HZ_HCLOUD_LIST;
	bool read = list || message->verb == HZ_HCLOUD_GET;
	HZ_AUTO(hz_freep)
	char *path =
		list ? hz_hcloud_pages_path(&call->pages, message->path) : hz_strdup(message->path);
	const struct hz_http_request request = {
		.server = read ? &hcloud->reads : &hcloud->writes,
		.method = message->method,
		.path = path,
		.headers = message->has_body ? &hcloud->headers_with_body : &hcloud->headers,
		.body = message->has_body ? hz_buf_str(&message->body) : NULL,
		.body_len = message->body.len,
		.flags = message->secret ? HZ_HTTP_SECRET_BODY : 0u,
	};

	return hz_http_start(hcloud->http, &request, &call->http, err);
}

int hz_hcloud_call_start(struct hz_hcloud *hcloud, struct hz_hcloud_message *message,
			 struct hz_hcloud_call **ret, struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *call = hz_alloc(1, sizeof(*call));

	link_call(hcloud, call);
	call->message = *message;
	*message = (struct hz_hcloud_message){ .method = NULL };
	call->rate = HZ_HCLOUD_RATE_UNKNOWN;
	if (send_call(call, err) < 0)
		return hz_err_wrap(err, "cannot %s", call->message.what);
	*ret = HZ_TAKE(call);
	return 0;
}

/* The request is done: looks at what it brought. */
static void take_request(struct hz_hcloud_call *call)
{
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *http = HZ_TAKE(call->http);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply;

	if (hz_http_wait(call->hcloud->http, http, &err) < 0) {
		hz_hcloud_call_take_failure(call, &err);
		return;
	}
	reply = hz_http_reply(http);
	call->rate = hz_hcloud_rate_of(&reply);
	call->hcloud->rate = call->rate;
	hz_hcloud_call_take_reply(call, &reply);
}

static void advance(struct hz_hcloud_call *call)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (!call->done && call->http && hz_http_done(call->http))
		take_request(call);
	if (call->done || call->http || hz_clock_ms() < call->due)
		return;
	if (send_call(call, &err) < 0)
		hz_hcloud_call_fail(call, &err);
}

void hz_hcloud_calls_advance(struct hz_hcloud *hcloud)
{
	for (struct hz_hcloud_call *call = hcloud->calls; call; call = call->next)
		advance(call);
}

int64_t hz_hcloud_calls_due(const struct hz_hcloud *hcloud, int64_t due)
{
	for (const struct hz_hcloud_call *call = hcloud->calls; call; call = call->next)
		if (!call->done && !call->http && call->due < due)
			due = call->due;
	return due;
}

int hz_hcloud_call_take(struct hz_hcloud_call *call, json_t **ret, struct hz_err *err)
{
	if (!call->result)
		return hz_err_move(err, &call->failure);
	if (ret)
		*ret = HZ_TAKE(call->result);
	return 0;
}

struct hz_hcloud_rate hz_hcloud_call_rate(const struct hz_hcloud_call *call)
{
	return call->rate;
}
