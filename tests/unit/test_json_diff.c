/* SPDX-License-Identifier: Apache-2.0 */
#include "text/json_diff.h"

#include <string.h>

#include "base/strv.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static json_t *yaml(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "test" };
	json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	return json;
}

static const struct {
	const char *want;
	const char *have;
	const char *differences; /* "path: have -> want; …" */
} cases[] = {
	{ "{a: 1}", "{a: 1, b: 2}", "" },
	{ "{a: {b: 1}}", "{a: {b: 2}}", "a.b: 2 -> 1" },
	{ "{a: {b: 1}}", "{}", "a: none -> {\"b\":1}" },
	{ "{a: 1}", "{a: '1'}", "a: \"1\" -> 1" },
	{ "{a: 1}", "{a: 1.0}", "" },
	{ "{host: ''}", "{host: 203.0.113.1}", "host: \"203.0.113.1\" -> \"\"" },
	{ "{host: ''}", "{host: null}", "" },
	{ "{labels: {a.b/c: ''}}", "{labels: {}}", "labels[a.b/c]: none -> \"\"" },
	{ "{m: {labels: {a: ''}}}", "{m: {labels: {b: ''}}}", "m.labels.a: none -> \"\"" },
	{ "{m: {labels: {a: ''}}}", "{m: {labels: {a: ''}}}", "" },
	{ "{m: {labels: {a: ''}}}", "{m: {labels: {a: x}}}", "m.labels.a: \"x\" -> \"\"" },
	{ "{taints: [{key: a, value: ''}]}", "{taints: [{key: a}]}", "" },
	{ "{host: ''}", "{}", "" },
	{ "{l: [1, 2]}", "{l: [1, 3]}", "l.1: 3 -> 2" },
	{ "{l: [1, 2]}", "{l: [1]}", "l: [1] -> [1,2]" },
	{ "{l: [{name: a, v: 1}, {name: b}]}", "{l: [{name: b}, {name: a, v: 2}]}",
	  "l[a].v: 2 -> 1" },
	{ "{l: [{name: a}]}", "{l: [{name: c}]}",
	  "l[a]: none -> {\"name\":\"a\"}; l[c]: {\"name\":\"c\"} -> none" },
	{ "{l: [{name: a}, {name: b}]}", "{l: [{name: b}]}", "l[a]: none -> {\"name\":\"a\"}" },
	{ "{l: [{name: b}]}", "{l: [{name: a}, {name: b}]}", "l[a]: {\"name\":\"a\"} -> none" },
	{ "{l: [{name: a}]}", "{l: [{name: a}, {name: a}]}",
	  "l: [{\"name\":\"a\"},{\"name\":\"a\"}] -> [{\"name\":\"a\"}]" },
	{ "{l: [{key: a}]}", "{l: [{key: b}]}", "l.0.key: \"b\" -> \"a\"" },
	{ "{m: {labels: {a.b/c: x}}}", "{m: {labels: {a.b/c: z}}}",
	  "m.labels[a.b/c]: \"z\" -> \"x\"" },
	{ "{t: 3600s}", "{t: 1h0m0s}", "" },
	{ "{t: 3600s}", "{t: 1h0m1s}", "t: \"1h0m1s\" -> \"3600s\"" },
	{ "{t: 5m}", "{t: 5}", "t: 5 -> \"5m\"" },
	{ "{a: {}, b: [], c: null}", "{}", "" },
	{ "{a: {}, b: [], c: null}", "{a: null, b: null, c: null}", "" },
	{ "{a: {}}", "{a: {b: 1}}", "" },
	{ "{b: []}", "{b: [1]}", "b: [1] -> []" },
	{ "{c: null}", "{c: 1}", "c: 1 -> none" },
	{ "{a: 1, b: 2}", "null", ": none -> {\"a\":1,\"b\":2}" },
};

static char *value_text(const json_t *value)
{
	return value && !json_is_null(value) ? hz_json_text(value) : hz_strf("none");
}

static char *differences_text(const struct hz_json_diff *diff)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	for (size_t i = 0; i < diff->count; i++) {
		HZ_AUTO(hz_freep) char *have = value_text(diff->item[i].have);
		HZ_AUTO(hz_freep) char *want = value_text(diff->item[i].want);

		hz_strv_addf(&lines, "%s: %s -> %s", diff->item[i].path, have, want);
	}
	return hz_strv_join(&lines, "; ");
}

START_TEST(tells_each_field_that_is_not_as_asked_for)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *want = yaml(cases[i].want);
		HZ_AUTO(hz_json_unrefp) json_t *have = yaml(cases[i].have);
		HZ_AUTO(hz_json_diff_done) struct hz_json_diff diff = { .count = 0 };
		HZ_AUTO(hz_freep) char *text = NULL;

		hz_json_diff(want, have, &diff);
		text = differences_text(&diff);
		ck_assert_str_eq(text, cases[i].differences);
	}
}
END_TEST

HZ_SUITE("json diff", tells_each_field_that_is_not_as_asked_for)
