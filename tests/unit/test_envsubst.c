/* SPDX-License-Identifier: Apache-2.0 */
#include "text/envsubst.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

/* The cases, which the oracle envsubst has from the same file: "values", and "rows" in groups. */
static json_t *cases;

static void load_cases(void)
{
	HZ_AUTO(hz_freep) char *text = hz_test_read("envsubst.json");
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_json_parse(text, strlen(text), &cases, &err), &err);
}

static const char *look_up(const char *name, void *data)
{
	(void)data;
	if (strcmp(name, "BYTES") == 0)
		return "a\xff"
		       "b";
	return json_string_value(json_object_get(json_object_get(cases, "values"), name));
}

static int fill(const char *text, size_t len, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = NULL;

	if (hz_envsubst_parse(text, len, "t.yaml", &template, err) < 0)
		return -1;
	return hz_envsubst_fill(template, look_up, NULL, out, err);
}

static void check_filled(const char *text, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_msg(fill(text, strlen(text), &out, &err) == 0, "%s: %s", text, err.message);
	ck_assert_msg(strcmp(hz_buf_str(&out), want) == 0, "%s gave %s, not %s", text,
		      hz_buf_str(&out), want);
}

static void check_refused(const char *text, const char *message)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_adds(&out, "before");
	ck_assert_msg(fill(text, strlen(text), &out, &err) < 0, "%s was accepted", text);
	ck_assert_str_eq(err.message, message);
	ck_assert_str_eq(err.reason, "BadTemplate");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(hz_buf_str(&out), "before");
}

static void check_row(const json_t *row)
{
	const char *text = json_string_value(json_object_get(row, "text"));
	const char *want = json_string_value(json_object_get(row, "want"));

	if (want)
		check_filled(text, want);
	else
		check_refused(text, json_string_value(json_object_get(row, "error")));
}

START_TEST(fills_or_refuses_a_template_as_clusterctl_does)
{
	json_t *groups = json_object_get(cases, "rows");
	const char *name;
	const json_t *group, *row;
	size_t i, count = 0;

	json_object_foreach(groups, name, group) {
		json_array_foreach(group, i, row) {
			check_row(row);
			count++;
		}
	}
	ck_assert_uint_ge(count, 120);
}
END_TEST

START_TEST(takes_and_cuts_bytes_that_are_no_utf8)
{
	check_filled("${BYTES}", "a\xff"
				 "b");
	check_filled("${BYTES^^}", "A\xef\xbf\xbd"
				   "B");
	check_filled("${BYTES%b}", "a\xef\xbf\xbd");
	check_filled("${WIDE:0:1}", "\xc3");
	check_refused("${\xff}", "t.yaml:1:3: the name of a variable is expected here, "
				 "not \"\\xff\"");
}
END_TEST

START_TEST(a_zero_byte_ends_the_template)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(fill("${A}\0${", 7, &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), "hello");
}
END_TEST

START_TEST(advises_how_a_default_and_a_text_are_written)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(fill("${A-d}", 6, &out, &err), &err, "not \"-\"");
	ck_assert_str_eq(err.advice, "Write \"$${\" where the text itself has \"${\".\n"
				     "A default is written ${A:=default}.");
}
END_TEST

START_TEST(tells_all_missing_variables_together)
{
	static const char text[] = "${Z} ${A} ${EMPTY} ${Y:=} ${X^} ${Z:=late} ${D:=d} ${V:=${N}}";
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(fill(text, strlen(text), &out, &err), &err, "t.yaml");
	ck_assert_str_eq(err.message, "t.yaml: variables without a value: X, Y, Z");
	ck_assert_str_eq(err.reason, "MissingVariables");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

START_TEST(tells_one_missing_variable)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(fill("${U} ${U:=x}", 12, &out, &err), &err,
		    "t.yaml: a variable without a value: U");
}
END_TEST

