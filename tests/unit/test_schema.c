/* SPDX-License-Identifier: Apache-2.0 */
#include "text/schema.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

static const char schema_text[] =
	"type: object\n"
	"required: [name]\n"
	"properties:\n"
	"  name: {type: string, minLength: 1, maxLength: 5}\n"
	"  version:\n"
	"    type: string\n"
	"    pattern: '^v?[0-9]+[.][0-9]+[.][0-9]+$'\n"
	"    x-kubectl-hetzner-words: a version such as v1.2.3\n"
	"  size: {type: integer, minimum: 1, maximum: 9, default: 3}\n"
	"  odd: {type: integer, enum: [1, 3], x-kubectl-hetzner-words: 1 or 3}\n"
	"  wet: {type: boolean}\n"
	"  share: {type: [integer, string], minimum: 1, pattern: '^[0-9]+%$'}\n"
	"  place: {$ref: '#/$defs/place', default: north}\n"
	"  kind: {type: string, enum: [Thing]}\n"
	"  labels: {type: object, default: {}, additionalProperties: {type: string}}\n"
	"  items:\n"
	"    type: array\n"
	"    default: [{id: x}]\n"
	"    items:\n"
	"      type: object\n"
	"      required: [id]\n"
	"      properties:\n"
	"        id: {type: string}\n"
	"        place: {$ref: '#/$defs/place'}\n"
	"        depth: {type: integer, default: 7}\n"
	"  some: {type: array, minItems: 1, items: {type: string}}\n"
	"$defs:\n"
	"  place: {type: string, enum: [north, south]}\n";

static json_t *parse(const char *text, struct hz_yaml_marks **ret_marks)
{
	struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "f", .ret_marks = ret_marks };
	json_t *tree = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &tree, &err), &err);
	return tree;
}

/* The message for @text, "" when it passes. Owned by the caller. */
static char *check(const char *text)
{
	struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *schema = parse(schema_text, NULL);
	HZ_AUTO(hz_json_unrefp) json_t *tree = parse(text, &marks);
	HZ_AUTO(hz_mistakes_done) struct hz_mistakes mistakes = HZ_MISTAKES_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *message;

	mistakes.file = "f";
	mistakes.marks = marks;
	hz_schema_check(schema, tree, &mistakes);
	message = hz_strdup(hz_mistakes_err(&mistakes, &err) < 0 ? err.message : "");
	hz_yaml_marks_free(marks);
	return message;
}

/* What the user gets to read for each mistake. */
static const struct {
	const char *text;
	const char *message;
} mistakes[] = {
	{ "[1]", "f:1:1: must be a mapping, not a list" },
	{ "size: 1", "f:1:1: name: is missing" },
	{ "name:\n", "f:1:6: name: is missing" },
	{ "name: ''", "f:1:7: name: must not be empty" },
	{ "name: abcdef", "f:1:7: name: \"abcdef\" has 6 characters; at most 5 are possible" },
	{ "name: 12", "f:1:7: name: 12 without quotes is a number; write \"12\" in quotes" },
	{ "name: no", "f:1:7: name: no without quotes is false; write \"no\" in quotes" },
	{ "name: [a]", "f:1:7: name: must be a string, not a list" },
	{ "name: {a: b}", "f:1:7: name: must be a string, not a mapping" },
	{ "{\"name\": 12}", "f:1:10: name: 12 without quotes is a number; write \"12\" in quotes" },
	{ "name: a\nversion: 1.30", "f:2:10: version: 1.30 without quotes is a number; write it in "
				    "quotes, as a version such as "
				    "v1.2.3" },
	{ "name: a\nversion: '1.30'",
	  "f:2:10: version: \"1.30\" must be a version such as v1.2.3" },
	{ "name: a\nsize: 0", "f:2:7: size: 0 is less than 1, the least that is possible" },
	{ "name: a\nsize: 10", "f:2:7: size: 10 is more than 9, the most that is possible" },
	{ "name: a\nsize: '3'",
	  "f:2:7: size: \"3\" in quotes is a string; write 3 without quotes" },
	{ "name: a\nsize: big", "f:2:7: size: must be an integer, not \"big\"" },
	{ "name: a\nsize: 1.5", "f:2:7: size: must be an integer, not 1.5" },
	{ "name: a\nodd: 2", "f:2:6: odd: 2 must be 1 or 3" },
	{ "name: a\nwet: 'yes'", "f:2:6: wet: must be true or false, not \"yes\"" },
	{ "name: a\nshare: 0", "f:2:8: share: 0 is less than 1, the least that is possible" },
	{ "name: a\nshare: x", "f:2:8: share: \"x\" must be otherwise" },
	{ "name: a\nplace: nort", "f:2:8: place: \"nort\" is not one of north, south; did you mean "
				  "\"north\"?" },
	{ "name: a\nplace: moon", "f:2:8: place: \"moon\" is not one of north, south" },
	{ "name: a\nkind: Things",
	  "f:2:7: kind: \"Things\" is not Thing; did you mean \"Thing\"?" },
	{ "name: a\nsizes: 1", "f:2:1: sizes: unknown key; did you mean \"size\"?" },
	{ "name: a\nitems: [{id: b, colour: red}]",
	  "f:2:17: items[0].colour: unknown key; there are: depth, id, place" },
	{ "name: a\nitems: [{id: b}, {}]", "f:2:18: items[1].id: is missing" },
	{ "name: a\nitems: [{id: b}, c]", "f:2:18: items[1]: must be a mapping, not \"c\"" },
	{ "name: a\nitems: {id: b}", "f:2:8: items: must be a list, not a mapping" },
	{ "name: a\nsome: []", "f:2:7: some: must not be empty" },
	{ "name: a\nlabels: {b: true}",
	  "f:2:13: labels.b: true without quotes is true; write \"true\" in quotes" },
};

