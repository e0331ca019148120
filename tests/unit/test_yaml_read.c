/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

/* What reading gives, as one line: JSON, or "ERROR LINE:COLUMN: TEXT". */
static char *read_text(const char *text, size_t len, bool strict, bool all)
{
	struct hz_yaml_options options = { .name = "case", .strict = strict, .all = all };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	if (hz_yaml_parse(text, len, &options, &json, &err) == 0)
		return hz_json_text(json);
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(err.reason, "BadYaml");
	ck_assert_msg(strncmp(err.message, "case:", 5) == 0, "%s", err.message);
	return hz_strf("ERROR %s", err.message + 5);
}

static void check_text(const char *text, size_t len, const char *want)
{
	HZ_AUTO(hz_freep) char *read = read_text(text, len, false, false);

	ck_assert_str_eq(read, want);
}

/* Reads lines into @text up to one that starts with "=> "; returns what stands behind that. */
static const char *next_case(char **rest, struct hz_buf *text)
{
	char *line;

	while ((line = strsep(rest, "\n"))) {
		if (strncmp(line, "=> ", 3) == 0)
			return line + 3;
		hz_buf_addf(text, "%s\n", line);
	}
	ck_abort_msg("a case without a result");
	return NULL;
}

START_TEST(every_document_is_what_kubectl_makes_of_it)
{
	HZ_AUTO(hz_freep) char *cases = hz_test_read("yaml/documents.txt");
	char *rest = cases;
	char *name;
	int count = 0;

	while ((name = strsep(&rest, "\n"))) {
		HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
		HZ_AUTO(hz_freep) char *read = NULL;
		const char *want;

		if (strncmp(name, "===", 3) != 0)
			continue;
		want = next_case(&rest, &text);
		read = read_text(hz_buf_str(&text), text.len, strstr(name, "[strict]") != NULL,
				 strstr(name, "[all]") != NULL);
		ck_assert_msg(strcmp(read, want) == 0, "%s: %s instead of %s", name, read, want);
		count++;
	}
	ck_assert_int_gt(count, 60);
}
END_TEST

START_TEST(a_syntax_error_says_where_and_what_to_do)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "a: b: c", "1:5: \":\" cannot stand here: quote the text if it is part of it, "
			     "else check the indentation" },
		{ "a: 1\n  b: 2", "2:4: \":\" cannot stand here: quote the text if it is part of "
				  "it, else check the indentation" },
		{ "a: 1\nb\nc: 2", "2:1: \":\" is missing: this is neither \"key: value\" nor part "
				   "of the text before it" },
		{ "a:\n  b: 1\n c: 2", "3:2: a key is expected here: check the indentation, and "
				       "the quotes before it" },
		{ "a: \"x\" y", "1:8: a key is expected here: check the indentation, and the "
				"quotes before it" },
		{ "- a\nb: 1", "2:1: \"- \" is expected here: check the indentation of the list" },
		{ "a: - 1", "1:4: a list cannot begin here: put \"- \" on a line of its own, or "
			    "quote the text" },
		{ "a: ? b", "1:4: a key cannot stand here" },
		{ "a: ]", "1:4: a value is expected here" },
		{ "a: [1,\n 2", "3:1: \",\" or \"]\" is expected here, in the list that begins at "
				"1:4" },
		{ "a: {b: 1\nc: 2", "2:2: \",\" or \"}\" is expected here, in the mapping that "
				    "begins at 1:4" },
		{ "a: \"x\nb: 2", "1:4: the quote that opens here is never closed" },
		{ "a: 'x\n---\n'", "1:4: the quote that opens here is not closed before the next "
				   "document" },
		{ "a: \"\\q\"", "1:5: no such escape between double quotes: write \"\\\\\" for a "
				"backslash, or use single quotes" },
		{ "a: \"\\xzz\"", "1:7: hexadecimal digits are expected in this escape" },
		{ "a: \"\\ud800\"", "1:7: this escape is no Unicode character" },
		{ "a: *", "1:4: \"&\" and \"*\" begin an anchor or an alias, and this is none: "
			  "quote the text" },
		{ "a:\n\tb: 1", "2:1: a tab cannot indent: use blanks" },
		{ "a: 1\n\tb: 2", "2:1: a tab cannot indent: use blanks" },
		{ "a: |\n  b\n\tc", "3:1: a tab cannot indent: use blanks" },
		{ "a: |x\n  b", "1:5: the text of a block begins on the line after \"|\" or "
				"\">\"" },
		{ "a: !x!y z", "1:4: the document declares no such tag" },
		{ "a: !x,y z", "1:6: a blank is expected behind the tag" },
		{ "a: !<x y", "1:7: did not find the expected '>'" },
		{ "a: |0\n x", "1:5: found an indentation indicator equal to 0" },
		{ "a:\n  <<: {b: .inf}", "2:11: JSON has no infinite number and no \"not a "
					 "number\": quote the text" },
		{ "a: !!binary \"aGVs\\0bG8=\"", "1:4: the text is not base64, as its tag says" },
		{ "!!binary $: 1", "1:1: this cannot be a key: quote it if it is meant as text" },
		{ "a: @x", "1:4: a plain text cannot begin with \"@\": quote it" },
		{ "a: `x", "1:4: a plain text cannot begin with \"`\": quote it" },
		{ "\xc3\xa9: %x", "1:4: a plain text cannot begin with \"%\": quote it" },
		{ "%YAML 3.0\n---\na", "1:1: only YAML 1.1 is known" },
		{ "%FOO\n---\na", "1:1: a line cannot begin with \"%\" here: quote the text" },
		{ "a: 1\n\xc3\xa9: x\x01", "2:5: a control character (0x01): write it as an escape "
					   "between double quotes" },
		{ "a: \xff", "1:4: this is not UTF-8 text" },
		{ "\xef\xbb\xbf\xc3\xa9: @", "1:4: a plain text cannot begin with \"@\": quote "
					     "it" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_freep) char *want = hz_strf("ERROR %s", cases[i].want);

		check_text(cases[i].text, strlen(cases[i].text), want);
	}
}
END_TEST

