/* SPDX-License-Identifier: Apache-2.0 */
#include "base/problems.h"

#include "unit.h"

START_TEST(without_a_problem_there_is_no_error)
{
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_eq(hz_problems_err(&problems, "heading", &err), 0);
	ck_assert_ptr_null(err.message);
}
END_TEST

START_TEST(one_problem_is_the_error)
{
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_problems_addf(&problems, HZ_ERR_CONFLICT, "Taken", "%d is taken", 7);
	ck_assert_int_lt(hz_problems_err(&problems, "heading", &err), 0);
	ck_assert_str_eq(err.message, "7 is taken");
	ck_assert_str_eq(err.reason, "Taken");
	ck_assert_int_eq(err.kind, HZ_ERR_CONFLICT);
}
END_TEST

START_TEST(more_are_a_list_with_every_advice_once)
{
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	for (int i = 0; i < 2; i++) {
		HZ_AUTO(hz_err_done) struct hz_err one = HZ_ERR_INIT;

		(void)hz_err_set(&one, HZ_ERR_INVALID, "Bad", "%d is bad", i);
		(void)hz_err_advise(&one, "mend it");
		hz_problems_take(&problems, &one);
		ck_assert_ptr_null(one.message);
	}
	ck_assert_int_lt(hz_problems_err(&problems, "cannot go on", &err), 0);
	ck_assert_str_eq(err.message, "cannot go on:\n  - 0 is bad\n  - 1 is bad");
	ck_assert_str_eq(err.advice, "mend it");
}
END_TEST

START_TEST(the_kind_says_most_about_what_to_do)
{
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;

	hz_problems_addf(&problems, HZ_ERR_FAILED, "System", "unreadable");
	ck_assert_int_eq(problems.kind, HZ_ERR_FAILED);
	hz_problems_addf(&problems, HZ_ERR_INVALID, "Bad", "bad");
	hz_problems_addf(&problems, HZ_ERR_FAILED, "System", "unreadable");
	hz_problems_addf(&problems, HZ_ERR_CONFLICT, "Taken", "taken");
	ck_assert_int_eq(problems.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(problems.reason, "System");
}
END_TEST

HZ_SUITE("problems", without_a_problem_there_is_no_error, one_problem_is_the_error,
	 more_are_a_list_with_every_advice_once, the_kind_says_most_about_what_to_do)
