/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "hcloud/item.h"
#include "hcloud/pages.h"
#include "hcloud_server.h"
#include "unit.h"

#define PAGE_OF(number) "> GET /v1/servers?page=" number "&per_page=50\n"
#define NEXT_PAGE(next) "'meta': {'pagination': {'next_page': " next "}}"

static int list(struct hz_test_hcloud *test, json_t **ret, struct hz_err *err)
{
	return hz_hcloud_list(test->hcloud, "/servers", "servers", "list servers", ret, err);
}

/* "1 2 3": the ids of the items. */
static char *ids_of(const json_t *items)
{
	HZ_AUTO(hz_strv_done) struct hz_strv ids = HZ_STRV_INIT;
	const json_t *item;
	size_t i;

	json_array_foreach(items, i, item)
		hz_strv_addf(&ids, "%" PRId64, hz_hcloud_id(item));
	return hz_strv_join(&ids, " ");
}

START_TEST(a_list_has_the_items_of_all_pages_in_order)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(items);
	HZ_AUTO(hz_freep) char *ids = NULL;

	hz_test_hcloud_open(
		&test,
		PAGE_OF("1") "{'servers': [{'id': 1}, {'id': 2}], " NEXT_PAGE("2") "}\n" PAGE_OF("2") "{'servers': [{'id': 9007199254740993}], " NEXT_PAGE(
			"3") "}\n" PAGE_OF("3") "{'servers': [{'id': 4}], 'meta': {'pagination': "
						"{'page': 3, "
						"'per_page': 50, 'previous_page': 2, 'next_page': "
						"null, "
						"'last_page': 3, 'total_entries': 4}}}\n");
	hz_ck_ok(list(&test, &items, &err), &err);
	ids = ids_of(items);
	ck_assert_str_eq(ids, "1 2 9007199254740993 4");
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 3);
}
END_TEST

START_TEST(a_selection_goes_to_each_page)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(items);

	hz_test_hcloud_open(
		&test, "> GET /v1/servers?label_selector=a%3D%3Db&page=1&per_page=50\n"
		       "{'servers': [{'id': 1}], " NEXT_PAGE(
			       "2") "}\n"
				    "> GET /v1/servers?label_selector=a%3D%3Db&page=2&per_page=50\n"
				    "{'servers': [], " NEXT_PAGE("null") "}\n");
	hz_ck_ok(hz_hcloud_list(test.hcloud, "/servers?label_selector=a%3D%3Db", "servers",
				"list servers", &items, &err),
		 &err);
	ck_assert_uint_eq(json_array_size(items), 1);
}
END_TEST

static const char *const whole[] = {
	"{'servers': []}",
	"{'servers': [], 'meta': null}",
	"{'servers': [], 'meta': {'pagination': null}}",
	"{'servers': [], 'meta': {'pagination': {}}}",
	"{'servers': [], 'meta': {'pagination': {'next_page': null}}}",
};

START_TEST(a_list_without_pages_is_whole)
{
	for (size_t i = 0; i < HZ_COUNT(whole); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		TEST_JSON(items);
		HZ_AUTO(hz_freep) char *script = hz_strf(PAGE_OF("1") "%s\n", whole[i]);

		hz_test_hcloud_open(&test, script);
		hz_ck_ok(list(&test, &items, &err), &err);
		ck_assert(json_is_array(items));
		ck_assert_uint_eq(json_array_size(items), 0);
	}
}
END_TEST

START_TEST(record_sets_have_texts_as_ids)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(items);

	hz_test_hcloud_open(&test, "> GET /v1/zones/a/rrsets\n{'rrsets': [{'id': 'www/A'}]}\n");
	hz_ck_ok(hz_hcloud_list(test.hcloud, "/zones/a/rrsets", "rrsets", "list record sets",
				&items, &err),
		 &err);
	ck_assert_uint_eq(json_array_size(items), 1);
}
END_TEST

