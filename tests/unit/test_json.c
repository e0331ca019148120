/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json.h"

#include <string.h>

#include "unit.h"

static json_t *parse(const char *text)
{
	struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(text, strlen(text), &json, &err), &err);
	return json;
}

static void check_text(const char *text, const char *want)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = parse(text);
	HZ_AUTO(hz_freep) char *written = hz_json_text(json);

	ck_assert_str_eq(written, want);
}

START_TEST(reads_any_type_at_the_top)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "{\"b\": [1, 2.5, \"x\"], \"a\": null}", "{\"a\":null,\"b\":[1,2.5,\"x\"]}" },
		{ " \n\t[ ]\r\n", "[]" },
		{ "\"text\"", "\"text\"" },
		{ "true", "true" },
		{ "null", "null" },
		{ "-9223372036854775808", "-9223372036854775808" },
		{ "9223372036854775807", "9223372036854775807" },
		{ "-0", "0" },
		{ "-0.0", "-0" },
		{ "1e-400", "0" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		check_text(cases[i].text, cases[i].want);
}
END_TEST

START_TEST(the_last_of_equal_keys_wins)
{
	check_text("{\"a\":1,\"b\":2,\"a\":3}", "{\"a\":3,\"b\":2}");
}
END_TEST

START_TEST(a_string_may_hold_a_nul)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = parse("\"a\\u0000b\"");

	ck_assert_uint_eq(json_string_length(json), 3);
	check_text("\"a\\u0000b\"", "\"a\\u0000b\"");
}
END_TEST

START_TEST(surrogate_pairs_are_one_character)
{
	check_text("\"\\ud83d\\ude00\"", "\"\xf0\x9f\x98\x80\"");
}
END_TEST

START_TEST(integers_beyond_int64_are_real_numbers)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "9223372036854775808", "9223372036854776000" },
		{ "-9223372036854775809", "-9223372036854776000" },
		{ "18446744073709551616", "18446744073709552000" },
		{ "9999999999999999999", "10000000000000000000" },
		{ "123456789012345678901234567890", "1.2345678901234568e+29" },
		{ "[1, 18446744073709551616,\"18446744073709551616\"]",
		  "[1,18446744073709552000,\"18446744073709551616\"]" },
		{ "{\"\\\"18446744073709551616\":-18446744073709551616}",
		  "{\"\\\"18446744073709551616\":-18446744073709552000}" },
		{ "[9223372036854775807,9223372036854775808]",
		  "[9223372036854775807,9223372036854776000]" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		check_text(cases[i].text, cases[i].want);
}
END_TEST

START_TEST(a_syntax_error_has_its_place_and_quotes_nothing)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "", "bad JSON: the text is empty" },
		{ " \n ", "bad JSON: the text is empty" },
		{ "{\"a\":", "bad JSON at line 1, column 5: the text ends too early" },
		{ "\"abc", "bad JSON at line 1, column 4: the text ends too early" },
		{ "[1,\n 2,\n  x]", "bad JSON at line 3, column 3: invalid token" },
		{ "[1 2]", "bad JSON at line 1, column 4: ']' expected" },
		{ "{\"a\":1}x",
		  "bad JSON at line 1, column 8: something follows the end of the value" },
		{ "<html>", "bad JSON at line 1, column 1: invalid token" },
		{ "[01]", "bad JSON at line 1, column 2: invalid token" },
		{ "{'a':1}", "bad JSON at line 1, column 2: string or '}' expected" },
		{ "{\"a\":1,}", "bad JSON at line 1, column 8: string or '}' expected" },
		{ "\"a\xff\"", "bad JSON at line 1, column 2: it is not valid UTF-8" },
		{ "\xef\xbb\xbf{}", "bad JSON at line 1, column 1: invalid token" },
		{ "\"\\ud83d\"", "bad JSON at line 1, column 8: invalid Unicode '\\uD83D'" },
		{ "[1e400]", "bad JSON at line 1, column 6: the number is too large" },
		{ "[18446744073709551616, 00018446744073709551616]",
		  "bad JSON at line 1, column 24: invalid token" },
		{ "[18446744073709551616,]", "bad JSON at line 1, column 23: unexpected token" },
		{ "{\"a\\u0000\":1}",
		  "bad JSON at line 1, column 10: a key cannot contain \\u0000" },
		{ "{\"token\":\"s3cret\\q\"}", "bad JSON at line 1, column 18: invalid escape" },
		{ "{\"a\":1 \"s3cret\":2}", "bad JSON at line 1, column 15: '}' expected" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		json_t *json = NULL;

		ck_assert_msg(hz_json_parse(cases[i].text, strlen(cases[i].text), &json, &err) < 0,
			      "%s was accepted", cases[i].text);
		ck_assert_str_eq(err.message, cases[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
		ck_assert_str_eq(err.reason, "BadJson");
		ck_assert_ptr_null(json);
	}
}
END_TEST

/* @depth lists, one in the other. */
static char *nested(size_t depth)
{
	struct hz_buf text = HZ_BUF_INIT;

	hz_buf_pad(&text, '[', depth);
	hz_buf_pad(&text, ']', depth);
	return hz_buf_take(&text);
}

START_TEST(nesting_ends_at_2048)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *deep = nested(2048);
	HZ_AUTO(hz_freep) char *too_deep = nested(2049);
	json_t *json = NULL;

	check_text(deep, deep);
	hz_ck_fails(hz_json_parse(too_deep, strlen(too_deep), &json, &err), &err,
		    "it is nested too deeply");
}
END_TEST

START_TEST(an_integer_beyond_every_double_is_an_error)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	json_t *json = NULL;

	hz_buf_pad(&text, '9', 400);
	hz_ck_fails(hz_json_parse(text.data, text.len, &json, &err), &err,
		    "bad JSON at line 1, column 400: the number is too large");
}
END_TEST

START_TEST(strings_become_valid_utf8)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "", "" },
		{ "gr\xc3\xbc\xc3\x9f", "gr\xc3\xbc\xc3\x9f" },
		{ "a\xff\xfez", "a\xef\xbf\xbd\xef\xbf\xbdz" },
		{ "\xe2\x82", "\xef\xbf\xbd\xef\xbf\xbd" },
		{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *json = hz_json_string(cases[i].text);

		ck_assert_str_eq(json_string_value(json), cases[i].want);
	}
}
END_TEST

START_TEST(keys_come_sorted_bytewise)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *json = parse("{\"b\":1,\"a10\":1,\"B\":1,\"a2\":1,\"\":1,\"\xc3\xa9\":1}");
	HZ_AUTO(hz_freep) const char **keys = hz_json_keys(json);
	static const char *const want[] = { "", "B", "a10", "a2", "b", "\xc3\xa9" };

	for (size_t i = 0; i < HZ_COUNT(want); i++)
		ck_assert_str_eq(keys[i], want[i]);
	ck_assert_ptr_null(keys[HZ_COUNT(want)]);
}
END_TEST

HZ_SUITE("json", reads_any_type_at_the_top, the_last_of_equal_keys_wins, a_string_may_hold_a_nul,
	 surrogate_pairs_are_one_character, integers_beyond_int64_are_real_numbers,
	 a_syntax_error_has_its_place_and_quotes_nothing, nesting_ends_at_2048,
	 an_integer_beyond_every_double_is_an_error, strings_become_valid_utf8,
	 keys_come_sorted_bytewise)