START_TEST(each_mistake_has_its_place_and_its_words)
{
	HZ_AUTO(hz_freep) char *message = check(mistakes[_i].text);

	ck_assert_str_eq(message, mistakes[_i].message);
}
END_TEST

START_TEST(what_is_right_passes)
{
	static const char *const right[] = {
		"name: a",
		"name: \"12\"",
		"name: äöüäö",
		"name: a\nversion: v1.2.3\nsize: 9\nodd: 3\nwet: true\nshare: 1",
		"name: a\nshare: 40%\nplace: south\nlabels: {x: '1', y/z: b}",
		"name: a\nitems: []\nsome: [b]",
		"name: a\nsize:\nitems: ~",
	};

	for (size_t i = 0; i < HZ_COUNT(right); i++) {
		HZ_AUTO(hz_freep) char *message = check(right[i]);

		ck_assert_msg(!*message, "%s: %s", right[i], message);
	}
}
END_TEST

START_TEST(all_mistakes_are_told_at_once)
{
	HZ_AUTO(hz_freep) char *message = check("size: 0\nplaces: 1\nitems: [{}]\n");

	ck_assert_str_eq(message, "f has 4 problems:\n"
				  "f:1:1: name: is missing\n"
				  "f:1:7: size: 0 is less than 1, the least that is possible\n"
				  "f:2:1: places: unknown key; did you mean \"place\"?\n"
				  "f:3:9: items[0].id: is missing");
}
END_TEST

START_TEST(completion_adds_the_defaults_and_removes_nulls)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "name: a", "{\"items\":[{\"depth\":7,\"id\":\"x\"}],\"labels\":{},\"name\":\"a\","
			     "\"place\":\"north\",\"size\":3}" },
		{ "{name: a, size: 4, place: ~, wet: ~, items: [{id: b, depth: 1}, {id: c}]}",
		  "{\"items\":[{\"depth\":1,\"id\":\"b\"},{\"depth\":7,\"id\":\"c\"}],\"labels\":{}"
		  ","
		  "\"name\":\"a\",\"place\":\"north\",\"size\":4}" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *schema = parse(schema_text, NULL);
		HZ_AUTO(hz_json_unrefp) json_t *tree = parse(cases[i].text, NULL);
		HZ_AUTO(hz_freep) char *got = NULL;

		hz_schema_complete(schema, tree);
		got = hz_json_text(tree);
		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("schema");
	TCase *tcase = tcase_create("schema");

	tcase_add_loop_test(tcase, each_mistake_has_its_place_and_its_words, 0,
			    (int)HZ_COUNT(mistakes));
	tcase_add_test(tcase, what_is_right_passes);
	tcase_add_test(tcase, all_mistakes_are_told_at_once);
	tcase_add_test(tcase, completion_adds_the_defaults_and_removes_nulls);
	suite_add_tcase(suite, tcase);
	return suite;
}
