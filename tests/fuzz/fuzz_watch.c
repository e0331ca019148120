/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stream of a watch, cut into pieces by its own first byte, up to the events that a
 * caller would get.
 */
#include <stdint.h>
#include <stdlib.h>

#include "kube/watch_line.h"
#include "kube/watch_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *data, enum hz_watch_line_type type, json_t *object, struct hz_err *err)
{
	(void)err;
	if (type == HZ_WATCH_LINE_DELETED)
		hz_watch_store_delete(data, object);
	else if (type == HZ_WATCH_LINE_ADDED || type == HZ_WATCH_LINE_MODIFIED)
		hz_watch_store_set(data, object);
	return 0;
}

/* Every event has an object with a name. */
static void take_events(struct hz_watch_store *store)
{
	while (hz_watch_store_oldest(store) >= 0) {
		struct hz_watch_event event = hz_watch_store_take(store);

		if (!hz_object_name(event.object))
			abort();
		json_decref(event.object);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hz_watch_store store;
	struct hz_watch_lines lines;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	size_t piece = size ? (size_t)data[0] + 1 : 1;

	hz_watch_store_init(&store);
	hz_watch_lines_init(&lines, take, &store);
	for (size_t at = 0; at < size; at += piece) {
		size_t len = size - at < piece ? size - at : piece;

		if (hz_watch_lines_add(&lines, (const char *)data + at, len, &err) < 0)
			break;
	}
	take_events(&store);
	hz_watch_lines_done(&lines);
	hz_watch_store_done(&store);
	return 0;
}
