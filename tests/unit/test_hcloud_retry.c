/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/retry.h"

#include <string.h>

#include "hcloud_server.h"
#include "unit.h"

#define SERVER "{'server': {'id': 42}}\n"
#define GET "> GET /v1/servers/42\n"
#define POST "> POST /v1/servers\n"
#define PUT "> PUT /v1/servers/42\n"
#define DELETE "> DELETE /v1/servers/42\n"
#define SAYS(status, code) "< " status "\n{'error': {'code': '" code "', 'message': 'm'}}\n"

/* --- the rules ----------------------------------------------------------------------------- */

START_TEST(a_wait_is_between_the_least_and_a_limit_that_doubles)
{
	static const int64_t limits[] = { 1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000 };
	struct hz_hcloud_pace pace = HZ_HCLOUD_PACE;
	const struct hz_hcloud_code *busy = hz_hcloud_code_find("conflict", 409);

	pace.retries = HZ_COUNT(limits);
	for (int run = 0; run < 100; run++) {
		struct hz_hcloud_retry retry = { .done = 0 };

		for (size_t i = 0; i < HZ_COUNT(limits); i++) {
			int64_t wait = hz_hcloud_retry_after_code(&retry, &pace, busy, false);

			ck_assert_int_ge(wait, 1000);
			ck_assert_int_le(wait, limits[i]);
		}
		ck_assert_int_eq(hz_hcloud_retry_after_code(&retry, &pace, busy, true), -1);
	}
}
END_TEST

START_TEST(there_are_five_retries_half_a_minute_in_all_at_most)
{
	struct hz_hcloud_retry retry = { .done = 0 };
	const struct hz_hcloud_code *busy = hz_hcloud_code_find("rate_limit_exceeded", 429);
	int64_t whole = 0;
	int64_t wait;

	while ((wait = hz_hcloud_retry_after_code(&retry, &HZ_HCLOUD_PACE, busy, true)) >= 0)
		whole += wait;
	ck_assert_uint_eq(retry.done, 5);
	ck_assert_int_ge(whole, 5000);
	ck_assert_int_le(whole, 31000);
}
END_TEST

START_TEST(only_what_was_cut_off_or_slow_is_repeated_after_a_failure_of_the_network)
{
	static const char *const lasting[] = { "ConnectionRefused", "NameNotFound", "Unreachable",
					       "TooLarge",          "Tls",          "Interrupted" };
	static const char *const passing[] = { "CutOff", "Timeout" };
	TEST_ERR(err);

	for (size_t i = 0; i < HZ_COUNT(lasting); i++) {
		struct hz_hcloud_retry retry = { .done = 0 };

		hz_err_set(&err, HZ_ERR_FAILED, lasting[i], "x");
		ck_assert_int_eq(hz_hcloud_retry_after_failure(&retry, &HURRY, &err, true), -1);
		ck_assert(!retry.doubtful);
	}
	for (size_t i = 0; i < HZ_COUNT(passing); i++) {
		struct hz_hcloud_retry retry = { .done = 0 };

		hz_err_set(&err, HZ_ERR_FAILED, passing[i], "x");
		ck_assert_int_ge(hz_hcloud_retry_after_failure(&retry, &HURRY, &err, true), 0);
		ck_assert_int_eq(hz_hcloud_retry_after_failure(&retry, &HURRY, &err, false), -1);
		ck_assert(retry.doubtful);
	}
}
END_TEST

/* --- on the wire --------------------------------------------------------------------------- */

