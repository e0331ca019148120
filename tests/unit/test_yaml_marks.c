/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static struct hz_yaml_marks *marks_of(const char *text, bool strict, bool all)
{
	struct hz_yaml_marks *marks = NULL;
	struct hz_yaml_options options = {
		.name = "spec.yaml", .strict = strict, .all = all, .ret_marks = &marks
	};
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	return marks;
}

struct wanted {
	const char *path;
	bool key;
	int line; /* 0: no mark */
	int column;
	bool quoted;
	const char *plain;
};

static void check_marks(const char *text, const struct wanted *wanted, size_t count)
{
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = marks_of(text, false, false);

	for (size_t i = 0; i < count; i++) {
		struct hz_yaml_mark mark = { .line = 0 };
		bool found = hz_yaml_mark_find(marks, wanted[i].path, wanted[i].key, &mark);

		ck_assert_msg(found == (wanted[i].line > 0), "%s", wanted[i].path);
		ck_assert_msg(mark.line == wanted[i].line && mark.column == wanted[i].column,
			      "%s is at %d:%d", wanted[i].path, mark.line, mark.column);
		ck_assert_msg(mark.quoted == wanted[i].quoted, "%s is quoted: %d", wanted[i].path,
			      mark.quoted);
		ck_assert_pstr_eq(mark.plain, wanted[i].plain);
	}
}

START_TEST(values_and_keys_know_where_they_stand)
{
	static const char text[] = "# a cluster\n"
				   "spec:\n"
				   "  kubernetesVersion: 1.30\n"
				   "  quoted: \"1.30\"\n"
				   "  block: |\n"
				   "    text\n"
				   "  empty:\n"
				   "  workers:\n"
				   "  - name: md-0\n"
				   "    labels: {a.b/c: yes, \xc3\xa9: x}\n"
				   "  -\n"
				   "    name:  md-1\n"
				   "  ? long\n"
				   "  : 0x10\n";
	static const struct wanted wanted[] = {
		{ "", false, 2, 1, false, NULL },
		{ "spec", true, 2, 1, false, "spec" },
		{ "spec", false, 3, 3, false, NULL },
		{ "spec.kubernetesVersion", true, 3, 3, false, "kubernetesVersion" },
		{ "spec.kubernetesVersion", false, 3, 22, false, "1.30" },
		{ "spec.quoted", false, 4, 11, true, NULL },
		{ "spec.block", false, 5, 10, true, NULL },
		{ "spec.empty", false, 7, 9, false, "" },
		{ "spec.workers", false, 9, 3, false, NULL },
		{ "spec.workers.0", false, 9, 5, false, NULL },
		{ "spec.workers.0", true, 9, 5, false, NULL },
		{ "spec.workers.0.name", false, 9, 11, false, "md-0" },
		{ "spec.workers[0].labels[a.b/c]", true, 10, 14, false, "a.b/c" },
		{ "spec.workers.0.labels[a.b/c]", false, 10, 21, false, "yes" },
		{ "spec.workers.0.labels.\xc3\xa9", false, 10, 29, false, "x" },
		{ "spec.workers.1.name", false, 12, 12, false, "md-1" },
		{ "spec.long", true, 13, 5, false, "long" },
		{ "spec.long", false, 14, 5, false, "0x10" },
		{ "spec.missing", false, 0, 0, false, NULL },
		{ "spec.workers.2", false, 0, 0, false, NULL },
		{ "spec.workers.name", false, 0, 0, false, NULL },
		{ "spec.kubernetesVersion.x", false, 0, 0, false, NULL },
	};

	check_marks(text, wanted, HZ_COUNT(wanted));
}
END_TEST

START_TEST(marks_follow_what_the_reader_takes)
{
	static const char text[] = "base: &b {x: 1, z: 2}\n"
				   "one:\n"
				   "  <<: *b\n"
				   "  x: 3\n"
				   "two:\n"
				   "  x: 4\n"
				   "  <<: [{x: 5}, *b]\n"
				   "three: *b\n"
				   "twice: 6\n"
				   "twice: 7\n"
				   "yes: 8\n"
				   "alias: &n 9\n"
				   "again: *n\n";
	static const struct wanted wanted[] = {
		{ "one.x", false, 4, 6, false, "3" },     { "one.z", false, 1, 20, false, "2" },
		{ "two.x", false, 7, 12, false, "5" },    { "two.z", false, 1, 20, false, "2" },
		{ "three.x", true, 1, 11, false, "x" },   { "twice", false, 10, 8, false, "7" },
		{ "two.none", false, 0, 0, false, NULL }, { "true", true, 11, 1, false, "yes" },
		{ "yes", true, 0, 0, false, NULL },       { "alias", false, 12, 8, false, "9" },
		{ "again", false, 13, 8, false, "9" },
	};

	check_marks(text, wanted, HZ_COUNT(wanted));
}
END_TEST

START_TEST(json_has_marks_too)
{
	static const char text[] = "{\n  \"a\": {\"b\": 1.30}\n}\n";
	static const struct wanted wanted[] = {
		{ "a", true, 2, 3, true, NULL },
		{ "a.b", false, 2, 14, false, "1.30" },
	};

	check_marks(text, wanted, HZ_COUNT(wanted));
}
END_TEST

START_TEST(json_that_is_no_yaml_has_none)
{
	static const char text[] = "{\"a\": \"\\ud83d\\ude00\"}";
	static const struct wanted wanted[] = { { "a", false, 0, 0, false, NULL } };

	check_marks(text, wanted, HZ_COUNT(wanted));
}
END_TEST

START_TEST(a_strict_reader_keeps_marks)
{
	HZ_AUTO(hz_yaml_marks_freep)
	struct hz_yaml_marks *marks = marks_of("a:\n  b: 1", true, false);
	struct hz_yaml_mark mark;

	ck_assert(hz_yaml_mark_find(marks, "a.b", false, &mark));
	ck_assert_int_eq(mark.line, 2);
}
END_TEST

START_TEST(of_several_documents_the_first_one_has_marks)
{
	HZ_AUTO(hz_yaml_marks_freep)
	struct hz_yaml_marks *marks =
		marks_of("# c\n---\n# d\n---\na: 1\n---\nb: 2\n", false, true);
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *none = marks_of("---\n", false, true);
	struct hz_yaml_mark mark;

	ck_assert(hz_yaml_mark_find(marks, "a", false, &mark));
	ck_assert_int_eq(mark.line, 5);
	ck_assert(!hz_yaml_mark_find(marks, "b", false, &mark));
	ck_assert(!hz_yaml_mark_find(none, "", false, &mark));
}
END_TEST

HZ_SUITE("yaml_marks", values_and_keys_know_where_they_stand, marks_follow_what_the_reader_takes,
	 json_has_marks_too, json_that_is_no_yaml_has_none, a_strict_reader_keeps_marks,
	 of_several_documents_the_first_one_has_marks)
