/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one watch does on its own: lists, streams, pauses when something went wrong, and
 * goes on from where it was or with a new list.
 */
#ifndef HZ_KUBE_WATCH_FOLLOW_H
#define HZ_KUBE_WATCH_FOLLOW_H

#include "kube/backoff.h"
#include "kube/call.h"
#include "kube/watch_line.h"
#include "kube/watch_store.h"

enum hz_watch_state {
	HZ_WATCH_PAUSED, /* until @due; then a list or a stream is started */
	HZ_WATCH_LISTING,
	HZ_WATCH_STREAMING, /* what happens, or before that what there is */
};

struct hz_watch {
	struct hz_kube *kube;   /* borrowed */
	struct hz_strv strings; /* of @request, @resource and @what */
	struct hz_resource resource;
	struct hz_kube_request request; /* the list */
	struct hz_message message;      /* the stream, less what it starts from */
	const char *what;               /* for errors: watch pods in namespace "a" */

	enum hz_watch_state state;
	struct hz_kube_call *list;   /* owned; while LISTING */
	struct hz_exchange stream;   /* while STREAMING */
	struct hz_watch_lines lines; /* of @stream */
	struct hz_watch_store store;
	char *version; /* owned; how far we are; NULL: a list is needed first */

	bool synced;      /* the first list was read */
	bool plain;       /* the server cannot do bookmarks */
	bool fresh;       /* the connection may be dead: the next stream needs its own */
	bool eventful;    /* the stream brought something */
	int64_t began;    /* when the stream was started; all times are of hz_clock_ms() */
	int64_t heard;    /* when it last brought something */
	int64_t due;      /* end of the pause */
	int64_t least_ms; /* that the server wants us to wait after an ERROR event */
	struct hz_backoff backoff;
	char *trouble; /* owned; NULL while all is well */
};

/*
 * Takes the watch as far as it goes without waiting. < 0 with @err when it cannot go on:
 * trying again does not help, or there never was a list.
 */
int hz_watch_advance(struct hz_watch *watch, struct hz_err *err);

/* When hz_watch_advance() has something to do even if the network is silent. */
int64_t hz_watch_due(const struct hz_watch *watch);

/* For hz_watch_lines_init(); @data is the watch. */
hz_watch_line_fn hz_watch_take_event;

/* --- watch_stream.c ------------------------------------------------------------------------ */

/*
 * From the version that we are at, or without one with what there is. Fails where no
 * request can be made at all, as without a credential.
 */
int hz_watch_start_stream(struct hz_watch *watch, struct hz_err *err);

/* The stream is done, well or not: looks why, and what is next. */
int hz_watch_end_stream(struct hz_watch *watch, struct hz_err *err);

/* Nothing was heard for too long: goes on with a stream on another connection. */
int hz_watch_leave_stream(struct hz_watch *watch, struct hz_err *err);

/* --- watch_state.c ------------------------------------------------------------------------- */

/* Lists in pages. */
int hz_watch_start_whole_list(struct hz_watch *watch, struct hz_err *err);

/* A list was read, whichever way. */
void hz_watch_list_is_read(struct hz_watch *watch);

/* The stream ended, as streams do: goes on at once, or stumbles where it was too short. */
int hz_watch_go_on(struct hz_watch *watch, struct hz_err *why, struct hz_err *err);

/* Something went wrong: tries again later, not before @least_ms, or gives up. */
int hz_watch_stumble(struct hz_watch *watch, struct hz_err *failure, int64_t least_ms,
		     struct hz_err *err);

/* How far we are; without a version, a list is read next. */
void hz_watch_remember_version(struct hz_watch *watch, const char *version);
void hz_watch_forget_version(struct hz_watch *watch);
void hz_watch_forget_trouble(struct hz_watch *watch);

#endif
