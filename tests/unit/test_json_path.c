/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json_path.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

static json_t *parse(const char *text)
{
	struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(text, strlen(text), &json, &err), &err);
	return json;
}

static json_t *machine(void)
{
	return parse("{\"metadata\":{\"name\":\"m0\",\"labels\":{\"a.b/c\":\"x\",\"odd]key\":\"y\","
		     "\"\":\"z\"}},\"spec\":{\"replicas\":3,\"paused\":true,\"share\":0.5,"
		     "\"pools\":[{\"name\":\"p0\"},{\"name\":\"p1\",\"tags\":[\"t\"]}]}}");
}

START_TEST(finds_values_along_a_path)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = machine();
	static const struct {
		const char *path;
		const char *want;
	} cases[] = {
		{ "metadata.name", "m0" },           { ".metadata.name", "m0" },
		{ "metadata.labels[a.b/c]", "x" },   { "metadata.labels.[a.b/c]", "x" },
		{ "metadata.labels[odd]key]", "y" }, { "metadata.labels[]", "z" },
		{ "[metadata][name]", "m0" },        { "spec.pools.1.name", "p1" },
		{ "spec.pools[1].tags[0]", "t" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		ck_assert_msg(hz_json_str(json, cases[i].path), "%s not found", cases[i].path);
		ck_assert_str_eq(hz_json_str(json, cases[i].path), cases[i].want);
	}
	ck_assert_ptr_eq(hz_json_get(json, ""), json);
}
END_TEST

START_TEST(what_is_missing_is_null)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = machine();
	static const char *const paths[] = {
		"status",
		"metadata.name.first",
		"metadata.labels.a.b/c",
		"spec.pools.2",
		"spec.pools.-1",
		"spec.pools.name",
		"spec.pools.99999999999999999999",
		"spec..replicas",
		"spec.pools.0x1",
	};

	for (size_t i = 0; i < HZ_COUNT(paths); i++)
		ck_assert_msg(!hz_json_get(json, paths[i]), "%s found", paths[i]);
	ck_assert_ptr_null(hz_json_get(NULL, "a"));
	ck_assert_ptr_null(hz_json_str(NULL, ""));
}
END_TEST

START_TEST(getters_of_a_type_accept_no_other)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = machine();

	ck_assert_int_eq(hz_json_int(json, "spec.replicas"), 3);
	ck_assert_int_eq(hz_json_int(json, "spec.share"), 0);
	ck_assert_int_eq(hz_json_int(json, "metadata.name"), 0);
	ck_assert(hz_json_bool(json, "spec.paused"));
	ck_assert(!hz_json_bool(json, "spec.replicas"));
	ck_assert(!hz_json_bool(json, "spec.nothing"));
	ck_assert_uint_eq(json_array_size(hz_json_array(json, "spec.pools")), 2);
	ck_assert_ptr_null(hz_json_array(json, "spec"));
	ck_assert_ptr_null(hz_json_str(json, "spec.replicas"));
}
END_TEST

START_TEST(sets_values_and_makes_the_objects_on_the_way)
{
	static const struct {
		const char *json;
		const char *path;
		const char *want;
	} cases[] = {
		{ "{}", "a", "{\"a\":1}" },
		{ "{\"a\":0}", "a", "{\"a\":1}" },
		{ "{}", "a.b.c", "{\"a\":{\"b\":{\"c\":1}}}" },
		{ "{\"a\":{\"x\":0}}", "a.b", "{\"a\":{\"b\":1,\"x\":0}}" },
		{ "{}", "a[b.c/d]", "{\"a\":{\"b.c/d\":1}}" },
		{ "{\"a\":\"text\"}", "a.b", "{\"a\":{\"b\":1}}" },
		{ "{\"a\":null}", "a.b", "{\"a\":{\"b\":1}}" },
		{ "{\"a\":[0,0]}", "a.1", "{\"a\":[0,1]}" },
		{ "{\"a\":[0]}", "a.1", "{\"a\":[0,1]}" },
		{ "{\"a\":[{}]}", "a.0.b", "{\"a\":[{\"b\":1}]}" },
		{ "{\"a\":[]}", "a.0.b", "{\"a\":[{\"b\":1}]}" },
		{ "{\"a\":[0]}", "a.5", "{\"a\":[0]}" },
		{ "{\"a\":[0]}", "a.x.y", "{\"a\":[0]}" },
		{ "{\"a\":0}", "", "{\"a\":0}" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *json = parse(cases[i].json);
		HZ_AUTO(hz_freep) char *written = NULL;

		hz_json_set(json, cases[i].path, json_integer(1));
		written = hz_json_text(json);
		ck_assert_str_eq(written, cases[i].want);
	}
}
END_TEST

START_TEST(sets_strings_and_leaves_out_null)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = json_object();
	HZ_AUTO(hz_freep) char *written = NULL;

	hz_json_set_str(json, "a.b", "x\xff");
	hz_json_set_str(json, "a.c", NULL);
	written = hz_json_text(json);
	ck_assert_str_eq(written, "{\"a\":{\"b\":\"x\xef\xbf\xbd\"}}");
}
END_TEST

START_TEST(removes_values_and_keeps_what_holds_them)
{
	static const struct {
		const char *path;
		const char *want;
	} cases[] = {
		{ "a.b", "{\"a\":{},\"l\":[1,2]}" },
		{ "a", "{\"l\":[1,2]}" },
		{ "l.0", "{\"a\":{\"b\":1},\"l\":[2]}" },
		{ "l.7", "{\"a\":{\"b\":1},\"l\":[1,2]}" },
		{ "x.y", "{\"a\":{\"b\":1},\"l\":[1,2]}" },
		{ "", "{\"a\":{\"b\":1},\"l\":[1,2]}" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *json = parse("{\"a\":{\"b\":1},\"l\":[1,2]}");
		HZ_AUTO(hz_freep) char *written = NULL;

		hz_json_del(json, cases[i].path);
		written = hz_json_text(json);
		ck_assert_str_eq(written, cases[i].want);
	}
}
END_TEST

START_TEST(a_path_is_built_of_keys)
{
	HZ_AUTO(hz_buf_done) struct hz_buf path = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = machine();

	hz_json_path_add(&path, "metadata");
	hz_json_path_add(&path, "labels");
	hz_json_path_add(&path, "a.b/c");
	ck_assert_str_eq(hz_buf_str(&path), "metadata.labels[a.b/c]");
	ck_assert_str_eq(hz_json_str(json, hz_buf_str(&path)), "x");
}
END_TEST

HZ_SUITE("json_path", finds_values_along_a_path, what_is_missing_is_null,
	 getters_of_a_type_accept_no_other, sets_values_and_makes_the_objects_on_the_way,
	 sets_strings_and_leaves_out_null, removes_values_and_keeps_what_holds_them,
	 a_path_is_built_of_keys)
