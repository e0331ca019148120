/* SPDX-License-Identifier: Apache-2.0 */
#include "text/type.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

static const struct hz_type item = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "name", &hz_type_text }, { "flag", &hz_type_flag }),
};
static const struct hz_type items = { .shape = HZ_TYPE_LIST, .of = &item, .unique = "item" };
static const struct hz_type document = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "text", &hz_type_text }, { "bytes", &hz_type_bytes },
				 { "any", &hz_type_anything }, { "texts", &hz_type_texts },
				 { "map", &hz_type_text_map }, { "items", &items }),
};

/* Checks the YAML @text, as the file "f". */
static int check(const char *text, struct hz_err *err)
{
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	const struct hz_yaml_options options = { .name = "f", .ret_marks = &marks };
	struct hz_type_source source = { .name = "f", .reason = "BadTest" };

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, err), err);
	source.marks = marks;
	return hz_type_check(json, &document, &source, err);
}

START_TEST(accepts_what_the_table_says)
{
	static const char *const good[] = {
		"null",
		"{}",
		"{text: a, bytes: YQ==, any: [1], texts: [a, b], map: {k: v}}",
		"{text: null, bytes: null, texts: null, map: null, items: null}",
		"{texts: [null], map: {k: null}, items: [null]}",
		"{items: [{name: a, flag: yes}, {name: b}]}",
		"{unknown: 1, Text: 1}",
	};

	for (size_t i = 0; i < HZ_COUNT(good); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(check(good[i], &err), &err);
	}
}
END_TEST

START_TEST(names_the_place_of_what_is_wrong)
{
	static const char *const bad[][2] = {
		{ "a text", "f:1:1: must be a mapping, not text" },
		{ "text: 1", "f:1:7: text: must be text, not a number" },
		{ "text: 1.5", "f:1:7: text: must be text, not a number" },
		{ "text: no", "f:1:7: text: must be text, not false" },
		{ "text: {}", "f:1:7: text: must be text, not a mapping" },
		{ "bytes: YQ", "f:1:8: bytes: is not valid base64" },
		{ "bytes: {}", "f:1:8: bytes: must be base64 text, not a mapping" },
		{ "texts: a", "f:1:8: texts: must be a list, not text" },
		{ "texts:\n- a\n- 1", "f:3:3: texts.1: must be text, not a number" },
		{ "map: [a]", "f:1:6: map: must be a mapping, not a list" },
		{ "map:\n  a.b/c: 1", "f:2:10: map[a.b/c]: must be text, not a number" },
		{ "items: [{flag: 'yes'}]",
		  "f:1:16: items.0.flag: must be true or false, not text" },
		{ "items: [{name: a}, {name: a}]",
		  "f:1:20: items.1: a second item is named \"a\"" },
		{ "items: [{}, {flag: true}]", "f:1:13: items.1: a second item is named \"\"" },
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		ck_assert_int_lt(check(bad[i][0], &err), 0);
		ck_assert_str_eq(err.message, bad[i][1]);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_str_eq(err.reason, "BadTest");
	}
}
END_TEST

START_TEST(without_marks_the_file_and_the_path_are_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = json_pack("{s:i}", "text", 1);
	const struct hz_type_source source = { .name = "f", .reason = "BadTest" };

	ck_assert_int_lt(hz_type_check(json, &document, &source, &err), 0);
	ck_assert_str_eq(err.message, "f: text: must be text, not a number");
}
END_TEST

START_TEST(a_scalar_in_place_of_text_wants_quotes)
{
	HZ_AUTO(hz_err_done) struct hz_err number = HZ_ERR_INIT;
	HZ_AUTO(hz_err_done) struct hz_err mapping = HZ_ERR_INIT;

	ck_assert_int_lt(check("text: 1", &number), 0);
	ck_assert_str_eq(number.advice, "Put the value in quotes.");
	ck_assert_int_lt(check("text: {}", &mapping), 0);
	ck_assert_ptr_null(mapping.advice);
}
END_TEST

HZ_SUITE("type", accepts_what_the_table_says, names_the_place_of_what_is_wrong,
	 without_marks_the_file_and_the_path_are_named, a_scalar_in_place_of_text_wants_quotes)
