/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

#define TEST_KUBE(name) HZ_AUTO(hz_test_kube_close) struct hz_test_kube name = { .log = NULL }
#define TEST_ERR(name) HZ_AUTO(hz_err_done) struct hz_err name = HZ_ERR_INIT
#define TEST_JSON(name) HZ_AUTO(hz_json_unrefp) json_t *name = NULL

#define POD "{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': {'name': 'a', 'namespace': 'n'}}"
#define GET_POD "> GET /api/v1/namespaces/n/pods/a\n"
#define LIST_PODS "> GET /api/v1/namespaces/n/pods?limit=500\n"

static const struct hz_resource machine = {
	.group = "cluster.x-k8s.io",
	.version = "v1beta2",
	.plural = "machines",
	.kind = "Machine",
};

static int get_pod(struct hz_test_kube *test, json_t **ret, struct hz_err *err)
{
	return hz_kube_get(test->kube, &hz_kind_pod, "n", "a", ret, err);
}

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

/* --- what goes over the wire --------------------------------------------------------------- */

START_TEST(a_get_asks_for_json_and_says_who_we_are)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test, GET_POD "< 200\n" POD);
	hz_ck_ok(get_pod(&test, &pod, &err), &err);
	ck_assert_str_eq(hz_object_name(pod), "a");
	ck_assert_str_eq(hz_test_kube_request(&test, 0), "GET /api/v1/namespaces/n/pods/a");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "accept"), "application/json");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "user-agent"), hz_http_user_agent());
	ck_assert_ptr_null(hz_test_kube_header(&test, 0, "authorization"));
	ck_assert_ptr_null(hz_test_kube_header(&test, 0, "content-type"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 1);
}
END_TEST

#define MACHINE                                                          \
	"{'kind': 'Machine', 'apiVersion': 'cluster.x-k8s.io/v1beta2', " \
	"'metadata': {'name': 'm', 'namespace': 'n', 'uid': 'u-1'}}"
#define OPTIONS "{'kind': 'DeleteOptions'}"

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

/* --- who we are ---------------------------------------------------------------------------- */

START_TEST(credentials_become_headers)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char token[] = "token-abc";
	char username[] = "jane";
	char password[] = "p:w";

	hz_test_kube_open(&test, GET_POD "< repeat\n" POD);
	test.target.token = token;
	hz_test_kube_reopen(&test);
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "authorization"), "Bearer token-abc");

	test.target.token = NULL;
	test.target.username = username;
	test.target.password = password;
	hz_test_kube_reopen(&test);
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 1, "authorization"), "Basic amFuZTpwOnc=");
}
END_TEST

START_TEST(impersonation_becomes_headers)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char as[] = "system:admin";
	char uid[] = "42";

	hz_test_kube_open(&test, GET_POD POD);
	test.target.as = as;
	test.target.as_uid = uid;
	hz_strv_add(&test.target.as_groups, "ops");
	hz_strv_add(&test.target.as_groups, "dev team");
	test.target.as_user_extra = hz_test_json("{'example.com/scope%': ['one', 'two']}");
	hz_test_kube_reopen(&test);
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "impersonate-user"), "system:admin");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "impersonate-uid"), "42");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "impersonate-group"), "ops|dev team");
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "impersonate-extra-example.com%2fscope%25"),
			 "one|two");
	hz_strv_done(&test.target.as_groups);
	json_decref(test.target.as_user_extra);
}
END_TEST

START_TEST(a_token_with_a_line_break_is_refused_before_anything_is_sent)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char token[] = "token\nX-Evil: 1";
	char as[] = "a\rb";

	hz_test_kube_open(&test, "");
	test.target.token = token;
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": the token holds a line break or "
		    "another control character");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(err.advice,
			 "Write it again as one line, without what stands before and behind it.");
	ck_assert_ptr_null(strstr(err.message, "X-Evil"));

	test.target.token = NULL;
	test.target.as = as;
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "the user to impersonate holds a line break");
	ck_assert_uint_eq(hz_test_kube_count(&test), 0);
}
END_TEST