START_TEST(line_breaks_and_marks_of_other_systems_are_read)
{
	static const char crlf[] = "a: 1\r\nb: |\r\n  x\r\n  y\r\nc:\r\n- z\r\n";
	static const char bom[] = "\xef\xbb\xbf"
				  "a: 1\n";
	static const char utf16[] = "\xff\xfe"
				    "a\0:\0 \0"
				    "1\0";
	static const char big[] = "\xfe\xff\0\xe9\0:\0 \x20\xac\xd8\x3d\xde\0";
	static const char half[] = "\xff\xfe"
				   "a\0:";
	static const char separators[] = "a: 1\r\n---\r\nb: 2\r\n";
	HZ_AUTO(hz_freep) char *all = read_text(separators, strlen(separators), false, true);

	check_text(crlf, strlen(crlf), "{\"a\":1,\"b\":\"x\\ny\\n\",\"c\":[\"z\"]}");
	check_text(bom, strlen(bom), "{\"a\":1}");
	check_text(utf16, sizeof(utf16) - 1, "{\"a\":1}");
	check_text(big, sizeof(big) - 1, "{\"\xc3\xa9\":\"\xe2\x82\xac\xf0\x9f\x98\x80\"}");
	check_text(half, sizeof(half) - 1, "ERROR 1:5: this is not UTF-8 text");
	check_text("a: x \n \n", 8, "{\"a\":\"x\"}");
	check_text(" \n\n", 3, "null");
	ck_assert_str_eq(all, "[{\"a\":1},{\"b\":2}]");
}
END_TEST

START_TEST(a_byte_order_mark_behind_the_start_is_text)
{
	static const char text[] = "\xef\xbb\xbf"
				   "a: x\xef\xbb\xbf\n\xef\xbb\xbf"
				   "b: [c:, \xee\x80\x80]\n";
	static const char utf16[] = "\xff\xfe"
				    "a\0:\0 \0[\0b\0:\0,\0c\0]\0";

	check_text(text, strlen(text),
		   "{\"a\":\"x\xef\xbb\xbf\",\"\xef\xbb\xbf"
		   "b\":[\"c:\",\"\xee\x80\x80\"]}");
	check_text(utf16, sizeof(utf16) - 1, "{\"a\":[\"b:\",\"c\"]}");
}
END_TEST

/* Each one costs a reading of its own. */
START_TEST(colons_before_commas_are_text_up_to_a_hundred)
{
	static const char *const want[] = { "[\"a:\",\"a:\",", "ERROR 1:303: " };

	for (size_t more = 0; more <= 1; more++) {
		HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
		HZ_AUTO(hz_freep) char *read = NULL;

		hz_buf_adds(&text, "[");
		for (size_t i = 0; i < 100 + more; i++)
			hz_buf_adds(&text, "a:,");
		hz_buf_adds(&text, "]");
		read = read_text(text.data, text.len, false, false);
		ck_assert_msg(strncmp(read, want[more], strlen(want[more])) == 0, "%s", read);
	}
}
END_TEST

START_TEST(of_all_documents_the_last_line_ends)
{
	static const char block[] = "a: |\n  b";
	static const char returns[] = "--- # note\ra: b\r";
	HZ_AUTO(hz_freep) char *first = read_text(block, strlen(block), false, false);
	HZ_AUTO(hz_freep) char *all = read_text(block, strlen(block), false, true);
	HZ_AUTO(hz_freep) char *old = read_text(returns, strlen(returns), false, true);

	ck_assert_str_eq(first, "{\"a\":\"b\"}");
	ck_assert_str_eq(all, "[{\"a\":\"b\\n\"}]");
	ck_assert_str_eq(old, "[{\"a\":\"b\"}]");
}
END_TEST

