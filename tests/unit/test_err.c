/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <string.h>

#include "unit.h"

START_TEST(reads_from_the_outside_in)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_eq(hz_err_set(&err, HZ_ERR_FORBIDDEN, "Forbidden", "403 %s", "read-only"),
			 -1);
	ck_assert_int_eq(hz_err_wrap(&err, "page %d", 2), -1);
	ck_assert_int_eq(hz_err_wrap(&err, "cannot list servers"), -1);
	ck_assert_str_eq(err.message, "cannot list servers: page 2: 403 read-only");
	ck_assert_int_eq(hz_err_exit_code(&err), 7);
	ck_assert(hz_err_is(&err, "Forbidden"));
	ck_assert(!hz_err_is(&err, "Unauthorized"));
}
END_TEST

START_TEST(keeps_advice_line_by_line)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_err_set(&err, HZ_ERR_FAILED, "X", "x");
	hz_err_advise(&err, "try %s", "this");
	hz_err_advise(&err, "or that");
	ck_assert_str_eq(err.advice, "try this\nor that");
	hz_err_set(&err, HZ_ERR_FAILED, "Y", "y");
	ck_assert_ptr_null(err.advice);
}
END_TEST

START_TEST(carries_the_text_of_errno)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_err_errno(&err, ENOENT, "cannot open %s", "a.yaml");
	ck_assert_str_eq(err.message, "cannot open a.yaml: No such file or directory");
	ck_assert_int_eq(hz_err_exit_code(&err), 1);
}
END_TEST

START_TEST(moves_and_leaves_nothing_behind)
{
	HZ_AUTO(hz_err_done) struct hz_err to = HZ_ERR_INIT;
	HZ_AUTO(hz_err_done) struct hz_err from = HZ_ERR_INIT;

	hz_err_set(&to, HZ_ERR_FAILED, "Old", "old");
	hz_err_set(&from, HZ_ERR_TIMEOUT, "New", "new");
	hz_err_move(&to, &from);
	ck_assert_str_eq(to.message, "new");
	ck_assert_int_eq(to.kind, HZ_ERR_TIMEOUT);
	ck_assert_ptr_null(from.message);
	ck_assert_int_eq(from.kind, HZ_ERR_NONE);
}
END_TEST

START_TEST(tells_in_two_words_how_it_ended)
{
	static const struct {
		enum hz_err_kind kind;
		const char *want;
	} cases[] = {
		{ HZ_ERR_TIMEOUT, "timed out" },  { HZ_ERR_INTERRUPTED, "interrupted" },
		{ HZ_ERR_HANGUP, "interrupted" }, { HZ_ERR_TERMINATED, "interrupted" },
		{ HZ_ERR_FORBIDDEN, "stopped" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		const struct hz_err err = { .kind = cases[i].kind };

		ck_assert_str_eq(hz_err_outcome(&err), cases[i].want);
	}
}
END_TEST

HZ_SUITE("err", tells_in_two_words_how_it_ended, reads_from_the_outside_in,
	 keeps_advice_line_by_line, carries_the_text_of_errno, moves_and_leaves_nothing_behind)
