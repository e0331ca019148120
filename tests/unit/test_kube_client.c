/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <string.h>

#include "base/str.h"
#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

static const struct hz_resource machine = {
	.group = "cluster.x-k8s.io",
	.version = "v1beta2",
	.plural = "machines",
	.kind = "Machine",
};

/* --- what goes over the wire --------------------------------------------------------------- */

START_TEST(a_get_asks_for_json_and_says_who_we_are)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test, GET_POD "< 200\n" POD);
	hz_ck_ok(hz_test_get_pod(&test, &pod, &err), &err);
	ck_assert_str_eq(hz_object_name(pod), "a");
	ck_assert_str_eq(hz_test_kube_request(&test, 0), "GET /api/v1/namespaces/n/pods/a");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "accept"), "application/json");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "user-agent"), hz_http_user_agent());
	ck_assert_ptr_null(hz_test_kube_header(&test, 0, "authorization"));
	ck_assert_ptr_null(hz_test_kube_header(&test, 0, "content-type"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 1);
}
END_TEST

static const struct {
	struct hz_kube_request request;
	const char *body; /* of the request */
	const char *line; /* of the request */
	const char *type;
	const char *sent;
} wires[] = {
	{ { .verb = HZ_KUBE_GET, .resource = &machine, .namespace_ = "n", .name = "m" },
	  NULL,
	  "GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m",
	  NULL,
	  "" },
	{ { .verb = HZ_KUBE_GET, .resource = &hz_kind_node, .namespace_ = "n", .name = "m" },
	  NULL,
	  "GET /api/v1/nodes/m",
	  NULL,
	  "" },
	{ { .verb = HZ_KUBE_GET,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .subresource = "status" },
	  NULL,
	  "GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m/status",
	  NULL,
	  "" },
	{ { .verb = HZ_KUBE_GET, .resource = &machine, .namespace_ = "n", .name = "a b:c?&#" },
	  NULL,
	  "GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/a%20b%3Ac%3F%26%23",
	  NULL,
	  "" },
	{ { .verb = HZ_KUBE_APPLY, .resource = &machine },
	  MACHINE,
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m"
	  "?fieldManager=kubectl-hetzner&force=false&fieldValidation=Strict",
	  "application/apply-patch+yaml",
	  MACHINE },
	{ { .verb = HZ_KUBE_APPLY, .resource = &machine, .force = true, .dry_run = true },
	  MACHINE,
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m"
	  "?fieldManager=kubectl-hetzner&force=true&fieldValidation=Strict&dryRun=All",
	  "application/apply-patch+yaml",
	  MACHINE },
	{ { .verb = HZ_KUBE_CREATE, .resource = &machine, .dry_run = true },
	  MACHINE,
	  "POST /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines"
	  "?fieldManager=kubectl-hetzner&fieldValidation=Strict&dryRun=All",
	  "application/json",
	  MACHINE },
	{ { .verb = HZ_KUBE_MERGE_PATCH,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .subresource = "status" },
	  "{'status': {'a': 1}}",
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m/status"
	  "?fieldManager=kubectl-hetzner&fieldValidation=Strict",
	  "application/merge-patch+json",
	  "{'status': {'a': 1}}" },
	{ { .verb = HZ_KUBE_APPLY, .resource = &machine, .subresource = "status" },
	  MACHINE,
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m/status"
	  "?fieldManager=kubectl-hetzner&force=false&fieldValidation=Strict",
	  "application/apply-patch+yaml",
	  MACHINE },
	{ { .verb = HZ_KUBE_MERGE_PATCH,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .version = "7" },
	  "{'spec': {'a': null}, 'metadata': {'labels': {'b': 'c'}}}",
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m"
	  "?fieldManager=kubectl-hetzner&fieldValidation=Strict",
	  "application/merge-patch+json",
	  "{'spec': {'a': null}, 'metadata': {'labels': {'b': 'c'}, 'resourceVersion': '7'}}" },
	{ { .verb = HZ_KUBE_JSON_PATCH,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .dry_run = true },
	  "[{'op': 'remove', 'path': '/spec/a'}]",
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m"
	  "?fieldManager=kubectl-hetzner&fieldValidation=Strict&dryRun=All",
	  "application/json-patch+json",
	  "[{'op': 'remove', 'path': '/spec/a'}]" },
	{ { .verb = HZ_KUBE_JSON_PATCH,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .subresource = "status",
	    .version = "7" },
	  "[{'op': 'remove', 'path': '/status/a'}]",
	  "PATCH /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m/status"
	  "?fieldManager=kubectl-hetzner&fieldValidation=Strict",
	  "application/json-patch+json",
	  "[{'op': 'replace', 'path': '/metadata/resourceVersion', 'value': '7'}, "
	  "{'op': 'remove', 'path': '/status/a'}]" },
	{ { .verb = HZ_KUBE_DELETE,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .version = "7" },
	  "{'propagationPolicy': 'Orphan', 'preconditions': {'uid': 'u'}}",
	  "DELETE /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m",
	  "application/json",
	  "{'propagationPolicy': 'Orphan', 'preconditions': {'uid': 'u', 'resourceVersion': "
	  "'7'}}" },
	{ { .verb = HZ_KUBE_DELETE, .resource = &machine, .namespace_ = "n", .name = "m" },
	  NULL,
	  "DELETE /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m",
	  "application/json",
	  "{'propagationPolicy': 'Background'}" },
	{ { .verb = HZ_KUBE_DELETE,
	    .resource = &machine,
	    .namespace_ = "n",
	    .name = "m",
	    .dry_run = true },
	  "{'propagationPolicy': 'Foreground'}",
	  "DELETE /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m",
	  "application/json",
	  "{'propagationPolicy': 'Foreground', 'dryRun': ['All']}" },
};