static const struct {
	enum hz_hcloud_verb verb;
	const char *script;
	size_t requests;
	const char *message; /* NULL: it succeeds */
} cases[] = {
	/* what was not done is repeated whatever it is */
	{ HZ_HCLOUD_GET, GET SAYS("409", "conflict") GET SERVER, 2, NULL },
	{ HZ_HCLOUD_POST, POST SAYS("409", "conflict") POST SAYS("409", "conflict") POST SERVER, 3,
	  NULL },
	{ HZ_HCLOUD_POST, POST SAYS("429", "rate_limit_exceeded") POST SERVER, 2, NULL },
	{ HZ_HCLOUD_POST, POST "< 429\nslow down\n" POST SERVER, 2, NULL },
	{ HZ_HCLOUD_DELETE, DELETE SAYS("403", "rate_limit_exceeded") DELETE "{}\n", 2, NULL },
	/* what may have been done only where that does no harm */
	{ HZ_HCLOUD_GET, GET SAYS("502", "bad_gateway") GET SERVER, 2, NULL },
	{ HZ_HCLOUD_GET, GET SAYS("504", "timeout") GET SERVER, 2, NULL },
	{ HZ_HCLOUD_GET, GET "< 502\n<html>\n" GET "< 504\n" GET SERVER, 3, NULL },
	{ HZ_HCLOUD_GET, GET "< drop\n" GET SERVER, 2, NULL },
	{ HZ_HCLOUD_GET, GET "< cut\n{'server'\n" GET SERVER, 2, NULL },
	{ HZ_HCLOUD_PUT, PUT "< 502\n" PUT SERVER, 2, NULL },
	{ HZ_HCLOUD_PUT, PUT "< drop\n" PUT SERVER, 2, NULL },
	{ HZ_HCLOUD_DELETE, DELETE "< 504\n" DELETE "{}\n", 2, NULL },
	{ HZ_HCLOUD_POST, POST SAYS("502", "bad_gateway") POST SERVER, 1,
	  "cannot write server a: Hetzner Cloud API: 502 bad_gateway: m" },
	{ HZ_HCLOUD_POST, POST SAYS("504", "timeout") POST SERVER, 1,
	  "cannot write server a: Hetzner Cloud API: 504 timeout: m" },
	{ HZ_HCLOUD_POST, POST "< 502\n<html>\n" POST SERVER, 1,
	  "cannot write server a: Hetzner Cloud API: 502: \"<html>\"" },
	{ HZ_HCLOUD_POST, POST "< drop\n" POST SERVER, 1, "cannot write server a: cannot reach " },
	{ HZ_HCLOUD_POST, POST "< cut\n{'server'\n" POST SERVER, 1, "cannot write server a: " },
	/* what will not get better is not repeated */
	{ HZ_HCLOUD_GET, GET SAYS("401", "unauthorized") GET SERVER, 1,
	  "cannot get server 42: Hetzner Cloud API: 401 unauthorized: m" },
	{ HZ_HCLOUD_GET, GET SAYS("423", "locked") GET SERVER, 1,
	  "cannot get server 42: Hetzner Cloud API: 423 locked: m" },
	{ HZ_HCLOUD_GET, GET SAYS("500", "server_error") GET SERVER, 1,
	  "cannot get server 42: Hetzner Cloud API: 500 server_error: m" },
	{ HZ_HCLOUD_GET, GET SAYS("503", "unavailable") GET SERVER, 1,
	  "cannot get server 42: Hetzner Cloud API: 503 unavailable: m" },
	{ HZ_HCLOUD_GET, GET "< 500\n<html>\n" GET SERVER, 1,
	  "cannot get server 42: Hetzner Cloud API: 500: \"<html>\"" },
	/* and nothing for ever */
	{ HZ_HCLOUD_GET, GET "< repeat\n" SAYS("429", "rate_limit_exceeded"), 3,
	  "cannot get server 42: Hetzner Cloud API: 429 rate_limit_exceeded: m (3 tries)" },
	{ HZ_HCLOUD_POST, POST "< repeat\n" SAYS("409", "conflict"), 3,
	  "cannot write server a: Hetzner Cloud API: 409 conflict: m (3 tries)" },
	{ HZ_HCLOUD_GET, GET "< repeat\n< 502\n<html>\n", 3,
	  "cannot get server 42: Hetzner Cloud API: 502: \"<html>\" (3 tries)" },
	{ HZ_HCLOUD_GET, GET "< repeat\n< drop\n", 3, "cannot get server 42: cannot reach " },
	/* a DELETE whose answer was lost has done its work, one that never was has not */
	{ HZ_HCLOUD_DELETE, DELETE "< drop\n" DELETE SAYS("404", "not_found"), 2, NULL },
	{ HZ_HCLOUD_DELETE, DELETE "< 502\n" DELETE SAYS("404", "not_found"), 2, NULL },
	{ HZ_HCLOUD_DELETE, DELETE SAYS("404", "not_found"), 1,
	  "cannot delete server 42: Hetzner Cloud API: 404 not_found: m" },
	{ HZ_HCLOUD_DELETE, DELETE SAYS("409", "conflict") DELETE SAYS("404", "not_found"), 2,
	  "cannot delete server 42: Hetzner Cloud API: 404 not_found: m (2 tries)" },
	{ HZ_HCLOUD_DELETE, DELETE "< 502\n" DELETE "< 404\n<html>\n", 2,
	  "cannot delete server 42: Hetzner Cloud API: 404: \"<html>\" (2 tries)" },
	{ HZ_HCLOUD_GET, GET "< drop\n" GET SAYS("404", "not_found"), 2,
	  "cannot get server 42: Hetzner Cloud API: 404 not_found: m (2 tries)" },
};

START_TEST(what_may_have_been_done_is_repeated_only_where_that_does_no_harm)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);

		hz_test_hcloud_open(&test, cases[i].script);
		if (cases[i].message)
			hz_ck_fails(hz_test_hcloud_do(&test, cases[i].verb, NULL, &err), &err,
				    cases[i].message);
		else
			hz_ck_ok(hz_test_hcloud_do(&test, cases[i].verb, NULL, &err), &err);
		ck_assert_msg(hz_test_kube_count(&test.kube) == cases[i].requests, "%s: %zu",
			      cases[i].script, hz_test_kube_count(&test.kube));
	}
}
END_TEST

