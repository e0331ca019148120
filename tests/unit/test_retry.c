/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/retry.h"

#include <string.h>

#include "kube/backoff.h"
#include "unit.h"

static const struct {
	int status;
	const char *header;
	int64_t limit_ms;
	int64_t wait_ms;
} answers[] = {
	{ 429, "retry-after: 1", 0, 1000 },
	{ 500, "retry-after: 0", 0, 0 },
	{ 503, "retry-after: 30", 0, 30000 },
	{ 599, "retry-after: 2", 0, 2000 },
	{ 503, "retry-after: 30", 30000, 30000 },
	{ 503, "retry-after: 31", 30000, -1 },
	{ 429, "retry-later: 1", 0, -1 },
	{ 429, "retry-after: ", 0, -1 },
	{ 429, "retry-after: soon", 0, -1 },
	{ 429, "retry-after: 1.5", 0, -1 },
	{ 429, "retry-after: -1", 0, -1 },
	{ 429, "retry-after: 99999999999999999999", 0, -1 },
	{ 429, "retry-after: Fri, 31 Dec 1999 23:59:59 GMT", 0, -1 },
	{ 403, "retry-after: 1", 0, -1 },
	{ 499, "retry-after: 1", 0, -1 },
	{ 200, "retry-after: 1", 0, -1 },
};

START_TEST(the_server_says_whether_and_when)
{
	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
		struct hz_http_reply reply = { .status = answers[i].status, .headers = &headers };
		struct hz_retry retry = { .answers = 0 };

		hz_strv_add(&headers, answers[i].header);
		ck_assert_msg(hz_retry_after_answer(&retry, &reply, answers[i].limit_ms) ==
				      answers[i].wait_ms,
			      "%d %s", answers[i].status, answers[i].header);
		ck_assert_uint_eq(retry.answers, answers[i].wait_ms >= 0);
	}
}
END_TEST

START_TEST(a_server_may_put_us_off_ten_times)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	struct hz_http_reply reply = { .status = 429, .headers = &headers };
	struct hz_retry retry = { .answers = 0 };

	hz_strv_add(&headers, "retry-after: 1");
	for (int i = 0; i < 10; i++)
		ck_assert_int_eq(hz_retry_after_answer(&retry, &reply, 0), 1000);
	ck_assert_int_eq(hz_retry_after_answer(&retry, &reply, 0), -1);
}
END_TEST

START_TEST(only_a_lost_connection_is_tried_again_three_times)
{
	static const char *const lasting[] = { "ConnectionRefused", "NameNotFound",      "Timeout",
					       "Unreachable",       "TooLarge",          "Tls",
					       "Interrupted",       "CertificateExpired" };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_retry retry = { .failures = 0 };

	for (size_t i = 0; i < HZ_COUNT(lasting); i++) {
		hz_err_set(&err, HZ_ERR_FAILED, lasting[i], "x");
		ck_assert_int_eq(hz_retry_after_failure(&retry, &err, true), -1);
	}
	hz_err_set(&err, HZ_ERR_FAILED, "CutOff", "x");
	ck_assert_int_eq(hz_retry_after_failure(&retry, &err, false), -1);
	for (int i = 0; i < 3; i++)
		ck_assert_int_eq(hz_retry_after_failure(&retry, &err, true), 1000);
	ck_assert_int_eq(hz_retry_after_failure(&retry, &err, true), -1);
}
END_TEST

START_TEST(a_backoff_doubles_to_thirty_seconds_with_as_much_again_at_random)
{
	static const int64_t bases[] = { 800, 1600, 3200, 6400, 12800, 25600, 30000, 30000, 30000 };

	for (int run = 0; run < 100; run++) {
		struct hz_backoff backoff = { .base_ms = 0 };

		for (size_t i = 0; i < HZ_COUNT(bases); i++) {
			int64_t wait = hz_backoff_next(&backoff, 1000 * (int64_t)i);

			ck_assert_int_ge(wait, bases[i]);
			ck_assert_int_lt(wait, 2 * bases[i]);
		}
	}
}
END_TEST

START_TEST(a_backoff_starts_anew_after_two_quiet_minutes)
{
	struct hz_backoff backoff = { .base_ms = 0 };

	for (int i = 0; i < 6; i++)
		(void)hz_backoff_next(&backoff, 0);
	ck_assert_int_ge(hz_backoff_next(&backoff, 120000), 30000);
	ck_assert_int_lt(hz_backoff_next(&backoff, 240001), 1600);
}
END_TEST

HZ_SUITE("retry", the_server_says_whether_and_when, a_server_may_put_us_off_ten_times,
	 only_a_lost_connection_is_tried_again_three_times,
	 a_backoff_doubles_to_thirty_seconds_with_as_much_again_at_random,
	 a_backoff_starts_anew_after_two_quiet_minutes)