START_TEST(each_verb_is_sent_as_the_api_wants_it)
{
	for (size_t i = 0; i < HZ_COUNT(wires); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		TEST_JSON(body);
		TEST_JSON(sent);
		TEST_JSON(answer);
		struct hz_kube_request request = wires[i].request;
		HZ_AUTO(hz_freep) char *script = hz_strf("> %s\n%s", wires[i].line, MACHINE);

		hz_test_kube_open(&test, script);
		body = wires[i].body ? hz_test_json(wires[i].body) : NULL;
		request.body = body;
		hz_ck_ok(hz_kube_do(test.kube, &request, &answer, &err), &err);
		ck_assert_str_eq(hz_test_kube_request(&test, 0), wires[i].line);
		ck_assert_pstr_eq(hz_test_kube_header(&test, 0, "content-type"), wires[i].type);
		if (!wires[i].type)
			continue;
		sent = hz_test_json(hz_test_kube_body(&test, 0));
		json_decref(answer);
		answer = hz_test_json(wires[i].sent);
		ck_assert_msg(json_equal(sent, answer), "%s", hz_test_kube_body(&test, 0));
	}
}
END_TEST

START_TEST(a_list_sends_its_selectors)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);

	hz_test_kube_open(&test,
			  "> GET /apis/cluster.x-k8s.io/v1beta2/machines\n"
			  "{'kind': 'MachineList', 'apiVersion': 'cluster.x-k8s.io/v1beta2', "
			  "'metadata': {}, 'items': []}");
	hz_ck_ok(hz_kube_do(test.kube,
			    &(struct hz_kube_request){
				    .verb = HZ_KUBE_LIST,
				    .resource = &machine,
				    .label_selector = "a=b,c in (d)",
				    .field_selector = "metadata.name=x",
			    },
			    &list, &err),
		 &err);
	ck_assert_str_eq(hz_test_kube_request(&test, 0),
			 "GET /apis/cluster.x-k8s.io/v1beta2/machines"
			 "?labelSelector=a%3Db%2Cc%20in%20%28d%29&fieldSelector=metadata.name%3Dx"
			 "&limit=500");
}
END_TEST

START_TEST(metadata_alone_is_asked_for_with_its_own_type)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	struct hz_kube_request request = {
		.verb = HZ_KUBE_GET,
		.resource = &hz_kind_pod,
		.namespace_ = "n",
		.name = "a",
		.metadata_only = true,
	};

	hz_test_kube_open(&test, GET_POD POD "\n" LIST_PODS
					     "{'kind': 'PartialObjectMetadataList', 'apiVersion': "
					     "'meta.k8s.io/v1', 'metadata': {}, 'items': null}");
	hz_ck_ok(hz_kube_do(test.kube, &request, NULL, &err), &err);
	request.verb = HZ_KUBE_LIST;
	hz_ck_ok(hz_kube_do(test.kube, &request, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "accept"),
			 "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
			 "application/json");
	ck_assert_str_eq(hz_test_kube_header(&test, 1, "accept"),
			 "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"
			 "application/json");
}
END_TEST

static const struct {
	const char *namespace_;
	const char *name;
	const char *message;
} bad_names[] = {
	{ "n", "", "cannot delete pods \"\" in namespace \"n\": the name is missing" },
	{ "n", NULL, "cannot delete pods in namespace \"n\": the name is missing" },
	{ NULL, "a", "cannot delete pods \"a\": the namespace is missing" },
	{ "", "a", "cannot delete pods \"a\" in namespace \"\": the namespace is missing" },
	{ "n", "..", "\"..\" can be no name: it must not be" },
	{ "n", "a/b", "\"a/b\" can be no name: it must not be" },
	{ "n%2f", "a", "\"n%2f\" can be no namespace: it must not be" },
};

