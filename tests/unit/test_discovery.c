/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/discovery.h"

#include <string.h>

#include "base/file.h"
#include "kube_server.h"
#include "unit.h"

/* Opens a client on the script tests/unit/data/discovery/@name. */
static void open_script(struct hz_test_kube *test, const char *name)
{
	HZ_AUTO(hz_freep) char *file = hz_strf("discovery/%s", name);
	HZ_AUTO(hz_buf_done) struct hz_buf script = HZ_BUF_INIT;
	TEST_ERR(err);

	hz_ck_ok(hz_file_read(hz_test_data(file), &script, &err), &err);
	hz_test_kube_open(test, hz_buf_str(&script));
}

/* "group/version/plural kind scope" of what is found, "" for nothing; kept to the end. */
static const char *find(const struct hz_discovery *discovery, const char *group,
			const char *version, const char *kind)
{
	static char text[256];
	const struct hz_resource *found = hz_discovery_find(discovery, group, version, kind);

	text[0] = '\0';
	if (found)
		(void)snprintf(text, sizeof(text), "%s/%s/%s %s %s", found->group, found->version,
			       found->plural, found->kind,
			       found->cluster_scoped ? "cluster" : "namespace");
	return text;
}

static void check_finds(const struct hz_discovery *discovery)
{
	static const char capi[] = "cluster.x-k8s.io";

	ck_assert_str_eq(find(discovery, "", NULL, "Pod"), "/v1/pods Pod namespace");
	ck_assert_str_eq(find(discovery, "", "v1", "Node"), "/v1/nodes Node cluster");
	ck_assert_str_eq(find(discovery, capi, NULL, "Cluster"),
			 "cluster.x-k8s.io/v1beta2/clusters Cluster namespace");
	ck_assert_str_eq(find(discovery, capi, "v1beta1", "Cluster"),
			 "cluster.x-k8s.io/v1beta1/clusters Cluster namespace");
	/* a kind that only the older version has */
	ck_assert_str_eq(find(discovery, capi, NULL, "Relic"),
			 "cluster.x-k8s.io/v1beta1/relics Relic namespace");
	ck_assert_str_eq(find(discovery, capi, "v1beta2", "Relic"), "");
	ck_assert_str_eq(find(discovery, capi, NULL, "Pod"), "");
	ck_assert_str_eq(find(discovery, "", NULL, "Scale"), "");
}

#define AGGREGATED                                                                   \
	"application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"      \
	"application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList," \
	"application/json"

START_TEST(a_server_that_aggregates_is_asked_twice)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;

	open_script(&test, "aggregated.script");
	hz_ck_ok(hz_discovery_load(test.kube, &discovery, &err), &err);
	check_finds(discovery);
	ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "accept"), AGGREGATED);
	ck_assert_str_eq(hz_test_kube_header(&test, 1, "accept"), AGGREGATED);
}
END_TEST

START_TEST(an_older_server_is_asked_for_each_group_and_version)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;

	open_script(&test, "old.script");
	hz_ck_ok(hz_discovery_load(test.kube, &discovery, &err), &err);
	check_finds(discovery);
	ck_assert_uint_eq(hz_test_kube_count(&test), 5);
	ck_assert_uint_eq(hz_test_kube_matches(&test, "GET /apis/cluster.x-k8s.io/v1beta2"), 1);
}
END_TEST

START_TEST(a_group_whose_server_is_down_is_no_error)
{
	static const char *const scripts[] = { "stale.script", "old_stale.script" };

	for (size_t i = 0; i < HZ_COUNT(scripts); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;

		open_script(&test, scripts[i]);
		hz_ck_ok(hz_discovery_load(test.kube, &discovery, &err), &err);
		ck_assert_str_eq(find(discovery, "", NULL, "Pod"), "/v1/pods Pod namespace");
		ck_assert_str_eq(find(discovery, "metrics.k8s.io", NULL, "PodMetrics"), "");
	}
}
END_TEST

