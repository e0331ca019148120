/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What libcurl is told about a request: every option that we set stands here or in
 * tls.c. https://curl.se/libcurl/c/easy_setopt_options.html
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include "base/platform.h"
#include "base/str.h"
#include "base/version.h"
#include "net/call.h"
#include "net/tls.h"

#define KEEPALIVE_S 30L        /* as Go's net/http, which kubectl uses */
#define REFUSAL_CURL 0x075800u /* 7.88.0; see set_repeat() */
#define LOST_AFTER_MS 45000u   /* 30 s of silence and 15 s without an answer to a probe */

const char *hz_http_user_agent(void)
{
	return "kubectl-hetzner/" HZ_VERSION " (" HZ_PLATFORM ")";
}

/* A peer that vanished is noticed even while a request waits for nothing but its data. */
static int set_socket(void *data, curl_socket_t fd, curlsocktype purpose)
{
	(void)data;
	(void)purpose;
#ifdef TCP_USER_TIMEOUT
	{
		unsigned lost_after = LOST_AFTER_MS;

		(void)setsockopt(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &lost_after,
				 sizeof(lost_after));
	}
#endif
	return CURL_SOCKOPT_OK;
}

/* A way out that client-go knows too. */
static bool wants_http_1(void)
{
	return !hz_str_empty(getenv("DISABLE_HTTP2"));
}

static void set_connection(struct hz_curl_setter *setter, const struct hz_http_call *call)
{
	const struct hz_http_limits *limits = &call->http->limits;

	HZ_CURL_SET(setter, CURLOPT_NOSIGNAL, 1L);
	HZ_CURL_SET(setter, CURLOPT_FOLLOWLOCATION, 0L);
	HZ_CURL_SET(setter, CURLOPT_PATH_AS_IS, 1L);
	HZ_CURL_SET(setter, CURLOPT_HTTP_VERSION,
		    (long)(wants_http_1() ? CURL_HTTP_VERSION_1_1 : CURL_HTTP_VERSION_2TLS));
	HZ_CURL_SET(setter, CURLOPT_CONNECTTIMEOUT_MS, (long)limits->connect_ms);
	HZ_CURL_SET(setter, CURLOPT_TIMEOUT_MS, (long)call->trust->timeout_ms);
	HZ_CURL_SET(setter, CURLOPT_TCP_KEEPALIVE, 1L);
	HZ_CURL_SET(setter, CURLOPT_TCP_KEEPIDLE, KEEPALIVE_S);
	HZ_CURL_SET(setter, CURLOPT_TCP_KEEPINTVL, KEEPALIVE_S / 6);
	HZ_CURL_SET(setter, CURLOPT_SOCKOPTFUNCTION, set_socket);
	HZ_CURL_SET(setter, CURLOPT_FRESH_CONNECT, call->flags & HZ_HTTP_FRESH ? 1L : 0L);
	/* plain HTTP has no HTTP/2 to wait for */
	HZ_CURL_SET(setter, CURLOPT_PIPEWAIT, hz_str_eq(call->server.scheme, "https") ? 1L : 0L);
}

/*
 * Options that not every libcurl knows, and that we can do without: the allowed
 * schemes have an older form, and leaving a name server that does not answer alone,
 * when the program ends, is a matter of speed.
 */
static void set_newer(const struct hz_curl_setter *setter)
{
	if (setter->curl->easy_setopt(setter->easy, CURLOPT_PROTOCOLS_STR, "http,https"))
		(void)setter->curl->easy_setopt(setter->easy, (CURLoption)181 /* PROTOCOLS */,
						CURLPROTO_HTTP | CURLPROTO_HTTPS);
	(void)setter->curl->easy_setopt(setter->easy, CURLOPT_QUICK_EXIT, 1L);
}

/*
 * A write may be sent again only if the server says that it did not look at it: by
 * REFUSED_STREAM, or by a GOAWAY of a lower stream (RFC 9113 §8.7). libcurl also repeats
 * what broke off on a connection that was used before, unless it waits for a message of
 * RTSP, which means nothing else to HTTP. In versions older than this one that is not
 * tested, so that they repeat no write at all.
 */
static void set_repeat(struct hz_http_call *call, const struct hz_curl_setter *setter)
{
	call->repeatable = hz_call_is_read(call);
	if (call->repeatable ||
	    setter->curl->version_info(CURLVERSION_NOW)->version_num < REFUSAL_CURL)
		return;
	call->repeatable = setter->curl->easy_setopt(setter->easy, CURLOPT_RTSP_REQUEST,
						     (long)CURL_RTSPREQ_RECEIVE) == CURLE_OK;
}

static void set_body(struct hz_curl_setter *setter, const struct hz_http_call *call)
{
	HZ_CURL_SET(setter, CURLOPT_POST, 1L);
	HZ_CURL_SET(setter, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)call->request_body.len);
	HZ_CURL_SET(setter, CURLOPT_POSTFIELDS, hz_buf_str(&call->request_body));
}

