/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A call of a client: what an answer means for it.
 */
#include "base/clock.h"
#include "base/str.h"
#include "hcloud/call.h"
#include "hcloud/error.h"
#include "hcloud/item.h"
#include "net/reply.h"
#include "text/json.h"

static void succeed(struct hz_hcloud_call *call, json_t *result)
{
	call->result = result;
	call->done = true;
}

void hz_hcloud_call_fail(struct hz_hcloud_call *call, struct hz_err *err)
{
	unsigned page = hz_hcloud_pages_next(&call->pages);

	if (page > 1)
		hz_err_wrap(err, "cannot %s (page %u)", call->message.what, page);
	else
		hz_err_wrap(err, "cannot %s", call->message.what);
	hz_err_move(&call->failure, err);
	call->done = true;
}

/* Has the call sent again in @wait_ms milliseconds. */
static void send_later(struct hz_hcloud_call *call, int64_t wait_ms)
{
	call->due = hz_clock_ms() + wait_ms;
}

void hz_hcloud_call_take_failure(struct hz_hcloud_call *call, struct hz_err *err)
{
	int64_t wait = hz_hcloud_retry_after_failure(&call->retry, &call->hcloud->pace, err,
						     call->message.harmless);

	if (wait >= 0)
		send_later(call, wait);
	else
		hz_hcloud_call_fail(call, err);
}

/* What an earlier request asked for, of which only the answer was lost, is done. */
static bool is_done_already(const struct hz_hcloud_call *call, const struct hz_hcloud_code *code)
{
	return call->message.verb == HZ_HCLOUD_DELETE && call->retry.doubtful &&
	       hz_str_eq(code->name, "not_found");
}

static void take_refusal(struct hz_hcloud_call *call, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *error = hz_hcloud_error_of(reply);
	const struct hz_hcloud_code *code = hz_hcloud_error_code(error, reply);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int64_t wait;

	if (is_done_already(call, code)) {
		succeed(call, json_object());
		return;
	}
	wait = hz_hcloud_retry_after_code(&call->retry, &call->hcloud->pace, code,
					  call->message.harmless);
	if (wait >= 0) {
		send_later(call, wait);
		return;
	}
	hz_hcloud_error_set(&err, error, reply, call->retry.done + 1);
	hz_hcloud_call_fail(call, &err);
}

static void take_nonsense(struct hz_hcloud_call *call, const struct hz_http_reply *reply,
			  const char *why)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_hcloud_bad_answer(&err, reply, why);
	hz_hcloud_call_fail(call, &err);
}

static void take_page(struct hz_hcloud_call *call, const struct hz_http_reply *reply,
		      const json_t *json)
{
	HZ_AUTO(hz_freep) char *fault = NULL;
	unsigned page = call->pages.got;
	int r = hz_hcloud_pages_add(&call->pages, json, call->message.key, &fault);

	if (r == 0) {
		succeed(call, HZ_TAKE(call->pages.items));
	} else if (r > 0) {
		call->retry = (struct hz_hcloud_retry){ .done = 0 };
		send_later(call, 0);
	} else {
		call->pages.got = page; /* the message names the page that is at fault */
		take_nonsense(call, reply, fault);
	}
}

/* What is wrong with an answer that should hold one thing, or NULL. Owned by the caller. */
static char *fault_of(const json_t *json, const char *key)
{
	const json_t *item = key ? json_object_get(json, key) : NULL;
	const char *fault = NULL;

	if (!json_is_object(json))
		return hz_strf("is no object");
	if (!key)
		return NULL;
	if (!item)
		return hz_strf("has no %s", key);
	fault = hz_hcloud_item_fault(item);
	return fault ? hz_strf("has a %s that %s", key, fault) : NULL;
}

static void take_one(struct hz_hcloud_call *call, const struct hz_http_reply *reply, json_t *json)
{
	HZ_AUTO(hz_freep) char *fault = fault_of(json, call->message.key);

	if (fault)
		take_nonsense(call, reply, fault);
	else
		succeed(call, json_incref(json));
}

static void take_body(struct hz_hcloud_call *call, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_freep) char *fault = NULL;

	if (hz_reply_json(reply, &json, &fault) < 0)
		take_nonsense(call, reply, fault);
	else if (call->message.verb == HZ_HCLOUD_LIST)
		take_page(call, reply, json);
	else
		take_one(call, reply, json);
}

static void take_success(struct hz_hcloud_call *call, const struct hz_http_reply *reply)
{
	if (reply->body->len == 0 && !call->message.key)
		succeed(call, json_object());
	else
		take_body(call, reply);
}

void hz_hcloud_call_take_reply(struct hz_hcloud_call *call, const struct hz_http_reply *reply)
{
	if (reply->status >= 200 && reply->status < 300)
		take_success(call, reply);
	else
		take_refusal(call, reply);
}
