/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/watch.h"

#include <string.h>

#include "base/str.h"
#include "kube/watch_follow.h"
#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

#define TEST_WATCH(name) HZ_AUTO(hz_watch_freep) struct hz_watch *name = NULL

#define PATIENCE_MS 15000

#define LIST "> GET /api/v1/namespaces/n/pods?limit=500\n"
#define STREAM "> GET /api/v1/namespaces/n/pods\n< stream\n"
#define PODS(version, items)                                                                \
	"{'kind': 'PodList', 'apiVersion': 'v1', 'metadata': {'resourceVersion': '" version \
	"'}, 'items': [" items "]}\n"
#define OBJECT(name, version)                                                 \
	"{'metadata': {'namespace': 'n', 'name': '" name "', 'uid': 'u-" name \
	"', 'resourceVersion': '" version "'}}"
#define EVENT(type, object) "{'type': '" type "', 'object': " object "}\n"
#define BOOKMARK(version) EVENT("BOOKMARK", "{'metadata': {'resourceVersion': '" version "'}}")

static const struct hz_watch_request pods = { .resource = &hz_kind_pod, .namespace_ = "n" };

static struct hz_watch *follow(struct hz_test_kube *test)
{
	struct hz_watch *watch = NULL;
	TEST_ERR(err);

	hz_ck_ok(hz_watch_new(test->kube, &pods, &watch, &err), &err);
	return watch;
}

static void add_event(struct hz_strv *events, const struct hz_watch_event *event)
{
	static const char *const words[] = {
		[HZ_WATCH_SET] = "set",
		[HZ_WATCH_DELETED] = "deleted",
		[HZ_WATCH_SYNCED] = "synced",
	};

	if (event->object)
		hz_strv_addf(events, "%s %s %s", words[event->type], hz_object_name(event->object),
			     hz_object_version(event->object));
	else
		hz_strv_add(events, words[event->type]);
}

static void ck_events(const struct hz_strv *events, const char *want)
{
	HZ_AUTO(hz_freep) char *got = hz_strv_join(events, ", ");

	ck_assert_str_eq(got, want);
}

/* Checks that these events come next, "set a 1, synced", and nothing is in between. */
static void expect(struct hz_watch *watch, const char *want)
{
	HZ_AUTO(hz_strv_done) struct hz_strv events = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv wanted = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *got = NULL;
	TEST_ERR(err);

	hz_strv_split(&wanted, want, ',');
	while (events.count < wanted.count) {
		struct hz_watch_event event;
		size_t which;
		int r = hz_watch_next(&watch, 1, PATIENCE_MS, &event, &which, &err);

		hz_ck_ok(r, &err);
		if (r == 0)
			break;
		add_event(&events, &event);
		json_decref(event.object);
	}
	got = hz_strv_join(&events, ", ");
	ck_assert_str_eq(got, want);
}

/* Checks that the watch ends with @message. */
static void expect_end(struct hz_watch *watch, const char *message)
{
	struct hz_watch_event event;
	size_t which;
	TEST_ERR(err);

	hz_ck_fails(hz_watch_next(&watch, 1, PATIENCE_MS, &event, &which, &err), &err, message);
}

START_TEST(a_watch_gives_what_is_there_and_then_what_happens)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(&test,
			  LIST PODS("10", OBJECT("a", "1") "," OBJECT("b", "2"))
				  STREAM EVENT("ADDED", OBJECT("c", "11"))
					  EVENT("MODIFIED", OBJECT("a", "12"))
						  EVENT("DELETED", OBJECT("b", "13")) "hang\n");
	watch = follow(&test);
	expect(watch, "set a 1, set b 2, synced, set c 11, set a 12, deleted b 13");
	ck_assert_ptr_null(hz_watch_trouble(watch));
}
END_TEST

START_TEST(nothing_to_watch_is_told_as_well)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(&test, LIST PODS("10", "") STREAM "hang\n");
	watch = follow(&test);
	expect(watch, "synced");
}
END_TEST

