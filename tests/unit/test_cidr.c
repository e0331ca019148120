/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/cidr.h"

#include <string.h>

#include "unit.h"

static struct hz_cidr cidr(const char *text)
{
	struct hz_cidr range;

	ck_assert_int_eq(hz_cidr_parse(text, &range), 0);
	return range;
}

START_TEST(reads_ranges)
{
	struct hz_cidr range = cidr("10.244.0.0/16");

	ck_assert_uint_eq(range.first, 0x0af40000);
	ck_assert_int_eq(range.bits, 16);
	ck_assert_uint_eq(cidr("0.0.0.0/0").first, 0);
	ck_assert_uint_eq(cidr("192.0.2.1/32").first, 0xc0000201);
}
END_TEST

START_TEST(refuses_what_is_none)
{
	static const char *const bad[] = {
		"",         "10.0.0.0",      "10.0.0.0/",    "10.0.0.0/33", "10.0.0.0/-1",
		"10.0.0/8", "10.0.0.256/32", "10.0.0.0/8/8", "a/8",         "10.1.0.0/8",
		"fd00::/8", "10.0.0.1/31",   "010.0.0.0/8",  "10.0.0.0/ 8", "10.0.0.0/8 ",
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		struct hz_cidr range = { .bits = 5 };

		ck_assert_msg(hz_cidr_parse(bad[i], &range) < 0, "%s was accepted", bad[i]);
		ck_assert_int_eq(range.bits, 5);
	}
}
END_TEST

START_TEST(compares_ranges)
{
	static const struct {
		const char *a;
		const char *b;
		bool holds;
		bool overlap;
	} cases[] = {
		{ "10.0.0.0/8", "10.1.0.0/16", true, true },
		{ "10.1.0.0/16", "10.0.0.0/8", false, true },
		{ "10.0.0.0/16", "10.1.0.0/16", false, false },
		{ "10.0.0.0/16", "10.0.0.0/16", true, true },
		{ "0.0.0.0/0", "192.0.2.1/32", true, true },
		{ "10.96.0.0/12", "10.111.255.0/24", true, true },
		{ "10.96.0.0/12", "10.112.0.0/24", false, false },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		struct hz_cidr a = cidr(cases[i].a);
		struct hz_cidr b = cidr(cases[i].b);

		ck_assert_int_eq(hz_cidr_holds(&a, &b), cases[i].holds);
		ck_assert_int_eq(hz_cidr_overlap(&a, &b), cases[i].overlap);
		ck_assert_int_eq(hz_cidr_overlap(&b, &a), cases[i].overlap);
	}
}
END_TEST

HZ_SUITE("cidr", reads_ranges, refuses_what_is_none, compares_ranges)
