/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Following the objects of one kind, for one or several kinds at once.
 */
#include "kube/watch.h"

#include <string.h>

#include "base/clock.h"
#include "kube/watch_follow.h"

static const char *keep(struct hz_watch *watch, const char *text)
{
	if (!text)
		return NULL;
	hz_strv_add(&watch->strings, text);
	return watch->strings.item[watch->strings.count - 1];
}

/* Keeps the request as the one of a list. */
static void keep_request(struct hz_watch *watch, const struct hz_watch_request *request)
{
	HZ_AUTO(hz_freep) char *selector = NULL;

	if (request->name)
		selector = hz_strf("metadata.name=%s", request->name);
	watch->resource = (struct hz_resource){
		.group = keep(watch, request->resource->group),
		.version = keep(watch, request->resource->version),
		.plural = keep(watch, request->resource->plural),
		.kind = keep(watch, request->resource->kind),
		.cluster_scoped = request->resource->cluster_scoped,
	};
	watch->request = (struct hz_kube_request){
		.verb = HZ_KUBE_LIST,
		.resource = &watch->resource,
		.namespace_ = keep(watch, request->namespace_),
		.label_selector = keep(watch, request->label_selector),
		.field_selector = keep(watch, selector),
		.metadata_only = request->metadata_only,
	};
}

/* The list's message, made one of a stream. */
static int make_message(struct hz_watch *watch, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *what = NULL;

	if (hz_message_make(&watch->request, &watch->message, err) < 0)
		return -1;
	watch->message.accept = hz_message_accept(false, watch->request.metadata_only);
	what = hz_strf("watch %s", watch->message.what + strlen("list "));
	watch->what = keep(watch, what);
	return 0;
}

int hz_watch_new(struct hz_kube *kube, const struct hz_watch_request *request,
		 struct hz_watch **ret, struct hz_err *err)
{
	HZ_AUTO(hz_watch_freep) struct hz_watch *watch = hz_alloc(1, sizeof(*watch));

	watch->kube = kube;
	watch->state = HZ_WATCH_PAUSED;
	hz_watch_lines_init(&watch->lines, hz_watch_take_event, watch);
	hz_watch_store_init(&watch->store);
	keep_request(watch, request);
	if (make_message(watch, err) < 0 || hz_watch_advance(watch, err) < 0)
		return -1;
	*ret = HZ_TAKE(watch);
	return 0;
}

void hz_watch_free(struct hz_watch *watch)
{
	if (!watch)
		return;
	hz_kube_call_free(watch->list);
	hz_exchange_done(&watch->stream);
	hz_message_done(&watch->message);
	hz_watch_lines_done(&watch->lines);
	hz_watch_store_done(&watch->store);
	hz_strv_done(&watch->strings);
	free(watch->version);
	free(watch->trouble);
	free(watch);
}

void hz_watch_freep(struct hz_watch **watch)
{
	hz_watch_free(*watch);
}

const char *hz_watch_trouble(const struct hz_watch *watch)
{
	return watch->trouble;
}

static int advance_all(struct hz_watch *const watches[], size_t count, struct hz_err *err)
{
	if (count > 0)
		hz_http_advance(watches[0]->kube->http);
	for (size_t i = 0; i < count; i++)
		if (hz_watch_advance(watches[i], err) < 0)
			return -1;
	return 0;
}

/* Gives the event that came first. */
static bool take_oldest(struct hz_watch *const watches[], size_t count, struct hz_watch_event *ret,
			size_t *which)
{
	int64_t oldest = -1;
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		int64_t came = hz_watch_store_oldest(&watches[i]->store);

		if (came < 0 || (oldest >= 0 && came >= oldest))
			continue;
		oldest = came;
		found = i;
	}
	if (oldest < 0)
		return false;
	*ret = hz_watch_store_take(&watches[found]->store);
	*which = found;
	return true;
}

/* When to look again even if the network is silent, by hz_clock_ms(), at most @end. */
static int64_t next_due(struct hz_watch *const watches[], size_t count, int64_t end)
{
	for (size_t i = 0; i < count; i++) {
		int64_t due = hz_watch_due(watches[i]);

		end = due < end ? due : end;
	}
	return end;
}

static bool has_event(struct hz_watch *const watches[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (hz_watch_store_oldest(&watches[i]->store) >= 0)
			return true;
	return false;
}

/* Lets the network work until something may have happened, at most until @end. */
static int step(struct hz_watch *const watches[], size_t count, int64_t end, struct hz_err *err)
{
	int64_t due = next_due(watches, count, end);
	int64_t now = hz_clock_ms();
	int64_t wait = due > now ? due - now : 0;

	return hz_http_step(watches[0]->kube->http, due == INT64_MAX ? -1 : wait, err);
}

int hz_watch_next(struct hz_watch *const watches[], size_t count, int64_t timeout_ms,
		  struct hz_watch_event *ret, size_t *which, struct hz_err *err)
{
	int64_t end = timeout_ms < 0 ? INT64_MAX : hz_clock_ms() + timeout_ms;
	bool over = count == 0;

	while (!take_oldest(watches, count, ret, which)) {
		if (advance_all(watches, count, err) < 0)
			return -1;
		if (has_event(watches, count))
			continue;
		if (over)
			return 0;
		over = hz_clock_ms() >= end; /* even then the network has its turn, once */
		if (step(watches, count, end, err) < 0)
			return -1;
	}
	return 1;
}
