/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <string.h>

#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

static const struct hz_resource machine = {
	.group = "cluster.x-k8s.io",
	.version = "v1beta2",
	.plural = "machines",
	.kind = "Machine",
};

static const struct {
	const char *answer;
	const char *message;
} bad_answers[] = {
	{ "<html>\n<title>Sign in</title>", "the answer is not JSON: \"<html> <title>Sign in" },
	{ "", "the answer is empty" },
	{ "{'kind': 'Pod', 'metadata'", "the answer is broken JSON: " },
	{ "[1, 2]", "the answer is no object" },
	{ "null", "the answer is no object" },
	{ "'text'", "the answer is no object" },
	{ "{}", "the answer is an object without kind and version" },
	{ "{'kind': 'Pod', 'apiVersion': 1, 'metadata': {'name': 'a'}}",
	  "the answer is an object without kind and version" },
	{ "{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': []}",
	  "the answer is an object without a name" },
	{ "{'kind': 'Status', 'apiVersion': 'v1', 'status': 'Failure', 'message': 'after all'}",
	  "cannot get pods \"a\" in namespace \"n\": after all" },
};

START_TEST(an_answer_of_another_shape_is_an_error)
{
	for (size_t i = 0; i < HZ_COUNT(bad_answers); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		TEST_JSON(pod);
		HZ_AUTO(hz_freep) char *script = hz_strf(GET_POD "%s", bad_answers[i].answer);

		hz_test_kube_open(&test, script);
		hz_ck_fails(hz_test_get_pod(&test, &pod, &err), &err, bad_answers[i].message);
		ck_assert_ptr_null(pod);
		ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	}
}
END_TEST

START_TEST(a_refusal_names_verb_resource_and_namespace)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test,
			  "> GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m\n"
			  "< 403\n{'kind': 'Status', 'reason': 'Forbidden', 'message': 'no'}");
	hz_ck_fails(
		hz_kube_get(test.kube, &machine, "n", "m", NULL, &err), &err,
		"cannot get machines.cluster.x-k8s.io \"m\" in namespace \"n\": no (Forbidden)");
	ck_assert_int_eq(hz_err_exit_code(&err), 7);
}
END_TEST

START_TEST(a_kind_that_is_not_served_is_named)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(found);

	hz_test_kube_open(&test, "> GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m\n"
				 "< 404\n< Content-Type: text/plain\n404 page not found");
	hz_ck_fails(hz_kube_find(test.kube, &machine, "n", "m", &found, &err), &err,
		    "the server has nothing at this path");
	ck_assert_str_eq(err.reason, "NoSuchKind");
	ck_assert_str_eq(err.advice,
			 "The server does not serve Machine of cluster.x-k8s.io/v1beta2; "
			 "what it serves is shown by: kubectl api-resources");
}
END_TEST

START_TEST(find_takes_a_missing_object_for_an_answer)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test,
			  GET_POD "< 404\n{'kind': 'Status', 'reason': 'NotFound', "
				  "'details': {'name': 'a', 'kind': 'pods'}}\n" GET_POD POD
				  "\n" GET_POD "< 403\n{'kind': 'Status', 'reason': 'Forbidden'}");
	hz_ck_ok(hz_kube_find(test.kube, &hz_kind_pod, "n", "a", &pod, &err), &err);
	ck_assert_ptr_null(pod);
	hz_ck_ok(hz_kube_find(test.kube, &hz_kind_pod, "n", "a", &pod, &err), &err);
	ck_assert_ptr_nonnull(pod);
	hz_ck_fails(hz_kube_find(test.kube, &hz_kind_pod, "n", "a", &pod, &err), &err, "Forbidden");
}
END_TEST

START_TEST(a_post_that_meets_its_name_without_a_word_means_that_it_exists)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test, "> POST /api/v1/namespaces/n/pods\n< 409\n");
	pod = hz_test_json(POD);
	hz_ck_fails(hz_kube_do(test.kube,
			       &(struct hz_kube_request){
				       .verb = HZ_KUBE_CREATE,
				       .resource = &hz_kind_pod,
				       .body = pod,
			       },
			       NULL, &err),
		    &err, "cannot create pods \"a\" in namespace \"n\"");
	ck_assert_str_eq(err.reason, "AlreadyExists");
	ck_assert_int_eq(err.kind, HZ_ERR_CONFLICT);
}
END_TEST