START_TEST(a_repeated_request_is_the_same)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, POST SAYS("409", "conflict") POST SERVER);
	hz_ck_ok(hz_test_hcloud_do(&test, HZ_HCLOUD_POST, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_body(&test.kube, 0), hz_test_kube_body(&test.kube, 1));
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 1, "authorization"),
			 "Bearer " HCLOUD_TOKEN);
}
END_TEST

/* libcurl repeats by itself what was sent on a connection used before, if it is a read. */
START_TEST(a_post_on_a_used_connection_is_sent_once)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, GET SERVER POST "< drop\n" POST SERVER);
	hz_ck_ok(hz_test_hcloud_do(&test, HZ_HCLOUD_GET, NULL, &err), &err);
	ck_assert_int_lt(hz_test_hcloud_do(&test, HZ_HCLOUD_POST, NULL, &err), 0);
	ck_assert_str_eq(err.reason, "CutOff");
	ck_assert_str_eq(err.advice, "The POST may have been done; look before you repeat it.");
	ck_assert_uint_eq(hz_test_kube_matches(&test.kube, "POST "), 1);
}
END_TEST

START_TEST(a_read_that_takes_too_long_is_repeated_and_a_post_is_not)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open_within(&test,
				   GET "< delay 5000\n" SERVER GET SERVER POST
				       "< delay 5000\n" SERVER POST SERVER,
				   200);
	hz_ck_ok(hz_test_hcloud_do(&test, HZ_HCLOUD_GET, NULL, &err), &err);
	ck_assert_uint_eq(hz_test_kube_matches(&test.kube, "GET "), 2);
	hz_ck_fails(hz_test_hcloud_do(&test, HZ_HCLOUD_POST, NULL, &err), &err,
		    "cannot write server a: cannot reach ");
	ck_assert_str_eq(err.reason, "Timeout");
	ck_assert_uint_eq(hz_test_kube_matches(&test.kube, "POST "), 1);
}
END_TEST

START_TEST(a_storm_of_429_meets_each_call_alone)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	struct hz_hcloud_call *calls[8];
	size_t failed = 0;

	hz_test_hcloud_open(&test, GET "< repeat\n" SAYS("429", "rate_limit_exceeded"));
	hz_hcloud_set_pace(test.hcloud, &HURRY_OFTEN);
	for (size_t i = 0; i < HZ_COUNT(calls); i++)
		hz_ck_ok(hz_hcloud_start(test.hcloud,
					 &(struct hz_hcloud_request){ .path = "/servers/42",
								      .what = "look" },
					 &calls[i], &err),
			 &err);
	for (size_t i = 0; i < HZ_COUNT(calls); i++) {
		failed += hz_hcloud_wait(test.hcloud, calls[i], NULL, &err) < 0;
		ck_assert_str_eq(err.message, "cannot look: Hetzner Cloud API: 429 "
					      "rate_limit_exceeded: m (6 tries)");
		hz_hcloud_call_free(calls[i]);
	}
	ck_assert_uint_eq(failed, 8);
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 48);
}
END_TEST

START_TEST(a_call_that_is_given_up_is_not_repeated)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	struct hz_hcloud_call *call = NULL;

	hz_test_hcloud_open(&test,
			    GET "< delay 50\n" SAYS("409", "conflict") "> GET /v1/other\n{}\n");
	hz_ck_ok(hz_hcloud_start(test.hcloud,
				 &(struct hz_hcloud_request){ .path = "/servers/42",
							      .what = "look" },
				 &call, &err),
		 &err);
	hz_hcloud_call_free(call);
	hz_ck_ok(hz_hcloud_do(test.hcloud,
			      &(struct hz_hcloud_request){ .path = "/other", .what = "look" }, NULL,
			      &err),
		 &err);
	ck_assert_uint_le(hz_test_kube_matches(&test.kube, "GET /v1/servers/42"), 1);
}
END_TEST

HZ_SUITE("hcloud_retry", a_wait_is_between_the_least_and_a_limit_that_doubles,
	 there_are_five_retries_half_a_minute_in_all_at_most,
	 only_what_was_cut_off_or_slow_is_repeated_after_a_failure_of_the_network,
	 what_may_have_been_done_is_repeated_only_where_that_does_no_harm,
	 a_repeated_request_is_the_same, a_post_on_a_used_connection_is_sent_once,
	 a_read_that_takes_too_long_is_repeated_and_a_post_is_not,
	 a_storm_of_429_meets_each_call_alone, a_call_that_is_given_up_is_not_repeated)
