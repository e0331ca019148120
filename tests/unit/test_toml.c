/* SPDX-License-Identifier: Apache-2.0 */
#include "text/toml.h"

#include <string.h>

#include "unit.h"

/* Notes "line:column table#number key=text". */
static int note(void *data, const struct hz_toml_value *value, struct hz_err *err)
{
	static const char *const types[] = { [HZ_TOML_TEXT] = "text",
					     [HZ_TOML_NUMBER] = "number",
					     [HZ_TOML_FLAG] = "flag",
					     [HZ_TOML_LIST] = "list" };

	(void)err;
	hz_buf_addf(data, "%d:%d [%s#%zu] %s = %s %s\n", value->line, value->column, value->table,
		    value->number, value->key, types[value->type], value->text ? value->text : "-");
	return 0;
}

static int read_bytes(const char *text, size_t len, struct hz_buf *notes, struct hz_err *err)
{
	return hz_toml_read(text, len, "f.toml",
			    &(struct hz_toml_reader){ .on_value = note, .data = notes }, err);
}

static void check_reads(const char *text, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf notes = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(read_bytes(text, strlen(text), &notes, &err), &err);
	ck_assert_str_eq(hz_buf_str(&notes), want);
}

static const struct {
	const char *text;
	const char *want;
} readable[] = {
	{ "", "" },
	{ "\n \t\r\n# nothing\n", "" },
	{ "\xef\xbb\xbf"
	  "a = 1",
	  "1:5 [#0] a = number -\n" },
	{ "a = \"x\" # why\r\nb='y'", "1:5 [#0] a = text x\n2:3 [#0] b = text y\n" },
	{ "a-B_9 = \"\"\n\"a b\" = \"c\"\n'd.e' = \"\"\n",
	  "1:9 [#0] a-B_9 = text \n2:9 [#0] a b = text c\n3:9 [#0] d.e = text \n" },
	{ "a = \"q\\\" b\\\\ t\\t n\\n \\u00fc \\U0001F600\"",
	  "1:5 [#0] a = text q\" b\\ t\t n\n \xc3\xbc \xf0\x9f\x98\x80\n" },
	{ "a = 'C:\\new \"x\"'", "1:5 [#0] a = text C:\\new \"x\"\n" },
	{ "\"\xc3\xbc\" = \"\xc3\xbc\"\n", "1:7 [#0] \xc3\xbc = text \xc3\xbc\n" },
	{ "a = 0\nb = -12\nc = +1.5\nd = 1e+21\ne = 6.02E23\nf = true\ng = false",
	  "1:5 [#0] a = number -\n2:5 [#0] b = number -\n3:5 [#0] c = number -\n"
	  "4:5 [#0] d = number -\n5:5 [#0] e = number -\n6:5 [#0] f = flag -\n"
	  "7:5 [#0] g = flag -\n" },
	{ "a = [\n  \"x\", # one\n  ['y', 2],\n]\nb = []",
	  "1:5 [#0] a = list -\n5:5 [#0] b = list -\n" },
	{ "[t]\na = 1\n[ t . \"u v\" ]\na = 1\n[ \"w.x\" ]\na = 1",
	  "2:5 [t#0] a = number -\n4:5 [t.u v#0] a = number -\n6:5 [[w.x]#0] a = number -\n" },
	{ "[[l]]\na = 1\n[l.m]\na = 1\n[[l]]\n[[l]]\na = 1\n[[l.n]]\na = 1\n[[l.n]]\na = 1\n[o]\na "
	  "= 1",
	  "2:5 [l#1] a = number -\n4:5 [l.m#1] a = number -\n7:5 [l#3] a = number -\n"
	  "9:5 [l.n#3] a = number -\n11:5 [l.n#3] a = number -\n13:5 [o#0] a = number -\n" },
	{ "[a.b]\nx = 1\n[a]\nx = 1", "2:5 [a.b#0] x = number -\n4:5 [a#0] x = number -\n" },
};

START_TEST(reads_what_the_hcloud_cli_writes_and_people_add)
{
	for (size_t i = 0; i < HZ_COUNT(readable); i++)
		check_reads(readable[i].text, readable[i].want);
}
END_TEST

