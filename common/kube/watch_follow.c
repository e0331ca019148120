/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one watch does on its own.
 *
 * The rules are those of the reflector of k8s.io/client-go/tools/cache. What there is
 * comes as the beginning of the stream (KEP-3157), or, where that does not work for
 * whatever reason, by a list in pages: servers before 1.27 do not know it, and those with
 * a store before etcd 3.5 begin it and fail.
 */
#include "kube/watch_follow.h"

#include "base/clock.h"
#include "base/str.h"
#include "text/json.h"

/* Bookmarks come once a minute; half as long again without one, and nobody is there. */
#define STALL_MS (90 * 1000)

/* A server that does not know of streamed lists may as well say nothing. */
#define SILENT_LIST_MS (10 * 1000)

static int start_list(struct hz_watch *watch, struct hz_err *err)
{
	if (!watch->kube->lists_whole)
		return hz_watch_start_stream(watch, err);
	return hz_watch_start_whole_list(watch, err);
}

static int take_list(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = HZ_TAKE(watch->list);
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;

	if (hz_call_take(call, &list, &failure) < 0)
		return hz_watch_stumble(watch, &failure, 0, err);
	hz_watch_remember_version(watch, hz_object_version(list));
	if (!watch->version) {
		hz_err_set(&failure, HZ_ERR_FAILED, "BadAnswer",
			   "cannot %s: the list has no resource version", watch->what);
		return hz_watch_stumble(watch, &failure, 0, err);
	}
	hz_watch_store_replace(&watch->store, json_object_get(list, "items"));
	hz_watch_list_is_read(watch);
	return hz_watch_start_stream(watch, err);
}

/* How long the stream may be silent. */
static int64_t patience(const struct hz_watch *watch)
{
	return watch->store.coming ? SILENT_LIST_MS : STALL_MS;
}

int hz_watch_advance(struct hz_watch *watch, struct hz_err *err)
{
	int64_t now = hz_clock_ms();

	switch (watch->state) {
	case HZ_WATCH_LISTING:
		return hz_call_done(watch->list) ? take_list(watch, err) : 0;
	case HZ_WATCH_STREAMING:
		if (hz_http_done(watch->stream.http))
			return hz_watch_end_stream(watch, err);
		return now - watch->heard >= patience(watch) ? hz_watch_leave_stream(watch, err)
							     : 0;
	case HZ_WATCH_PAUSED:
		if (now < watch->due)
			return 0;
		return watch->version ? hz_watch_start_stream(watch, err) : start_list(watch, err);
	}
	return 0;
}

int64_t hz_watch_due(const struct hz_watch *watch)
{
	switch (watch->state) {
	case HZ_WATCH_LISTING:
		return INT64_MAX;
	case HZ_WATCH_STREAMING:
		return watch->heard + patience(watch);
	case HZ_WATCH_PAUSED:
		return watch->due;
	}
	return INT64_MAX;
}
