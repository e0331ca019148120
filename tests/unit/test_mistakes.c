/* SPDX-License-Identifier: Apache-2.0 */
#include "text/mistakes.h"

#include <string.h>

#include "base/secret.h"
#include "text/json.h"
#include "unit.h"

static const char file[] = "name: demo\n"
			   "spec:\n"
			   "  workers:\n"
			   "  - name: a\n"
			   "    replicas: 3\n"
			   "    labels:\n"
			   "      example.com/disk: ssd\n";

/* Problems of a file of that text. */
struct fixture {
	struct hz_yaml_marks *marks;
	json_t *tree;
	struct hz_mistakes mistakes;
};

static void open_file(struct fixture *f)
{
	struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "c.yaml", .ret_marks = &f->marks };

	hz_ck_ok(hz_yaml_parse(file, strlen(file), &options, &f->tree, &err), &err);
	f->mistakes = HZ_MISTAKES_INIT;
	f->mistakes.file = "c.yaml";
	f->mistakes.marks = f->marks;
}

static void close_file(struct fixture *f)
{
	hz_mistakes_done(&f->mistakes);
	hz_yaml_marks_free(f->marks);
	json_decref(f->tree);
}

START_TEST(no_mistakes_are_no_error)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_mistakes_done) struct hz_mistakes mistakes = HZ_MISTAKES_INIT;

	ck_assert_int_eq(hz_mistakes_err(&mistakes, &err), 0);
	ck_assert_ptr_null(err.message);
}
END_TEST

START_TEST(the_place_is_that_of_the_value_of_its_key_or_of_what_is_around)
{
	static const struct {
		const char *path;
		bool key;
		const char *want;
	} cases[] = {
		{ "name", false, "c.yaml:1:7: name: x" },
		{ "name", true, "c.yaml:1:1: name: x" },
		{ "spec.workers.0.replicas", false, "c.yaml:5:15: spec.workers[0].replicas: x" },
		{ "spec.workers.0.labels[example.com/disk]", true,
		  "c.yaml:7:7: spec.workers[0].labels[example.com/disk]: x" },
		{ "spec.workers.0.type", false, "c.yaml:4:5: spec.workers[0].type: x" },
		{ "spec.network.enabled", false, "c.yaml:3:3: spec.network.enabled: x" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(close_file) struct fixture f;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		open_file(&f);
		hz_mistakes_add(&f.mistakes, cases[i].path, cases[i].key, "x");
		ck_assert_int_lt(hz_mistakes_err(&f.mistakes, &err), 0);
		ck_assert_str_eq(err.message, cases[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	}
}
END_TEST

START_TEST(a_flag_is_the_place_of_what_it_set_and_of_all_below)
{
	HZ_AUTO(close_file) struct fixture f;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	open_file(&f);
	hz_mistakes_flag(&f.mistakes, "name", "NAME");
	hz_mistakes_flag(&f.mistakes, "spec.workers.0", "--pool a");
	hz_mistakes_add(&f.mistakes, "name", false, "is bad");
	hz_mistakes_add(&f.mistakes, "spec.workers.0.taints.1.key", false, "is worse");
	ck_assert_int_lt(hz_mistakes_err(&f.mistakes, &err), 0);
	ck_assert_str_eq(err.message, "c.yaml has 2 problems:\n"
				      "NAME: is bad\n"
				      "--pool a: taints[1].key: is worse");
}
END_TEST

START_TEST(mistakes_without_a_file_are_of_the_command_line)
{
	HZ_AUTO(hz_mistakes_done) struct hz_mistakes mistakes = HZ_MISTAKES_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_mistakes_add(&mistakes, "a.b", false, "one");
	hz_mistakes_add(&mistakes, "", false, "two");
	ck_assert_int_lt(hz_mistakes_err(&mistakes, &err), 0);
	ck_assert_str_eq(err.message, "the command line has 2 problems:\na.b: one\ntwo");
}
END_TEST

START_TEST(mistakes_are_told_in_the_order_of_the_file)
{
	HZ_AUTO(close_file) struct fixture f;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	open_file(&f);
	hz_mistakes_add(&f.mistakes, "spec.workers.0.replicas", false, "third");
	hz_mistakes_add(&f.mistakes, "name", false, "first");
	hz_mistakes_add(&f.mistakes, "name", false, "second");
	ck_assert_int_lt(hz_mistakes_err(&f.mistakes, &err), 0);
	ck_assert_str_eq(err.message, "c.yaml has 3 problems:\n"
				      "c.yaml:1:7: name: first\n"
				      "c.yaml:1:7: name: second\n"
				      "c.yaml:5:15: spec.workers[0].replicas: third");
}
END_TEST

START_TEST(at_most_twenty_mistakes_are_shown)
{
	HZ_AUTO(hz_mistakes_done) struct hz_mistakes mistakes = HZ_MISTAKES_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	for (int i = 1; i <= 23; i++)
		hz_mistakes_add(&mistakes, "", false, "problem %d.", i);
	ck_assert_int_lt(hz_mistakes_err(&mistakes, &err), 0);
	ck_assert_ptr_nonnull(strstr(err.message, "has 23 problems:"));
	ck_assert_ptr_nonnull(strstr(err.message, "\nproblem 20.\nand 3 more"));
	ck_assert_ptr_null(strstr(err.message, "problem 21."));
}
END_TEST

START_TEST(values_are_quoted_safely_and_cut_between_characters)
{
	HZ_AUTO(hz_freep) char *controls = hz_mistakes_quote("a\x1b[31mb");
	HZ_AUTO(hz_freep)
	char *cut = hz_mistakes_quote("12345678901234567890123456789012345678901234567890123456789"
				      "\xc3\xa4\xc3\xb6");

	ck_assert_str_eq(controls, "\"a\\x1b[31mb\"");
	ck_assert_str_eq(cut, "\"12345678901234567890123456789012345678901234567890123456789…\"");
}
END_TEST

START_TEST(a_registered_secret_is_not_repeated)
{
	HZ_AUTO(hz_mistakes_done) struct hz_mistakes mistakes = HZ_MISTAKES_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_secret_register("abcdefghijklmnop");
	hz_mistakes_add(&mistakes, "a", false, "\"abcdefghijklmnop\" is wrong");
	ck_assert_int_lt(hz_mistakes_err(&mistakes, &err), 0);
	ck_assert_str_eq(err.message, "a: \"<redacted>\" is wrong");
	hz_secret_forget();
}
END_TEST

HZ_SUITE("mistakes", no_mistakes_are_no_error,
	 the_place_is_that_of_the_value_of_its_key_or_of_what_is_around,
	 a_flag_is_the_place_of_what_it_set_and_of_all_below,
	 mistakes_without_a_file_are_of_the_command_line,
	 mistakes_are_told_in_the_order_of_the_file, at_most_twenty_mistakes_are_shown,
	 values_are_quoted_safely_and_cut_between_characters, a_registered_secret_is_not_repeated)
