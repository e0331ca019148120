/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one watch does on its own.
 *
 * The rules are those of the reflector of k8s.io/client-go/tools/cache, less the list
 * by stream, which stores before etcd 3.5 cannot give.
 */
#include "kube/watch_follow.h"

#include "base/clock.h"
#include "base/str.h"
#include "kube/retry.h"
#include "kube/status.h"
#include "net/url.h"
#include "text/json.h"

#define LEAST_SECONDS 300 /* that the server is asked to stream for, */
#define MORE_SECONDS 300  /* and up to so many more at random */

/* Bookmarks come once a minute; half as long again without one, and nobody is there. */
#define STALL_MS (90 * 1000)

/* Two streams begin at least this far apart, and one that ends sooner is a failure. */
#define SHORT_MS 1000

static void forget_trouble(struct hz_watch *watch)
{
	free(HZ_TAKE(watch->trouble));
}

/* Has a list read next, and the stream begun from there. */
static void forget_version(struct hz_watch *watch)
{
	free(HZ_TAKE(watch->version));
}

static void remember_version(struct hz_watch *watch, const char *version)
{
	if (hz_str_empty(version))
		return;
	forget_version(watch);
	watch->version = hz_strdup(version);
}

static void pause_until(struct hz_watch *watch, int64_t due)
{
	watch->state = HZ_WATCH_PAUSED;
	watch->due = due;
}

/* Whether trying again may help against @failure. */
static bool may_pass(const struct hz_err *failure)
{
	static const char *const lasting[] = { "MethodNotAllowed", "NotAcceptable" };

	for (size_t i = 0; i < HZ_COUNT(lasting); i++)
		if (hz_err_is(failure, lasting[i]))
			return false;
	return failure->kind == HZ_ERR_FAILED && !hz_str_starts(failure->reason, "Certificate");
}

/* The server no longer knows the version that was asked for. */
static bool is_expired(const struct hz_err *failure)
{
	return hz_err_is(failure, "Expired") || hz_err_is(failure, "Gone");
}

/* Something went wrong: tries again later, not before @least_ms, or gives up. */
static int stumble(struct hz_watch *watch, struct hz_err *failure, int64_t least_ms,
		   struct hz_err *err)
{
	int64_t now = hz_clock_ms();
	int64_t wait;

	pause_until(watch, now);
	if (!watch->synced || !may_pass(failure))
		return hz_err_move(err, failure);
	forget_trouble(watch);
	watch->trouble = hz_strdup(failure->message);
	wait = hz_backoff_next(&watch->backoff, now);
	pause_until(watch, now + (wait > least_ms ? wait : least_ms));
	return 0;
}

/* The stream ended, as streams do: goes on at once, unless it was too short to be one. */
static int go_on(struct hz_watch *watch, struct hz_err *why, struct hz_err *err)
{
	if (!watch->eventful && hz_clock_ms() - watch->began < SHORT_MS)
		return stumble(watch, why, 0, err);
	forget_trouble(watch);
	pause_until(watch, watch->began + SHORT_MS);
	return 0;
}

/* --- the stream ---------------------------------------------------------------------------- */

/* An ERROR event, the last of its stream: the server says why it cannot go on. */
static int take_error(struct hz_watch *watch, const json_t *status, struct hz_err *err)
{
	hz_status_err_of(err, status, 500, watch->what);
	watch->least_ms = hz_json_int(status, "details.retryAfterSeconds") * 1000;
	if (hz_err_is(err, "InternalError"))
		watch->plain = true;
	return -1;
}

int hz_watch_take_event(void *data, enum hz_watch_line_type type, json_t *object,
			struct hz_err *err)
{
	struct hz_watch *watch = data;

	if (type == HZ_WATCH_LINE_ERROR)
		return take_error(watch, object, err);
	forget_trouble(watch);
	watch->eventful = true;
	remember_version(watch, hz_object_version(object));
	if (type == HZ_WATCH_LINE_DELETED)
		hz_watch_store_delete(&watch->store, object);
	else if (type != HZ_WATCH_LINE_BOOKMARK)
		hz_watch_store_set(&watch->store, object);
	return 0;
}

static int take_bytes(void *data, const char *bytes, size_t len, struct hz_err *err)
{
	struct hz_watch *watch = data;

	watch->heard = hz_clock_ms();
	return hz_watch_lines_add(&watch->lines, bytes, len, err);
}

static char *stream_path(const struct hz_watch *watch)
{
	struct hz_buf path = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *seconds = NULL;

	seconds = hz_strf("%d", LEAST_SECONDS + (int)hz_backoff_random(MORE_SECONDS));
	hz_buf_adds(&path, watch->message.path);
	hz_url_query(&path, "watch", "1");
	hz_url_query(&path, "resourceVersion", watch->version);
	if (!watch->plain)
		hz_url_query(&path, "allowWatchBookmarks", "true");
	hz_url_query(&path, "timeoutSeconds", seconds);
	return hz_buf_take(&path);
}

