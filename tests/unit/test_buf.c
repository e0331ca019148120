/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <string.h>

#include "base/strv.h"
#include "unit.h"

START_TEST(grows_and_stays_terminated)
{
	HZ_AUTO(hz_buf_done) struct hz_buf buf = HZ_BUF_INIT;

	ck_assert_str_eq(hz_buf_str(&buf), "");
	for (int i = 0; i < 1000; i++)
		hz_buf_addf(&buf, "%d,", i % 10);
	ck_assert_uint_eq(buf.len, 2000);
	ck_assert_uint_eq(strlen(hz_buf_str(&buf)), 2000);
}
END_TEST

START_TEST(refuses_bytes_over_the_cap_and_stays_as_it_was)
{
	HZ_AUTO(hz_buf_done) struct hz_buf buf;

	hz_buf_init(&buf, 4);
	ck_assert_int_eq(hz_buf_append(&buf, "abc", 3), 0);
	ck_assert_int_eq(hz_buf_append(&buf, "de", 2), -1);
	ck_assert_str_eq(hz_buf_str(&buf), "abc");
	ck_assert_int_eq(hz_buf_append(&buf, "d", 1), 0);
	ck_assert_str_eq(hz_buf_str(&buf), "abcd");
}
END_TEST

START_TEST(keeps_bytes_with_nul)
{
	HZ_AUTO(hz_buf_done) struct hz_buf buf = HZ_BUF_INIT;

	hz_buf_add(&buf, "a\0b", 3);
	hz_buf_drop(&buf, 1);
	ck_assert_uint_eq(buf.len, 2);
	ck_assert_mem_eq(buf.data, "\0b", 2);
}
END_TEST

START_TEST(hands_its_bytes_over_once)
{
	HZ_AUTO(hz_buf_done) struct hz_buf buf = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	HZ_AUTO(hz_freep) char *nothing = NULL;

	hz_buf_adds(&buf, "text");
	text = hz_buf_take(&buf);
	nothing = hz_buf_take(&buf);
	ck_assert_str_eq(text, "text");
	ck_assert_str_eq(nothing, "");
}
END_TEST

START_TEST(a_list_splits_and_joins)
{
	HZ_AUTO(hz_strv_done) struct hz_strv list = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *joined = NULL;

	hz_strv_split(&list, "b::a", ':');
	hz_strv_addf(&list, "%d", 7);
	ck_assert_uint_eq(list.count, 4);
	ck_assert_ptr_null(list.item[4]);
	hz_strv_sort(&list);
	joined = hz_strv_join(&list, ",");
	ck_assert_str_eq(joined, ",7,a,b");
	ck_assert(hz_strv_has(&list, "a"));
	ck_assert(!hz_strv_has(&list, "c"));
}
END_TEST

HZ_SUITE("buf", grows_and_stays_terminated, refuses_bytes_over_the_cap_and_stays_as_it_was,
	 keeps_bytes_with_nul, hands_its_bytes_over_once, a_list_splits_and_joins)