static const struct {
	const char *text;
	const char *message; /* behind "f.toml:" */
} bad[] = {
	/* keys */
	{ "= 1", "1:1: expected a key" },
	{ "a", "1:2: expected \"=\"" },
	{ "a 1", "1:3: expected \"=\"" },
	{ "a b = 1", "1:3: expected \"=\"" },
	{ "\xc3\xbc = 1", "1:1: expected a key" },
	{ "a.b = 1", "1:2: keys with dots are not read" },
	{ "a = 1\nb = 2\na = 3", "3:1: this key stands twice in its table" },
	{ "a = 1\n\"a\" = 3", "2:1: this key stands twice in its table" },
	{ "\"a = 1", "1:1: the text has no end in its line" },
	/* values */
	{ "a =", "1:4: expected a value" },
	{ "a = \nb = 1", "1:5: expected a value" },
	{ "a = x", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = True", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 0x10", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 007", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 1_000", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 1.", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = .5", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = +-5", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 1e", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 1.e5", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = inf", "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = 1979-05-27T07:32:00Z",
	  "1:5: neither a text in quotes, nor a decimal number, nor true or false" },
	{ "a = { b = 1 }", "1:5: inline tables are not read" },
	{ "a = 1 2", "1:7: expected the end of the line" },
	{ "a = \"b\" \"c\"", "1:9: expected the end of the line" },
	{ "a = 1 b = 2", "1:7: expected the end of the line" },
	{ "a = 1\rb = 2", "1:6: expected the end of the line" },
	/* texts */
	{ "a = \"b", "1:5: the text has no end in its line" },
	{ "a = \"b\nc\"", "1:5: the text has no end in its line" },
	{ "a = 'b\r\n'", "1:5: the text has no end in its line" },
	{ "a = \"\"\"b\"\"\"", "1:5: texts of several lines are not read" },
	{ "a = '''b'''", "1:5: texts of several lines are not read" },
	{ "a = \"\\x41\"", "1:7: no such escape sequence" },
	{ "a = \"\xc3\xbc\\q\"", "1:8: no such escape sequence" },
	{ "a = \"\\u00g0\"", "1:7: an escape sequence that is no character" },
	{ "a = \"\\u12\"", "1:7: an escape sequence that is no character" },
	{ "a = \"\\ud800\"", "1:7: an escape sequence that is no character" },
	{ "a = \"\\U00110000\"", "1:7: an escape sequence that is no character" },
	{ "a = \"\\u0000\"", "1:7: an escape sequence that is no character" },
	{ "a = \"b\x01\"", "1:7: a control character" },
	{ "a = \"b\x7f\"", "1:7: a control character" },
	{ "a = \"\xff\"", "1:6: not UTF-8" },
	{ "a = \"\xc0\x80\"", "1:6: not UTF-8" },
	{ "# \x01", "1:3: a control character" },
	{ "# \xc3\xbc \xff", "1:5: not UTF-8" },
	/* lists */
	{ "a = [1", "1:7: expected \",\" or \"]\"" },
	{ "a = [1 2]", "1:8: expected \",\" or \"]\"" },
	{ "a = [,]", "1:6: expected a value" },
	{ "a = [1,,]", "1:8: expected a value" },
	{ "a = [[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]", "1:21: too many lists in lists" },
	/* tables */
	{ "[]", "1:2: expected a key" },
	{ "[a", "1:3: expected \"]\"" },
	{ "[a]]", "1:4: expected the end of the line" },
	{ "[[a]", "1:5: expected \"]\"" },
	{ "[a b]", "1:4: expected \"]\"" },
	{ "[a.]", "1:4: expected a key" },
	{ "[a] b = 1", "1:5: expected the end of the line" },
	{ "[a]\n[a]", "2:1: this table stands twice" },
	{ "[a]\n[[a]]", "2:1: something else has this name already" },
	{ "[a.b]\n[[a]]", "2:1: something else has this name already" },
	{ "[[a]]\n[a]", "2:1: something else has this name already" },
	{ "a = 1\n[a]", "2:1: something else has this name already" },
	{ "a = 1\n[[a]]", "2:1: something else has this name already" },
	{ "a = 1\n[a.b]", "2:1: something else has this name already" },
	{ "[a.b]\n[a]\n[a]", "3:1: this table stands twice" },
	{ "[[a]]\n[a.b]\n[a.b]", "3:1: this table stands twice" },
	{ "[a.b.c.d.e.f.g.h.i]", "1:2: the table lies too deep" },
};

START_TEST(says_where_and_what_is_wrong)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf notes = HZ_BUF_INIT;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *want = hz_strf("f.toml:%s", bad[i].message);

		ck_assert_msg(read_bytes(bad[i].text, strlen(bad[i].text), &notes, &err) < 0,
			      "%s was read", bad[i].text);
		ck_assert_str_eq(err.message, want);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_str_eq(err.reason, "BadToml");
	}
}
END_TEST

START_TEST(a_nul_is_nowhere_allowed)
{
	static const struct {
		const char *text;
		size_t len;
	} cases[] = { { "\0", 1 },       { "a\0 = 1", 6 }, { "a = 1\0", 6 }, { "a = \"\0\"", 7 },
		      { "a = '\0'", 7 }, { "# \0\n", 4 },  { "[a\0]", 4 },   { "a = [1,\0]", 9 } };

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_buf_done) struct hz_buf notes = HZ_BUF_INIT;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		ck_assert_int_lt(read_bytes(cases[i].text, cases[i].len, &notes, &err), 0);
	}
}
END_TEST

START_TEST(keys_have_a_longest_length)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf notes = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_pad(&text, 'k', 257);
	hz_buf_adds(&text, " = 1");
	hz_ck_fails(read_bytes(text.data, text.len, &notes, &err), &err,
		    "f.toml:1:1: the key is too long");
	hz_ck_ok(read_bytes(text.data + 1, text.len - 1, &notes, &err), &err);
}
END_TEST

static int refuse(void *data, const struct hz_toml_value *value, struct hz_err *err)
{
	(void)data;
	return hz_err_set(err, HZ_ERR_FAILED, "Mine", "not %s", value->key);
}

START_TEST(the_caller_may_end_the_reading)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(hz_toml_read("a = 1\nb", 7, "f", &(struct hz_toml_reader){ .on_value = refuse },
				 &err),
		    &err, "not a");
	ck_assert_str_eq(err.reason, "Mine");
}
END_TEST

START_TEST(a_files_name_cannot_steer_a_terminal)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(hz_toml_read("=", 1, "a\x1b[2J", &(struct hz_toml_reader){ .on_value = refuse },
				 &err),
		    &err, "a\\x1b[2J:1:1: expected a key");
}
END_TEST

HZ_SUITE("toml", reads_what_the_hcloud_cli_writes_and_people_add, says_where_and_what_is_wrong,
	 a_nul_is_nowhere_allowed, keys_have_a_longest_length, the_caller_may_end_the_reading,
	 a_files_name_cannot_steer_a_terminal)
