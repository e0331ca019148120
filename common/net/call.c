/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of one call: made, finished, read, released.
 */
#include "net/call.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "net/failure.h"
#include "net/proxy.h"
#include "net/trace.h"

#define MOST_REPEATS 5 /* as libcurl has it */

/* The proxy that was given, or else the one of the environment. */
static int choose_proxy(struct hz_http_call *call, struct hz_err *err)
{
	struct hz_proxy_env env;

	if (!call->trust->proxy) {
		env = hz_proxy_env();
		return hz_proxy_find(&env, &call->server, &call->proxy, err);
	}
	if (!*call->trust->proxy)
		return 0;
	if (hz_proxy_parse(call->trust->proxy, &call->proxy, err) < 0)
		return hz_err_advise(err,
				     "Correct the proxy-url of the cluster in the kubeconfig.");
	return 0;
}

/* The name to verify goes into a URL, see call_setup.c, and must be nothing but a name. */
static int check_server_name(const char *name, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err why = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	HZ_AUTO(hz_freep) char *shown = NULL;

	if (hz_str_empty(name))
		return 0;
	text = hz_strf("https://%s", name);
	if (hz_url_parse(text, &url, &why) == 0 && strcasecmp(url.host, name) == 0)
		return 0;
	shown = hz_str_visible(name);
	return hz_err_set(err, HZ_ERR_INVALID, "BadUrl",
			  "the TLS server name \"%s\" is not the name of a host", shown);
}

/* The server's URL by itself, for a message that names what the user gave; then all of it. */
static int read_url(struct hz_http_call *call, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url whole = { .scheme = NULL };

	if (hz_url_parse(call->trust->url, &call->server, err) < 0 ||
	    check_server_name(call->trust->tls_server_name, err) < 0)
		return -1;
	return hz_url_parse(call->url, &whole, err);
}

/* A line break within a value would begin a header that nobody asked for. */
static int check_headers(const struct hz_strv *headers, struct hz_err *err)
{
	for (size_t i = 0; headers && i < headers->count; i++) {
		const char *line = headers->item[i];

		if (strpbrk(line, "\r\n"))
			return hz_err_set(
				err, HZ_ERR_INVALID, "BadHeader",
				"cannot send the header %.*s: its value holds a line break",
				(int)strcspn(line, ":\r\n"), line);
	}
	return 0;
}

int hz_call_new(struct hz_http *http, const struct hz_http_request *request,
		struct hz_http_call **ret, struct hz_err *err)
{
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *call = hz_alloc(1, sizeof(*call));

	*call = (struct hz_http_call){
		.http = http,
		.number = ++http->started,
		.method = hz_strdup(request->method),
		.url = hz_strf("%s%s", request->server->url, request->path),
		.trust = request->server,
		.flags = request->flags,
		.on_data = request->on_data,
		.data = request->data,
		.started_ms = hz_clock_ms(),
		.request_body = HZ_BUF_INIT,
	};
	hz_buf_init(&call->body, request->cap ? request->cap : HZ_BUF_CAP_REPLY);
	if (request->body)
		hz_buf_add(&call->request_body, request->body, request->body_len);
	if (check_headers(request->headers, err) < 0 || read_url(call, err) < 0 ||
	    choose_proxy(call, err) < 0 || hz_call_set_up(call, request, err) < 0)
		return -1;
	hz_trace_start(call);
	*ret = HZ_TAKE(call);
	return 0;
}

static void free_slist(const struct hz_curl *curl, struct curl_slist *list)
{
	for (struct curl_slist *node = list; node; node = node->next)
		explicit_bzero(node->data, strlen(node->data));
	curl->slist_free_all(list);
}

/* What is no longer needed when the answer is there; the secrets of the request with it. */
static void release_request(struct hz_http_call *call)
{
	const struct hz_curl *curl = call->http->curl;

	if (call->easy)
		curl->easy_cleanup(call->easy);
	call->easy = NULL;
	free_slist(curl, call->headers);
	call->headers = NULL;
	free_slist(curl, call->route);
	call->route = NULL;
	hz_secret_freep(&call->proxy);
	call->proxy = NULL;
	hz_buf_wipe(&call->request_body);
}

void hz_call_destroy(struct hz_http_call *call)
{
	release_request(call);
	if (call->flags & HZ_HTTP_SECRET_BODY)
		hz_buf_wipe(&call->body);
	hz_buf_done(&call->body);
	hz_strv_done(&call->reply_headers);
	hz_err_done(&call->failure);
	hz_url_done(&call->server);
	free(call->method);
	hz_secret_free(call->url);
	free(call);
}

void hz_call_finish(struct hz_http_call *call, CURLcode code)
{
	long status = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &status);
	call->status = (int)status;
	hz_failure_find(call, code);
	call->failed = call->failure.kind != HZ_ERR_NONE;
	call->done = true;
	hz_trace_end(call);
	release_request(call);
}

/* By libcurl's own rule: nothing came, on a connection that others have used before. */
static bool broke_unseen(const struct hz_http_call *call, CURLcode code)
{
	bool broke = code == CURLE_HTTP2 || code == CURLE_GOT_NOTHING || code == CURLE_OK;

	return broke && call->sent && hz_call_is_read(call) && call->connections == 0;
}

bool hz_call_may_restart(const struct hz_http_call *call, CURLcode code)
{
	if (call->header_bytes > 0 || call->repeats >= MOST_REPEATS ||
	    call->failure.kind != HZ_ERR_NONE)
		return false;
	return broke_unseen(call, code) || (call->repeatable && hz_failure_is_of_tries(call));
}

void hz_call_rewind(struct hz_http_call *call)
{
	int64_t left = call->started_ms + call->trust->timeout_ms - hz_clock_ms();

	call->repeats++;
	call->sent = false;
	call->connections = 0;
	call->connected_ms = 0;
	call->moved_bytes = 0;
	*call->curl_text = '\0';
	if (call->trust->timeout_ms > 0)
		(void)call->http->curl->easy_setopt(call->easy, CURLOPT_TIMEOUT_MS,
						    (long)(left > 1 ? left : 1));
}

struct hz_http_reply hz_http_reply(const struct hz_http_call *call)
{
	return (struct hz_http_reply){
		.status = call->status,
		.body = &call->body,
		.headers = &call->reply_headers,
	};
}

const char *hz_http_header(const struct hz_http_reply *reply, const char *name)
{
	for (size_t i = 0; i < reply->headers->count; i++) {
		const char *rest = hz_str_after(reply->headers->item[i], name);
		const char *value = rest ? hz_str_after(rest, ": ") : NULL;

		if (value)
			return value;
	}
	return NULL;
}
