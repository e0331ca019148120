/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a watch has got, and what it does when something went wrong.
 */
#include "base/clock.h"
#include "base/str.h"
#include "kube/watch_follow.h"

/* Two streams begin at least this far apart, and one that ends sooner is a failure. */
#define SHORT_MS 1000

void hz_watch_forget_trouble(struct hz_watch *watch)
{
	free(HZ_TAKE(watch->trouble));
}

void hz_watch_forget_version(struct hz_watch *watch)
{
	free(HZ_TAKE(watch->version));
}

void hz_watch_remember_version(struct hz_watch *watch, const char *version)
{
	if (hz_str_empty(version))
		return;
	hz_watch_forget_version(watch);
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

int hz_watch_stumble(struct hz_watch *watch, struct hz_err *failure, int64_t least_ms,
		     struct hz_err *err)
{
	int64_t now = hz_clock_ms();
	int64_t wait;

	pause_until(watch, now);
	if (!watch->synced || !may_pass(failure))
		return hz_err_move(err, failure);
	hz_watch_forget_trouble(watch);
	watch->trouble = hz_strdup(failure->message);
	wait = hz_backoff_next(&watch->backoff, now);
	pause_until(watch, now + (wait > least_ms ? wait : least_ms));
	return 0;
}

int hz_watch_go_on(struct hz_watch *watch, struct hz_err *why, struct hz_err *err)
{
	if (!watch->eventful && hz_clock_ms() - watch->began < SHORT_MS)
		return hz_watch_stumble(watch, why, 0, err);
	hz_watch_forget_trouble(watch);
	pause_until(watch, watch->began + SHORT_MS);
	return 0;
}

int hz_watch_start_whole_list(struct hz_watch *watch, struct hz_err *err)
{
	if (hz_kube_start(watch->kube, &watch->request, &watch->list, err) < 0)
		return -1;
	watch->state = HZ_WATCH_LISTING;
	return 0;
}

void hz_watch_list_is_read(struct hz_watch *watch)
{
	if (!watch->synced)
		hz_watch_store_synced(&watch->store);
	watch->synced = true;
	hz_watch_forget_trouble(watch);
}
