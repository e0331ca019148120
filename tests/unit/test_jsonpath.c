/* SPDX-License-Identifier: Apache-2.0 */
#include "text/jsonpath.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

static const char list[] = "{\"kind\":\"List\",\"items\":["
			   "{\"name\":\"a\",\"n\":1,\"size\":1.5,\"on\":true,\"ports\":[80,443],"
			   "\"labels\":{\"app.kubernetes.io/name\":\"x\",\"env\":\"test\"}},"
			   "{\"name\":\"b\",\"n\":2,\"size\":1e21,\"on\":false,\"ports\":[],"
			   "\"labels\":{\"env\":\"<p>\"}},"
			   "{\"name\":\"c\",\"n\":null}],\"esc\":\"\\u001b[2J\"}";

static json_t *parse(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(text, strlen(text), &json, &err), &err);
	return json;
}

/* Applies the template to @object; the message of an error goes to @out. */
static int apply(const char *text, const char *object, enum hz_jsonpath_style style,
		 struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *root = parse(object);
	HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = NULL;

	if (hz_jsonpath_parse(text, strlen(text), &path, err) < 0)
		return -1;
	return hz_jsonpath_print(path, root, style, out, err);
}

static const struct {
	const char *text;
	const char *want;
} texts[] = {
	{ "", "" },
	{ "no braces", "no braces" },
	{ "{.kind}", "List" },
	{ "{$.kind}{@.kind}{ .kind }", "ListListList" },
	{ "{.items[*].name}", "a b c" },
	{ "{.items[0].name} {.items[-1].name}", "a c" },
	{ "{.items[0:2].name}", "a b" },
	{ "{.items[::2].name}", "a c" },
	{ "{.items[0]['name','n']}", "a 1" },
	{ "{.items[0,2].name}", "a c" },
	{ "{.items[0].labels.app\\.kubernetes\\.io/name}", "x" },
	{ "{.items[0].labels['app\\.kubernetes\\.io/name']}", "x" },
	{ "{.items[0].labels.*}", "x test" },
	{ "{..env}", "test <p>" },
	{ "{.missing}{.items[*].missing}", "" },
	{ "{.items[*].n}", "1 2 null" },
	{ "{.items[*].size}", "1.5 1e+21" },
	{ "{.items[*].on}", "true false" },
	{ "{.items[0].ports}", "[80,443]" },
	{ "{.items[1].labels}", "{\"env\":\"\\u003cp\\u003e\"}" },
	{ "{.items[?(@.name==\"b\")].n}", "2" },
	{ "{.items[?(@.name!='b')].name}", "a c" },
	{ "{.items[?(@.name>=\"b\")].name}", "b c" },
	{ "{.items[?(@.on==true)].name}", "a" },
	{ "{.items[?(@.ports)].name}", "a b" },
	{ "{.items[0].ports[?(@>100)]}", "443" },
	{ "{range .items[*]}{.name}={.n}{\"\\n\"}{end}.", "a=1\nb=2\nc=null\n." },
	{ "{range .items[*]}{range .ports[*]}<{@}>{end};{end}", "<80><443>;;;" },
	{ "{range .none[*]}{.name}{end}x", "x" },
	{ "{\"a\\tb\\u00e9\\x41\\101\"}{'\\''}{\"\"}{1}{-2}{1.50}{true}", "a\tb\xc3\xa9"
									  "AA'1-21.5true" },
	/* As upstream has it: an empty list ends the step for those behind it too. */
	{ "{.items[0,1,0].ports[*]}", "80 443" },
	{ "{.}", "" },
	{ "{@.items[1].ports}", "[]" },
};

