/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of a watch: one JSON object a line, {"type", "object"}, cut wherever the
 * network cut it.
 *
 * hz_watch_lines_add() takes the bytes as they come and hands out each event when its
 * line is complete. A line longer than HZ_BUF_CAP_WATCH_LINE, and one that is no event,
 * are errors, after which the stream is of no more use.
 */
#ifndef HZ_KUBE_WATCH_LINE_H
#define HZ_KUBE_WATCH_LINE_H

#include <jansson.h>

#include "base/buf.h"
#include "base/err.h"

enum hz_watch_line_type {
	HZ_WATCH_LINE_ADDED,
	HZ_WATCH_LINE_MODIFIED,
	HZ_WATCH_LINE_DELETED,
	HZ_WATCH_LINE_BOOKMARK, /* only a new resource version */
	HZ_WATCH_LINE_ERROR,    /* the object is a Status */
};

/* What happens with an event: @object is borrowed; < 0 with @err set ends the stream. */
typedef int hz_watch_line_fn(void *data, enum hz_watch_line_type type, json_t *object,
			     struct hz_err *err);

struct hz_watch_lines {
	struct hz_buf pending; /* the line that is not complete */
	hz_watch_line_fn *each;
	void *data; /* for @each */
};

void hz_watch_lines_init(struct hz_watch_lines *lines, hz_watch_line_fn *each, void *data);
void hz_watch_lines_done(struct hz_watch_lines *lines);

/* Forgets what came, for a new stream. */
void hz_watch_lines_clear(struct hz_watch_lines *lines);

/* Reasons "TooLarge", "BadJson", "BadAnswer", or that of @each. */
int hz_watch_lines_add(struct hz_watch_lines *lines, const char *bytes, size_t len,
		       struct hz_err *err);

#endif