static void write_token(const char *path, const char *text)
{
	TEST_ERR(err);

	hz_ck_ok(hz_file_write(path, text, strlen(text), &err), &err);
}

START_TEST(a_token_file_is_read_for_the_first_request)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	HZ_AUTO(hz_freep) char *path = NULL;

	hz_test_kube_open(&test, GET_POD POD);
	path = hz_strf("%s.token", test.log_path);
	test.target.token_file = path;
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "cannot read the token: ");
	ck_assert_ptr_nonnull(strstr(err.message, path));

	write_token(path, " \n");
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "is empty");
	write_token(path, "of-the-file\n");
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "authorization"), "Bearer of-the-file");
	ck_assert(hz_secret_in("of-the-file"));
	hz_secret_forget();
}
END_TEST

/*
 * Makes a credential plugin that prints token-1, token-2 and so on, each of which expires
 * in @seconds; the exec stanza for it.
 */
static json_t *make_plugin(const struct hz_test_kube *test, int seconds)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("%s.plugin", test->log_path);
	HZ_AUTO(hz_freep) char *script = NULL;

	script = hz_strf("#!/bin/sh\n"
			 "echo run >> '%s.runs'\n"
			 "n=$(wc -l < '%s.runs')\n"
			 "t=$(date -u -d '%d seconds' +%%Y-%%m-%%dT%%H:%%M:%%SZ)\n"
			 "echo '{\"kind\": \"ExecCredential\", \"apiVersion\": "
			 "\"client.authentication.k8s.io/v1\", \"status\": {\"token\": "
			 "\"token-'$((n))'\", \"expirationTimestamp\": \"'$t'\"}}'\n",
			 path, path, seconds);
	write_token(path, script);
	ck_assert_int_eq(chmod(path, 0700), 0);
	return json_pack("{s:s, s:s, s:s}", "command", path, "apiVersion",
			 "client.authentication.k8s.io/v1", "interactiveMode", "Never");
}

static void open_with_plugin(struct hz_test_kube *test, const char *script, int seconds)
{
	hz_test_kube_open(test, script);
	test->target.exec = make_plugin(test, seconds);
	hz_test_kube_reopen(test);
}

START_TEST(a_credential_plugin_is_run_once_until_its_credential_expires)
{
	TEST_KUBE(fresh);
	TEST_KUBE(expired);
	TEST_ERR(err);

	open_with_plugin(&fresh, GET_POD "< repeat\n" POD, 3600);
	open_with_plugin(&expired, GET_POD "< repeat\n" POD, -1);
	for (int i = 0; i < 3; i++) {
		hz_ck_ok(get_pod(&fresh, NULL, &err), &err);
		hz_ck_ok(get_pod(&expired, NULL, &err), &err);
	}
	ck_assert_str_eq(hz_test_kube_header(&fresh, 0, "authorization"), "Bearer token-1");
	ck_assert_str_eq(hz_test_kube_header(&fresh, 2, "authorization"), "Bearer token-1");
	ck_assert_str_eq(hz_test_kube_header(&expired, 2, "authorization"), "Bearer token-3");
	json_decref(fresh.target.exec);
	json_decref(expired.target.exec);
	hz_secret_forget();
}
END_TEST

#define UNAUTHORIZED "< 401\n{'kind': 'Status', 'reason': 'Unauthorized', 'code': 401}\n"

START_TEST(a_refused_plugin_is_run_once_more_for_the_requests_that_follow)
{
	static const char *const tokens[] = { "Bearer token-1", "Bearer token-2", "Bearer token-2",
					      "Bearer token-2", "Bearer token-3" };
	TEST_KUBE(test);
	TEST_ERR(err);

	open_with_plugin(&test,
			 GET_POD UNAUTHORIZED GET_POD UNAUTHORIZED GET_POD POD
			 "\n" GET_POD UNAUTHORIZED GET_POD POD,
			 3600);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	for (size_t i = 0; i < HZ_COUNT(tokens); i++)
		ck_assert_str_eq(hz_test_kube_header(&test, i, "authorization"), tokens[i]);
	ck_assert_uint_eq(hz_test_kube_count(&test), HZ_COUNT(tokens));
	json_decref(test.target.exec);
	hz_secret_forget();
}
END_TEST

