/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/client.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/secret.h"
#include "kube_server.h"
#include "unit.h"

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
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test, 0, "authorization"), "Bearer token-abc");

	test.target.token = NULL;
	test.target.username = username;
	test.target.password = password;
	hz_test_kube_reopen(&test);
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
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
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
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
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": the token holds a line break or "
		    "another control character");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(err.advice,
			 "Write it again as one line, without what stands before and behind it.");
	ck_assert_ptr_null(strstr(err.message, "X-Evil"));

	test.target.token = NULL;
	test.target.as = as;
	hz_test_kube_reopen(&test);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err,
		    "the user to impersonate holds a line break");
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
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "cannot read the token: ");
	ck_assert_ptr_nonnull(strstr(err.message, path));

	write_token(path, " \n");
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "is empty");
	write_token(path, "of-the-file\n");
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
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
		hz_ck_ok(hz_test_get_pod(&fresh, NULL, &err), &err);
		hz_ck_ok(hz_test_get_pod(&expired, NULL, &err), &err);
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
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err, "Unauthorized");
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
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
	hz_ck_ok(hz_test_get_pod(&test, NULL, &err), &err);
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
	hz_ck_fails(hz_test_get_pod(&test, NULL, &err), &err,
		    "cannot get pods \"a\" in namespace \"n\": getting credentials: exec: ");
	ck_assert_ptr_nonnull(strstr(err.message, "/nowhere/plugin"));
	ck_assert_uint_eq(hz_test_kube_count(&test), 0);
	json_decref(test.target.exec);
}
END_TEST

HZ_SUITE("kube_identity", credentials_become_headers, impersonation_becomes_headers,
	 a_token_with_a_line_break_is_refused_before_anything_is_sent,
	 a_token_file_is_read_for_the_first_request,
	 a_credential_plugin_is_run_once_until_its_credential_expires,
	 a_refused_plugin_is_run_once_more_for_the_requests_that_follow,
	 a_plugin_is_not_run_where_there_is_a_token, a_plugin_that_fails_is_named)
