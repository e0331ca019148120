/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request and its answer, once.
 */
#include "kube/exchange.h"

#include <string.h>

#include "base/clock.h"

void hz_exchange_done(struct hz_exchange *exchange)
{
	hz_http_call_free(exchange->http);
	hz_identity_unref(exchange->identity);
	*exchange = (struct hz_exchange){ .http = NULL };
}

static void add_headers(struct hz_strv *headers, const struct hz_message *message,
			const struct hz_identity *identity)
{
	hz_strv_addf(headers, "Accept: %s", message->accept);
	if (message->content_type)
		hz_strv_addf(headers, "Content-Type: %s", message->content_type);
	for (size_t i = 0; i < identity->headers.count; i++)
		hz_strv_add(headers, identity->headers.item[i]);
}

int hz_exchange_start(struct hz_kube *kube, const struct hz_exchange_request *request,
		      struct hz_exchange *ret, struct hz_err *err)
{
	const struct hz_message *message = request->message;
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *identity = NULL;
	HZ_AUTO(hz_strv_wipe) struct hz_strv headers = HZ_STRV_INIT;
	struct hz_http_call *call = NULL;

	if (hz_auth_identity(kube->auth, hz_clock_now(), &identity, err) < 0)
		return -1;
	add_headers(&headers, message, identity);
	if (hz_http_start(kube->http,
			  &(struct hz_http_request){
				  .server = &identity->server,
				  .method = message->method,
				  .path = request->path,
				  .headers = &headers,
				  .body = message->content_type ? hz_buf_str(&message->body) : NULL,
				  .body_len = message->body.len,
				  .flags = request->flags |
					   (message->secret ? HZ_HTTP_SECRET_BODY : 0u),
				  .on_data = request->on_data,
				  .data = request->data,
			  },
			  &call, err) < 0)
		return -1;
	kube->wrote = kube->wrote || strcmp(message->method, "GET") != 0;
	*ret = (struct hz_exchange){ .http = call, .identity = HZ_TAKE(identity) };
	return 0;
}

int hz_exchange_reply(struct hz_kube *kube, const struct hz_exchange *exchange,
		      struct hz_http_reply *ret, struct hz_err *err)
{
	if (hz_http_wait(kube->http, exchange->http, err) < 0)
		return -1;
	*ret = hz_http_reply(exchange->http);
	hz_warnings_tell(&kube->warnings, ret->headers);
	hz_auth_answered(kube->auth, exchange->identity, ret->status);
	return 0;
}