START_TEST(the_stream_begins_where_the_list_ends)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);
	const char *start = "GET /api/v1/namespaces/n/pods?watch=1&resourceVersion=10"
			    "&allowWatchBookmarks=true&timeoutSeconds=";
	const char *seconds;

	hz_test_kube_open(&test,
			  LIST PODS("10", "") STREAM EVENT("ADDED", OBJECT("a", "11")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced, set a 11");
	seconds = hz_str_after(hz_test_kube_request(&test, 1), start);
	ck_assert_ptr_nonnull(seconds);
	ck_assert_uint_eq(strlen(seconds), 3);
	ck_assert_int_ge(*seconds, '3');
	ck_assert_int_le(*seconds, '5');
	ck_assert_str_eq(hz_test_kube_header(&test, 1, "accept"), "application/json");
}
END_TEST

START_TEST(selectors_are_sent_with_the_list_and_with_the_stream)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_WATCH(watch);

	hz_test_kube_open(
		&test, "> GET /api/v1/pods\n" PODS("10", "") "> GET /api/v1/pods\n< stream\n" EVENT(
			       "ADDED", OBJECT("a", "11")) "hang\n");
	hz_ck_ok(hz_watch_new(test.kube,
			      &(struct hz_watch_request){
				      .resource = &hz_kind_pod,
				      .name = "a",
				      .label_selector = "x=y",
				      .metadata_only = true,
			      },
			      &watch, &err),
		 &err);
	expect(watch, "synced, set a 11");
	ck_assert_str_eq(hz_test_kube_request(&test, 0),
			 "GET /api/v1/pods?labelSelector=x%3Dy&fieldSelector=metadata.name%3Da"
			 "&limit=500");
	ck_assert(
		hz_str_starts(hz_test_kube_request(&test, 1),
			      "GET /api/v1/pods?labelSelector=x%3Dy&fieldSelector=metadata.name%3Da"
			      "&watch=1&resourceVersion=10&"));
	ck_assert_ptr_nonnull(
		strstr(hz_test_kube_header(&test, 0, "accept"), "as=PartialObjectMetadataList"));
	ck_assert_ptr_nonnull(
		strstr(hz_test_kube_header(&test, 1, "accept"), "as=PartialObjectMetadata;"));
}
END_TEST

START_TEST(a_stream_that_ends_is_taken_up_where_it_was)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(&test,
			  LIST PODS("10", "") STREAM EVENT("ADDED", OBJECT("a", "11"))
				  BOOKMARK("20") STREAM EVENT("MODIFIED", OBJECT("a", "21"))
					  STREAM EVENT("DELETED", OBJECT("a", "22")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced, set a 11, set a 21, deleted a 22");
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 2), "resourceVersion=20&"));
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 3), "resourceVersion=21&"));
	ck_assert_uint_eq(hz_test_kube_matches(&test, "GET /api/v1/namespaces/n/pods?limit"), 1);
}
END_TEST

START_TEST(a_stream_that_is_cut_off_loses_and_repeats_nothing)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(
		&test, LIST PODS("10", "") STREAM EVENT(
			       "ADDED",
			       OBJECT("a", "11")) "part {'type': 'ADDED', 'object': {'meta\ndelay "
						  "100\ncut\n" STREAM EVENT(
							  "ADDED", OBJECT("b", "12")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced, set a 11, set b 12");
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 2), "resourceVersion=11&"));
}
END_TEST

#define AFTER_EXPIRY                                                                               \
	LIST PODS("30",                                                                            \
		  OBJECT("b", "2") "," OBJECT(                                                     \
			  "c", "29") ","                                                           \
				     "{'metadata': {'namespace': 'n', 'name': 'd', 'uid': 'new', " \
				     "'resourceVersion': '28'}}," OBJECT("e", "27"))               \
		STREAM EVENT("DELETED", OBJECT("e", "31")) "hang\n"

static const char *const expired[] = {
	"> GET /api/v1/namespaces/n/pods\n< 410\n"
	"{'kind': 'Status', 'reason': 'Expired', 'message': 'too old resource version'}\n",
	STREAM EVENT("ERROR", "{'kind': 'Status', 'code': 410, 'reason': 'Expired'}"),
	STREAM EVENT("ERROR", "{'kind': 'Status', 'code': 410, 'reason': 'Gone'}"),
	STREAM EVENT("ERROR", "{'kind': 'Status', 'code': 410}"),
};

/* The cases of a table that wait for something wait together. */
struct followed {
	struct hz_test_kube test;
	struct hz_watch *watch;
};

static void open_followed(struct followed *one, const char *before, const char *answer,
			  const char *after)
{
	HZ_AUTO(hz_freep) char *script = hz_strf("%s%s%s", before, answer, after);

	hz_test_kube_open(&one->test, script);
	one->watch = follow(&one->test);
}