START_TEST(a_plugin_is_not_run_where_there_is_a_token)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char token[] = "of-the-flag";

	open_with_plugin(&test, GET_POD POD, 3600);
	test.target.token = token;
	hz_test_kube_reopen(&test);
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "authorization"), "Bearer of-the-flag");
	json_decref(test.target.exec);
}
END_TEST

START_TEST(a_plugin_that_fails_is_named)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, "");
	test.target.exec = json_pack("{s:s, s:s, s:s}", "command", "/nowhere/plugin", "apiVersion",
				     "client.authentication.k8s.io/v1", "interactiveMode", "Never");
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": getting credentials: exec: ");
	ck_assert_ptr_nonnull(strstr(err.message, "/nowhere/plugin"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 0);
	json_decref(test.target.exec);
}
END_TEST

/* --- lists --------------------------------------------------------------------------------- */

#define PAGE(version, next, items)                              \
	"{'kind': 'PodList', 'apiVersion': 'v1', 'metadata': "  \
	"{'resourceVersion': '" version "', 'continue': '" next \
	"', 'remainingItemCount': 7}, 'items': [" items "]}\n"
#define NAMED(name) "{'metadata': {'name': '" name "'}}"
#define NEXT(token) "> GET /api/v1/namespaces/n/pods?limit=500&continue=" token "\n"
#define EXPIRED                                                                              \
	"< 410\n{'kind': 'Status', 'reason': 'Expired', 'message': 'too old', 'code': 410, " \
	"'metadata': {'continue': 'inconsistent'}}\n"

/* The names of the items, separated by spaces; owned. */
static char *names_of(const json_t *list)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	const json_t *item;
	size_t i;

	json_array_foreach(hz_json_array(list, "items"), i, item)
		hz_strv_add(&names, hz_object_name(item));
	return hz_strv_join(&names, " ");
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
	names = names_of(list);
	ck_assert_str_eq(names, "a b c");
	ck_assert_str_eq(hz_object_version(list), "10");
	ck_assert_ptr_null(hz_json_get(list, "metadata.continue"));
	ck_assert_ptr_null(hz_json_get(list, "metadata.remainingItemCount"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 3);
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
	names = names_of(list);
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

/* --- bad answers --------------------------------------------------------------------------- */

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
		hz_ck_fails(get_pod(&test, &pod, &err), &err, bad_answers[i].message);
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

/* --- retries ------------------------------------------------------------------------------- */

#define AGAIN "< 429\n< Retry-After: 0\n{'kind': 'Status', 'reason': 'TooManyRequests'}\n"

START_TEST(a_busy_server_is_asked_again_when_it_says_when)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_JSON(pod);

	hz_test_kube_open(&test, "> POST /api/v1/namespaces/n/pods\n" AGAIN
				 "> POST /api/v1/namespaces/n/pods\n< 503\n< Retry-After: 0\nwait\n"
				 "> POST /api/v1/namespaces/n/pods\n< 201\n" POD);
	pod = hz_test_json(POD);
	hz_ck_ok(hz_kube_do(test.kube,
			    &(struct hz_kube_request){
				    .verb = HZ_KUBE_CREATE,
				    .resource = &hz_kind_pod,
				    .body = pod,
			    },
			    NULL, &err),
		 &err);
	ck_assert_uint_eq(hz_test_kube_count(&test), 3);
	ck_assert_str_eq(hz_test_kube_body(&test, 0), hz_test_kube_body(&test, 2));
}
END_TEST

START_TEST(a_server_that_stays_busy_is_asked_eleven_times)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, GET_POD "< repeat\n" AGAIN);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "TooManyRequests");
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	ck_assert_uint_eq(hz_test_kube_count(&test), 11);
}
END_TEST

