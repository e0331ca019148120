/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in an answer: its body as JSON, or in words what it is instead.
 */
#include "net/reply.h"

#include <string.h>

#include "net/said.h"
#include "text/json.h"

#define LONGEST_LOCATION 200 /* bytes */

static bool looks_like_json(const struct hz_buf *body)
{
	const char *text = hz_buf_str(body);

	text += strspn(text, " \t\r\n");
	return *text == '{' || *text == '[';
}

/* Why the body is no JSON: something else, or JSON that is broken. */
static char *fault_of(const struct hz_buf *body, const struct hz_err *err)
{
	if (body->len == 0)
		return hz_strdup("is empty");
	if (!looks_like_json(body))
		return hz_strdup("is not JSON");
	return hz_strf("is broken JSON: %s", err->message);
}

int hz_reply_json(const struct hz_http_reply *reply, json_t **ret, char **ret_fault)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_json_parse(hz_buf_str(reply->body), reply->body->len, ret, &err) == 0)
		return 0;
	*ret_fault = fault_of(reply->body, &err);
	return -1;
}

void hz_reply_quote(struct hz_buf *out, const struct hz_http_reply *reply)
{
	if (reply->body->len == 0 || looks_like_json(reply->body))
		return;
	hz_buf_adds(out, ": ");
	hz_said_quote(out, reply->body);
}

void hz_reply_quote_refusal(struct hz_buf *out, const struct hz_http_reply *reply)
{
	const char *location = hz_http_header(reply, "location");

	if (location && reply->status < 400) {
		hz_buf_adds(out, ", a redirect that is not followed, to ");
		hz_said_add(out, location, LONGEST_LOCATION);
	} else if (reply->body->len > 0) {
		hz_buf_adds(out, ": ");
		hz_said_quote(out, reply->body);
	}
}
