/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP requests on one libcurl multi handle: what drives the calls.
 */
#include "net/http.h"

#include <poll.h>
#include <string.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "net/call.h"

/* Connections to one server beside those of its streams; see open_multi(). */
#define CONNECTIONS_PER_HOST 4

#define WRITE_GRACE_MS 100   /* for calls that write, after a signal */
#define LONGEST_POLL_MS 1000 /* between two looks at the clocks */

struct hz_http *hz_http_new(void)
{
	struct hz_http *http = hz_alloc(1, sizeof(*http));

	http->limits = (struct hz_http_limits){
		.connect_ms = 30000,
		.tls_ms = 10000,
		.stall_ms = 90000,
	};
	return http;
}

void hz_http_free(struct hz_http *http)
{
	if (!http)
		return;
	if (http->multi)
		(void)http->curl->multi_cleanup(http->multi);
	hz_strv_done(&http->nameless);
	free(http);
}

void hz_http_freep(struct hz_http **http)
{
	hz_http_free(*http);
}

void hz_http_trace(struct hz_http *http, int verbosity)
{
	http->verbosity = verbosity;
}

void hz_http_limit(struct hz_http *http, const struct hz_http_limits *limits)
{
	http->limits = *limits;
}

struct hz_http_stats hz_http_stats(const struct hz_http *http)
{
	return http->stats;
}

static int open_multi(struct hz_http *http, struct hz_err *err)
{
	if (http->multi)
		return 0;
	if (hz_curl_load(&http->curl, err) < 0)
		return -1;
	http->multi = http->curl->multi_init();
	if (!http->multi)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "cannot initialise libcurl");
	(void)http->curl->multi_setopt(http->multi, CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
	return 0;
}

/*
 * Each stream holds a connection of HTTP/1.1 for as long as it lives, so each makes
 * room for one more: as many as ever are left to the other calls, and a stream
 * never waits for one of them.
 */
static void count_streams(struct hz_http *http, int change)
{
	http->streams = (unsigned)((int)http->streams + change);
	(void)http->curl->multi_setopt(http->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
				       (long)(CONNECTIONS_PER_HOST + http->streams));
}

static void link_call(struct hz_http *http, struct hz_http_call *call)
{
	call->next = http->calls;
	call->link = &http->calls;
	if (call->next)
		call->next->link = &call->next;
	http->calls = call;
	count_streams(http, call->flags & HZ_HTTP_STREAM ? 1 : 0);
}

/* Takes the call from libcurl and the list; it may be in neither. */
static void unlink_call(struct hz_http_call *call)
{
	if (!call->link)
		return;
	*call->link = call->next;
	if (call->next)
		call->next->link = call->link;
	call->link = NULL;
	(void)call->http->curl->multi_remove_handle(call->http->multi, call->easy);
	count_streams(call->http, call->flags & HZ_HTTP_STREAM ? -1 : 0);
}

int hz_http_start(struct hz_http *http, const struct hz_http_request *request,
		  struct hz_http_call **ret, struct hz_err *err)
{
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *call = NULL;
	CURLMcode code;

	if (hz_interrupted())
		return hz_interrupt_err(err);
	if (open_multi(http, err) < 0)
		return -1;
	if (hz_call_new(http, request, &call, err) < 0)
		return -1;
	link_call(http, call);
	code = http->curl->multi_add_handle(http->multi, call->easy);
	if (code != CURLM_OK)
		return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit", "cannot start a request: %s",
				  http->curl->multi_strerror(code));
	*ret = HZ_TAKE(call);
	return 0;
}

static void end_call(struct hz_http_call *call, CURLcode code)
{
	unlink_call(call);
	hz_call_finish(call, code);
	call->http->finished++;
}

/* Ends the calls that libcurl is done with. */
static void collect(struct hz_http *http)
{
	CURLMsg *message;
	int left;

	while ((message = http->curl->multi_info_read(http->multi, &left))) {
		struct hz_http_call *call = NULL;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)http->curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call);
		end_call(call, code);
	}
}