static void close_followed(struct followed *one)
{
	hz_watch_free(one->watch);
	hz_test_kube_close(&one->test);
}

START_TEST(an_expired_version_leads_to_a_list_of_which_only_the_news_is_told)
{
	struct followed followed[HZ_COUNT(expired)];

	for (size_t i = 0; i < HZ_COUNT(expired); i++) {
		open_followed(&followed[i],
			      LIST PODS("10", OBJECT("a", "1") "," OBJECT("b", "2") "," OBJECT(
						      "c", "3") "," OBJECT("d", "4")),
			      expired[i], AFTER_EXPIRY);
		expect(followed[i].watch, "set a 1, set b 2, set c 3, set d 4, synced");
	}
	for (size_t i = 0; i < HZ_COUNT(expired); i++) {
		expect(followed[i].watch,
		       "deleted a 1, set c 29, deleted d 4, set d 28, set e 27, deleted e 31");
		ck_assert_ptr_nonnull(
			strstr(hz_test_kube_request(&followed[i].test, 3), "resourceVersion=30&"));
		close_followed(&followed[i]);
	}
}
END_TEST

START_TEST(a_server_that_cannot_do_bookmarks_is_not_asked_for_them_again)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(&test,
			  LIST PODS("10", "") STREAM EVENT(
				  "ERROR", "{'kind': 'Status', 'code': 500, 'reason': "
					   "'InternalError', 'message': 'RequestWatchProgress'}")
				  LIST PODS("12", OBJECT("a", "11"))
					  STREAM EVENT("MODIFIED", OBJECT("a", "13")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced, set a 11, set a 13");
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 1), "allowWatchBookmarks"));
	ck_assert_ptr_null(strstr(hz_test_kube_request(&test, 3), "allowWatchBookmarks"));
}
END_TEST

static const struct {
	const char *answer; /* to the first stream */
	const char *trouble;
} troubles[] = {
	{ "> GET /api/v1/namespaces/n/pods\n< 503\n{'kind': 'Status', 'message': 'etcd'}\n",
	  "cannot watch pods in namespace \"n\": etcd (ServiceUnavailable)" },
	{ "> GET /api/v1/namespaces/n/pods\n< 429\n< Retry-After: 1\n{'kind': 'Status'}\n",
	  "cannot watch pods in namespace \"n\": the server answers 429 (TooManyRequests)" },
	{ "> GET /api/v1/namespaces/n/pods\n",
	  "cannot watch pods in namespace \"n\": the server ends the stream at once" },
	{ STREAM "<html>\n", "cannot read the watch: " },
	{ STREAM "{'type': 'NEW', 'object': {}}\n", "cannot read the watch: an event has no type" },
};

START_TEST(trouble_is_told_and_passes)
{
	struct followed followed[HZ_COUNT(troubles)];

	for (size_t i = 0; i < HZ_COUNT(troubles); i++) {
		struct hz_watch_event event;
		const char *trouble;
		size_t which;
		TEST_ERR(err);

		open_followed(&followed[i], LIST PODS("10", ""), troubles[i].answer,
			      LIST "< repeat\n" PODS("11", "")
				      STREAM EVENT("ADDED", OBJECT("a", "12")) "hang\n");
		expect(followed[i].watch, "synced");
		ck_assert_int_eq(hz_watch_next(&followed[i].watch, 1, 300, &event, &which, &err),
				 0);
		trouble = hz_watch_trouble(followed[i].watch);
		ck_assert_ptr_nonnull(trouble);
		ck_assert_msg(strstr(trouble, troubles[i].trouble) != NULL, "%s", trouble);
	}
	for (size_t i = 0; i < HZ_COUNT(troubles); i++) {
		expect(followed[i].watch, "set a 12");
		ck_assert_ptr_null(hz_watch_trouble(followed[i].watch));
		close_followed(&followed[i]);
	}
}
END_TEST

