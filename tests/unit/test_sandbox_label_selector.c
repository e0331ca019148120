/* SPDX-License-Identifier: Apache-2.0 */
#include "sandbox/serve/label_selector.h"
#include "unit.h"

static bool selects(const char *text, json_t *labels)
{
	HZ_AUTO(hz_label_selector_done) struct hz_label_selector selector = { .count = 0 };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_label_selector_parse(text, &selector, &err), &err);
	return hz_label_selector_matches(&selector, labels);
}

START_TEST(each_operator_selects_what_it_says)
{
	static const struct {
		const char *text;
		bool a_b; /* selects {"a": "b"} */
		bool none;
	} cases[] = {
		{ "", true, true },
		{ " ", true, true },
		{ "a", true, false },
		{ "!a", false, true },
		{ "a=b", true, false },
		{ "a == b", true, false },
		{ "a=c", false, false },
		{ "a=", false, false },
		{ "a!=b", false, true },
		{ "a != c", true, true },
		{ "a in (b,c)", true, false },
		{ "a in(c)", false, false },
		{ "a notin (b)", false, true },
		{ "a notin ( c , d )", true, true },
		{ "a,a=b,!c,d!=e", true, false },
		{ "a=b,c=d", false, false },
		{ "x.io/y-z=1", false, false },
	};
	HZ_AUTO(hz_json_unrefp) json_t *labels = json_pack("{s:s}", "a", "b");

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		ck_assert_msg(selects(cases[i].text, labels) == cases[i].a_b, "%s", cases[i].text);
		ck_assert_msg(selects(cases[i].text, NULL) == cases[i].none, "%s", cases[i].text);
	}
}
END_TEST

START_TEST(a_broken_selector_is_refused_with_its_place)
{
	static const struct {
		const char *text;
		const char *error;
	} cases[] = {
		{ ",a", "has no key at character 1" },
		{ "a,,b", "has no key at character 3" },
		{ "!", "has no key at character 2" },
		{ "a b", "has no operator at character 4" },
		{ "a in b", "has no \"(\" at character 6" },
		{ "a in (b", "has no \")\" at character 8" },
		{ "a=b c", "has no \",\" at character 5" },
		{ "a=b=c", "has no \",\" at character 4" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_label_selector_done) struct hz_label_selector selector = { .count = 0 };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_fails(hz_label_selector_parse(cases[i].text, &selector, &err), &err,
			    cases[i].error);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	}
}
END_TEST

HZ_SUITE("sandbox_label_selector", each_operator_selects_what_it_says,
	 a_broken_selector_is_refused_with_its_place)