START_TEST(a_failure_that_says_no_time_is_not_repeated)
{
	static const char *const answers[] = {
		"< 429\n{'kind': 'Status', 'message': 'no'}",
		"< 500\n{'kind': 'Status', 'message': 'no'}",
		"< 503\n< Retry-After: Fri, 31 Dec 1999 23:59:59 GMT\n{'kind': 'Status'}",
		"< 503\n< Retry-After: 1.5\n{'kind': 'Status'}",
		"< 503\n< Retry-After: -1\n{'kind': 'Status'}",
		"< 403\n< Retry-After: 0\n{'kind': 'Status'}",
	};

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *script = hz_strf(GET_POD "< repeat\n%s", answers[i]);

		hz_test_kube_open(&test, script);
		ck_assert_int_lt(get_pod(&test, NULL, &err), 0);
		ck_assert_uint_eq(hz_test_kube_count(&test), 1);
	}
}
END_TEST

START_TEST(a_wait_beyond_the_request_timeout_is_not_begun)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, GET_POD "< 503\n< Retry-After: 3600\n{'kind': 'Status'}");
	test.target.timeout_ms = 5000;
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err, "the server answers 503");
}
END_TEST

static struct hz_kube_call *start(struct hz_test_kube *test, enum hz_kube_verb verb,
				  const char *name, const json_t *body)
{
	struct hz_kube_call *call = NULL;
	TEST_ERR(err);

	hz_ck_ok(hz_kube_start(test->kube,
			       &(struct hz_kube_request){
				       .verb = verb,
				       .resource = &hz_kind_pod,
				       .namespace_ = "n",
				       .name = name,
				       .body = body,
			       },
			       &call, &err),
		 &err);
	return call;
}

START_TEST(a_lost_connection_is_tried_again_for_a_get_and_an_apply)
{
	TEST_KUBE(test);
	TEST_KUBE(other);
	TEST_ERR(err);
	TEST_JSON(pod);
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *get = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *apply = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *lost = NULL;

	hz_test_kube_open(&test, GET_POD "< drop\n" GET_POD "< cut\n{'kind'\n" GET_POD POD
					 "\n> PATCH /api/v1/namespaces/n/pods/a\n< drop\n"
					 "> PATCH /api/v1/namespaces/n/pods/a\n" POD);
	hz_test_kube_open(&other, GET_POD "< repeat\n< drop\n");
	pod = hz_test_json(POD);
	get = start(&test, HZ_KUBE_GET, "a", NULL);
	apply = start(&test, HZ_KUBE_APPLY, "a", pod);
	lost = start(&other, HZ_KUBE_GET, "a", NULL);
	hz_ck_ok(hz_kube_wait(test.kube, get, NULL, &err), &err);
	hz_ck_ok(hz_kube_wait(test.kube, apply, NULL, &err), &err);
	ck_assert_uint_eq(hz_test_kube_matches(&test, "GET "), 3);
	ck_assert_uint_eq(hz_test_kube_matches(&test, "PATCH "), 2);

	hz_ck_fails(hz_kube_wait(other.kube, lost, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": cannot reach http://127.0.0.1:");
	ck_assert_str_eq(err.reason, "CutOff");
	ck_assert_uint_eq(hz_test_kube_count(&other), 4);
}
END_TEST

START_TEST(a_write_that_may_have_been_done_is_never_sent_twice)
{
	static const enum hz_kube_verb verbs[] = { HZ_KUBE_CREATE, HZ_KUBE_MERGE_PATCH,
						   HZ_KUBE_DELETE };
	TEST_JSON(pod);

	pod = hz_test_json(POD);
	for (size_t i = 0; i < HZ_COUNT(verbs); i++) {
		TEST_KUBE(test);
		TEST_ERR(err);
		HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = NULL;

		hz_test_kube_open(&test, GET_POD POD
				  "\n> POST /api/v1/namespaces/n/pods\n< repeat\n< drop\n"
				  "> PATCH /api/v1/namespaces/n/pods/a\n< repeat\n< drop\n"
				  "> DELETE /api/v1/namespaces/n/pods/a\n< repeat\n< drop\n");
		/* libcurl repeats by itself what was sent on a connection used before */
		hz_ck_ok(get_pod(&test, NULL, &err), &err);
		call = start(&test, verbs[i], "a", pod);
		ck_assert_int_lt(hz_kube_wait(test.kube, call, NULL, &err), 0);
		ck_assert_str_eq(err.reason, "CutOff");
		ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	}
}
END_TEST

START_TEST(a_refused_connection_is_an_error_at_once)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	char server[] = "http://127.0.0.1:1";

	hz_test_kube_open(&test, "");
	test.target.server = server;
	hz_test_kube_reopen(&test);
	hz_ck_fails(get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": cannot reach http://127.0.0.1:1");
	ck_assert_str_eq(err.reason, "ConnectionRefused");
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
	slow = start(&test, HZ_KUBE_GET, "a", NULL);
	paged = start(&test, HZ_KUBE_LIST, NULL, NULL);
	hz_ck_ok(hz_kube_wait(test.kube, slow, NULL, &err), &err);
	/* the pages came while the slow one was waited for */
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
	hz_ck_ok(hz_kube_wait(test.kube, paged, &list, &err), &err);
	names = names_of(list);
	ck_assert_str_eq(names, "a b");
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
}
END_TEST

