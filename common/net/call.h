/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request and its answer, as the files of common/net see it.
 *
 * hz_call_new() makes the easy handle with all its options, http.c gives it to a
 * lane, http_drive.c lets libcurl work and tells by hz_call_finish() how it ended; in
 * between libcurl calls the functions of call_receive.c with what arrives.
 */
#ifndef HZ_NET_CALL_H
#define HZ_NET_CALL_H

#include "net/curl.h"
#include "net/http.h"
#include "net/lane.h"
#include "net/url.h"

struct hz_http {
	const struct hz_curl *curl; /* static; NULL before the first request */
	struct hz_lane calls_lane;
	struct hz_lane streams_lane;
	struct pollfd *fds;         /* owned; room for those of both lanes */
	struct hz_http_call *calls; /* borrowed; those that libcurl works on */
	struct hz_http_user *users; /* borrowed */
	struct hz_http_limits limits;
	struct hz_http_stats stats;
	struct hz_strv nameless; /* "https://host:port" whose certificate names no host */
	unsigned started;        /* calls so far; numbers the lines of the trace */
	unsigned finished;       /* calls that ended so far, well or not */
	unsigned arrived;        /* pieces of streams so far */
	int64_t grace_end;       /* hz_clock_ms(); 0 before the first signal */
	int verbosity;
};

struct hz_http_call {
	struct hz_http *http;       /* borrowed */
	struct hz_http_call *next;  /* in the list of @http, while under way */
	struct hz_http_call **link; /* what points to this one; NULL when it is in no list */
	CURL *easy;                 /* owned; NULL when the call is done */
	struct curl_slist *headers; /* owned; of the request, with secrets */
	struct curl_slist *route;   /* owned; where to connect instead of the URL's host */

	char *method;         /* owned */
	char *url;            /* owned; whole */
	struct hz_url server; /* owned */
	char *proxy;          /* owned URL, which may hold a password; NULL without one */
	const struct hz_http_server *trust; /* borrowed */
	struct hz_buf request_body;
	unsigned flags; /* enum hz_http_flags */
	unsigned number;
	int (*on_data)(void *data, const char *bytes, size_t len, struct hz_err *err);
	void *data; /* borrowed; for @on_data */

	int status;
	struct hz_buf body;
	struct hz_strv reply_headers;
	size_t header_bytes;
	size_t received;      /* bytes of the body so far, given to @on_data or kept */
	unsigned connections; /* new ones that this call needed so far */
	int64_t started_ms;   /* hz_clock_ms() */
	int64_t connected_ms; /* when it was first seen to be connected; 0 before */
	int64_t moved_ms;     /* when the last byte went in or out */
	int64_t moved_bytes;  /* so far, as libcurl counts them */
	bool sent;            /* the request went out, at least in part */
	unsigned repeats;     /* by us; libcurl's own do not count */
	bool repeatable;      /* libcurl sends it again only where that does no harm */
	bool done;
	bool failed; /* then @failure says why */
	struct hz_err failure;
	char curl_text[CURL_ERROR_SIZE]; /* libcurl's own words */
};

/* Makes a call that is not yet under way. */
int hz_call_new(struct hz_http *http, const struct hz_http_request *request,
		struct hz_http_call **ret, struct hz_err *err);

/* Gives the call to libcurl. */
int hz_call_link(struct hz_http_call *call, struct hz_err *err);

/* Takes the call from libcurl and from the list of its hz_http; it may be in neither. */
void hz_call_unlink(struct hz_http_call *call);

/* Whether it ended with @code as if an old connection had broken, and may be sent again. */
bool hz_call_may_restart(const struct hz_http_call *call, CURLcode code);

/* Makes such a call ready to be given to libcurl once more. */
void hz_call_rewind(struct hz_http_call *call);

/* Releases a call that is not under way. */
void hz_call_destroy(struct hz_http_call *call);

/* Ends the call with libcurl's result: reads the status, or finds the reason of the failure. */
void hz_call_finish(struct hz_http_call *call, CURLcode code);

/* Whether it changes nothing at the server, so that it may be cut off or repeated. */
bool hz_call_is_read(const struct hz_http_call *call);

/* Whether there is a connection, though perhaps without TLS as yet. */
bool hz_call_is_connected(const struct hz_http_call *call);

/* Whether the call is over a limit of hz_http_limits that libcurl does not look at. */
bool hz_call_is_late(struct hz_http_call *call, int64_t now);

/* Tells libcurl all that it must know of @request. */
int hz_call_set_up(struct hz_http_call *call, const struct hz_http_request *request,
		   struct hz_err *err);

/* Tells libcurl where to bring what arrives. */
void hz_call_receive(struct hz_http_call *call, struct hz_curl_setter *setter);

#endif
