/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Following the objects of one kind, for ever: what there is, then what happens.
 *
 * hz_watch_next() gives one event after the other. A stream that ends is taken up
 * where it was; an expired resource version leads to a new list, whose differences
 * to what is known come as events. BOOKMARK and ERROR never reach the caller.
 */
#ifndef HZ_KUBE_WATCH_H
#define HZ_KUBE_WATCH_H

#include "kube/client.h"

enum hz_watch_type {
	HZ_WATCH_SET,     /* the object is new or changed */
	HZ_WATCH_DELETED, /* the object is gone; this is the last that was known of it */
	HZ_WATCH_SYNCED,  /* once: what was there at the start has been given; no object */
};

struct hz_watch_event {
	enum hz_watch_type type;
	json_t *object; /* a reference of whoever got it; not to be changed; NULL with SYNCED */
};

struct hz_watch;

/* Starts to follow; strings are copied. @name: only this object; selectors as in a list. */
struct hz_watch_request {
	const struct hz_resource *resource;
	const char *namespace_;
	const char *name;
	const char *label_selector;
	bool metadata_only;
};

int hz_watch_new(struct hz_kube *kube, const struct hz_watch_request *request,
		 struct hz_watch **ret, struct hz_err *err);
void hz_watch_free(struct hz_watch *watch);
void hz_watch_freep(struct hz_watch **watch);

/*
 * Waits at most @timeout_ms (< 0: no limit) for the next event of any of @count
 * watches, whose clients share one hz_http. Returns 1 with *@ret and *@which set, 0
 * when the time is over, < 0 on a failure that trying again cannot mend (forbidden, no
 * such kind, a signal) or that came before the first list did.
 */
int hz_watch_next(struct hz_watch *const watches[], size_t count, int64_t timeout_ms,
		  struct hz_watch_event *ret, size_t *which, struct hz_err *err);

/* Why @watch hears nothing at the moment and tries again, or NULL. Borrowed until next. */
const char *hz_watch_trouble(const struct hz_watch *watch);

#endif
