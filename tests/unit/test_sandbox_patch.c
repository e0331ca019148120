/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "sandbox/api/patch.h"
#include "unit.h"

static json_t *read_json(const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);

	ck_assert_msg(json != NULL, "%s", text);
	return json;
}

static void ck_json(const json_t *got, const char *want)
{
	HZ_AUTO(hz_json_unrefp) json_t *wanted = read_json(want);
	HZ_AUTO(hz_freep) char *text = hz_json_text(got);

	ck_assert_msg(json_equal(got, wanted), "%s, not %s", text, want);
}

/* the examples of RFC 7396, appendix A */
static const struct {
	const char *object;
	const char *patch;
	const char *want;
} merges[] = {
	{ "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
	{ "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
	{ "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
	{ "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
	{ "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
	{ "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
	{ "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
	{ "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
	{ "{\"a\":\"foo\"}", "null", "null" },
	{ "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
	{ "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
	{ "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
};

START_TEST(a_merge_patch_replaces_and_removes)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = read_json(merges[_i].object);
	HZ_AUTO(hz_json_unrefp) json_t *patch = read_json(merges[_i].patch);
	HZ_AUTO(hz_json_unrefp) json_t *got = hz_patch_merge(object, patch);

	ck_json(got, merges[_i].want);
	ck_json(object, merges[_i].object);
}
END_TEST

/* most of RFC 6902, appendix A */
static const struct {
	const char *object;
	const char *patch;
	const char *want; /* or NULL */
	const char *error;
} patches[] = {
	{ "{\"a\":1}", "[{\"op\":\"add\",\"path\":\"/b\",\"value\":2}]", "{\"a\":1,\"b\":2}",
	  NULL },
	{ "{\"a\":[1,3]}", "[{\"op\":\"add\",\"path\":\"/a/1\",\"value\":2}]", "{\"a\":[1,2,3]}",
	  NULL },
	{ "{\"a\":[1]}", "[{\"op\":\"add\",\"path\":\"/a/-\",\"value\":[2]}]", "{\"a\":[1,[2]]}",
	  NULL },
	{ "{\"a\":[1]}", "[{\"op\":\"add\",\"path\":\"/a/1\",\"value\":2}]", "{\"a\":[1,2]}",
	  NULL },
	{ "{\"a\":[1]}", "[{\"op\":\"add\",\"path\":\"/a/2\",\"value\":2}]", NULL,
	  "operation 1 (/a/2): there is nothing to add to" },
	{ "{\"a\":1,\"b\":2}", "[{\"op\":\"remove\",\"path\":\"/b\"}]", "{\"a\":1}", NULL },
	{ "{\"a\":[1,2,3]}", "[{\"op\":\"remove\",\"path\":\"/a/1\"}]", "{\"a\":[1,3]}", NULL },
	{ "{\"a\":1}", "[{\"op\":\"remove\",\"path\":\"/b\"}]", NULL,
	  "operation 1 (/b): there is no such value" },
	{ "{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"/a\",\"value\":2}]", "{\"a\":2}", NULL },
	{ "{\"a\":1}", "[{\"op\":\"replace\",\"path\":\"\",\"value\":{}}]", "{}", NULL },
	{ "{\"a\":{\"b\":1},\"c\":{}}", "[{\"op\":\"move\",\"from\":\"/a/b\",\"path\":\"/c/d\"}]",
	  "{\"a\":{},\"c\":{\"d\":1}}", NULL },
	{ "{\"a\":[1,2,3]}", "[{\"op\":\"move\",\"from\":\"/a/0\",\"path\":\"/a/2\"}]",
	  "{\"a\":[2,3,1]}", NULL },
	{ "{\"a\":1}", "[{\"op\":\"copy\",\"from\":\"/a\",\"path\":\"/b\"}]", "{\"a\":1,\"b\":1}",
	  NULL },
	{ "{\"a\":1}", "[{\"op\":\"test\",\"path\":\"/a\",\"value\":1}]", "{\"a\":1}", NULL },
	{ "{\"a\":1}",
	  "[{\"op\":\"add\",\"path\":\"/b\",\"value\":2},{\"op\":\"test\",\"path\":\"/"
	  "a\",\"value\":2}]",
	  NULL, "operation 2 (/a): the test fails" },
	{ "{\"/\":1,\"~\":2}",
	  "[{\"op\":\"remove\",\"path\":\"/~1\"},{\"op\":\"remove\",\"path\":\"/~0\"}]", "{}",
	  NULL },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a/b\",\"value\":2}]", NULL,
	  "operation 1 (/a/b): there is nothing to add to" },
	{ "{}", "[{\"op\":\"eat\",\"path\":\"/a\"}]", NULL,
	  "operation 1 (/a): there is no such operation" },
	{ "{}", "[{\"op\":\"add\",\"path\":\"/a\"}]", NULL, "operation 1 (/a): it has no value" },
	{ "{}", "[{\"op\":\"add\"}]", NULL,
	  "operation 1 (no path): the pointer does not begin with \"/\"" },
	{ "{}", "{}", NULL, "the patch is no list of operations" },
};

START_TEST(a_json_patch_is_done_as_a_whole_or_not_at_all)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = read_json(patches[_i].object);
	HZ_AUTO(hz_json_unrefp) json_t *patch = read_json(patches[_i].patch);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *got = NULL;

	if (patches[_i].error) {
		hz_ck_fails(hz_patch_json(object, patch, &got, &err), &err, patches[_i].error);
		ck_assert_ptr_null(got);
	} else {
		hz_ck_ok(hz_patch_json(object, patch, &got, &err), &err);
		ck_json(got, patches[_i].want);
	}
	ck_json(object, patches[_i].object);
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("sandbox_patch");
	TCase *tcase = tcase_create("patch");

	tcase_add_loop_test(tcase, a_merge_patch_replaces_and_removes, 0, HZ_COUNT(merges));
	tcase_add_loop_test(tcase, a_json_patch_is_done_as_a_whole_or_not_at_all, 0,
			    HZ_COUNT(patches));
	suite_add_tcase(suite, tcase);
	return suite;
}
