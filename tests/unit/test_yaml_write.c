/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static json_t *read_json(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(text, strlen(text), &json, &err), &err);
	return json;
}

static json_t *read_yaml(const char *text)
{
	struct hz_yaml_options options = { .name = "written" };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	return json;
}

static char *write_yaml(const json_t *json)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_yaml_write(&out, json);
	return hz_buf_take(&out);
}

/* Collects the lines up to the next case, whose name becomes *@name. */
static void next_case(char **rest, struct hz_buf *text, char **name)
{
	while ((*name = strsep(rest, "\n")) && strncmp(*name, "===", 3) != 0)
		if (*rest)
			hz_buf_addf(text, "%s\n", *name);
}

START_TEST(every_value_is_written_as_kubectl_writes_it)
{
	HZ_AUTO(hz_freep) char *cases = hz_test_read("yaml/written.txt");
	HZ_AUTO(hz_buf_done) struct hz_buf want = HZ_BUF_INIT;
	char *rest = cases;
	char *name;
	int count = 0;

	next_case(&rest, &want, &name);
	while (name) {
		HZ_AUTO(hz_json_unrefp) json_t *json = read_json(name + strlen("=== "));
		HZ_AUTO(hz_freep) char *written = write_yaml(json);

		hz_buf_clear(&want);
		next_case(&rest, &want, &name);
		ck_assert_str_eq(written, hz_buf_str(&want));
		count++;
	}
	ck_assert_int_gt(count, 40);
}
END_TEST

/* Both files are what kubectl printed of the same object. */
START_TEST(an_object_looks_as_kubectl_prints_it)
{
	HZ_AUTO(hz_freep) char *text = hz_test_read("json/kubectl.json");
	HZ_AUTO(hz_freep) char *golden = hz_test_read("yaml/kubectl.yaml");
	HZ_AUTO(hz_json_unrefp) json_t *json = read_json(text);
	HZ_AUTO(hz_freep) char *written = write_yaml(json);

	ck_assert_str_eq(written, golden);
}
END_TEST

START_TEST(what_is_read_is_written_back_unchanged)
{
	static const char *const names[] = { "yaml/kubectl.yaml", "yaml/kubeconfig.yaml",
					     "yaml/cluster.yaml" };

	for (size_t i = 0; i < HZ_COUNT(names); i++) {
		HZ_AUTO(hz_freep) char *text = hz_test_read(names[i]);
		HZ_AUTO(hz_json_unrefp) json_t *json = read_yaml(text);
		HZ_AUTO(hz_freep) char *written = write_yaml(json);

		ck_assert_str_eq(written, text);
	}
}
END_TEST

static void check_round_trip(json_t *json)
{
	HZ_AUTO(hz_freep) char *written = write_yaml(json);
	HZ_AUTO(hz_json_unrefp) json_t *back = read_yaml(written);

	ck_assert_msg(json_equal(json, back), "%s", written);
}

START_TEST(strings_that_are_hard_to_write_are_read_back)
{
	static const char *const texts[] = {
		"",
		" ",
		"\n",
		"\n\n",
		"a\n\n\n",
		"\n a",
		" \n",
		"  a\nb",
		"a \nb",
		"\ta\nb",
		"a\n\tb",
		"\r",
		"a\r\nb",
		"a\rb",
		"<<",
		"---",
		"a\n---\nb",
		"...",
		"a\n...\nb",
		"# a",
		"a\n# b\n",
		"'",
		"\"",
		"\\",
		"%",
		"%\na",
		"\xc2\x85",
		"a\xc2\x85"
		"b",
		"\xe2\x80\xa8\n",
		"\xef\xbb\xbf"
		"a\n",
		"\x7f",
		"\xf0\x9f\x98\x80\n",
		"\x01\n",
		"- a\n- b",
		"? a",
		"a: |\n  b\n",
		": ",
	};

	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		HZ_AUTO(hz_json_unrefp)
		json_t *json = json_pack("{s:s, s:[s], s:{s:n}}", "value", texts[i], "list",
					 texts[i], "key", texts[i]);

		check_round_trip(json);
		check_round_trip(json_object_get(json, "value"));
	}
}
END_TEST

START_TEST(a_string_with_a_nul_is_read_back)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = json_stringn("a\0b", 3);
	HZ_AUTO(hz_freep) char *written = write_yaml(json);

	ck_assert_str_eq(written, "\"a\\0b\"\n");
	check_round_trip(json);
}
END_TEST

/* kubectl ends with an error, or prints a blank. */
START_TEST(control_characters_that_kubectl_cannot_print_are_escaped)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = json_string("\x7f|\xc2\x85|\xc2\x9f");
	HZ_AUTO(hz_freep) char *written = write_yaml(json);

	ck_assert_str_eq(written, "\"\\x7F|\\N|\\x9F\"\n");
	check_round_trip(json);
}
END_TEST

/* kubectl writes this key plain, and reads it back as a merge. */
START_TEST(a_key_that_looks_like_a_merge_is_quoted)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = read_json("{\"<<\":{\"a\":\"<<\"}}");
	HZ_AUTO(hz_freep) char *written = write_yaml(json);

	ck_assert_str_eq(written, "\"<<\":\n  a: <<\n");
}
END_TEST

START_TEST(keys_that_go_cannot_order_are_written_all_the_same)
{
	static const char text[] = "{\"2a\":1,\"10\":2,\"22a\":3,\"0\":4,\"00\":5,"
				   "\"99999999999999999999\":6,\"9999999999999999999999\":7}";
	HZ_AUTO(hz_json_unrefp) json_t *json = read_json(text);

	check_round_trip(json);
}
END_TEST

static json_t *nested(size_t depth)
{
	json_t *json = json_array();

	for (size_t i = 1; i < depth; i++) {
		json_t *outer = json_array();

		json_array_append_new(outer, json);
		json = outer;
	}
	return json;
}

START_TEST(deep_trees_are_written)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = nested(512);
	HZ_AUTO(hz_json_unrefp) json_t *deeper = nested(2048);
	HZ_AUTO(hz_freep) char *written = write_yaml(deeper);

	check_round_trip(json);
	ck_assert_uint_gt(strlen(written), 2 * 2047);
}
END_TEST

HZ_SUITE("yaml_write", every_value_is_written_as_kubectl_writes_it,
	 an_object_looks_as_kubectl_prints_it, what_is_read_is_written_back_unchanged,
	 strings_that_are_hard_to_write_are_read_back, a_string_with_a_nul_is_read_back,
	 control_characters_that_kubectl_cannot_print_are_escaped,
	 a_key_that_looks_like_a_merge_is_quoted,
	 keys_that_go_cannot_order_are_written_all_the_same, deep_trees_are_written)
