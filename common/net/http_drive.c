/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTTP requests: what drives the calls that are under way.
 */
#include <poll.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "net/call.h"

#define LONGEST_POLL_MS 1000 /* between two looks at the clocks */

/*
 * Ends the call, unless it may begin anew: libcurl repeats reads by itself when an old
 * connection breaks, but not all that a GOAWAY leaves unanswered.
 */
static void end_call(struct hz_http_call *call, CURLcode code)
{
	HZ_AUTO(hz_err_done) struct hz_err none = HZ_ERR_INIT;

	hz_call_unlink(call);
	if (hz_call_may_restart(call, code)) {
		hz_call_rewind(call);
		if (hz_call_link(call, &none) == 0)
			return;
		hz_call_unlink(call);
	}
	hz_call_finish(call, code);
	call->http->finished++;
}

/* Ends the calls that libcurl is done with. */
static void collect(struct hz_lane *lane)
{
	CURLMsg *message;
	int left;

	while (lane->multi && (message = lane->curl->multi_info_read(lane->multi, &left))) {
		struct hz_http_call *call = NULL;
		CURLcode code = message->data.result;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)lane->curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &call);
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

/* Puts all descriptors into http->fds: the lanes' and the one of signals. */
static size_t gather_fds(struct hz_http *http)
{
	const struct hz_lane *lanes[] = { &http->calls_lane, &http->streams_lane };
	size_t count = 0;

	http->fds = hz_resize(http->fds, lanes[0]->count + lanes[1]->count + 1, sizeof(*http->fds));
	for (size_t i = 0; i < HZ_COUNT(lanes); i++)
		for (size_t j = 0; j < lanes[i]->count; j++)
			http->fds[count++] = lanes[i]->fds[j];
	/* after the first signal the descriptor stays readable and would end each wait */
	http->fds[count++] = (struct pollfd){
		.fd = hz_interrupted() ? -1 : hz_interrupt_fd(),
		.events = POLLIN,
	};
	return count;
}

/* Waits for at most @wait_ms for something to do, or a signal, and does it. */
static void turn(struct hz_http *http, int64_t wait_ms)
{
	struct hz_lane *calls = &http->calls_lane;
	struct hz_lane *streams = &http->streams_lane;
	size_t of_calls = calls->count; /* they change while the lanes work */
	size_t of_streams = streams->count;
	size_t count;

	wait_ms = hz_lane_wait(calls, hz_lane_wait(streams, wait_ms));
	count = gather_fds(http);
	(void)poll(http->fds, count, (int)wait_ms);
	hz_lane_work(calls, http->fds, of_calls);
	hz_lane_work(streams, http->fds + of_calls, of_streams);
	collect(calls);
	collect(streams);
	check_clocks(http);
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
		http->grace_end = hz_clock_ms() + http->limits.grace_ms;
	while (has_writes(http) && (left = http->grace_end - hz_clock_ms()) > 0)
		turn(http, left);
	return hz_interrupt_err(err);
}

/* One turn of at most @wait_ms: 0, or < 0 after a signal. */
static int drive(struct hz_http *http, int64_t wait_ms, struct hz_err *err)
{
	wait_ms = least(wait_ms, http->limits.tls_ms);
	wait_ms = least(wait_ms, http->limits.stall_ms);
	if (hz_interrupted())
		return settle(http, err);
	turn(http, wait_ms);
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

/* When the first of the users has to go on, if before @end. */
static int64_t first_due(const struct hz_http *http, int64_t end)
{
	for (const struct hz_http_user *user = http->users; user; user = user->next) {
		int64_t due = user->due(user->data);

		end = due < end ? due : end;
	}
	return end;
}

int hz_http_wait(struct hz_http *http, struct hz_http_call *call, struct hz_err *err)
{
	while (!call->done) {
		if (hz_http_step(http, -1, err) < 0 && !call->done)
			return -1;
		if (!call->done)
			hz_http_advance(http);
	}
	return call->failed ? report(call, err) : 0;
}

int hz_http_step(struct hz_http *http, int64_t timeout_ms, struct hz_err *err)
{
	int64_t end = timeout_ms < 0 ? INT64_MAX : hz_clock_ms() + timeout_ms;
	unsigned finished = http->finished;
	unsigned arrived = http->arrived;

	end = first_due(http, end);
	while (http->finished == finished && http->arrived == arrived) {
		int64_t left = end - hz_clock_ms();

		left = left < LONGEST_POLL_MS ? left : LONGEST_POLL_MS;
		if (drive(http, left > 0 ? left : 0, err) < 0)
			return -1;
		if (left <= 0)
			return 0;
	}
	return 0;
}