static const struct {
	const char *script;
	const char *message;
	enum hz_err_kind kind;
} ends[] = {
	{ LIST "< 403\n{'kind': 'Status', 'reason': 'Forbidden', 'message': 'no'}",
	  "cannot list pods in namespace \"n\": no (Forbidden)", HZ_ERR_FORBIDDEN },
	{ LIST "< 500\n{'kind': 'Status', 'message': 'broken'}",
	  "cannot list pods in namespace \"n\": broken", HZ_ERR_FAILED },
	{ LIST "{'kind': 'PodList', 'apiVersion': 'v1', 'metadata': {}, 'items': []}",
	  "cannot watch pods in namespace \"n\": the list has no resource version", HZ_ERR_FAILED },
	{ LIST PODS("1", "") "> GET /api/v1/namespaces/n/pods\n< 401\n{'kind': 'Status'}",
	  "cannot watch pods in namespace \"n\": the server answers 401 (Unauthorized)",
	  HZ_ERR_FORBIDDEN },
	{ LIST PODS("1", "") "> GET /api/v1/namespaces/n/pods\n< 403\n{'kind': 'Status'}",
	  "cannot watch pods in namespace \"n\": the server answers 403 (Forbidden)",
	  HZ_ERR_FORBIDDEN },
	{ LIST PODS("1", "") "> GET /api/v1/namespaces/n/pods\n< 404\n404 page not found",
	  "cannot watch pods in namespace \"n\": the server has nothing at this path",
	  HZ_ERR_NOT_FOUND },
	{ LIST PODS("1", "") STREAM EVENT(
		  "ERROR",
		  "{'kind': 'Status', 'code': 403, 'reason': 'Forbidden', 'message': 'now'}"),
	  "cannot watch pods in namespace \"n\": now (Forbidden)", HZ_ERR_FORBIDDEN },
};

START_TEST(what_does_not_pass_ends_the_watch)
{
	for (size_t i = 0; i < HZ_COUNT(ends); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		TEST_WATCH(watch);
		struct hz_watch_event event;
		size_t which;
		int r;

		hz_test_kube_open(&test, ends[i].script);
		watch = follow(&test);
		do {
			r = hz_watch_next(&watch, 1, PATIENCE_MS, &event, &which, &err);
		} while (r > 0);
		hz_ck_fails(r, &err, ends[i].message);
		ck_assert_int_eq(err.kind, ends[i].kind);
	}
}
END_TEST

START_TEST(a_server_that_was_never_reached_ends_the_watch)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);
	char server[] = "http://127.0.0.1:1";

	hz_test_kube_open(&test, "");
	test.target.server = server;
	hz_test_kube_reopen(&test);
	watch = follow(&test);
	expect_end(watch, "cannot list pods in namespace \"n\": cannot reach http://127.0.0.1:1");
}
END_TEST

START_TEST(an_event_is_given_when_it_comes_and_no_wait_is_needed)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_WATCH(watch);
	struct hz_watch_event event;
	size_t which;
	int r;

	hz_test_kube_open(&test, LIST PODS("10", "") STREAM
			  "delay 300\n" EVENT("ADDED", OBJECT("a", "11")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced");
	do {
		r = hz_watch_next(&watch, 1, 0, &event, &which, &err);
	} while (r == 0);
	hz_ck_ok(r, &err);
	ck_assert_str_eq(hz_object_name(event.object), "a");
	json_decref(event.object);
}
END_TEST

/* clang-format off */
static const char two_streams[] =
	LIST PODS("10", "")
	STREAM
	"delay 600\n" EVENT("ADDED", OBJECT("second", "12"))
	"delay 900\n" EVENT("ADDED", OBJECT("fourth", "13"))
	"hang\n"
	"> GET /api/v1/nodes?limit=500\n" PODS("10", "")
	"> GET /api/v1/nodes\n< stream\n"
	"delay 300\n" EVENT("ADDED", OBJECT("first", "11"))
	"delay 900\n" EVENT("ADDED", OBJECT("third", "14"))
	"hang\n"
	"> GET /slow\n< delay 1000\nok\n";
/* clang-format on */

START_TEST(several_watches_are_waited_for_at_once)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	struct hz_strv events[2] = { HZ_STRV_INIT, HZ_STRV_INIT };
	struct hz_watch *watches[2] = { NULL };

	hz_test_kube_open(&test, two_streams);
	watches[0] = follow(&test);
	hz_ck_ok(hz_watch_new(test.kube, &(struct hz_watch_request){ .resource = &hz_kind_node },
			      &watches[1], &err),
		 &err);
	for (int count = 1; count <= 6; count++) {
		struct hz_watch_event event;
		size_t which = 9;

		ck_assert_int_eq(hz_watch_next(watches, 2, PATIENCE_MS, &event, &which, &err), 1);
		ck_assert_uint_lt(which, 2);
		add_event(&events[which], &event);
		json_decref(event.object);
		/* events that come while something else is waited for are not lost */
		if (count == 2)
			hz_ck_ok(hz_kube_get_path(test.kube, "/slow", NULL, &err), &err);
	}
	ck_events(&events[0], "synced, set second 12, set fourth 13");
	ck_events(&events[1], "synced, set first 11, set third 14");
	for (size_t i = 0; i < 2; i++) {
		hz_strv_done(&events[i]);
		hz_watch_free(watches[i]);
	}
}
END_TEST

