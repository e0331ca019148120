/* SPDX-License-Identifier: Apache-2.0 */
#include "base/str.h"

#include <string.h>

#include "base/num.h"
#include "base/semver.h"
#include "unit.h"

START_TEST(compares_and_cuts)
{
	char text[] = " \t a b\r\n";

	ck_assert(hz_str_eq(NULL, NULL) && !hz_str_eq("a", NULL) && hz_str_eq("a", "a"));
	ck_assert(hz_str_starts("https://x", "https://") && !hz_str_starts("htt", "https"));
	ck_assert(hz_str_ends("a.yaml", ".yaml") && !hz_str_ends("yaml", ".yaml"));
	ck_assert_str_eq(hz_str_after("ns/x", "ns/"), "x");
	ck_assert_ptr_null(hz_str_after("x", "ns/"));
	ck_assert_str_eq(hz_str_trim(text), "a b");
}
END_TEST

START_TEST(finds_the_nearest_word_and_none_when_all_are_far)
{
	static const char *const words[] = { "create", "render", "list", "delete", NULL };

	ck_assert_str_eq(hz_str_nearest("crate", words), "create");
	ck_assert_str_eq(hz_str_nearest("rednre", words), "render");
	ck_assert_str_eq(hz_str_nearest("lst", words), "list");
	ck_assert_str_eq(hz_str_nearest("remove", words) ? "x" : "none", "none");
	ck_assert_uint_eq(hz_str_distance("ab", "ba"), 1);
	ck_assert_uint_eq(hz_str_distance("", "abc"), 3);
}
END_TEST

START_TEST(text_from_a_server_cannot_steer_a_terminal)
{
	static const struct {
		const char *in;
		const char *want;
	} cases[] = {
		{ "plain, ünïcode ✓\n\tok", "plain, ünïcode ✓\n\tok" },
		{ "\x1b[2J\x07\r", "\\x1b[2J\\x07\\x0d" },
		{ "\xc2\x9b", "\\u{9b}" }, /* the C1 form of ESC [ */
		{ "a\xe2\x80\xae"
		  "b",
		  "a\\u{202e}b" },                     /* right-to-left override */
		{ "\xff\xc0\xaf", "\\xff\\xc0\\xaf" }, /* not UTF-8, overlong */
		{ "\xed\xa0\x80", "\\xed\\xa0\\x80" }, /* a surrogate */
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_freep) char *got = hz_str_visible(cases[i].in);

		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

START_TEST(counts_terminal_columns)
{
	ck_assert_uint_eq(hz_str_columns("abc"), 3);
	ck_assert_uint_eq(hz_str_columns("éé"), 2);
	ck_assert_uint_eq(hz_str_columns("e\xcc\x81"), 1);
	ck_assert_uint_eq(hz_str_columns("日本"), 4);
	ck_assert_uint_eq(hz_str_columns("✅ ❌ 👍 🫠"), 11);
	ck_assert_uint_eq(hz_str_columns("✓ ⚠ → ─"), 7);
	ck_assert_uint_eq(hz_str_columns("\xff"), 1);
}
END_TEST

START_TEST(cuts_whole_characters_to_columns)
{
	static const struct {
		const char *text;
		size_t columns;
		size_t bytes;
	} cases[] = {
		{ "abc", 3, 3 },
		{ "abc", 2, 2 },
		{ "abc", 0, 0 },
		{ "", 5, 0 },
		{ "äöü", 2, 4 },
		{ "日本", 3, 3 },
		{ "a\xcc\x88"
		  "b",
		  1, 3 },
		{ "\xff\xff", 1, 1 },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		ck_assert_uint_eq(hz_str_fit(cases[i].text, cases[i].columns), cases[i].bytes);
}
END_TEST

START_TEST(reads_whole_numbers_only)
{
	int64_t value = 5;
	int small = 5;
	double real = 5;

	ck_assert_int_eq(hz_parse_int64("-9223372036854775808", &value), 0);
	ck_assert(value == INT64_MIN);
	ck_assert_int_lt(hz_parse_int64("9223372036854775808", &value), 0);
	ck_assert_int_lt(hz_parse_int64("1x", &value), 0);
	ck_assert_int_lt(hz_parse_int64("", &value), 0);
	ck_assert_int_lt(hz_parse_int64(" 1", &value), 0);
	ck_assert_int_lt(hz_parse_int_in("8", 1, 7, &small), 0);
	ck_assert_int_eq(small, 5);
	ck_assert_int_eq(hz_parse_double("1.5e3", &real), 0);
	ck_assert_double_eq(real, 1500);
	ck_assert_int_lt(hz_parse_double("1e999", &real), 0);
	ck_assert_int_lt(hz_parse_double("0x10", &real), 0);
	ck_assert_int_lt(hz_parse_double("nan", &real), 0);
}
END_TEST

START_TEST(orders_versions_by_precedence)
{
	static const char *const rising[] = { "1.0.0-alpha",  "1.0.0-alpha.1", "1.0.0-alpha.beta",
					      "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",
					      "v1.0.0+meta",  "1.0.1",         "1.10.0",
					      "2.0.0" };

	for (size_t i = 1; i < HZ_COUNT(rising); i++) {
		struct hz_semver a, b;

		ck_assert_int_eq(hz_semver_parse(rising[i - 1], &a), 0);
		ck_assert_int_eq(hz_semver_parse(rising[i], &b), 0);
		ck_assert_msg(hz_semver_compare(&a, &b) < 0, "%s < %s", rising[i - 1], rising[i]);
		ck_assert_int_gt(hz_semver_compare(&b, &a), 0);
		ck_assert_int_eq(hz_semver_compare(&a, &a), 0);
	}
}
END_TEST

START_TEST(refuses_what_is_no_version)
{
	static const char *const bad[] = { "",      "v",       "1",       "1.2",
					   "1.2.",  "1.2.3.4", "01.2.3",  "1.2.3-",
					   "1.2.x", "vv1.2.3", "1.2.3-äb" };
	struct hz_semver version;

	for (size_t i = 0; i < HZ_COUNT(bad); i++)
		ck_assert_msg(hz_semver_parse(bad[i], &version) < 0, "%s", bad[i]);
}
END_TEST

HZ_SUITE("str", compares_and_cuts, finds_the_nearest_word_and_none_when_all_are_far,
	 text_from_a_server_cannot_steer_a_terminal, counts_terminal_columns,
	 cuts_whole_characters_to_columns, reads_whole_numbers_only, orders_versions_by_precedence,
	 refuses_what_is_no_version)
