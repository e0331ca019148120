/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: one or more exchanges up to one result.
 */
#include "kube/call.h"

#include "base/clock.h"
#include "base/str.h"
#include "kube/pages.h"
#include "kube/retry.h"
#include "kube/status.h"
#include "text/json.h"

struct hz_kube_call {
	struct hz_kube *kube;       /* borrowed */
	struct hz_kube_call *next;  /* in the list of @kube */
	struct hz_kube_call **link; /* what points to this one */
	struct hz_message message;
	enum hz_call_result wanted;
	struct hz_exchange exchange; /* empty while the call waits for @due, and when it is done */
	int64_t due;                 /* when to send it again, by hz_clock_ms() */
	struct hz_retry retry;
	struct hz_pages pages;
	bool done;
	json_t *result; /* owned; NULL when it failed */
	struct hz_err failure;
};

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

static void fail(struct hz_kube_call *call, struct hz_err *err)
{
	hz_err_move(&call->failure, err);
	call->done = true;
}

static void succeed(struct hz_kube_call *call, json_t *result)
{
	call->result = result;
	call->done = true;
}

/* Has the call sent again in @wait_ms milliseconds. */
static void send_later(struct hz_kube_call *call, int64_t wait_ms)
{
	call->due = hz_clock_ms() + wait_ms;
}

/* The exchange gave no answer. */
static void take_failure(struct hz_kube_call *call, struct hz_err *err)
{
	int64_t wait = hz_retry_after_failure(&call->retry, err, call->message.repeatable);

	if (wait >= 0) {
		send_later(call, wait);
		return;
	}
	hz_err_wrap(err, "cannot %s", call->message.what);
	fail(call, err);
}

static void advise_missing_kind(const struct hz_kube_call *call, struct hz_err *err)
{
	const struct hz_message *message = &call->message;

	if (hz_err_is(err, "NoSuchKind") && message->kind && !err->advice)
		hz_err_advise(err,
			      "The server does not serve %s of %s; what it serves is shown by: "
			      "kubectl api-resources",
			      message->kind, message->api_version);
}

/* The answer is no success. */
static void take_refusal(struct hz_kube_call *call, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int64_t wait = hz_retry_after_answer(&call->retry, reply, call->kube->target->timeout_ms);

	if (wait < 0 && reply->status == 410 && hz_pages_restart(&call->pages))
		wait = 0;
	if (wait >= 0) {
		send_later(call, wait);
		return;
	}
	hz_status_err(&err, reply, call->message.what);
	/* a POST that meets an object of its name, from a server that says no more */
	if (reply->status == 409 && reply->body->len == 0 &&
	    hz_str_eq(call->message.method, "POST"))
		err.reason = "AlreadyExists";
	advise_missing_kind(call, &err);
	fail(call, &err);
}

/* What is wrong with an answer that should be an object, or NULL. */
static const char *fault_of(const json_t *json, enum hz_call_result wanted)
{
	if (!json_is_object(json))
		return "is no object";
	if (hz_str_empty(hz_json_str(json, "kind")) ||
	    hz_str_empty(hz_json_str(json, "apiVersion")))
		return "is an object without kind and version";
	if (wanted == HZ_CALL_STATUS && hz_str_eq(hz_json_str(json, "kind"), "Status"))
		return NULL;
	if (wanted != HZ_CALL_LIST && hz_str_empty(hz_object_name(json)))
		return "is an object without a name";
	return NULL;
}

static void take_page(struct hz_kube_call *call, const struct hz_http_reply *reply, json_t *page)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *why = NULL;
	int r = hz_pages_add(&call->pages, page, call->message.kind, call->message.api_version,
			     &err);

	if (r == 0) {
		succeed(call, hz_pages_take(&call->pages));
	} else if (r > 0) {
		call->retry = (struct hz_retry){ .answers = 0 };
		send_later(call, 0);
	} else {
		why = HZ_TAKE(err.message);
		hz_status_bad_answer(&err, reply, call->message.what, why);
		fail(call, &err);
	}
}

/* A Status that tells of a failure, though the answer calls itself a success. */
static bool is_failure(const json_t *json)
{
	return hz_str_eq(hz_json_str(json, "kind"), "Status") &&
	       hz_str_eq(hz_json_str(json, "status"), "Failure");
}

static void take_json(struct hz_kube_call *call, const struct hz_http_reply *reply, json_t *json)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const char *fault = call->wanted == HZ_CALL_ANY ? NULL : fault_of(json, call->wanted);

	if (is_failure(json)) {
		hz_status_err_of(&err, json, reply->status, call->message.what);
		fail(call, &err);
	} else if (fault) {
		hz_status_bad_answer(&err, reply, call->message.what, fault);
		fail(call, &err);
	} else if (call->wanted == HZ_CALL_LIST) {
		take_page(call, reply, json);
	} else {
		succeed(call, json_incref(json));
	}
}

/* Why the body is no JSON: something else, or JSON that is broken. */
static char *syntax_fault(const struct hz_http_reply *reply, const struct hz_err *err)
{
	const char *text = hz_buf_str(reply->body);

	if (reply->body->len == 0)
		return hz_strdup("is empty");
	if (*text != '{' && *text != '[')
		return hz_strdup("is not JSON");
	return hz_strf("is broken JSON: %s", err->message);
}

static void take_success(struct hz_kube_call *call, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *why = NULL;

	if (hz_json_parse(hz_buf_str(reply->body), reply->body->len, &json, &err) == 0) {
		take_json(call, reply, json);
	} else if (call->wanted == HZ_CALL_ANY) {
		succeed(call, hz_json_string(hz_buf_str(reply->body)));
	} else {
		why = syntax_fault(reply, &err);
		hz_status_bad_answer(&err, reply, call->message.what, why);
		fail(call, &err);
	}
}

/* The exchange is done: looks at what it brought, and gives it back. */
static void take_exchange(struct hz_kube_call *call)
{
	HZ_AUTO(hz_exchange_done) struct hz_exchange exchange = call->exchange;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply;

	call->exchange = (struct hz_exchange){ .http = NULL };
	if (hz_exchange_reply(call->kube, &exchange, &reply, &err) < 0)
		take_failure(call, &err);
	else if (reply.status >= 200 && reply.status < 300)
		take_success(call, &reply);
	else
		take_refusal(call, &reply);
}

static void advance(struct hz_kube_call *call)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (!call->done && call->exchange.http && hz_http_done(call->exchange.http))
		take_exchange(call);
	if (call->done || call->exchange.http || hz_clock_ms() < call->due)
		return;
	if (send_call(call, &err) < 0)
		fail(call, &err);
}

void hz_calls_advance(struct hz_kube *kube)
{
	for (struct hz_kube_call *call = kube->calls; call; call = call->next)
		advance(call);
}

int64_t hz_calls_due(const struct hz_kube *kube, int64_t due)
{
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
