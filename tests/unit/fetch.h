/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request of a test and what came of it. Set @server and what else matters, then
 * fetch(); a second fetch() uses the same connections.
 */
#ifndef HZ_TESTS_FETCH_H
#define HZ_TESTS_FETCH_H

#include <stdio.h>
#include <string.h>

#include "net/http.h"
#include "unit.h"

struct fetch {
	struct hz_http *http; /* owned; made by the first fetch() when it is NULL */
	struct hz_http_server server;
	struct hz_strv headers;
	const char *body;
	size_t cap;
	unsigned flags;
	int result; /* of hz_http_start() or hz_http_wait() */
	struct hz_err err;
	struct hz_http_call *call;
	struct hz_http_reply reply; /* when result is 0 */
	char url[256];              /* of @server, if fetch_from() made it */
	int port;                   /* the same */
};

static inline void fetch_done(struct fetch *fetch)
{
	hz_http_call_free(fetch->call);
	hz_http_free(fetch->http);
	hz_strv_done(&fetch->headers);
	hz_err_done(&fetch->err);
}

/* Makes @scheme://127.0.0.1:@port the server, without a proxy of the environment. */
static inline void fetch_from(struct fetch *fetch, const char *scheme, int port)
{
	(void)snprintf(fetch->url, sizeof(fetch->url), "%s://127.0.0.1:%d", scheme, port);
	fetch->server.url = fetch->url;
	fetch->port = port;
}

static inline void fetch(struct fetch *fetch, const char *method, const char *path)
{
	struct hz_http_request request = {
		.server = &fetch->server,
		.method = method,
		.path = path,
		.headers = &fetch->headers,
		.body = fetch->body,
		.body_len = fetch->body ? strlen(fetch->body) : 0,
		.cap = fetch->cap,
		.flags = fetch->flags,
	};

	if (!fetch->http)
		fetch->http = hz_http_new();
	hz_http_call_free(fetch->call);
	fetch->call = NULL;
	hz_err_done(&fetch->err);
	fetch->err = HZ_ERR_INIT;
	fetch->result = hz_http_start(fetch->http, &request, &fetch->call, &fetch->err);
	if (fetch->result == 0)
		fetch->result = hz_http_wait(fetch->http, fetch->call, &fetch->err);
	if (fetch->result == 0)
		fetch->reply = hz_http_reply(fetch->call);
}

static inline const char *fetch_body(const struct fetch *fetch)
{
	return hz_buf_str(fetch->reply.body);
}

#define ck_fetched(fetch, want)                                \
	do {                                                   \
		hz_ck_ok((fetch)->result, &(fetch)->err);      \
		ck_assert_int_eq((fetch)->reply.status, want); \
	} while (0)

/* Asserts that it failed with @want_reason, kind FAILED, and @text in the message. */
#define ck_fetch_fails(fetch, want_reason, text)                    \
	do {                                                        \
		hz_ck_fails((fetch)->result, &(fetch)->err, text);  \
		ck_assert_str_eq((fetch)->err.reason, want_reason); \
		ck_assert_int_eq((fetch)->err.kind, HZ_ERR_FAILED); \
	} while (0)

#endif