START_TEST(a_key_with_a_nul_is_refused)
{
	check_text("\"a\\0\": 1", 8, "ERROR 1:1: a key cannot contain a NUL character");
}
END_TEST

START_TEST(an_error_quotes_no_value)
{
	static const char *const texts[] = {
		"token: *s3cret",      "token: \"s3cret\\q\"",    "token: !!int s3cret",
		"token: s3cret: more", "token: [s3cret s3cret]]", "token: !!binary s3cret",
		"s3cret\ntoken: x",
	};

	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		HZ_AUTO(hz_freep) char *read = read_text(texts[i], strlen(texts[i]), true, false);

		ck_assert_msg(strncmp(read, "ERROR ", 6) == 0, "%s is %s", texts[i], read);
		ck_assert_ptr_null(strstr(read, "s3cret"));
	}
}
END_TEST

static void add_times(struct hz_buf *out, const char *text, size_t count)
{
	while (count-- > 0)
		hz_buf_adds(out, text);
}

static void check_nested(size_t depth, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	hz_buf_adds(&text, "a: ");
	add_times(&text, "[", depth - 1);
	add_times(&text, "]", depth - 1);
	read = read_text(text.data, text.len, false, false);
	ck_assert_msg(strncmp(read, want, strlen(want)) == 0, "%.60s", read);
}

START_TEST(nesting_ends_at_512)
{
	check_nested(512, "{\"a\":[[");
	check_nested(513, "ERROR 1:515: this is nested too deeply");
	check_nested(100000, "ERROR 1:515: this is nested too deeply");
}
END_TEST

/* Each level is as deep as a text may be, around the level before it. */
START_TEST(aliases_cannot_nest_deeper)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	hz_buf_adds(&text, "a0: &a0 []\n");
	for (int i = 1; i <= 3; i++) {
		hz_buf_addf(&text, "a%d: &a%d ", i, i);
		add_times(&text, "[", 300);
		hz_buf_addf(&text, "*a%d", i - 1);
		add_times(&text, "]", 300);
		hz_buf_addc(&text, '\n');
	}
	read = read_text(text.data, text.len, false, false);
	ck_assert_str_eq(read, "ERROR 2:220: this is nested too deeply");
}
END_TEST

/* Beside its items each document has a few events that begin and end things. */
START_TEST(a_file_ends_at_a_million_events)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	add_times(&text, "- \n", 600000);
	hz_buf_adds(&text, "---\n");
	add_times(&text, "- \n", 400000);
	read = read_text(text.data, text.len, false, true);
	ck_assert_str_eq(read, "ERROR 999993:2: the file has too many keys and values");
}
END_TEST

START_TEST(aliases_cannot_blow_a_document_up)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	hz_buf_adds(&text, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i <= 9; i++)
		hz_buf_addf(&text, "a%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n",
			    i, i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
	read = read_text(text.data, text.len, false, false);
	ck_assert_ptr_nonnull(strstr(read, "too much of the document is copied by aliases"));
}
END_TEST

START_TEST(aliases_cannot_copy_a_long_text_without_end)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	hz_buf_adds(&text, "- &a ");
	hz_buf_pad(&text, 'x', 1u << 20);
	add_times(&text, "\n- *a", 17);
	read = read_text(text.data, text.len, false, false);
	ck_assert_ptr_nonnull(strstr(read, "too much of the document is copied by aliases"));
}
END_TEST

START_TEST(a_large_file_is_read)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *read = NULL;

	hz_buf_adds(&text, "a: \"");
	hz_buf_pad(&text, 'x', 15u << 20);
	hz_buf_adds(&text, "\"\n");
	read = read_text(text.data, text.len, false, false);
	ck_assert_uint_eq(strlen(read), (15u << 20) + strlen("{\"a\":\"\"}"));
}
END_TEST

START_TEST(what_is_copied_by_an_alias_can_be_changed_alone)
{
	static const char text[] = "a: &a {x: 1}\nb: *a\nc: {<<: *a}\n";
	struct hz_yaml_options options = { .name = "case" };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	hz_json_set(json, "b.x", json_integer(2));
	ck_assert_int_eq(hz_json_int(json, "a.x"), 1);
	ck_assert_int_eq(hz_json_int(json, "c.x"), 1);
}
END_TEST

HZ_SUITE("yaml_read", every_document_is_what_kubectl_makes_of_it,
	 a_syntax_error_says_where_and_what_to_do, line_breaks_and_marks_of_other_systems_are_read,
	 a_byte_order_mark_behind_the_start_is_text, colons_before_commas_are_text_up_to_a_hundred,
	 of_all_documents_the_last_line_ends, a_key_with_a_nul_is_refused, an_error_quotes_no_value,
	 nesting_ends_at_512, aliases_cannot_nest_deeper, a_file_ends_at_a_million_events,
	 aliases_cannot_blow_a_document_up, aliases_cannot_copy_a_long_text_without_end,
	 a_large_file_is_read, what_is_copied_by_an_alias_can_be_changed_alone)