START_TEST(many_groups_are_asked_for_sixteen_at_a_time)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf script = HZ_BUF_INIT;

	hz_buf_adds(&script, "> GET /api\n{'kind': 'APIVersions', 'versions': []}\n"
			     "> GET /apis\n{'kind': 'APIGroupList', 'groups': [");
	for (int i = 0; i < 40; i++)
		hz_buf_addf(&script, "%s{'versions': [{'groupVersion': 'g%d/v1'}]}", i ? "," : "",
			    i);
	hz_buf_adds(&script, "]}\n");
	for (int i = 0; i < 40; i++)
		hz_buf_addf(&script,
			    "> GET /apis/g%d/v1\n{'kind': 'APIResourceList', 'groupVersion': "
			    "'g%d/v1', 'resources': [{'name': 'things', 'kind': 'Thing', "
			    "'namespaced': true}]}\n",
			    i, i);
	hz_test_kube_open(&test, hz_buf_str(&script));
	hz_ck_ok(hz_discovery_load(test.kube, &discovery, &err), &err);
	ck_assert_str_eq(find(discovery, "g0", NULL, "Thing"), "g0/v1/things Thing namespace");
	ck_assert_str_eq(find(discovery, "g39", NULL, "Thing"), "g39/v1/things Thing namespace");
	ck_assert_uint_eq(hz_test_kube_count(&test), 42);
}
END_TEST

#define CORE "> GET /api\n{'kind': 'APIVersions', 'versions': ['v1']}\n"
#define CORE_V1                                                                          \
	"> GET /api/v1\n{'kind': 'APIResourceList', 'groupVersion': 'v1', 'resources': " \
	"[]}\n"

static const struct {
	const char *script;
	const char *message;
} bad[] = {
	{ "> GET /api\n< 403\n{'kind': 'Status', 'reason': 'Forbidden'}\n> GET /apis\n{}",
	  "cannot get /api: the server answers 403 (Forbidden)" },
	{ CORE "> GET /apis\n{'kind': 'APIGroupList'}",
	  "cannot read what the server serves: the answer is no list of API groups" },
	{ CORE "> GET /apis\n[]", "the answer is no list of API groups" },
	{ CORE "> GET /apis\n<html>", "cannot get /apis: the answer is not JSON: \"<html>\"" },
	{ CORE "> GET /apis\n{'kind': 'APIGroupDiscoveryList', 'items': {}}",
	  "the answer is no APIGroupDiscoveryList" },
	{ CORE "> GET /apis\n{'kind': 'APIGroupList', 'groups': []}\n> GET /api/v1\n[]",
	  "the answer is no APIResourceList" },
	{ CORE "> GET /apis\n{'kind': 'APIGroupList', 'groups': []}\n> GET /api/v1\n< 403\n"
	       "{'kind': 'Status', 'reason': 'Forbidden'}",
	  "cannot get /api/v1: the server answers 403 (Forbidden)" },
};

START_TEST(what_cannot_be_discovered_is_an_error_that_names_the_server)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;

		hz_test_kube_open(&test, bad[i].script);
		hz_ck_fails(hz_discovery_load(test.kube, &discovery, &err), &err, bad[i].message);
		ck_assert_ptr_nonnull(strstr(err.message, "cannot ask http://127.0.0.1:"));
		ck_assert_ptr_null(discovery);
	}
}
END_TEST

static const char *const odd[] = {
	"{'kind': 'APIGroupDiscoveryList', 'items': [1, null, {}, {'versions': 3}, "
	"{'metadata': {'name': 4}, 'versions': [{}, {'version': 'v1', 'resources': [1, {}, "
	"{'resource': 'a'}, {'responseKind': {'kind': 'A'}}, {'resource': [], 'responseKind': []}"
	"]}]}]}",
	"{'kind': 'APIGroupList', 'groups': [1, {}, {'versions': [3, {}]}]}",
};

START_TEST(odd_entries_are_passed_over)
{
	for (size_t i = 0; i < HZ_COUNT(odd); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_discovery_freep) struct hz_discovery *discovery = NULL;
		HZ_AUTO(hz_freep)
		char *script = hz_strf("%s%s> GET /apis\n%s", CORE, CORE_V1, odd[i]);

		hz_test_kube_open(&test, script);
		hz_ck_ok(hz_discovery_load(test.kube, &discovery, &err), &err);
		ck_assert_str_eq(find(discovery, "", NULL, "A"), "");
	}
}
END_TEST

HZ_SUITE("discovery", a_server_that_aggregates_is_asked_twice,
	 an_older_server_is_asked_for_each_group_and_version,
	 a_group_whose_server_is_down_is_no_error, many_groups_are_asked_for_sixteen_at_a_time,
	 what_cannot_be_discovered_is_an_error_that_names_the_server, odd_entries_are_passed_over)
