/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of a watch: one JSON object a line.
 */
#include "kube/watch_line.h"

#include <string.h>

#include "base/str.h"
#include "kube/object.h"
#include "text/json.h"

static const char *const type_names[] = {
	[HZ_WATCH_LINE_ADDED] = "ADDED",     [HZ_WATCH_LINE_MODIFIED] = "MODIFIED",
	[HZ_WATCH_LINE_DELETED] = "DELETED", [HZ_WATCH_LINE_BOOKMARK] = "BOOKMARK",
	[HZ_WATCH_LINE_ERROR] = "ERROR",
};

void hz_watch_lines_init(struct hz_watch_lines *lines, hz_watch_line_fn *each, void *data)
{
	hz_buf_init(&lines->pending, HZ_BUF_CAP_WATCH_LINE);
	lines->each = each;
	lines->data = data;
}

void hz_watch_lines_done(struct hz_watch_lines *lines)
{
	hz_buf_wipe(&lines->pending);
}

void hz_watch_lines_clear(struct hz_watch_lines *lines)
{
	hz_buf_clear(&lines->pending);
}

static int type_of(const char *name, enum hz_watch_line_type *ret)
{
	for (size_t i = 0; i < HZ_COUNT(type_names); i++) {
		if (!hz_str_eq(type_names[i], name))
			continue;
		*ret = (enum hz_watch_line_type)i;
		return 0;
	}
	return -1;
}

static int refuse(struct hz_err *err, const char *why)
{
	return hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "cannot read the watch: %s", why);
}

/* Whether events of @type must name the object that they are about. */
static bool has_name(enum hz_watch_line_type type)
{
	return type != HZ_WATCH_LINE_BOOKMARK && type != HZ_WATCH_LINE_ERROR;
}

static int take_line(struct hz_watch_lines *lines, const char *line, size_t len, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *event = NULL;
	enum hz_watch_line_type type;
	json_t *object;

	if (len == 0 || (len == 1 && *line == '\r'))
		return 0;
	if (hz_json_parse(line, len, &event, err) < 0)
		return hz_err_wrap(err, "cannot read the watch");
	object = json_object_get(event, "object");
	if (type_of(hz_json_str(event, "type"), &type) < 0)
		return refuse(err, "an event has no type that we know");
	if (!json_is_object(object))
		return refuse(err, "an event has no object");
	if (has_name(type) && hz_str_empty(hz_object_name(object)))
		return refuse(err, "an event has an object without a name");
	return lines->each(lines->data, type, object, err);
}

/* Keeps the start of a line. */
static int keep(struct hz_watch_lines *lines, const char *bytes, size_t len, struct hz_err *err)
{
	if (hz_buf_append(&lines->pending, bytes, len) == 0)
		return 0;
	return hz_err_set(err, HZ_ERR_FAILED, "TooLarge",
			  "cannot read the watch: an event has more than %u MiB",
			  HZ_BUF_CAP_WATCH_LINE >> 20);
}

/* Takes the line whose end, up to a line feed, is at @bytes. */
static int end_line(struct hz_watch_lines *lines, const char *bytes, size_t len, struct hz_err *err)
{
	int r;

	if (lines->pending.len == 0)
		return take_line(lines, bytes, len, err);
	if (keep(lines, bytes, len, err) < 0)
		return -1;
	r = take_line(lines, lines->pending.data, lines->pending.len, err);
	hz_buf_clear(&lines->pending);
	return r;
}

int hz_watch_lines_add(struct hz_watch_lines *lines, const char *bytes, size_t len,
		       struct hz_err *err)
{
	const char *end;

	while (len > 0 && (end = memchr(bytes, '\n', len))) {
		size_t line = (size_t)(end - bytes);

		if (end_line(lines, bytes, line, err) < 0)
			return -1;
		bytes += line + 1;
		len -= line + 1;
	}
	return len > 0 ? keep(lines, bytes, len, err) : 0;
}