static const struct {
	const char *first; /* answer; the second page always exists */
	const char *message;
} faults[] = {
	{ "{}", "the answer has no list of servers" },
	{ "{'servers': null}", "the answer has no list of servers" },
	{ "{'servers': {'id': 1}}", "the answer has no list of servers" },
	{ "[{'id': 1}]", "the answer has no list of servers" },
	{ "<html>", "the answer is not JSON: \"<html>\"" },
	{ "{'servers': [{'id': 1}, 2]}",
	  "the answer has a list of servers with one that is no object" },
	{ "{'servers': [{'id': 1.5}]}",
	  "the answer has a list of servers with one that has an id that cannot be one" },
	{ "{'servers': [], " NEXT_PAGE("'2'") "}",
	  "the answer names a next page that is no number" },
	{ "{'servers': [], " NEXT_PAGE("2.0") "}",
	  "the answer names a next page that is no number" },
	{ "{'servers': [], " NEXT_PAGE("1") "}", "the answer says that page 1 follows page 1" },
	{ "{'servers': [], " NEXT_PAGE("0") "}", "the answer says that page 0 follows page 1" },
	{ "{'servers': [], " NEXT_PAGE("-1") "}", "the answer says that page -1 follows page 1" },
	{ "{'servers': [], " NEXT_PAGE("3") "}", "the answer says that page 3 follows page 1" },
	{ "{'servers': [], " NEXT_PAGE("4294967298") "}",
	  "the answer says that page 4294967298 follows page 1" },
};

START_TEST(a_list_that_is_none_or_goes_round_in_circles_is_an_error)
{
	for (size_t i = 0; i < HZ_COUNT(faults); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		json_t *items = NULL;
		HZ_AUTO(hz_freep)
		char *script = hz_strf(PAGE_OF("1") "%s\n" PAGE_OF("2") "{'servers': []}\n",
				       faults[i].first);
		HZ_AUTO(hz_freep)
		char *want =
			hz_strf("cannot list servers: Hetzner Cloud API: %s", faults[i].message);

		hz_test_hcloud_open(&test, script);
		ck_assert_int_lt(list(&test, &items, &err), 0);
		ck_assert_str_eq(err.message, want);
		ck_assert_str_eq(err.reason, "BadAnswer");
		ck_assert_ptr_null(items);
		ck_assert_uint_eq(hz_test_kube_count(&test.kube), 1);
	}
}
END_TEST

START_TEST(an_endless_list_ends)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(
		&test, PAGE_OF("1") "{'servers': [], " NEXT_PAGE(
			       "2") "}\n"
				    "> GET *\n< repeat\n{'servers': [], " NEXT_PAGE("3") "}\n");
	hz_ck_fails(list(&test, NULL, &err), &err,
		    "cannot list servers (page 3): Hetzner Cloud API: the answer says that page 3 "
		    "follows page 3");
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 3);
}
END_TEST

START_TEST(a_list_has_a_largest_number_of_pages)
{
	HZ_AUTO(hz_hcloud_pages_done) struct hz_hcloud_pages pages = { .got = 1999 };
	TEST_JSON(page);
	HZ_AUTO(hz_freep) char *fault = NULL;

	page = hz_test_json("{'servers': [], " NEXT_PAGE("2001") "}");
	ck_assert_int_lt(hz_hcloud_pages_add(&pages, page, "servers", &fault), 0);
	ck_assert_str_eq(fault, "is one of more than 2000 pages");
}
END_TEST

START_TEST(an_error_names_the_page)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, PAGE_OF("1") "{'servers': [], " NEXT_PAGE("2") "}\n" PAGE_OF(
					   "2") "< 403\n{'error': {'code': 'forbidden', "
						"'message': 'the token is read-only'}}\n");
	hz_ck_fails(list(&test, NULL, &err), &err,
		    "cannot list servers (page 2): Hetzner Cloud API: 403 forbidden: the token is "
		    "read-only");
	ck_assert_int_eq(err.kind, HZ_ERR_FORBIDDEN);
}
END_TEST

START_TEST(each_page_has_its_own_retries)
{
#define BUSY_PAGE(number)          \
	PAGE_OF(number)            \
	"< 502\n<html>\n" PAGE_OF( \
		number) "< 504\n"  \
			"{'error': {'code': 'timeout', 'message': 'slow'}}\n" PAGE_OF(number)
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(items);

	hz_test_hcloud_open(&test, BUSY_PAGE("1") "{'servers': [{'id': 1}], " NEXT_PAGE(
					   "2") "}\n" BUSY_PAGE("2") "{'servers': [{'id': 2}]}\n");
	hz_ck_ok(list(&test, &items, &err), &err);
	ck_assert_uint_eq(json_array_size(items), 2);
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 6);
}
END_TEST

HZ_SUITE("hcloud_list", a_list_has_the_items_of_all_pages_in_order, a_selection_goes_to_each_page,
	 a_list_without_pages_is_whole, record_sets_have_texts_as_ids,
	 a_list_that_is_none_or_goes_round_in_circles_is_an_error, an_endless_list_ends,
	 a_list_has_a_largest_number_of_pages, an_error_names_the_page,
	 each_page_has_its_own_retries)