START_TEST(a_call_can_be_given_up)
{
	TEST_KUBE(test);
	TEST_ERR(err);

	hz_test_kube_open(&test, LIST_PODS "< delay 20000\n{}\n" GET_POD POD);
	hz_kube_call_free(start(&test, HZ_KUBE_LIST, NULL, NULL));
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
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
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	hz_ck_ok(get_pod(&test, NULL, &err), &err);
	all = hz_strv_join(&told, "|");
	ck_assert_str_eq(all, want);
}
END_TEST

HZ_SUITE("kube_client", a_get_asks_for_json_and_says_who_we_are,
	 each_verb_is_sent_as_the_api_wants_it, a_list_sends_its_selectors,
	 metadata_alone_is_asked_for_with_its_own_type,
	 a_name_that_would_change_the_path_is_never_sent, credentials_become_headers,
	 impersonation_becomes_headers,
	 a_token_with_a_line_break_is_refused_before_anything_is_sent,
	 a_token_file_is_read_for_the_first_request,
	 a_credential_plugin_is_run_once_until_its_credential_expires,
	 a_refused_plugin_is_run_once_more_for_the_requests_that_follow,
	 a_plugin_is_not_run_where_there_is_a_token, a_plugin_that_fails_is_named,
	 the_pages_of_a_list_come_as_one_with_the_version_of_the_first,
	 items_without_a_kind_get_that_of_the_list,
	 a_list_that_expires_is_begun_again_once_and_then_asked_for_whole,
	 a_410_without_a_page_is_an_error, a_list_of_another_shape_is_an_error,
	 an_answer_of_another_shape_is_an_error, a_refusal_names_verb_resource_and_namespace,
	 a_kind_that_is_not_served_is_named, find_takes_a_missing_object_for_an_answer,
	 a_post_that_meets_its_name_without_a_word_means_that_it_exists, any_path_can_be_asked_for,
	 a_delete_is_of_this_object_only_and_in_the_background, what_is_gone_already_is_deleted,
	 a_conflict_about_the_object_itself_is_an_error,
	 a_busy_server_is_asked_again_when_it_says_when,
	 a_server_that_stays_busy_is_asked_eleven_times,
	 a_failure_that_says_no_time_is_not_repeated,
	 a_wait_beyond_the_request_timeout_is_not_begun,
	 a_lost_connection_is_tried_again_for_a_get_and_an_apply,
	 a_write_that_may_have_been_done_is_never_sent_twice,
	 a_refused_connection_is_an_error_at_once,
	 calls_are_under_way_together_with_all_their_pages_and_retries, a_call_can_be_given_up,
	 each_warning_is_told_once)