START_TEST(finds_what_kubectl_finds)
{
	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_ck_ok(apply(texts[i].text, list, HZ_JSONPATH_TEXT, &out, &err), &err);
		ck_assert_msg(strcmp(hz_buf_str(&out), texts[i].want) == 0,
			      "%s gives:\n%s\nwanted:\n%s", texts[i].text, hz_buf_str(&out),
			      texts[i].want);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *message;
	const char *advice;
} bad[] = {
	{ "{.a", "character 1: the { is not closed", "Put a } behind the last step." },
	{ "x\n é{.a\n}", "line 2, character 3: the { is not closed",
	  "Put a } behind the last step." },
	{ "{.a[0}", "character 4: the [ is not closed", "Put a ] behind the index or key." },
	{ "{.a[x]}", "character 5: [x] is no index, slice or key",
	  "Write an index as [0], a slice as [0:2], all elements as [*], and a key in single "
	  "quotes as ['name']." },
	{ "{.a[\"x\"]}", "character 5: [\"x\"] is no index, slice or key",
	  "Write an index as [0], a slice as [0:2], all elements as [*], and a key in single "
	  "quotes as ['name']." },
	{ "{.a[0,x]}", "character 7: [x] is no index, slice or key",
	  "Write an index as [0], a slice as [0:2], all elements as [*], and a key in single "
	  "quotes as ['name']." },
	{ "{.a[?(@.b==\"c\"]}", "character 4: the filter is not closed by )]",
	  "Write a filter as [?(@.name==\"value\")], without brackets in brackets." },
	{ "{.a[?(@.b=\"c\")]}",
	  "character 10: there is no operator =", "Compare with ==, !=, <, <=, > or >=." },
	{ "{.a[?(@.b==c)]}", "character 12: there is no \"c\" here",
	  "Write .c for the field of that name, and \"c\" for the text." },
	{ "{items}", "character 2: there is no \"items\" here",
	  "Write .items for the field of that name, and \"items\" for the text." },
	{ "{end}", "character 2: there is no range that ends here",
	  "Put a {range .items[*]} before what is repeated." },
	{ "{\"a}", "character 2: the \" is not closed", "Write a line break in a text as \\n." },
	{ "{\"\\q\"}",
	  "character 2: a \\ in this text is followed by what it cannot be followed by",
	  "Write \\n, \\t, \\x1b or \\u00e9, \\\\ for a backslash, and \\\" for the quote that "
	  "encloses the text." },
	{ "{.a b c}", "character 5: there is no \"b\" here",
	  "Write .b for the field of that name, and \"b\" for the text." },
	{ "{.a\t}", "character 4: '\t' cannot stand here",
	  "A field is written as .name, and one whose name has dots in it as .a\\.b or "
	  "['a\\.b']." },
	{ "{1.2.3}", "character 2: \"1.2.3\" is no number", NULL },
	{ "{....}", "character 4: one \"..\" cannot follow another", NULL },
};

START_TEST(a_bad_template_says_where_and_what_is_right)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
		HZ_AUTO(hz_freep) char *want = hz_strf("jsonpath template, %s", bad[i].message);

		ck_assert_msg(apply(bad[i].text, "{}", HZ_JSONPATH_TEXT, &out, &err) < 0, "%s",
			      bad[i].text);
		ck_assert_str_eq(err.message, want);
		ck_assert_int_eq(err.kind, HZ_ERR_USAGE);
		if (bad[i].advice)
			ck_assert_str_eq(err.advice, bad[i].advice);
		else
			ck_assert_ptr_null(err.advice);
	}
}
END_TEST

static const struct {
	const char *text;
	const char *message;
} failing[] = {
	{ "{.items[9].name}", "character 9: there is no element 9 in a list of 3" },
	{ "{.items[-9]}", "character 9: there is no element -6 in a list of 3" },
	{ "{.items[0:9]}", "character 9: there is no element 8 in a list of 3" },
	{ "{.items[2:1]}", "character 9: the slice ends before its first element" },
	{ "{.items[0:2:0]}", "character 9: the step of a slice must be at least 1" },
	{ "{.kind[0]}", "character 8: this is a text, and no list" },
	{ "{.items[0].labels[?(@.a)]}", "character 18: this is an object, and no list to filter" },
	{ "{.items[?(@.n==\"1\")]}", "character 8: an integer cannot be compared with a text" },
	{ "{.items[?(@.n>1)]}", "character 8: null cannot be compared with an integer" },
	{ "{.items[?(@.on>false)]}",
	  "character 8: true or false cannot be compared with true or false" },
	{ "{.items[?(@.size>1)]}",
	  "character 8: a number with a fraction cannot be compared with an integer" },
	{ "{.items[?(@.ports[*]==80)]}", "character 8: one side of the filter has 2 values" },
	{ "{range .items[*].n}{[0]}{end}", "character 22: this is an integer, and no list" },
};

START_TEST(a_value_of_another_kind_is_an_error_that_says_where)
{
	for (size_t i = 0; i < HZ_COUNT(failing); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
		HZ_AUTO(hz_freep) char *want = hz_strf("jsonpath template, %s", failing[i].message);

		ck_assert_msg(apply(failing[i].text, list, HZ_JSONPATH_TEXT, &out, &err) < 0, "%s",
			      failing[i].text);
		ck_assert_str_eq(err.message, want);
		ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
		ck_assert_uint_eq(out.len, 0);
	}
}
END_TEST

START_TEST(results_can_be_json)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_ck_ok(apply("{.items[0]['name','ports']}{.none}", list, HZ_JSONPATH_JSON, &out, &err),
		 &err);
	ck_assert_str_eq(hz_buf_str(&out), "[\n"
					   "    \"a\",\n"
					   "    [\n"
					   "        80,\n"
					   "        443\n"
					   "    ]\n"
					   "]\n"
					   "[]\n");
}
END_TEST