START_TEST(lists_the_variables_with_their_defaults)
{
	static const char text[] = "${Z} ${B:=1} ${B:=2} ${C:=a${D}b${E:=x}} ${#L} ${P%x} ${R/o/n} "
				   "${S:1:2} ${Z:=late} ${K:=} $${NO}";
	static const char *const want[] = {
		"B=1", "C=a${D}b${E}", "K", "L", "P=x", "R=on", "S=12", "Z",
	};
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_envsubst_variable *variable;
	size_t count;

	hz_ck_ok(hz_envsubst_parse(text, strlen(text), "t.yaml", &template, &err), &err);
	variable = hz_envsubst_variables(template, &count);
	ck_assert_uint_eq(count, HZ_COUNT(want));
	for (size_t i = 0; i < count; i++) {
		const char *fallback = variable[i].fallback;
		HZ_AUTO(hz_freep)
		char *got = hz_strf("%s%s%s", variable[i].name, fallback ? "=" : "",
				    fallback ? fallback : "");

		ck_assert_str_eq(got, want[i]);
	}
}
END_TEST

/* @count times "${A:=", and as many "}". */
static char *nested(size_t count)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	for (size_t i = 0; i < count; i++)
		hz_buf_adds(&text, "${U:=");
	hz_buf_pad(&text, '}', count);
	return hz_buf_take(&text);
}

START_TEST(limits_how_deep_substitutions_stand_in_each_other)
{
	HZ_AUTO(hz_freep) char *deep = nested(HZ_ENVSUBST_DEPTH);
	HZ_AUTO(hz_freep) char *deeper = nested(HZ_ENVSUBST_DEPTH + 1);
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(fill(deep, strlen(deep), &out, &err), &err);
	hz_ck_fails(fill(deeper, strlen(deeper), &out, &err), &err,
		    "t.yaml:1:501: more than 100 substitutions in each other");
}
END_TEST

START_TEST(limits_how_many_substitutions_there_are)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	for (size_t i = 0; i < HZ_ENVSUBST_COUNT; i++)
		hz_buf_adds(&text, "${A}\n");
	hz_ck_ok(fill(text.data, text.len, &out, &err), &err);
	hz_buf_adds(&text, "${A}\n");
	hz_ck_fails(fill(text.data, text.len, &out, &err), &err,
		    "t.yaml:100001:1: more than 100000 substitutions");
}
END_TEST

static const char *look_up_long(const char *name, void *data)
{
	(void)name;
	return data;
}

static int fill_long(const char *text, size_t size, struct hz_err *err)
{
	HZ_AUTO(hz_envsubst_freep) struct hz_envsubst *template = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf value = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_pad(&value, 'a', size);
	if (hz_envsubst_parse(text, strlen(text), "t.yaml", &template, err) < 0)
		return -1;
	return hz_envsubst_fill(template, look_up_long, value.data, &out, err);
}

START_TEST(limits_the_size_of_the_result)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(fill_long("${A}${A//a/${B}}", 10000, &err), &err,
		    "t.yaml:1:5: \"${A}\": the result is larger than 64 MiB");
}
END_TEST

START_TEST(limits_what_a_pattern_costs)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(fill_long("${A#*a*b}", 100000, &err), &err,
		    "t.yaml:1:1: \"${A}\": the pattern is too costly for a value of 100000 bytes");
}
END_TEST

HZ_SUITE_WITH("envsubst", load_cases, fills_or_refuses_a_template_as_clusterctl_does,
	      takes_and_cuts_bytes_that_are_no_utf8, a_zero_byte_ends_the_template,
	      advises_how_a_default_and_a_text_are_written, tells_all_missing_variables_together,
	      tells_one_missing_variable, lists_the_variables_with_their_defaults,
	      limits_how_deep_substitutions_stand_in_each_other,
	      limits_how_many_substitutions_there_are, limits_the_size_of_the_result,
	      limits_what_a_pattern_costs)
