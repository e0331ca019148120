/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our HTTP client, told what to ask. A request is
 *
 *	{"url": URL, "ca": PEM, "stall_ms": N, "batches": [[{"method", "path", "size"}...]...]}
 *
 * where "size" is that of a body of 'x'. The requests of one batch are all started before
 * the first is waited for; a batch begins when the one before it is done. The answer has
 * for each request of all batches the status, the size and the beginning of the body, or
 * the error; and what the library counted:
 *
 *	{"answers": [{"status", "size", "body"} or {"reason", "message", "advice"}...],
 *	 "requests": N, "connections": N}
 */
#include <string.h>

#include "lines.h"
#include "net/http.h"
#include "text/json.h"

#define SHOWN_BODY 100
#define MOST_CALLS 200

struct client {
	struct hz_http *http; /* owned */
	struct hz_http_server server;
};

static void client_done(struct client *client)
{
	hz_http_free(client->http);
}

static int start(struct client *client, const json_t *wish, struct hz_http_call **ret,
		 struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	struct hz_http_request request = {
		.server = &client->server,
		.method = hz_json_str(wish, "method"),
		.path = hz_json_str(wish, "path"),
	};

	hz_buf_pad(&body, 'x', (size_t)json_integer_value(json_object_get(wish, "size")));
	if (body.len > 0) {
		request.body = hz_buf_str(&body);
		request.body_len = body.len;
	}
	return hz_http_start(client->http, &request, ret, err);
}

static json_t *describe(const struct hz_http_reply *reply)
{
	size_t shown = reply->body->len < SHOWN_BODY ? reply->body->len : SHOWN_BODY;

	return json_pack("{s:i, s:I, s:s%}", "status", reply->status, "size",
			 (json_int_t)reply->body->len, "body", hz_buf_str(reply->body), shown);
}

static json_t *describe_failure(const struct hz_err *err)
{
	return json_pack("{s:s, s:s, s:s}", "reason", err->reason, "message", err->message,
			 "advice", err->advice ? err->advice : "");
}

static json_t *await(struct client *client, struct hz_http_call *call)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply;

	if (hz_http_wait(client->http, call, &err) < 0)
		return describe_failure(&err);
	reply = hz_http_reply(call);
	return describe(&reply);
}

static void ask(struct client *client, const json_t *batch, json_t *answers)
{
	struct hz_http_call *calls[MOST_CALLS] = { NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const json_t *wish;
	size_t count = 0;
	size_t i;

	json_array_foreach(batch, i, wish)
		if (count < MOST_CALLS && start(client, wish, &calls[count], &err) == 0)
			count++;
	for (i = 0; i < count; i++) {
		(void)json_array_append_new(answers, await(client, calls[i]));
		hz_http_call_free(calls[i]);
	}
	if (count < json_array_size(batch))
		(void)json_array_append_new(answers, describe_failure(&err));
}

static json_t *answer(const json_t *request)
{
	HZ_AUTO(client_done)
	struct client client = {
		.http = hz_http_new(),
		.server = { .url = hz_json_str(request, "url"),
			    .ca = hz_json_str(request, "ca"),
			    .proxy = "" },
	};
	json_t *answers = json_array();
	const json_t *batch;
	size_t i;

	hz_http_limit(client.http,
		      &(struct hz_http_limits){
			      .connect_ms = 30000,
			      .tls_ms = 10000,
			      .stall_ms = json_integer_value(json_object_get(request, "stall_ms")),
		      });
	json_array_foreach(json_object_get(request, "batches"), i, batch)
		ask(&client, batch, answers);
	return json_pack("{s:o, s:i, s:i}", "answers", answers, "requests",
			 (int)hz_http_stats(client.http).requests, "connections",
			 (int)hz_http_stats(client.http).connections);
}

int main(void)
{
	return lines_serve(answer);
}
