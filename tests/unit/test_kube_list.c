/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <string.h>

#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

static int list_pods(struct hz_test_kube *test, json_t **ret, struct hz_err *err)
{
	return hz_kube_do(test->kube,
			  &(struct hz_kube_request){
				  .verb = HZ_KUBE_LIST,
				  .resource = &hz_kind_pod,
				  .namespace_ = "n",
			  },
			  ret, err);
}

START_TEST(the_pages_of_a_list_come_as_one_with_the_version_of_the_first)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);
	HZ_AUTO(hz_freep) char *names = NULL;

	hz_test_kube_open(&test,
			  LIST_PODS PAGE("10", "t/1=", NAMED("a") "," NAMED("b")) NEXT("t%2F1%3D")
				  PAGE("10", "t2", "") NEXT("t2") PAGE("11", "", NAMED("c")));
	hz_ck_ok(list_pods(&test, &list, &err), &err);
	names = hz_test_names(list);
	ck_assert_str_eq(names, "a b c");
	ck_assert_str_eq(hz_object_version(list), "10");
	ck_assert_ptr_null(hz_json_get(list, "metadata.continue"));
	ck_assert_ptr_null(hz_json_get(list, "metadata.remainingItemCount"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 3);
}
END_TEST

/* Notes the names of each page, and where the list began. */
static void note_items(void *data, const json_t *items, bool first)
{
	const json_t *item;
	size_t i;

	hz_buf_adds(data, first ? "[" : ",");
	json_array_foreach(items, i, item)
		hz_buf_addf(data, " %s %s", hz_json_str(item, "kind"), hz_object_name(item));
}

START_TEST(items_are_handed_over_page_by_page_and_forgotten)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);
	HZ_AUTO(hz_buf_done) struct hz_buf seen = HZ_BUF_INIT;
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_LIST,
		.resource = &hz_kind_pod,
		.namespace_ = "n",
		.on_items = note_items,
		.data = &seen,
	};

	hz_test_kube_open(&test, LIST_PODS PAGE("1", "x", NAMED("old")) NEXT("x")
					 EXPIRED LIST_PODS PAGE("2", "y", NAMED("a") "," NAMED("b"))
						 NEXT("y") PAGE("2", "", NAMED("c")));
	hz_ck_ok(hz_kube_do(test.kube, &request, &list, &err), &err);
	ck_assert_str_eq(hz_buf_str(&seen), "[ Pod old[ Pod a Pod b, Pod c");
	ck_assert_uint_eq(json_array_size(json_object_get(list, "items")), 0);
	ck_assert_str_eq(hz_object_version(list), "2");
}
END_TEST

START_TEST(items_without_a_kind_get_that_of_the_list)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);

	hz_test_kube_open(&test, LIST_PODS PAGE("1", "", NAMED("a")));
	hz_ck_ok(list_pods(&test, &list, &err), &err);
	ck_assert_str_eq(hz_json_str(list, "items.0.kind"), "Pod");
	ck_assert_str_eq(hz_json_str(list, "items.0.apiVersion"), "v1");
}
END_TEST

START_TEST(a_list_that_expires_is_begun_again_once_and_then_asked_for_whole)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);
	HZ_AUTO(hz_freep) char *names = NULL;

	hz_test_kube_open(&test,
			  LIST_PODS PAGE("1", "x", NAMED("old")) NEXT("x")
				  EXPIRED LIST_PODS PAGE("2", "y", NAMED("older")) NEXT("y") EXPIRED
			  "> GET /api/v1/namespaces/n/pods\n" PAGE("3", "", NAMED("all")));
	hz_ck_ok(list_pods(&test, &list, &err), &err);
	names = hz_test_names(list);
	ck_assert_str_eq(names, "all");
	ck_assert_str_eq(hz_object_version(list), "3");
	ck_assert_str_eq(hz_test_kube_request(&test, 4), "GET /api/v1/namespaces/n/pods");
	ck_assert_uint_eq(hz_test_kube_count(&test), 5);
}
END_TEST

START_TEST(a_410_without_a_page_is_an_error)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, LIST_PODS EXPIRED);
	hz_ck_fails(list_pods(&test, NULL, &err), &err,
		    "cannot list pods in namespace \"n\": too old (Expired)");
	ck_assert_uint_eq(hz_test_kube_count(&test), 1);
}
END_TEST

static const struct {
	const char *script;
	const char *message;
} bad_lists[] = {
	{ LIST_PODS POD, "the answer is no list of objects" },
	{ LIST_PODS "{'kind': 'PodList', 'apiVersion': 'v1', 'metadata': {}, 'items': 3}",
	  "the answer is no list of objects" },
	{ LIST_PODS "{'kind': 'PodList', 'apiVersion': 'v1', 'items': []}",
	  "the answer is no list of objects" },
	{ LIST_PODS PAGE("1", "", "3"), "the answer is a list with an object that has no name" },
	{ LIST_PODS PAGE("1", "", "{'metadata': {'name': 3}}"),
	  "the answer is a list with an object that has no name" },
	{ LIST_PODS PAGE("1", "same", "") NEXT("same") PAGE("1", "same", ""),
	  "the answer is a list without an end" },
	{ LIST_PODS "[]", "the answer is no object" },
};

START_TEST(a_list_of_another_shape_is_an_error)
{
	for (size_t i = 0; i < HZ_COUNT(bad_lists); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		TEST_JSON(list);

		hz_test_kube_open(&test, bad_lists[i].script);
		hz_ck_fails(list_pods(&test, &list, &err), &err, bad_lists[i].message);
		ck_assert_str_eq(err.reason, "BadAnswer");
		ck_assert_ptr_null(list);
	}
}
END_TEST

HZ_SUITE("kube_list", the_pages_of_a_list_come_as_one_with_the_version_of_the_first,
	 items_are_handed_over_page_by_page_and_forgotten,
	 items_without_a_kind_get_that_of_the_list,
	 a_list_that_expires_is_begun_again_once_and_then_asked_for_whole,
	 a_410_without_a_page_is_an_error, a_list_of_another_shape_is_an_error)
