/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of one watch.
 */
#include "kube/watch_follow.h"

#include "base/clock.h"
#include "base/random.h"
#include "base/str.h"
#include "kube/discovery_cache.h"
#include "kube/retry.h"
#include "kube/status.h"
#include "net/url.h"
#include "text/json.h"

#define LEAST_SECONDS 300 /* that the server is asked to stream for, */
#define MORE_SECONDS 300  /* and up to so many more at random */

#define LONGEST_PAUSE_S 3600 /* whatever the server wants */

/* The server no longer knows the version that was asked for. */
static bool is_expired(const struct hz_err *failure)
{
	return hz_err_is(failure, "Expired") || hz_err_is(failure, "Gone");
}

/* Milliseconds for the seconds that a server wants us to wait. */
static int64_t pause_of(int64_t seconds)
{
	if (seconds < 0)
		return 0;
	return 1000 * (seconds < LONGEST_PAUSE_S ? seconds : LONGEST_PAUSE_S);
}

/* An ERROR event, the last of its stream: the server says why it cannot go on. */
static int take_error(struct hz_watch *watch, const json_t *status, struct hz_err *err)
{
	json_int_t seconds = hz_json_int(status, "details.retryAfterSeconds");

	hz_status_err_of(err, status, 500, watch->what);
	watch->least_ms = pause_of(seconds);
	if (hz_err_is(err, "InternalError") && !watch->store.coming)
		watch->plain = true;
	return -1;
}

/* What there is, up to the bookmark that ends it; until then the version says nothing. */
static void take_initial(struct hz_watch *watch, enum hz_watch_line_type type, json_t *object)
{
	const char *end = hz_json_str(object, "metadata.annotations[k8s.io/initial-events-end]");

	if (type == HZ_WATCH_LINE_DELETED) {
		hz_watch_store_delete(&watch->store, object);
	} else if (type != HZ_WATCH_LINE_BOOKMARK) {
		hz_watch_store_set(&watch->store, object);
	} else if (hz_str_eq(end, "true") && !hz_str_empty(hz_object_version(object))) {
		hz_watch_remember_version(watch, hz_object_version(object));
		hz_watch_store_end(&watch->store);
		hz_watch_list_is_read(watch);
		watch->eventful = true;
	}
}

int hz_watch_take_event(void *data, enum hz_watch_line_type type, json_t *object,
			struct hz_err *err)
{
	struct hz_watch *watch = data;

	if (type == HZ_WATCH_LINE_ERROR)
		return take_error(watch, object, err);
	if (watch->store.coming) {
		take_initial(watch, type, object);
		return 0;
	}
	hz_watch_forget_trouble(watch);
	watch->eventful = true;
	hz_watch_remember_version(watch, hz_object_version(object));
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

	seconds = hz_strf("%d", LEAST_SECONDS + (int)hz_random_below(MORE_SECONDS));
	hz_buf_adds(&path, watch->message.path);
	hz_url_query(&path, "watch", "1");
	hz_url_query(&path, "resourceVersion", watch->version);
	if (!watch->version) {
		hz_url_query(&path, "sendInitialEvents", "true");
		hz_url_query(&path, "resourceVersionMatch", "NotOlderThan");
	}
	if (!watch->plain || !watch->version)
		hz_url_query(&path, "allowWatchBookmarks", "true");
	hz_url_query(&path, "timeoutSeconds", seconds);
	return hz_buf_take(&path);
}

int hz_watch_start_stream(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = stream_path(watch);

	hz_watch_lines_clear(&watch->lines);
	watch->eventful = false;
	watch->least_ms = 0;
	watch->began = hz_clock_ms();
	watch->heard = watch->began;
	if (!watch->version)
		hz_watch_store_begin(&watch->store);
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

/*
 * The stream ended before all that there is had come. Where that was no accident of the
 * network, nobody tries it again.
 */
static int list_whole(struct hz_watch *watch, bool accident, struct hz_err *err)
{
	hz_watch_store_give_up(&watch->store);
	if (!accident)
		watch->kube->lists_whole = true;
	return hz_watch_start_whole_list(watch, err);
}

/* The server refused to stream. What it said last may no longer hold: lists anew. */
static int take_refusal(struct hz_watch *watch, const struct hz_http_reply *reply,
			struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

	hz_status_err(&failure, reply, watch->what);
	(void)hz_discovery_doubt(watch->kube, &failure);
	if (!keeps_version(&failure))
		hz_watch_forget_version(watch);
	if (is_expired(&failure))
		return hz_watch_go_on(watch, &failure, err);
	return hz_watch_stumble(watch, &failure, pause_of(hz_retry_after_header(reply)), err);
}

/* The stream broke, or what it brought ended it. */
static int take_failure(struct hz_watch *watch, struct hz_err *failure, struct hz_err *err)
{
	if (!keeps_version(failure))
		hz_watch_forget_version(watch);
	if (hz_err_is(failure, "CutOff") || is_expired(failure))
		return hz_watch_go_on(watch, failure, err);
	return hz_watch_stumble(watch, failure, watch->least_ms, err);
}

int hz_watch_end_stream(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_exchange_done) struct hz_exchange stream = watch->stream;
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	struct hz_http_reply reply;

	watch->stream = (struct hz_exchange){ .http = NULL };
	if (hz_exchange_reply(watch->kube, &stream, &reply, &failure) < 0)
		return watch->store.coming ? list_whole(watch, keeps_version(&failure), err)
					   : take_failure(watch, &failure, err);
	if (watch->store.coming)
		return list_whole(watch, reply.status == 429, err);
	if (reply.status != 200)
		return take_refusal(watch, &reply, err);
	hz_err_set(&failure, HZ_ERR_FAILED, "CutOff",
		   "cannot %s: the server ends the stream at once", watch->what);
	return hz_watch_go_on(watch, &failure, err);
}

int hz_watch_leave_stream(struct hz_watch *watch, struct hz_err *err)
{
	hz_exchange_done(&watch->stream);
	if (watch->store.coming)
		return list_whole(watch, false, err);
	watch->fresh = true;
	return hz_watch_start_stream(watch, err);
}
