/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: what an answer means for it.
 */
#include "kube/call.h"

#include "base/clock.h"
#include "base/str.h"
#include "kube/discovery_cache.h"
#include "kube/status.h"
#include "net/reply.h"
#include "text/json.h"

void hz_call_fail(struct hz_kube_call *call, struct hz_err *err)
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

void hz_call_take_failure(struct hz_kube_call *call, struct hz_err *err)
{
	int64_t wait = hz_retry_after_failure(&call->retry, err, call->message.repeatable);

	if (wait >= 0) {
		send_later(call, wait);
		return;
	}
	hz_err_wrap(err, "cannot %s", call->message.what);
	hz_call_fail(call, err);
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
	(void)hz_discovery_doubt(call->kube, &err);
	hz_call_fail(call, &err);
}

/* What is wrong with JSON as the answer that is wanted, or NULL. */
static const char *fault_of(const json_t *json, enum hz_call_result wanted)
{
	if (wanted == HZ_CALL_JSON || wanted == HZ_CALL_ANY)
		return NULL;
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
		hz_call_fail(call, &err);
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
	const char *fault = fault_of(json, call->wanted);

	if (is_failure(json)) {
		hz_status_err_of(&err, json, reply->status, call->message.what);
		hz_call_fail(call, &err);
	} else if (fault) {
		hz_status_bad_answer(&err, reply, call->message.what, fault);
		hz_call_fail(call, &err);
	} else if (call->wanted == HZ_CALL_LIST) {
		take_page(call, reply, json);
	} else {
		succeed(call, json_incref(json));
	}
}

static void take_success(struct hz_kube_call *call, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *why = NULL;

	if (hz_reply_json(reply, &json, &why) == 0) {
		take_json(call, reply, json);
	} else if (call->wanted == HZ_CALL_ANY) {
		succeed(call, hz_json_string(hz_buf_str(reply->body)));
	} else {
		hz_status_bad_answer(&err, reply, call->message.what, why);
		hz_call_fail(call, &err);
	}
}

void hz_call_take_reply(struct hz_kube_call *call, const struct hz_http_reply *reply)
{
	if (reply->status >= 200 && reply->status < 300)
		take_success(call, reply);
	else
		take_refusal(call, reply);
}
