/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "kube/watch.h"
#include "kube_server.h"
#include "unit.h"

START_TEST(a_busy_server_is_asked_again_when_it_says_when)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test, "> POST /api/v1/namespaces/n/pods\n" AGAIN
				 "> POST /api/v1/namespaces/n/pods\n< 503\n< Retry-After: 0\nwait\n"
				 "> POST /api/v1/namespaces/n/pods\n< 201\n" POD);
	pod = hz_test_json(POD);
	hz_ck_ok(hz_kube_do(test.kube,
			    &(struct hz_kube_request){
				    .verb = HZ_KUBE_CREATE,
				    .resource = &hz_kind_pod,
				    .body = pod,
			    },
			    NULL, &err),
		 &err);
	ck_assert_uint_eq(hz_test_kube_count(&test), 3);
	ck_assert_str_eq(hz_test_kube_body(&test, 0), hz_test_kube_body(&test, 2));
}
END_TEST

START_TEST(a_server_that_stays_busy_is_asked_eleven_times)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, GET_POD "< repeat\n" AGAIN);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "TooManyRequests");
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	ck_assert_uint_eq(hz_test_kube_count(&test), 11);
}
END_TEST

START_TEST(a_failure_that_says_no_time_is_not_repeated)
{
	static const char *const answers[] = {
		"< 429\n{'kind': 'Status', 'message': 'no'}",
		"< 500\n{'kind': 'Status', 'message': 'no'}",
		"< 503\n< Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\n{'kind': 'Status'}",
		"< 503\n< Retry-After: 1.5\n{'kind': 'Status'}",
		"< 503\n< Retry-After: -1\n{'kind': 'Status'}",
		"< 403\n< Retry-After: 0\n{'kind': 'Status'}",
	};

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *script = hz_strf(GET_POD "< repeat\n%s", answers[i]);

		hz_test_kube_open(&test, script);
		ck_assert_int_lt(hz_test_get_pod(&test, NULL, &err), 0);
		ck_assert_uint_eq(hz_test_kube_count(&test), 1);
	}
}
END_TEST

START_TEST(a_wait_beyond_the_request_timeout_is_not_begun)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, GET_POD "< 503\n< Retry-After: 3600\n{'kind': 'Status'}");
	test.target.timeout_ms = 5000;
	hz_test_kube_reopen(&test);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "the server answers 503");
}
END_TEST

START_TEST(a_lost_connection_is_tried_again_for_a_get_and_an_apply)
{
	TEST_KUBE(test);
	TEST_KUBE(other);
	TEST_ERR(err);
	TEST_JSON(pod);
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *get = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *apply = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *lost = NULL;

	hz_test_kube_open(&test, GET_POD "< drop\n" GET_POD "< cut\n{'kind'\n" GET_POD POD
					 "\n> PATCH /api/v1/namespaces/n/pods/a\n< drop\n"
					 "> PATCH /api/v1/namespaces/n/pods/a\n" POD);
	hz_test_kube_open(&other, GET_POD "< repeat\n< drop\n");
	pod = hz_test_json(POD);
	get = hz_test_start(&test, HZ_KUBE_GET, "a", NULL);
	apply = hz_test_start(&test, HZ_KUBE_APPLY, "a", pod);
	lost = hz_test_start(&other, HZ_KUBE_GET, "a", NULL);
	hz_ck_ok(hz_kube_wait(test.kube, get, NULL, &err), &err);
	hz_ck_ok(hz_kube_wait(test.kube, apply, NULL, &err), &err);
	ck_assert_uint_eq(hz_test_kube_matches(&test, "GET "), 3);
	ck_assert_uint_eq(hz_test_kube_matches(&test, "PATCH "), 2);

	hz_ck_fails(hz_kube_wait(other.kube, lost, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": cannot reach http://127.0.0.1:");
	ck_assert_str_eq(err.reason, "CutOff");
	ck_assert_uint_eq(hz_test_kube_count(&other), 4);
}
END_TEST

START_TEST(a_write_that_may_have_been_done_is_never_sent_twice)
{
	static const enum hz_kube_verb verbs[] = { HZ_KUBE_CREATE, HZ_KUBE_MERGE_PATCH,
						   HZ_KUBE_JSON_PATCH, HZ_KUBE_DELETE };
	TEST_JSON(pod);

	pod = hz_test_json(POD);
	for (size_t i = 0; i < HZ_COUNT(verbs); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = NULL;

		hz_test_kube_open(&test, GET_POD POD
				  "\n> POST /api/v1/namespaces/n/pods\n< repeat\n< drop\n"
				  "> PATCH /api/v1/namespaces/n/pods/a\n< repeat\n< drop\n"
				  "> DELETE /api/v1/namespaces/n/pods/a\n< repeat\n< drop\n");
		/* libcurl repeats by itself what was sent on a connection used before */
		hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
		call = hz_test_start(&test, verbs[i], "a", pod);
		ck_assert_int_lt(hz_kube_wait(test.kube, call, NULL, &err), 0);
		ck_assert_str_eq(err.reason, "CutOff");
		ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	}
}
END_TEST

START_TEST(a_refused_connection_is_an_error_at_once)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char server[] = "http://127.0.0.1:1";

	hz_test_kube_open(&test, "");
	test.target.server = server;
	hz_test_kube_reopen(&test);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": cannot reach http://127.0.0.1:1");
	ck_assert_str_eq(err.reason, "ConnectionRefused");
}
END_TEST