/* Ends the calls that took too long for the limits that libcurl does not know. */
static void check_clocks(struct hz_http *http)
{
	int64_t now = hz_clock_ms();
	struct hz_http_call *next;

	for (struct hz_http_call *call = http->calls; call; call = next) {
		next = call->next;
		if (hz_call_is_late(call, now))
			end_call(call, CURLE_OPERATION_TIMEDOUT);
	}
}

static int64_t least(int64_t a, int64_t b)
{
	return b > 0 && b < a ? b : a;
}

/* Lets libcurl work once, then waits for at most @wait_ms for more to do. */
static void turn(struct hz_http *http, int64_t wait_ms)
{
	struct curl_waitfd wake = { .fd = hz_interrupt_fd(), .events = CURL_WAIT_POLLIN };
	unsigned finished = http->finished;
	unsigned arrived = http->arrived;
	int running;

	(void)http->curl->multi_perform(http->multi, &running);
	collect(http);
	check_clocks(http);
	if (http->finished != finished || http->arrived != arrived || wait_ms <= 0)
		return;
	/* after the first signal the descriptor stays readable and would end each wait */
	(void)http->curl->multi_poll(http->multi, &wake, wake.fd >= 0 && !hz_interrupted(),
				     (int)wait_ms, NULL);
}

static bool has_writes(const struct hz_http *http)
{
	for (const struct hz_http_call *call = http->calls; call; call = call->next)
		if (!hz_call_is_read(call))
			return true;
	return false;
}

/* After a signal: calls that write get a little more time, once. */
static int settle(struct hz_http *http, struct hz_err *err)
{
	int64_t left;

	if (!http->grace_end)
		http->grace_end = hz_clock_ms() + WRITE_GRACE_MS;
	while (has_writes(http) && (left = http->grace_end - hz_clock_ms()) > 0)
		turn(http, left);
	return hz_interrupt_err(err);
}

/* Sleeps while there is nothing that libcurl could do. */
static void sleep_for(int64_t ms)
{
	struct pollfd wake = { .fd = hz_interrupt_fd(), .events = POLLIN };

	(void)poll(&wake, wake.fd >= 0, (int)ms);
}

/* One turn of at most @wait_ms: 0, or < 0 after a signal. */
static int drive(struct hz_http *http, int64_t wait_ms, struct hz_err *err)
{
	wait_ms = least(wait_ms, http->limits.tls_ms);
	wait_ms = least(wait_ms, http->limits.stall_ms);
	if (hz_interrupted())
		return settle(http, err);
	if (http->multi)
		turn(http, wait_ms);
	else
		sleep_for(wait_ms);
	return hz_interrupted() ? settle(http, err) : 0;
}

/* Fills @err with a copy, so that it can be asked for again. */
static int report(const struct hz_http_call *call, struct hz_err *err)
{
	const struct hz_err *failure = &call->failure;

	hz_err_set(err, failure->kind, failure->reason, "%s", failure->message);
	if (failure->advice)
		hz_err_advise(err, "%s", failure->advice);
	return -1;
}

int hz_http_wait(struct hz_http *http, struct hz_http_call *call, struct hz_err *err)
{
	while (!call->done)
		if (drive(http, LONGEST_POLL_MS, err) < 0 && !call->done)
			return -1;
	return call->failed ? report(call, err) : 0;
}

int hz_http_step(struct hz_http *http, int64_t timeout_ms, struct hz_err *err)
{
	int64_t end = hz_clock_ms() + timeout_ms;
	unsigned finished = http->finished;
	unsigned arrived = http->arrived;

	while (http->finished == finished && http->arrived == arrived) {
		int64_t left = timeout_ms < 0 ? LONGEST_POLL_MS : end - hz_clock_ms();

		left = left < LONGEST_POLL_MS ? left : LONGEST_POLL_MS;
		if (drive(http, left > 0 ? left : 0, err) < 0)
			return -1;
		if (left <= 0)
			return 0;
	}
	return 0;
}

bool hz_http_done(const struct hz_http_call *call)
{
	return call->done;
}

void hz_http_call_free(struct hz_http_call *call)
{
	if (!call)
		return;
	unlink_call(call);
	hz_call_destroy(call);
}

void hz_http_call_freep(struct hz_http_call **call)
{
	hz_http_call_free(*call);
}