START_TEST(a_name_that_would_change_the_path_is_never_sent)
{
	TEST_KUBE(test);

	hz_test_kube_open(&test, "");
	for (size_t i = 0; i < HZ_COUNT(bad_names); i++) {
		TEST_ERR(err);

		hz_ck_fails(hz_kube_do(test.kube,
				       &(struct hz_kube_request){
					       .verb = HZ_KUBE_DELETE,
					       .resource = &hz_kind_pod,
					       .namespace_ = bad_names[i].namespace_,
					       .name = bad_names[i].name,
				       },
				       NULL, &err),
			    &err, bad_names[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	}
	ck_assert_uint_eq(hz_test_kube_count(&test), 0);
}
END_TEST

/* --- many at once -------------------------------------------------------------------------- */

START_TEST(calls_are_under_way_together_with_all_their_pages_and_retries)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(list);
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *slow = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *paged = NULL;
	HZ_AUTO(hz_freep) char *names = NULL;

	hz_test_kube_open(&test,
			  GET_POD "< delay 700\n" POD "\n" LIST_PODS PAGE("1", "x", NAMED("a"))
				  NEXT("x") AGAIN NEXT("x") PAGE("1", "", NAMED("b")));
	slow = hz_test_start(&test, HZ_KUBE_GET, "a", NULL);
	paged = hz_test_start(&test, HZ_KUBE_LIST, NULL, NULL);
	hz_ck_ok(hz_kube_wait(test.kube, slow, NULL, &err), &err);
	/* the pages came while the slow one was waited for */
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
	hz_ck_ok(hz_kube_wait(test.kube, paged, &list, &err), &err);
	names = hz_test_names(list);
	ck_assert_str_eq(names, "a b");
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
}
END_TEST

START_TEST(calls_of_another_client_go_on_with_all_their_pages_and_retries)
{
	TEST_KUBE(test);
	TEST_KUBE(other);
	TEST_ERR(err);
	TEST_JSON(list);
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *slow = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *paged = NULL;

	hz_test_kube_open(&test, GET_POD "< delay 2500\n" POD);
	hz_test_kube_open(&other, LIST_PODS
			  "< 503\n< Retry-After: 1\n{}\n" LIST_PODS PAGE("1", "x", NAMED("a"))
				  NEXT("x") PAGE("1", "", NAMED("b")));
	/* two servers over one engine */
	hz_kube_free(other.kube);
	other.kube = hz_kube_new(test.http, &other.target);
	slow = hz_test_start(&test, HZ_KUBE_GET, "a", NULL);
	paged = hz_test_start(&other, HZ_KUBE_LIST, NULL, NULL);
	hz_ck_ok(hz_kube_wait(test.kube, slow, NULL, &err), &err);
	ck_assert_uint_eq(hz_test_kube_count(&other), 3);
	hz_ck_ok(hz_kube_wait(other.kube, paged, &list, &err), &err);
	ck_assert_uint_eq(json_array_size(hz_json_array(list, "items")), 2);
}
END_TEST

START_TEST(a_call_can_be_given_up)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, LIST_PODS "< delay 20000\n{}\n" GET_POD POD);
	hz_kube_call_free(hz_test_start(&test, HZ_KUBE_LIST, NULL, NULL));
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
}
END_TEST

/* --- warnings ------------------------------------------------------------------------------ */

static void add_warning(void *data, const char *text)
{
	hz_strv_add(data, text);
}

START_TEST(each_warning_is_told_once)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_strv_done) struct hz_strv told = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *all = NULL;
	HZ_AUTO(hz_freep) char *want = hz_test_quoted("old kind|say 'hi', you|esc\\x1b[1m");

	hz_test_kube_open(&test, GET_POD
			  "< Warning: 299 - 'old kind'\n"
			  "< Warning: 299 - 'old kind', 299 kube 'say \\'hi\\', you' "
			  "'Sat, 21 Nov 2026 05:20:23 GMT', 199 - 'not for us'\n" POD "\n" GET_POD
			  "< Warning: 299 - 'old kind'\n< Warning: 299 - 'esc\x1b[1m'\n"
			  "< Warning: 299 - 'without an end\n< Warning: nothing\n" POD);
	hz_kube_on_warning(test.kube, add_warning, &told);
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
	all = hz_strv_join(&told, "|");
	ck_assert_str_eq(all, want);
}
END_TEST

HZ_SUITE("kube_client", a_get_asks_for_json_and_says_who_we_are,
	 each_verb_is_sent_as_the_api_wants_it, a_list_sends_its_selectors,
	 metadata_alone_is_asked_for_with_its_own_type,
	 a_name_that_would_change_the_path_is_never_sent,
	 calls_are_under_way_together_with_all_their_pages_and_retries,
	 calls_of_another_client_go_on_with_all_their_pages_and_retries, a_call_can_be_given_up,
	 each_warning_is_told_once)
