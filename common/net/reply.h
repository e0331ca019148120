/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is in an answer: its body as JSON, or in words what it is instead, which is
 * seldom a server that we talk to and often a proxy on the way.
 */
#ifndef HZ_NET_REPLY_H
#define HZ_NET_REPLY_H

#include <jansson.h>

#include "net/http.h"

/*
 * Reads the body as JSON. Where it is none, *@ret_fault says so behind "the answer ":
 * "is empty", "is not JSON", "is broken JSON: …"; owned by the caller.
 */
int hz_reply_json(const struct hz_http_reply *reply, json_t **ret, char **ret_fault);

/*
 * Appends ": " and the start of the body in quotation marks. A body that begins as JSON
 * does is not quoted: it may be what was asked for, with its secrets.
 */
void hz_reply_quote(struct hz_buf *out, const struct hz_http_reply *reply);

/*
 * Appends where an answer that is no success would redirect us to, or the start of its
 * body, whatever that is.
 */
void hz_reply_quote_refusal(struct hz_buf *out, const struct hz_http_reply *reply);

#endif