#define WATCHES 8
#define GETS 20

START_TEST(watches_leave_room_for_other_calls)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	struct hz_watch *watches[WATCHES];
	struct hz_kube_call *calls[GETS];

	hz_test_kube_open(
		&test, LIST
		"< repeat\n" PODS("10",
				  "") "> GET /api/v1/namespaces/n/pods/a\n"
				      "< repeat\n{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': "
				      "{'name': 'a'}}\n" STREAM "< repeat\nhang\n");
	for (size_t i = 0; i < WATCHES; i++) {
		watches[i] = follow(&test);
		expect(watches[i], "synced");
	}
	for (size_t i = 0; i < GETS; i++)
		hz_ck_ok(hz_kube_start(test.kube,
				       &(struct hz_kube_request){ .verb = HZ_KUBE_GET,
								  .resource = &hz_kind_pod,
								  .namespace_ = "n",
								  .name = "a" },
				       &calls[i], &err),
			 &err);
	for (size_t i = 0; i < GETS; i++) {
		hz_ck_ok(hz_kube_wait(test.kube, calls[i], NULL, &err), &err);
		hz_kube_call_free(calls[i]);
	}
	for (size_t i = 0; i < WATCHES; i++)
		hz_watch_free(watches[i]);
}
END_TEST

START_TEST(a_stream_that_fell_silent_is_taken_up_on_another_one)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(&test,
			  LIST PODS("10", "")
				  STREAM EVENT("ADDED", OBJECT("a", "11")) "hang\n" STREAM EVENT(
					  "ADDED", OBJECT("b", "12")) "hang\n");
	watch = follow(&test);
	expect(watch, "synced, set a 11");
	watch->heard -= 90 * 1000;
	expect(watch, "set b 12");
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 2), "resourceVersion=11&"));
}
END_TEST

/* --- lists that are streamed --------------------------------------------------------------- */

#define LIST_STREAM "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< stream\n"
#define END_OF_LIST(version)                                           \
	EVENT("BOOKMARK", "{'metadata': {'resourceVersion': '" version \
			  "', 'annotations': {'k8s.io/initial-events-end': 'true'}}}")

START_TEST(what_there_is_comes_by_the_stream_where_the_server_can)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(
		&test,
		LIST_STREAM EVENT("ADDED", OBJECT("a", "1")) EVENT("ADDED", OBJECT("b", "2")) EVENT(
			"ADDED", OBJECT("c", "3")) BOOKMARK("5") EVENT("MODIFIED", OBJECT("b", "6"))
			EVENT("DELETED", OBJECT("c", "7")) END_OF_LIST("10")
				EVENT("ADDED", OBJECT("d", "11"))
					STREAM EVENT("DELETED", OBJECT("a", "12")) "hang\n");
	watch = follow(&test);
	expect(watch, "set a 1, set b 6, synced, set d 11, deleted a 12");
	ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	ck_assert(hz_str_starts(hz_test_kube_request(&test, 0),
				"GET /api/v1/namespaces/n/pods?watch=1&sendInitialEvents=true"
				"&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
				"&timeoutSeconds="));
	ck_assert_ptr_nonnull(strstr(hz_test_kube_request(&test, 1), "resourceVersion=11&"));
}
END_TEST

static const struct {
	const char *answer; /* to the first stream */
	bool told;          /* that this server cannot do it */
} no_streams[] = {
	{ "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< 422\n{'kind': 'Status'}\n",
	  true },
	{ "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< 400\nwhat?\n", true },
	/* as with etcd 3.4 */
	{ LIST_STREAM EVENT("ADDED", OBJECT("old", "1"))
		  EVENT("ERROR", "{'kind': 'Status', 'code': 500, 'reason': 'InternalError'}"),
	  true },
	{ LIST_STREAM EVENT("ADDED", OBJECT("old", "1")), true },
	{ LIST_STREAM "<html>\n", true },
	{ LIST_STREAM EVENT("ADDED", OBJECT("old", "1")) "delay 50\ncut\n", false },
	{ "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< drop\n", false },
	{ "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< 429\n{}\n", false },
};

