/* SPDX-License-Identifier: Apache-2.0 */
#include "net/header.h"

#include <string.h>

#include "unit.h"

static const struct {
	const char *lines[4];
	const char *want; /* the list, with '|' between its entries */
} cases[] = {
	{ { "Content-Type: application/json\r\n" }, "content-type: application/json" },
	{ { "A:b" }, "a: b" },
	{ { "A: \t b c \t \r\n" }, "a: b c" },
	{ { "A:\r\n" }, "a: " },
	{ { "A: b: C\r\n" }, "a: b: C" },
	{ { "A: 1\r\n", "A: 2\r\n" }, "a: 1|a: 2" },
	{ { "A: 1\r\n", "  more: 2\r\n", "\tend\r\n" }, "a: 1 more: 2 end" },
	{ { "A: 1\r\n", "  \r\n" }, "a: 1" },
	{ { " first\r\n", "A: 1\r\n" }, "a: 1" },
	{ { "no colon\r\n", "\r\n", "" }, "" },
	{ { ": no name\r\n" }, "" },
};

START_TEST(lines_become_names_and_values)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *all = NULL;

	for (size_t i = 0; i < HZ_COUNT(cases[_i].lines) && cases[_i].lines[i]; i++)
		hz_header_add(&headers, cases[_i].lines[i], strlen(cases[_i].lines[i]));
	all = hz_strv_join(&headers, "|");
	ck_assert_str_eq(all, cases[_i].want);
}
END_TEST

START_TEST(a_line_with_a_nul_is_no_header)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;

	hz_header_add(&headers, "\0A: b", 5);
	hz_header_add(&headers, "A: b\0c", 6);
	ck_assert_uint_eq(headers.count, 0);
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("header");
	TCase *tcase = tcase_create("header");

	tcase_add_loop_test(tcase, lines_become_names_and_values, 0, HZ_COUNT(cases));
	tcase_add_test(tcase, a_line_with_a_nul_is_no_header);
	suite_add_tcase(suite, tcase);
	return suite;
}
