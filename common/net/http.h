/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP requests by libcurl, many at once.
 *
 * A request is started and gives a call, which is a future: many can be under way
 * at once, over one HTTP/2 connection where the server speaks it, else over at most
 * four. Streams (watches) have connections of their own, so that neither they nor
 * the other calls ever wait for each other. Waiting for one call drives all of them.
 * libcurl is loaded by the first request, not before.
 *
 * Life cycle: hz_http_new() .. hz_http_start() gives a call that the caller owns;
 * hz_http_wait() until it is done, then read hz_http_reply(); hz_http_call_free()
 * releases it and cancels it when it is still under way. Calls must be freed
 * before their hz_http.
 *
 * Fixed for every request: TLS 1.2 or later, no redirects followed, no signals, no
 * cookies, http and https only, an answer never larger than its cap. A server's
 * answer of any status is a success here; only what prevented an answer (DNS,
 * refused, TLS, cut off, timed out) is an error. A read may be sent again when an old
 * connection breaks before its answer; a write never is.
 */
#ifndef HZ_NET_HTTP_H
#define HZ_NET_HTTP_H

#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"

struct hz_http;      /* the connections and the calls on them */
struct hz_http_call; /* one request, under way or done */

/*
 * How to reach and to trust one server. All strings are borrowed and must outlive
 * the calls. PEM texts are in memory; nothing is written to a file.
 */
struct hz_http_server {
	const char *url;         /* scheme, host, port and path prefix, without a trailing '/' */
	const char *ca;          /* PEM; NULL: the system's roots */
	const char *client_cert; /* PEM or NULL */
	const char *client_key;  /* PEM or NULL */
	const char *tls_server_name; /* name to send and to verify; NULL: the host of @url */
	const char *proxy;           /* URL; NULL: by the environment, see net/proxy.h; "": none */
	bool insecure;               /* accept any certificate */
	bool no_compression;
	int64_t timeout_ms; /* for one whole request; 0: none */
};

enum hz_http_flags {
	/* a watch: @on_data gets the body of a 200 as it comes; no stall limit */
	HZ_HTTP_STREAM = 1,
	/* the bodies hold secrets: never shown in a trace, wiped after use */
	HZ_HTTP_SECRET_BODY = 2,
	/* on a new connection: the one at hand may be dead without a sign */
	HZ_HTTP_FRESH = 4,
};

struct hz_http_request {
	const struct hz_http_server *server;
	const char *method;            /* "GET" */
	const char *path;              /* with query, escaped; appended to the server's URL */
	const struct hz_strv *headers; /* "Name: value"; may be NULL; copied */
	const char *body;              /* NULL: none; copied */
	size_t body_len;
	size_t cap;     /* of the answer's body; 0: HZ_BUF_CAP_REPLY */
	unsigned flags; /* enum hz_http_flags */
	/* For HZ_HTTP_STREAM: < 0 ends the call as failed with @err as set. */
	int (*on_data)(void *data, const char *bytes, size_t len, struct hz_err *err);
	void *data;
};

/* What came back; borrowed from the call. */
struct hz_http_reply {
	int status;                    /* 200 */
	const struct hz_buf *body;     /* decoded; of a stream only when the status is not 200 */
	const struct hz_strv *headers; /* "name: value", names in lower case */
};

/*
 * How long each part of a request may take, in milliseconds; 0: no limit. What a
 * new hz_http starts with is in brackets.
 */
struct hz_http_limits {
	int64_t connect_ms; /* name, connection, proxy and TLS together (30 s); 0: 300 s */
	int64_t tls_ms;     /* from the connection to the end of the TLS handshake (10 s) */
	int64_t stall_ms;   /* without a byte in either direction; not for streams (90 s) */
	int64_t grace_ms;   /* for calls that write, after a signal (100 ms) */
};

struct hz_http *hz_http_new(void);
void hz_http_free(struct hz_http *http);
void hz_http_freep(struct hz_http **http);

/*
 * Verbosity of the trace on stderr, as kubectl's -v: 6 requests, 7 headers, 8 bodies,
 * 9 whole bodies.
 */
void hz_http_trace(struct hz_http *http, int verbosity);

/* For the requests that are started from now on. */
void hz_http_limit(struct hz_http *http, const struct hz_http_limits *limits);

/* "kubectl-hetzner/v0.1.0 (linux/amd64)"; shared by all requests. */
const char *hz_http_user_agent(void);

/*
 * Starts @request. Fails only when libcurl cannot be loaded or refuses an option, when
 * a URL is none (reason BadUrl), a header holds a line break (BadHeader) or the proxy
 * is none (ProxyFailed), or after a signal.
 */
int hz_http_start(struct hz_http *http, const struct hz_http_request *request,
		  struct hz_http_call **ret, struct hz_err *err);

/*
 * Drives all calls until @call has its answer. A failure is of kind FAILED with one
 * of these reasons, and says what to do about it:
 *
 *	ConnectionRefused  NameNotFound  Unreachable  Timeout  ProxyFailed
 *	CutOff             the connection broke; a write may have been done
 *	TooLarge           the answer is over its cap
 *	NotHttp            what answers does not speak HTTP, or the other one of http
 *	                   and https
 *	CertificateExpired  CertificateNotYetValid  CertificateName
 *	CertificateUnknownAuthority
 *	ClientCertificate  missing, refused by the server, or unusable
 *	Tls                any other failure of TLS
 *
 * A signal gives the "Interrupted" error of base/interrupt.h after calls that write
 * had 100 ms more; a call that is done is told as always.
 */
int hz_http_wait(struct hz_http *http, struct hz_http_call *call, struct hz_err *err);

/*
 * Drives all calls for at most @timeout_ms (< 0: no limit), until one more of them
 * is done, until @on_data of a stream was called, or until a user of the engine is due.
 * With no call under way it only waits. Returns 0, or < 0 on a signal, as
 * hz_http_wait() does.
 */
int hz_http_step(struct hz_http *http, int64_t timeout_ms, struct hz_err *err);

/*
 * Somebody who makes a next call of what a call brought, perhaps after a pause: a client
 * of one server. Whoever drives the engine has all of them go on, not only itself. The
 * fields behind @data are the engine's. It leaves before the engine is freed.
 */
struct hz_http_user {
	void (*advance)(void *data);      /* goes as far as it can without waiting */
	int64_t (*due)(const void *data); /* when it has to, by hz_clock_ms(); or INT64_MAX */
	void *data;
	struct hz_http_user *next;
	struct hz_http_user **link;
};

void hz_http_join(struct hz_http *http, struct hz_http_user *user);
void hz_http_leave(struct hz_http_user *user);

/* Has all users go as far as they can without waiting. Call it after each step. */
void hz_http_advance(struct hz_http *http);

/* Whether hz_http_wait() would return at once. */
bool hz_http_done(const struct hz_http_call *call);

/* The answer of a call for which hz_http_wait() returned 0. */
struct hz_http_reply hz_http_reply(const struct hz_http_call *call);

/* The value of the first header @name (lower case) of the answer, or NULL. Borrowed. */
const char *hz_http_header(const struct hz_http_reply *reply, const char *name);

/* Requests sent and connections made so far. */
struct hz_http_stats {
	unsigned requests;
	unsigned connections;
};
struct hz_http_stats hz_http_stats(const struct hz_http *http);

void hz_http_call_free(struct hz_http_call *call);
void hz_http_call_freep(struct hz_http_call **call);

#endif
