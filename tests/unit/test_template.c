/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/template.h"

#include <string.h>

#include "base/embedded.h"
#include "base/str.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static json_t *parse(const char *text)
{
	struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "f" };
	json_t *tree = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &tree, &err), &err);
	return tree;
}

static const char values_text[] = "name: demo\n"
				  "count: 3\n"
				  "wet: true\n"
				  "nothing: null\n"
				  "list: [a, 1]\n"
				  "map: {k: v}\n"
				  "labels: {example.com/a: b}\n"
				  "tricky: \"x}\\n- injected: ${name}\"\n";

static int fill(const char *template_text, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *template = parse(template_text);
	HZ_AUTO(hz_json_unrefp) json_t *values = parse(values_text);

	return hz_template_fill(template, values, ret, err);
}

START_TEST(fills_values_in_their_places)
{
	static const struct {
		const char *template;
		const char *want;
	} cases[] = {
		{ "a: ${count}", "{\"a\":3}" },
		{ "a: ${wet}", "{\"a\":true}" },
		{ "a: ${list}\nb: ${map}", "{\"a\":[\"a\",1],\"b\":{\"k\":\"v\"}}" },
		{ "a: ${map.k}\nb: ${list.1}\nc: ${labels[example.com/a]}",
		  "{\"a\":\"v\",\"b\":1,\"c\":\"b\"}" },
		{ "a: ${name}-x-${count}${wet}", "{\"a\":\"demo-x-3true\"}" },
		{ "a: ${nothing}\nb: 1", "{\"b\":1}" },
		{ "a: {b: '${nothing}'}", "{\"a\":{}}" },
		{ "[a, '${nothing}', b]", "[\"a\",\"b\"]" },
		{ "a: null", "{\"a\":null}" },
		{ "a: ''\nb: 1.5\nc: false", "{\"a\":\"\",\"b\":1.5,\"c\":false}" },
		{ "a: $HOME $(date) $1 $ {x}", "{\"a\":\"$HOME $(date) $1 $ {x}\"}" },
		{ "a: cost is ${ and so on", "{\"a\":\"cost is ${ and so on\"}" },
		{ "a: ${tricky}", "{\"a\":\"x}\\n- injected: ${name}\"}" },
		{ "a: <${tricky}>", "{\"a\":\"\\u003cx}\\n- injected: ${name}\\u003e\"}" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *filled = NULL;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *got = NULL;

		hz_ck_ok(fill(cases[i].template, &filled, &err), &err);
		got = hz_json_text(filled);
		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

START_TEST(mistakes_of_a_template_are_errors)
{
	static const struct {
		const char *template;
		const char *message;
	} cases[] = {
		{ "a: ${nam}", "nothing is known as ${nam}" },
		{ "a: x-${map.q}", "nothing is known as ${map.q}" },
		{ "[{a: ['${}']}]", "nothing is known as ${}" },
		{ "a: x${list}", "${list} cannot stand in a text" },
		{ "a: x${nothing}", "${nothing} cannot stand in a text" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		json_t *filled = NULL;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_fails(fill(cases[i].template, &filled, &err), &err, cases[i].message);
		ck_assert_ptr_null(filled);
	}
}
END_TEST

START_TEST(a_file_is_taken_as_it_is)
{
	HZ_AUTO(hz_json_unrefp) json_t *filled = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(fill("a: ${file:node/setup.sh}", &filled, &err), &err);
	ck_assert_str_eq(hz_json_str(filled, "a"), hz_embedded_text("capi/node/setup.sh"));
}
END_TEST

/* Cluster API hands the files to cloud-init as a Jinja template. */
START_TEST(no_file_of_a_node_is_read_by_jinja)
{
	for (const struct hz_embedded *file = hz_embedded_files; file->name; file++) {
		if (!hz_str_starts(file->name, "capi/node/"))
			continue;
		ck_assert_msg(!strstr(file->text, "{{") && !strstr(file->text, "{%") &&
				      !strstr(file->text, "{#"),
			      "%s", file->name);
	}
}
END_TEST

/* A file in a KubeadmConfig has at most 10240 characters, and user data of Hetzner 32 KiB,
 * of which the certificates of a control plane take about 13. */
START_TEST(the_files_of_a_node_are_small_enough)
{
	size_t sum = 0;

	for (const struct hz_embedded *file = hz_embedded_files; file->name; file++) {
		if (!hz_str_starts(file->name, "capi/node/"))
			continue;
		ck_assert_uint_le(strlen(file->text), 10240);
		sum += strlen(file->text);
	}
	ck_assert_uint_gt(sum, 0);
	ck_assert_uint_le(sum, 12 * 1024);
}
END_TEST

HZ_SUITE("template", fills_values_in_their_places, mistakes_of_a_template_are_errors,
	 a_file_is_taken_as_it_is, no_file_of_a_node_is_read_by_jinja,
	 the_files_of_a_node_are_small_enough)
