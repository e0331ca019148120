/* SPDX-License-Identifier: Apache-2.0 */
#include "text/yaml_resolve.h"

#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

/* Asserts that @scalar as a value is the JSON @want, or cannot be read when that is "ERROR". */
static void check_scalar(const char *scalar, const char *want)
{
	struct hz_yaml_options options = { .name = "case" };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *text = hz_strf("a: %s\n", scalar);
	HZ_AUTO(hz_freep) char *read = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;

	if (hz_yaml_parse(text, strlen(text), &options, &json, &err) < 0) {
		ck_assert_msg(strcmp(want, "ERROR") == 0, "%s: %s", scalar, err.message);
		return;
	}
	read = hz_json_text(hz_json_get(json, "a"));
	ck_assert_msg(strcmp(read, want) == 0, "\"%s\" is %s instead of %s", scalar, read, want);
}

START_TEST(every_scalar_means_what_kubectl_takes_it_for)
{
	HZ_AUTO(hz_freep) char *cases = hz_test_read("yaml/scalars.txt");
	char *rest = cases;
	char *line;
	int count = 0;

	while ((line = strsep(&rest, "\n"))) {
		char *arrow = strstr(line, "=> ");

		if (!arrow || *line == '#')
			continue;
		arrow[arrow > line ? -1 : 0] = '\0';
		check_scalar(line, arrow + strlen("=> "));
		count++;
	}
	ck_assert_int_gt(count, 200);
}
END_TEST

START_TEST(a_timestamp_is_what_go_parses_as_one)
{
	static const struct {
		const char *text;
		bool want;
	} cases[] = {
		{ "2001-12-14", true },
		{ "2001-1-4", true },
		{ "2024-02-29", true },
		{ "2023-02-29", false },
		{ "2000-02-29", true },
		{ "1900-02-29", false },
		{ "2001-13-01", false },
		{ "2001-00-01", false },
		{ "2001-01-00", false },
		{ "2001-01-32", false },
		{ "2001-001-01", false },
		{ "0000-01-01", true },
		{ "201-01-01", false },
		{ "20011-01-01", false },
		{ "2001-01", false },
		{ "2001-01-01 ", false },
		{ "2001-12-14T21:59:43Z", true },
		{ "2001-12-14t21:59:43.10-05:00", true },
		{ "2001-12-14T1:2:3,5+01:30", true },
		{ "2001-12-14T21:59:43", false },
		{ "2001-12-14T21:59:43z", false },
		{ "2001-12-14T24:00:00Z", false },
		{ "2001-12-14T23:60:00Z", false },
		{ "2001-12-14T23:59:60Z", false },
		{ "2001-12-14T23:59:59+24:60", true },
		{ "2001-12-14T23:59:59+25:00", false },
		{ "2001-12-14T23:59:59+0100", false },
		{ "2001-12-14T23:59:59.Z", false },
		{ "2001-12-14 21:59:43", true },
		{ "2001-12-14   21:59:43.123456789012", true },
		{ "2001-12-14 21:59:43Z", false },
		{ "2001-12-14 21:59", false },
		{ "", false },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		ck_assert_msg(hz_yaml_is_timestamp(cases[i].text) == cases[i].want, "%s",
			      cases[i].text);
}
END_TEST

START_TEST(text_with_a_nul_is_a_string)
{
	struct hz_yaml_scalar value = hz_yaml_resolve("1\0", 2);

	ck_assert_int_eq(value.type, HZ_YAML_STR);
	ck_assert_int_lt(hz_yaml_resolve_tagged(HZ_YAML_TAG "int", "1\0", 2, &value), 0);
}
END_TEST

HZ_SUITE("yaml_resolve", every_scalar_means_what_kubectl_takes_it_for,
	 a_timestamp_is_what_go_parses_as_one, text_with_a_nul_is_a_string)