START_TEST(on_a_terminal_only_the_template_itself_can_steer_it)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_ck_ok(apply("{\"\\x1b[1m\"}{.esc}", list, HZ_JSONPATH_VISIBLE, &out, &err), &err);
	hz_ck_ok(apply("{.esc}", list, HZ_JSONPATH_TEXT, &out, &err), &err);
	ck_assert_str_eq(hz_buf_str(&out), "\x1b[1m\\x1b[2J\x1b[2J");
}
END_TEST

static const struct {
	const char *text;
	const char *want;
} cells[] = {
	{ "{.name}", "<none>" },
	{ "{.items[*].name}", "a,b,c" },
	{ "{.items[*].n}", "1,2,<nil>" },
	{ "{.items[0].labels}", "map[app.kubernetes.io/name:x env:test]" },
	{ "{.items[0].ports}", "[80 443]" },
	{ "", "<none>" },
};

START_TEST(cells_are_those_of_custom_columns)
{
	HZ_AUTO(hz_json_unrefp) json_t *root = parse(list);

	for (size_t i = 0; i < HZ_COUNT(cells); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
		HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = NULL;

		hz_ck_ok(hz_jsonpath_parse(cells[i].text, strlen(cells[i].text), &path, &err),
			 &err);
		hz_ck_ok(hz_jsonpath_cell(path, root, &out, &err), &err);
		ck_assert_str_eq(hz_buf_str(&out), cells[i].want);
	}
}
END_TEST

/* Each union doubles what was found: 2 to the power of 30. */
START_TEST(a_template_that_makes_too_much_work_is_refused)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf object = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_addc(&text, '{');
	for (int i = 0; i < 30; i++)
		hz_buf_adds(&text, "[0,0]");
	hz_buf_addc(&text, '}');
	hz_buf_pad(&object, '[', 31);
	hz_buf_pad(&object, ']', 31);
	ck_assert_int_lt(
		apply(hz_buf_str(&text), hz_buf_str(&object), HZ_JSONPATH_TEXT, &out, &err), 0);
	ck_assert_str_eq(err.message, "jsonpath template: it finds more than 4194304 values");
	ck_assert_str_eq(err.advice, "Name the fields in place of \"..\", or take -o json and "
				     "another program such as jq.");
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

/* Each list with everything below it. */
START_TEST(a_template_that_makes_too_much_text_is_refused)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf object = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_pad(&object, '[', 1500);
	hz_buf_addc(&object, '"');
	hz_buf_pad(&object, 'x', 100000);
	hz_buf_addc(&object, '"');
	hz_buf_pad(&object, ']', 1500);
	ck_assert_int_lt(apply("{..}", hz_buf_str(&object), HZ_JSONPATH_TEXT, &out, &err), 0);
	ck_assert_str_eq(err.message,
			 "jsonpath template: it makes more than 134217728 bytes of text");
	ck_assert_uint_eq(out.len, 0);
}
END_TEST

START_TEST(a_template_that_is_too_long_or_nested_is_refused)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_jsonpath_freep) struct hz_jsonpath *path = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *root = parse("{}");
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_pad(&text, 'x', HZ_JSONPATH_TEMPLATE_MAX + 1);
	ck_assert_int_lt(hz_jsonpath_parse(hz_buf_str(&text), text.len, &path, &err), 0);
	ck_assert_str_eq(err.message, "jsonpath template: it has 1048577 bytes, more than the "
				      "1048576 that are accepted");
	hz_buf_clear(&text);
	for (int i = 0; i < 65; i++)
		hz_buf_adds(&text, "{range @}");
	hz_ck_ok(hz_jsonpath_parse(hz_buf_str(&text), text.len, &path, &err), &err);
	ck_assert_int_lt(hz_jsonpath_print(path, root, HZ_JSONPATH_TEXT, &out, &err), 0);
	ck_assert_str_eq(err.message, "jsonpath template, character 577: more than 64 ranges in "
				      "one another");
}
END_TEST

HZ_SUITE("jsonpath", finds_what_kubectl_finds, a_bad_template_says_where_and_what_is_right,
	 a_value_of_another_kind_is_an_error_that_says_where, results_can_be_json,
	 on_a_terminal_only_the_template_itself_can_steer_it, cells_are_those_of_custom_columns,
	 a_template_that_makes_too_much_work_is_refused,
	 a_template_that_makes_too_much_text_is_refused,
	 a_template_that_is_too_long_or_nested_is_refused)
