/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/watch_line.h"

#include <string.h>

#include "base/strv.h"
#include "kube/object.h"
#include "kube_server.h"
#include "unit.h"

/* What came, one line for each event: the type's number and the object's name. */
static int note(void *data, enum hz_watch_line_type type, json_t *object, struct hz_err *err)
{
	const char *name = hz_object_name(object);

	(void)err;
	hz_strv_addf(data, "%d %s", (int)type, name ? name : "-");
	return 0;
}

#define STREAM                                                                     \
	"{'type': 'ADDED', 'object': {'metadata': {'name': 'a'}}}\n"               \
	"{'type': 'MODIFIED', 'object': {'metadata': {'name': 'b \\n'}}}\r\n"      \
	"\n"                                                                       \
	"{'type': 'DELETED', 'object': {'metadata': {'name': 'c'}}}\n"             \
	"{'type': 'BOOKMARK', 'object': {'metadata': {'resourceVersion': '1'}}}\n" \
	"{'type': 'ERROR', 'object': {'kind': 'Status'}}\n"

START_TEST(a_stream_may_be_cut_anywhere)
{
	HZ_AUTO(hz_freep) char *stream = hz_test_quoted(STREAM);
	size_t len = strlen(stream);

	for (size_t piece = 1; piece <= len; piece++) {
		HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
		HZ_AUTO(hz_watch_lines_done) struct hz_watch_lines lines;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *all = NULL;

		hz_watch_lines_init(&lines, note, &events);
		for (size_t at = 0; at < len; at += piece)
			hz_ck_ok(hz_watch_lines_add(&lines, stream + at,
						    len - at < piece ? len - at : piece, &err),
				 &err);
		all = hz_strv_join(&events, "|");
		ck_assert_str_eq(all, "0 a|1 b \n|2 c|3 -|4 -");
	}
}
END_TEST

START_TEST(an_event_comes_with_the_end_of_its_line_and_not_before)
{
	HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
	HZ_AUTO(hz_watch_lines_done) struct hz_watch_lines lines;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep)
	char *text = hz_test_quoted("{'type': 'ADDED', 'object': {'metadata': {'name': 'a'}}}");

	hz_watch_lines_init(&lines, note, &events);
	hz_ck_ok(hz_watch_lines_add(&lines, text, strlen(text), &err), &err);
	ck_assert_uint_eq(events.count, 0);
	hz_ck_ok(hz_watch_lines_add(&lines, "\n", 1, &err), &err);
	ck_assert_uint_eq(events.count, 1);

	hz_ck_ok(hz_watch_lines_add(&lines, text, strlen(text), &err), &err);
	hz_watch_lines_clear(&lines);
	hz_ck_ok(hz_watch_lines_add(&lines, "\n", 1, &err), &err);
	ck_assert_uint_eq(events.count, 1);
}
END_TEST

static const struct {
	const char *line;
	const char *message;
} bad_lines[] = {
	{ "{'type'\n", "cannot read the watch: " },
	{ "<html>\n", "cannot read the watch: " },
	{ "{} {}\n", "cannot read the watch: " },
	{ "[]\n", "an event has no type that we know" },
	{ "{'type': 'CHANGED', 'object': {}}\n", "an event has no type that we know" },
	{ "{'type': 3, 'object': {}}\n", "an event has no type that we know" },
	{ "{'type': 'ADDED'}\n", "an event has no object" },
	{ "{'type': 'ADDED', 'object': []}\n", "an event has no object" },
	{ "{'type': 'ERROR', 'object': null}\n", "an event has no object" },
	{ "{'type': 'ADDED', 'object': {}}\n", "an event has an object without a name" },
	{ "{'type': 'DELETED', 'object': {'metadata': {'name': ''}}}\n",
	  "an event has an object without a name" },
};

START_TEST(a_line_that_is_no_event_is_an_error)
{
	for (size_t i = 0; i < HZ_COUNT(bad_lines); i++) {
		HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
		HZ_AUTO(hz_watch_lines_done) struct hz_watch_lines lines;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *line = hz_test_quoted(bad_lines[i].line);

		hz_watch_lines_init(&lines, note, &events);
		hz_ck_fails(hz_watch_lines_add(&lines, line, strlen(line), &err), &err,
			    bad_lines[i].message);
		ck_assert_uint_eq(events.count, 0);
	}
}
END_TEST

START_TEST(a_line_without_an_end_is_refused_at_the_cap)
{
	HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
	HZ_AUTO(hz_watch_lines_done) struct hz_watch_lines lines;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf block = HZ_BUF_INIT;

	hz_buf_pad(&block, ' ', 1 << 20);
	hz_watch_lines_init(&lines, note, &events);
	for (int i = 0; i < 8; i++)
		hz_ck_ok(hz_watch_lines_add(&lines, block.data, block.len, &err), &err);
	hz_ck_fails(hz_watch_lines_add(&lines, " ", 1, &err), &err,
		    "cannot read the watch: an event has more than 8 MiB");
	ck_assert_str_eq(err.reason, "TooLarge");
}
END_TEST

static int stop(void *data, enum hz_watch_line_type type, json_t *object, struct hz_err *err)
{
	(void)note(data, type, object, err);
	return hz_err_set(err, HZ_ERR_FAILED, "Stop", "enough");
}

START_TEST(who_takes_the_events_can_end_the_stream)
{
	HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
	HZ_AUTO(hz_watch_lines_done) struct hz_watch_lines lines;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *stream = hz_test_quoted(STREAM);

	hz_watch_lines_init(&lines, stop, &events);
	hz_ck_fails(hz_watch_lines_add(&lines, stream, strlen(stream), &err), &err, "enough");
	ck_assert_uint_eq(events.count, 1);
}
END_TEST

HZ_SUITE("watch_lines", a_stream_may_be_cut_anywhere,
	 an_event_comes_with_the_end_of_its_line_and_not_before,
	 a_line_that_is_no_event_is_an_error, a_line_without_an_end_is_refused_at_the_cap,
	 who_takes_the_events_can_end_the_stream)