static void set_method(struct hz_curl_setter *setter, const struct hz_http_call *call,
		       bool has_body)
{
	if (hz_str_eq(call->method, "HEAD")) {
		HZ_CURL_SET(setter, CURLOPT_NOBODY, 1L);
		return;
	}
	if (hz_str_eq(call->method, "GET"))
		return;
	/* all others say how long their body is, except DELETE, which seldom has one */
	if (has_body || !hz_str_eq(call->method, "DELETE"))
		set_body(setter, call);
	HZ_CURL_SET(setter, CURLOPT_CUSTOMREQUEST, call->method);
}

static void add_header(struct hz_http_call *call, const char *line)
{
	struct curl_slist *list = call->http->curl->slist_append(call->headers, line);

	if (!list)
		abort(); /* out of memory, as everywhere */
	call->headers = list;
}

static bool has_header(const struct hz_strv *headers, const char *name)
{
	size_t len = strlen(name);

	for (size_t i = 0; headers && i < headers->count; i++)
		if (strncasecmp(headers->item[i], name, len) == 0 && headers->item[i][len] == ':')
			return true;
	return false;
}

static void set_headers(struct hz_curl_setter *setter, struct hz_http_call *call,
			const struct hz_strv *headers)
{
	HZ_AUTO(hz_freep) char *agent = hz_strf("User-Agent: %s", hz_http_user_agent());

	add_header(call, agent);
	for (size_t i = 0; headers && i < headers->count; i++)
		add_header(call, headers->item[i]);
	/* these without a value are left out: what libcurl would invent for a body */
	add_header(call, "Expect:");
	if (!has_header(headers, "Content-Type"))
		add_header(call, "Content-Type:");
	HZ_CURL_SET(setter, CURLOPT_HTTPHEADER, call->headers);
	HZ_CURL_SET(setter, CURLOPT_ACCEPT_ENCODING, call->trust->no_compression ? NULL : "gzip");
}

/*
 * The name that the server's certificate must have goes into the URL, so that it is
 * sent and verified, and the connection is routed to the real host, whose name also
 * stays in the Host header.
 */
static void set_url(struct hz_curl_setter *setter, struct hz_http_call *call)
{
	const struct hz_url *server = &call->server;
	const char *name = call->trust->tls_server_name;
	size_t user_len = 0;
	const char *user = hz_url_user(call->url, &user_len);
	const char *authority =
		user ? user + user_len + 1 : strstr(call->url, "://") + strlen("://");
	const char *rest = authority + strcspn(authority, "/?#");
	bool ipv6 = strchr(server->host, ':') != NULL;
	HZ_AUTO(hz_freep) char *url = NULL;
	HZ_AUTO(hz_freep) char *route = NULL;
	HZ_AUTO(hz_freep) char *host = NULL;

	if (hz_str_empty(name)) {
		HZ_CURL_SET(setter, CURLOPT_URL, call->url);
		return;
	}
	url = hz_strf("%s://%s:%d%s", server->scheme, name, server->port, rest);
	route = hz_strf(ipv6 ? "::[%s]:%d" : "::%s:%d", server->host, server->port);
	host = hz_strf("Host: %.*s", (int)(rest - authority), authority);
	call->route = call->http->curl->slist_append(NULL, route);
	add_header(call, host);
	HZ_CURL_SET(setter, CURLOPT_URL, url);
	HZ_CURL_SET(setter, CURLOPT_CONNECT_TO, call->route);
}

static void set_proxy(struct hz_curl_setter *setter, const struct hz_http_call *call)
{
	/* libcurl must not read the environment by its own rules */
	HZ_CURL_SET(setter, CURLOPT_PROXY, call->proxy ? call->proxy : "");
	HZ_CURL_SET(setter, CURLOPT_NOPROXY, "");
	HZ_CURL_SET(setter, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	if (call->proxy && hz_str_starts(call->proxy, "https"))
		hz_tls_set_proxy(setter, call->trust);
}

int hz_call_set_up(struct hz_http_call *call, const struct hz_http_request *request,
		   struct hz_err *err)
{
	const struct hz_curl *curl = call->http->curl;
	struct hz_curl_setter setter = { .curl = curl, .easy = curl->easy_init() };

	if (!setter.easy)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "cannot initialise libcurl");
	call->easy = setter.easy;
	set_connection(&setter, call);
	set_newer(&setter);
	set_repeat(call, &setter);
	set_url(&setter, call);
	set_method(&setter, call, request->body != NULL);
	set_headers(&setter, call, request->headers);
	set_proxy(&setter, call);
	hz_call_receive(call, &setter);
	if (hz_str_eq(call->server.scheme, "https") && hz_tls_set(&setter, call->trust, err) < 0)
		return -1;
	if (setter.code != CURLE_OK)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "libcurl refuses option %d: %s",
				  setter.refused, curl->easy_strerror(setter.code));
	return 0;
}