/* Fails where no request can be made at all, as without a credential. */
static int start_stream(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = stream_path(watch);

	hz_watch_lines_clear(&watch->lines);
	watch->eventful = false;
	watch->least_ms = 0;
	watch->began = hz_clock_ms();
	watch->heard = watch->began;
	if (hz_exchange_start(watch->kube,
			      &(struct hz_exchange_request){
				      .message = &watch->message,
				      .path = path,
				      .flags = HZ_HTTP_STREAM | (watch->fresh ? HZ_HTTP_FRESH : 0u),
				      .on_data = take_bytes,
				      .data = watch,
			      },
			      &watch->stream, err) < 0)
		return hz_err_wrap(err, "cannot %s", watch->what);
	watch->fresh = false;
	watch->state = HZ_WATCH_STREAMING;
	return 0;
}

/* Whether @failure says nothing against going on from where we were. */
static bool keeps_version(const struct hz_err *failure)
{
	static const char *const reasons[] = { "CutOff",        "ConnectionRefused", "NameNotFound",
					       "Timeout",       "Unreachable",       "ProxyFailed",
					       "ServerTimeout", "TooManyRequests" };

	for (size_t i = 0; i < HZ_COUNT(reasons); i++)
		if (hz_err_is(failure, reasons[i]))
			return true;
	return false;
}

/* The server refused to stream. What it said last may no longer hold: lists anew. */
static int take_refusal(struct hz_watch *watch, const struct hz_http_reply *reply,
			struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	int64_t seconds = hz_retry_after_header(reply);

	hz_status_err(&failure, reply, watch->what);
	if (!keeps_version(&failure))
		forget_version(watch);
	if (is_expired(&failure))
		return go_on(watch, &failure, err);
	return stumble(watch, &failure, seconds > 0 ? seconds * 1000 : 0, err);
}

/* The stream broke, or what it brought ended it. */
static int take_failure(struct hz_watch *watch, struct hz_err *failure, struct hz_err *err)
{
	if (!keeps_version(failure))
		forget_version(watch);
	if (hz_err_is(failure, "CutOff") || is_expired(failure))
		return go_on(watch, failure, err);
	return stumble(watch, failure, watch->least_ms, err);
}

static int end_stream(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_exchange_done) struct hz_exchange stream = watch->stream;
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	struct hz_http_reply reply;

	watch->stream = (struct hz_exchange){ .http = NULL };
	if (hz_exchange_reply(watch->kube, &stream, &reply, &failure) < 0)
		return take_failure(watch, &failure, err);
	if (reply.status != 200)
		return take_refusal(watch, &reply, err);
	hz_err_set(&failure, HZ_ERR_FAILED, "CutOff",
		   "cannot %s: the server ends the stream at once", watch->what);
	return go_on(watch, &failure, err);
}

/* Nothing was heard for too long: the connection may be dead without a sign. */
static int leave_stream(struct hz_watch *watch, struct hz_err *err)
{
	hz_exchange_done(&watch->stream);
	watch->fresh = true;
	return start_stream(watch, err);
}

/* --- the list ------------------------------------------------------------------------------ */

static int start_list(struct hz_watch *watch, struct hz_err *err)
{
	if (hz_kube_start(watch->kube, &watch->request, &watch->list, err) < 0)
		return -1;
	watch->state = HZ_WATCH_LISTING;
	return 0;
}

static int take_list(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = HZ_TAKE(watch->list);
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;

	if (hz_call_take(call, &list, &failure) < 0)
		return stumble(watch, &failure, 0, err);
	remember_version(watch, hz_object_version(list));
	if (!watch->version) {
		hz_err_set(&failure, HZ_ERR_FAILED, "BadAnswer",
			   "cannot %s: the list has no resource version", watch->what);
		return stumble(watch, &failure, 0, err);
	}
	hz_watch_store_replace(&watch->store, json_object_get(list, "items"));
	if (!watch->synced)
		hz_watch_store_synced(&watch->store);
	watch->synced = true;
	forget_trouble(watch);
	return start_stream(watch, err);
}

int hz_watch_advance(struct hz_watch *watch, struct hz_err *err)
{
	int64_t now = hz_clock_ms();

	switch (watch->state) {
	case HZ_WATCH_LISTING:
		return hz_call_done(watch->list) ? take_list(watch, err) : 0;
	case HZ_WATCH_STREAMING:
		if (hz_http_done(watch->stream.http))
			return end_stream(watch, err);
		return now - watch->heard >= STALL_MS ? leave_stream(watch, err) : 0;
	case HZ_WATCH_PAUSED:
		if (now < watch->due)
			return 0;
		return watch->version ? start_stream(watch, err) : start_list(watch, err);
	}
	return 0;
}

int64_t hz_watch_due(const struct hz_watch *watch)
{
	switch (watch->state) {
	case HZ_WATCH_LISTING:
		return INT64_MAX;
	case HZ_WATCH_STREAMING:
		return watch->heard + STALL_MS;
	case HZ_WATCH_PAUSED:
		return watch->due;
	}
	return INT64_MAX;
}