START_TEST(a_list_that_cannot_be_streamed_comes_in_pages)
{
	for (size_t i = 0; i < HZ_COUNT(no_streams); i++) {
		struct followed one;

		open_followed(&one, "", no_streams[i].answer,
			      LIST PODS("10", OBJECT("a", "1"))
				      STREAM EVENT("ADDED", OBJECT("b", "11")) "hang\n");
		expect(one.watch, "set a 1, synced, set b 11");
		ck_assert_ptr_null(hz_watch_trouble(one.watch));
		ck_assert_uint_eq(hz_test_kube_matches(&one.test, "GET "), 3);
		ck_assert_msg(one.test.kube->lists_whole == no_streams[i].told, "%zu", i);
		/* bookmarks are another matter */
		ck_assert_ptr_nonnull(
			strstr(hz_test_kube_request(&one.test, 2), "allowWatchBookmarks=true"));
		close_followed(&one);
	}
}
END_TEST

START_TEST(a_streamed_list_without_an_end_is_given_up)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);
	struct hz_watch_event event;
	size_t which;
	TEST_ERR(err);

	hz_test_kube_open(&test, LIST_STREAM EVENT("ADDED", OBJECT("a", "1")) "hang\n" LIST PODS(
					 "10", OBJECT("a", "1")) STREAM "hang\n");
	watch = follow(&test);
	ck_assert_int_eq(hz_watch_next(&watch, 1, 300, &event, &which, &err), 0);
	watch->heard -= 10 * 1000;
	expect(watch, "set a 1, synced");
}
END_TEST

START_TEST(only_one_watch_of_a_server_asks_whether_it_can_stream_a_list)
{
	TEST_KUBE(test);
	TEST_WATCH(first);
	TEST_WATCH(second);

	hz_test_kube_open(
		&test, "> GET /api/v1/namespaces/n/pods?*sendInitialEvents=true*\n< 422\n{}\n" LIST
		       "< repeat\n" PODS("10", "") STREAM "< repeat\nhang\n");
	first = follow(&test);
	expect(first, "synced");
	second = follow(&test);
	expect(second, "synced");
	ck_assert_uint_eq(hz_test_kube_matches(
				  &test, "GET /api/v1/namespaces/n/pods?watch=1&sendInitialEvents"),
			  1);
}
END_TEST

START_TEST(an_expired_version_leads_to_a_streamed_list_of_which_only_the_news_is_told)
{
	TEST_KUBE(test);
	TEST_WATCH(watch);

	hz_test_kube_open(
		&test,
		LIST_STREAM EVENT("ADDED", OBJECT("a", "1")) EVENT("ADDED", OBJECT("b", "2"))
			END_OF_LIST("10") EVENT("ERROR", "{'kind': 'Status', 'code': 410}")
				LIST_STREAM EVENT("ADDED", OBJECT("b", "2"))
					EVENT("ADDED", OBJECT("c", "20")) END_OF_LIST("30")
						EVENT("DELETED", OBJECT("b", "31")) "hang\n");
	watch = follow(&test);
	expect(watch, "set a 1, set b 2, synced, deleted a 1, set c 20, deleted b 31");
}
END_TEST

HZ_SUITE("watch", a_watch_gives_what_is_there_and_then_what_happens,
	 nothing_to_watch_is_told_as_well, the_stream_begins_where_the_list_ends,
	 selectors_are_sent_with_the_list_and_with_the_stream,
	 a_stream_that_ends_is_taken_up_where_it_was,
	 a_stream_that_is_cut_off_loses_and_repeats_nothing,
	 an_expired_version_leads_to_a_list_of_which_only_the_news_is_told,
	 a_server_that_cannot_do_bookmarks_is_not_asked_for_them_again, trouble_is_told_and_passes,
	 what_does_not_pass_ends_the_watch, a_server_that_was_never_reached_ends_the_watch,
	 an_event_is_given_when_it_comes_and_no_wait_is_needed,
	 several_watches_are_waited_for_at_once, watches_leave_room_for_other_calls,
	 a_stream_that_fell_silent_is_taken_up_on_another_one,
	 what_there_is_comes_by_the_stream_where_the_server_can,
	 a_list_that_cannot_be_streamed_comes_in_pages, a_streamed_list_without_an_end_is_given_up,
	 only_one_watch_of_a_server_asks_whether_it_can_stream_a_list,
	 an_expired_version_leads_to_a_streamed_list_of_which_only_the_news_is_told)
