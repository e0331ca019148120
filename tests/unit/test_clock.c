/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"

#include "unit.h"

START_TEST(reads_and_writes_rfc3339)
{
	static const struct {
		const char *text;
		int64_t want;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-11-21T05:20:23Z", 1795238423 },
		{ "2026-11-21T06:20:23.123456+01:00", 1795238423 },
		{ "2026-11-21T00:20:23-05:00", 1795238423 },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		int64_t got = -1;

		ck_assert_msg(hz_rfc3339_parse(cases[i].text, &got) == 0, "%s", cases[i].text);
		ck_assert_int_eq(got, cases[i].want);
	}
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	hz_rfc3339_add(&out, 1795238423);
	ck_assert_str_eq(hz_buf_str(&out), "2026-11-21T05:20:23Z");
}
END_TEST

START_TEST(refuses_what_is_no_timestamp)
{
	static const char *const bad[] = { "",
					   "2026-11-21",
					   "2026-11-21 05:20:23Z",
					   "2026-11-21T05:20:23",
					   "2026-11-21T05:20:23.Z",
					   "2026-13-21T05:20:23Z",
					   "2026-11-21T05:20:23+1:00",
					   "2026-11-21T05:20:23+01:99" };
	int64_t got;

	for (size_t i = 0; i < HZ_COUNT(bad); i++)
		ck_assert_msg(hz_rfc3339_parse(bad[i], &got) < 0, "%s", bad[i]);
}
END_TEST

START_TEST(reads_go_durations)
{
	static const struct {
		const char *text;
		int64_t want;
	} cases[] = {
		{ "0", 0 },          { "90s", 90000 },   { "1h30m", 5400000 }, { "500ms", 500 },
		{ "1.5h", 5400000 }, { "-2m", -120000 }, { "100us", 0 },       { "3m0s", 180000 },
	};
	static const char *const bad[] = {
		"", "5", "s", "1d", "1h-5m", "1..5s", "-", "99999999999h"
	};
	int64_t got;

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		ck_assert_msg(hz_duration_parse(cases[i].text, &got) == 0, "%s", cases[i].text);
		ck_assert_int_eq(got, cases[i].want);
	}
	for (size_t i = 0; i < HZ_COUNT(bad); i++)
		ck_assert_msg(hz_duration_parse(bad[i], &got) < 0, "%s", bad[i]);
}
END_TEST

START_TEST(prints_ages_as_kubectl_does)
{
	static const struct {
		int64_t seconds;
		const char *want;
	} cases[] = {
		{ -2, "<invalid>" },  { -1, "0s" },        { 0, "0s" },      { 119, "119s" },
		{ 120, "2m" },        { 125, "2m5s" },     { 600, "10m" },   { 10799, "179m" },
		{ 10800, "3h" },      { 10860, "3h1m" },   { 28800, "8h" },  { 172799, "47h" },
		{ 172800, "2d" },     { 176400, "2d1h" },  { 691200, "8d" }, { 63072000, "2y" },
		{ 94694400, "3y1d" }, { 252288000, "8y" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_age_add(&out, cases[i].seconds);
		ck_assert_str_eq(hz_buf_str(&out), cases[i].want);
	}
}
END_TEST

START_TEST(prints_elapsed_times_for_people)
{
	static const struct {
		int64_t ms;
		const char *want;
	} cases[] = { { 0, "0.0s" },    { 449, "0.4s" },     { 9999, "9.9s" },
		      { 12345, "12s" }, { 185000, "3m05s" }, { 3720000, "1h02m" } };

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_elapsed_add(&out, cases[i].ms);
		ck_assert_str_eq(hz_buf_str(&out), cases[i].want);
	}
}
END_TEST

HZ_SUITE("clock", reads_and_writes_rfc3339, refuses_what_is_no_timestamp, reads_go_durations,
	 prints_ages_as_kubectl_does, prints_elapsed_times_for_people)