START_TEST(any_path_can_be_asked_for)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(ready);
	TEST_JSON(version);

	hz_test_kube_open(&test, "> GET /readyz\n< Content-Type: text/plain\nok\n"
				 "> GET /version\n{'gitVersion': 'v1.35.4'}\n"
				 "> GET /nothing\n< 404\n404 page not found");
	hz_ck_ok(hz_kube_get_path(test.kube, "/readyz", &ready, &err), &err);
	ck_assert_str_eq(json_string_value(ready), "ok");
	hz_ck_ok(hz_kube_get_path(test.kube, "/version", &version, &err), &err);
	ck_assert_str_eq(hz_json_str(version, "gitVersion"), "v1.35.4");
	hz_ck_fails(hz_kube_get_path(test.kube, "/nothing", NULL, &err), &err,
		    "cannot get /nothing: the server has nothing at this path");
}
END_TEST

/* --- deletes ------------------------------------------------------------------------------- */

#define DELETE_M "> DELETE /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m\n"
#define GET_M "> GET /apis/cluster.x-k8s.io/v1beta2/namespaces/n/machines/m\n"
#define CONFLICT "< 409\n{'kind': 'Status', 'reason': 'Conflict', 'message': 'uid'}\n"
#define MISSING "< 404\n{'kind': 'Status', 'reason': 'NotFound', 'details': {'name': 'm'}}\n"

static int delete_machine(struct hz_test_kube *test, bool dry_run, struct hz_err *err)
{
	TEST_JSON(object);

	object = hz_test_json(MACHINE);
	return hz_kube_delete(test->kube, &machine, object, dry_run, err);
}

START_TEST(a_delete_is_of_this_object_only_and_in_the_background)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, DELETE_M "{'kind': 'Status', 'apiVersion': 'v1', 'metadata': {}, "
					  "'status': 'Success'}\n" DELETE_M "< 202\n" MACHINE);
	hz_ck_ok(delete_machine(&test, false, &err), &err);
	ck_assert_str_eq(hz_test_kube_body(&test, 0),
			 "{\"preconditions\":{\"uid\":\"u-1\"},\"propagationPolicy\":"
			 "\"Background\"}");
	hz_ck_ok(delete_machine(&test, true, &err), &err);
	ck_assert_str_eq(hz_test_kube_body(&test, 1),
			 "{\"dryRun\":[\"All\"],\"preconditions\":{\"uid\":\"u-1\"},"
			 "\"propagationPolicy\":\"Background\"}");
}
END_TEST

START_TEST(what_is_gone_already_is_deleted)
{
	static const char *const scripts[] = {
		DELETE_M MISSING,
		DELETE_M CONFLICT GET_M MISSING,
		DELETE_M CONFLICT GET_M "{'kind': 'Machine', 'apiVersion': 'v1', 'metadata': "
					"{'name': 'm', 'uid': 'u-2'}}",
	};

	for (size_t i = 0; i < HZ_COUNT(scripts); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);

		hz_test_kube_open(&test, scripts[i]);
		hz_ck_ok(delete_machine(&test, false, &err), &err);
	}
}
END_TEST

START_TEST(a_conflict_about_the_object_itself_is_an_error)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(nobody);

	hz_test_kube_open(&test, DELETE_M CONFLICT GET_M MACHINE);
	hz_ck_fails(delete_machine(&test, false, &err), &err, "uid (Conflict)");

	nobody = hz_test_json("{'metadata': {'name': 'm', 'namespace': 'n'}}");
	hz_ck_fails(hz_kube_delete(test.kube, &machine, nobody, false, &err), &err,
		    "cannot delete machines: the object has no UID");
	ck_assert_uint_eq(hz_test_kube_count(&test), 2);
}
END_TEST

HZ_SUITE("kube_answer", an_answer_of_another_shape_is_an_error,
	 a_refusal_names_verb_resource_and_namespace, a_kind_that_is_not_served_is_named,
	 find_takes_a_missing_object_for_an_answer,
	 a_post_that_meets_its_name_without_a_word_means_that_it_exists, any_path_can_be_asked_for,
	 a_delete_is_of_this_object_only_and_in_the_background, what_is_gone_already_is_deleted,
	 a_conflict_about_the_object_itself_is_an_error)