#define STORM 40

/* What the pod @i gets before its answer: refusals, a lost connection, half an answer, a wait. */
static void add_storm(struct hz_buf *script, int i)
{
	static const char *const faults[] = {
		AGAIN "%s" AGAIN "%s" AGAIN "%s",
		"< drop\n%s",
		"< cut\n{'kind': 'Pod', 'apiV\n%s",
		"< delay 100\n",
	};
	HZ_AUTO(hz_freep) char *get = hz_strf("> GET /api/v1/namespaces/n/pods/p%d\n", i);

	hz_buf_adds(script, get);
	for (const char *at = faults[i % 4]; *at; at++) {
		if (at[0] != '%') {
			hz_buf_addc(script, *at);
			continue;
		}
		hz_buf_adds(script, get);
		at++;
	}
	hz_buf_addf(script,
		    "{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': {'name': 'p%d', "
		    "'namespace': 'n'}}\n",
		    i);
}

START_TEST(a_storm_of_faults_costs_time_and_no_answer)
{
	TEST_KUBE(test);
	struct hz_kube_call *calls[STORM];
	HZ_AUTO(hz_buf_done) struct hz_buf script = HZ_BUF_INIT;

	for (int i = 0; i < STORM; i++)
		add_storm(&script, i);
	hz_test_kube_open(&test, hz_buf_str(&script));
	for (int i = 0; i < STORM; i++) {
		HZ_AUTO(hz_freep) char *name = hz_strf("p%d", i);

		calls[i] = hz_test_start(&test, HZ_KUBE_GET, name, NULL);
	}
	for (int i = 0; i < STORM; i++) {
		HZ_AUTO(hz_freep) char *name = hz_strf("p%d", i);
		TEST_JSON(pod);
		TEST_ERR(err);

		hz_ck_ok(hz_kube_wait(test.kube, calls[i], &pod, &err), &err);
		ck_assert_str_eq(hz_object_name(pod), name);
		hz_kube_call_free(calls[i]);
	}
	/* each step of the script was needed, and once */
	ck_assert_uint_eq(hz_test_kube_count(&test), STORM / 4 * (4 + 2 + 2 + 1));
}
END_TEST

/* A signal that comes in @ms milliseconds. */
static void signal_later(int ms)
{
	pid_t test = getpid();

	hz_interrupt_catch();
	if (fork() != 0)
		return;
	(void)usleep((useconds_t)ms * 1000);
	(void)kill(test, SIGTERM);
	_exit(0);
}

START_TEST(a_signal_ends_the_wait_for_a_busy_server)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, GET_POD "< 503\n< Retry-After: 3600\n{'kind': 'Status'}");
	signal_later(300);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "interrupted by SIGTERM");
	ck_assert_int_eq(hz_err_exit_code(&err), 143);
}
END_TEST

START_TEST(a_signal_ends_the_wait_for_an_event)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_watch_freep) struct hz_watch *watch = NULL;
	struct hz_watch_event event;
	size_t which;

	hz_test_kube_open(
		&test,
		LIST_PODS PAGE("1", "",
			       "") "> GET /api/v1/namespaces/n/pods\n< 503\n{'kind': 'Status'}");
	hz_ck_ok(hz_watch_new(test.kube,
			      &(struct hz_watch_request){
				      .resource = &hz_kind_pod,
				      .namespace_ = "n",
			      },
			      &watch, &err),
		 &err);
	ck_assert_int_eq(hz_watch_next(&watch, 1, 5000, &event, &which, &err), 1);
	signal_later(300);
	hz_ck_fails(hz_watch_next(&watch, 1, -1, &event, &which, &err), &err,
		    "interrupted by SIGTERM");
}
END_TEST

HZ_SUITE("kube_retry", a_busy_server_is_asked_again_when_it_says_when,
	 a_server_that_stays_busy_is_asked_eleven_times,
	 a_failure_that_says_no_time_is_not_repeated,
	 a_wait_beyond_the_request_timeout_is_not_begun,
	 a_lost_connection_is_tried_again_for_a_get_and_an_apply,
	 a_write_that_may_have_been_done_is_never_sent_twice,
	 a_storm_of_faults_costs_time_and_no_answer, a_refused_connection_is_an_error_at_once,
	 a_signal_ends_the_wait_for_a_busy_server, a_signal_ends_the_wait_for_an_event)
