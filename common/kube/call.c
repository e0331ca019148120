/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: what moves it.
 */
#include "kube/call.h"

#include "base/clock.h"

static void link_call(struct hz_kube *kube, struct hz_kube_call *call)
{
	call->kube = kube;
	call->next = kube->calls;
	call->link = &kube->calls;
	if (call->next)
		call->next->link = &call->next;
	kube->calls = call;
}

void hz_kube_call_free(struct hz_kube_call *call)
{
	if (!call)
		return;
	*call->link = call->next;
	if (call->next)
		call->next->link = call->link;
	hz_exchange_done(&call->exchange);
	hz_message_done(&call->message);
	hz_pages_done(&call->pages);
	json_decref(call->result);
	hz_err_done(&call->failure);
	free(call);
}

void hz_kube_call_freep(struct hz_kube_call **call)
{
	hz_kube_call_free(*call);
}

/* Sends the call, or for a list the page that is next. */
static int send_call(struct hz_kube_call *call, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = NULL;

	path = call->wanted == HZ_CALL_LIST ? hz_pages_path(&call->pages, call->message.path)
					    : hz_strdup(call->message.path);
	if (hz_exchange_start(call->kube,
			      &(struct hz_exchange_request){
				      .message = &call->message,
				      .path = path,
			      },
			      &call->exchange, err) < 0)
		return hz_err_wrap(err, "cannot %s", call->message.what);
	return 0;
}

int hz_call_start(struct hz_kube *kube, struct hz_message *message, enum hz_call_result result,
		  struct hz_kube_call **ret, struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = hz_alloc(1, sizeof(*call));

	link_call(kube, call);
	call->message = *message;
	*message = (struct hz_message){ .method = NULL };
	call->wanted = result;
	if (send_call(call, err) < 0)
		return -1;
	*ret = HZ_TAKE(call);
	return 0;
}

/* The exchange is done: looks at what it brought, and gives it back. */
static void take_exchange(struct hz_kube_call *call)
{
	HZ_AUTO(hz_exchange_done) struct hz_exchange exchange = call->exchange;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply;

	call->exchange = (struct hz_exchange){ .http = NULL };
	if (hz_exchange_reply(call->kube, &exchange, &reply, &err) < 0)
		hz_call_take_failure(call, &err);
	else
		hz_call_take_reply(call, &reply);
}

static void advance(struct hz_kube_call *call)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (!call->done && call->exchange.http && hz_http_done(call->exchange.http))
		take_exchange(call);
	if (call->done || call->exchange.http || hz_clock_ms() < call->due)
		return;
	if (send_call(call, &err) < 0)
		hz_call_fail(call, &err);
}

void hz_calls_advance(void *data)
{
	const struct hz_kube *kube = data;

	for (struct hz_kube_call *call = kube->calls; call; call = call->next)
		advance(call);
}

int64_t hz_calls_due(const void *data)
{
	const struct hz_kube *kube = data;
	int64_t due = INT64_MAX;

	for (const struct hz_kube_call *call = kube->calls; call; call = call->next)
		if (!call->done && !call->exchange.http && call->due < due)
			due = call->due;
	return due;
}

bool hz_call_done(const struct hz_kube_call *call)
{
	return call->done;
}

int hz_call_take(struct hz_kube_call *call, json_t **ret, struct hz_err *err)
{
	if (!call->result)
		return hz_err_move(err, &call->failure);
	if (ret)
		*ret = HZ_TAKE(call->result);
	return 0;
}
