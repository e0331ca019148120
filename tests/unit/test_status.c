/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/status.h"

#include <string.h>

#include "base/secret.h"
#include "kube_server.h"
#include "unit.h"

#define WHAT "get machines \"a\" in namespace \"b\""

/*
 * The error of an answer with this status, body (in which ' stands for ") and one header,
 * which may be NULL.
 */
static struct hz_err refused(int code, const char *body, const char *header)
{
	HZ_AUTO(hz_freep) char *quoted = hz_test_quoted(body);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	struct hz_http_reply reply = { .status = code, .body = &text, .headers = &headers };
	struct hz_err err = HZ_ERR_INIT;

	hz_buf_adds(&text, quoted);
	if (header)
		hz_strv_add(&headers, header);
	ck_assert_int_lt(hz_status_err(&err, &reply, WHAT), 0);
	return err;
}

static void check(const struct hz_err *err, enum hz_err_kind kind, const char *reason,
		  const char *message)
{
	ck_assert_str_eq(err->message, message);
	ck_assert_str_eq(err->reason, reason);
	ck_assert_int_eq(err->kind, kind);
}

static const struct {
	int code;
	const char *status;
	enum hz_err_kind kind;
	const char *reason;
	const char *message;
} statuses[] = {
	{ 404,
	  "{'kind': 'Status', 'reason': 'NotFound', 'message': 'machines \\'a\\' not found', "
	  "'details': {'name': 'a', 'kind': 'machines'}, 'code': 404}",
	  HZ_ERR_NOT_FOUND, "NotFound", "cannot " WHAT ": machines \"a\" not found (NotFound)" },
	{ 403,
	  "{'kind': 'Status', 'reason': 'Forbidden', 'message': 'user \\'u\\' must not', 'code': "
	  "403}",
	  HZ_ERR_FORBIDDEN, "Forbidden", "cannot " WHAT ": user \"u\" must not (Forbidden)" },
	{ 401,
	  "{'kind': 'Status', 'reason': 'Unauthorized', 'message': 'Unauthorized', 'code': 401}",
	  HZ_ERR_FORBIDDEN, "Unauthorized", "cannot " WHAT ": Unauthorized" },
	{ 409,
	  "{'kind': 'Status', 'reason': 'AlreadyExists', 'message': 'there already', 'code': 409}",
	  HZ_ERR_CONFLICT, "AlreadyExists", "cannot " WHAT ": there already (AlreadyExists)" },
	{ 409, "{'kind': 'Status', 'reason': 'Conflict', 'message': 'it changed', 'code': 409}",
	  HZ_ERR_CONFLICT, "Conflict", "cannot " WHAT ": it changed (Conflict)" },
	{ 400,
	  "{'kind': 'Status', 'reason': 'BadRequest', 'message': 'strict decoding error: unknown "
	  "field \\'spec.foo\\'', 'code': 400}",
	  HZ_ERR_INVALID, "BadRequest",
	  "cannot " WHAT ": strict decoding error: unknown field \"spec.foo\" (BadRequest)" },
	{ 429, "{'kind': 'Status', 'reason': 'TooManyRequests', 'message': 'slow down'}",
	  HZ_ERR_FAILED, "TooManyRequests", "cannot " WHAT ": slow down (TooManyRequests)" },
	{ 500, "{'kind': 'Status', 'reason': 'ServerTimeout', 'message': 'too late'}",
	  HZ_ERR_FAILED, "ServerTimeout", "cannot " WHAT ": too late (ServerTimeout)" },
	/* the reason says more than the code */
	{ 500, "{'kind': 'Status', 'reason': 'NotFound', 'message': 'x', 'details': {'name': 'a'}}",
	  HZ_ERR_NOT_FOUND, "NotFound", "cannot " WHAT ": x (NotFound)" },
	/* a reason that we do not know counts as little as none: the code decides */
	{ 403, "{'kind': 'Status', 'reason': 'DeniedByPolicy', 'message': 'no privileged pods'}",
	  HZ_ERR_FORBIDDEN, "Forbidden", "cannot " WHAT ": no privileged pods (DeniedByPolicy)" },
	{ 422, "{'kind': 'Status', 'message': 'no'}", HZ_ERR_INVALID, "Invalid",
	  "cannot " WHAT ": no (Invalid)" },
	/* that the server takes the blame for a field that we sent does not make it so */
	{ 500,
	  "{'kind': 'Status', 'message': 'failed to create typed patch object (n/a; v1): .x: field "
	  "not declared in schema', 'code': 500}",
	  HZ_ERR_INVALID, "BadRequest",
	  "cannot " WHAT
	  ": failed to create typed patch object (n/a; v1): .x: field not declared in "
	  "schema (BadRequest)" },
	{ 503, "{'kind': 'Status'}", HZ_ERR_FAILED, "ServiceUnavailable",
	  "cannot " WHAT ": the server answers 503 (ServiceUnavailable)" },
	{ 418, "{'kind': 'Status'}", HZ_ERR_FAILED, "Unknown",
	  "cannot " WHAT ": the server answers 418" },
};

START_TEST(a_status_becomes_an_error_of_its_reason)
{
	for (size_t i = 0; i < HZ_COUNT(statuses); i++) {
		HZ_AUTO(hz_err_done)
		struct hz_err err = refused(statuses[i].code, statuses[i].status, NULL);

		check(&err, statuses[i].kind, statuses[i].reason, statuses[i].message);
	}
}
END_TEST

START_TEST(a_404_that_names_no_object_is_about_the_kind)
{
	static const char *const bodies[] = {
		"{'kind': 'Status', 'reason': 'NotFound', 'details': {}, 'message': 'not found'}",
		"404 page not found\n",
		"",
		"<html>nginx</html>",
	};

	for (size_t i = 0; i < HZ_COUNT(bodies); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = refused(404, bodies[i], NULL);

		ck_assert_str_eq(err.reason, "NoSuchKind");
		ck_assert_int_eq(err.kind, HZ_ERR_NOT_FOUND);
	}
}
END_TEST

START_TEST(a_path_with_nothing_at_it_is_told_in_words)
{
	HZ_AUTO(hz_err_done) struct hz_err err = refused(404, "404 page not found\n", NULL);

	check(&err, HZ_ERR_NOT_FOUND, "NoSuchKind",
	      "cannot " WHAT ": the server has nothing at this path");
}
END_TEST

START_TEST(conflicts_of_an_apply_are_listed_field_by_field_with_their_managers)
{
	HZ_AUTO(hz_err_done)
	struct hz_err err = refused(
		409,
		"{'kind': 'Status', 'reason': 'Conflict', 'code': 409, 'message': 'Apply failed "
		"with 2 conflicts: …', 'details': {'name': 'a', 'causes': [{'reason': "
		"'FieldManagerConflict', 'field': '.spec.replicas', 'message': 'conflict with "
		"\\'kubectl-scale\\' using apps/v1'}, {'reason': 'FieldManagerConflict', 'field': "
		"'.spec.paused', 'message': 'conflict with \\'argocd\\' using apps/v1'}]}}",
		NULL);

	check(&err, HZ_ERR_CONFLICT, "Conflict",
	      "cannot " WHAT ": 2 fields belong to another manager (Conflict):\n"
	      "  .spec.replicas: conflict with \"kubectl-scale\" using apps/v1\n"
	      "  .spec.paused: conflict with \"argocd\" using apps/v1");
	ck_assert_str_eq(err.advice,
			 "Leave these fields to their manager, or have it give them up.");
}
END_TEST

START_TEST(an_invalid_object_has_each_fault_listed_once)
{
	HZ_AUTO(hz_err_done)
	struct hz_err err = refused(
		422,
		"{'kind': 'Status', 'reason': 'Invalid', 'code': 422, 'message': 'all in one "
		"line', 'details': {'name': 'a', 'kind': 'Machine', 'causes': [{'reason': "
		"'FieldValueRequired', 'field': 'spec.clusterName', 'message': 'Required value'}, "
		"{'reason': 'FieldValueRequired', 'field': 'spec.clusterName', 'message': "
		"'Required value'}, {'reason': 'FieldValueInvalid', 'field': 'spec.version', "
		"'message': 'Invalid value: \\'1\\': no version'}]}}",
		NULL);

	check(&err, HZ_ERR_INVALID, "Invalid",
	      "cannot " WHAT ": the Machine is not valid (Invalid):\n"
	      "  spec.clusterName: Required value\n"
	      "  spec.version: Invalid value: \"1\": no version");
	ck_assert_ptr_null(err.advice);
}
END_TEST

START_TEST(a_long_list_of_causes_is_cut)
{
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	struct hz_err err;

	hz_buf_adds(&body, "{\"kind\":\"Status\",\"reason\":\"Invalid\","
			   "\"details\":{\"kind\":\"Pod\",\"causes\":[");
	for (int i = 0; i < 60; i++)
		hz_buf_addf(&body, "%s{\"field\":\"f%d\",\"message\":\"m\"}", i ? "," : "", i);
	hz_buf_adds(&body, "]}}");
	err = refused(422, hz_buf_str(&body), NULL);
	ck_assert_ptr_nonnull(strstr(err.message, "\n  f49: m\n  … and 10 more"));
	ck_assert_ptr_null(strstr(err.message, "f50"));
	hz_err_done(&err);
}
END_TEST

START_TEST(a_page_of_a_proxy_is_quoted_on_one_short_line)
{
	HZ_AUTO(hz_err_done)
	struct hz_err err =
		refused(502, "<html>\r\n  <h1>Bad\x1b[31m   Gateway</h1>\n</html>\n", NULL);

	check(&err, HZ_ERR_FAILED, "InternalError",
	      "cannot " WHAT ": the server answers 502 (InternalError): "
	      "\"<html> <h1>Bad\\x1b[31m Gateway</h1> </html>\"");
	ck_assert_ptr_nonnull(strstr(err.advice, "Something other than a Kubernetes API server"));
}
END_TEST

START_TEST(a_long_page_is_shortened_between_characters)
{
	HZ_AUTO(hz_buf_done) struct hz_buf page = HZ_BUF_INIT;
	struct hz_err err;

	for (int i = 0; i < 5000; i++)
		hz_buf_adds(&page, "ä");
	err = refused(503, hz_buf_str(&page), NULL);
	ck_assert_ptr_nonnull(strstr(err.message, "ää…\""));
	ck_assert_ptr_null(strstr(err.message, "\\x"));
	ck_assert_uint_lt(strlen(err.message), 400);
	hz_err_done(&err);
}
END_TEST

START_TEST(a_redirect_is_named_and_not_followed)
{
	HZ_AUTO(hz_err_done)
	struct hz_err err = refused(302, "moved", "location: https://login.example/");

	check(&err, HZ_ERR_FAILED, "Unknown",
	      "cannot " WHAT ": the server answers 302, a redirect that is not followed, to "
	      "https://login.example/");
	ck_assert_ptr_nonnull(strstr(err.advice, "Something other than a Kubernetes API server"));
}
END_TEST

START_TEST(the_code_decides_where_there_is_no_status)
{
	static const struct {
		int code;
		enum hz_err_kind kind;
		const char *reason;
	} codes[] = {
		{ 400, HZ_ERR_INVALID, "BadRequest" },
		{ 401, HZ_ERR_FORBIDDEN, "Unauthorized" },
		{ 403, HZ_ERR_FORBIDDEN, "Forbidden" },
		{ 405, HZ_ERR_FAILED, "MethodNotAllowed" },
		{ 409, HZ_ERR_CONFLICT, "Conflict" },
		{ 410, HZ_ERR_FAILED, "Expired" },
		{ 413, HZ_ERR_FAILED, "RequestEntityTooLarge" },
		{ 415, HZ_ERR_FAILED, "UnsupportedMediaType" },
		{ 422, HZ_ERR_INVALID, "Invalid" },
		{ 429, HZ_ERR_FAILED, "TooManyRequests" },
		{ 500, HZ_ERR_FAILED, "InternalError" },
		{ 503, HZ_ERR_FAILED, "ServiceUnavailable" },
		{ 504, HZ_ERR_FAILED, "Timeout" },
		{ 599, HZ_ERR_FAILED, "InternalError" },
	};

	for (size_t i = 0; i < HZ_COUNT(codes); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = refused(codes[i].code, "", NULL);

		ck_assert_str_eq(err.reason, codes[i].reason);
		ck_assert_int_eq(err.kind, codes[i].kind);
	}
}
END_TEST

START_TEST(what_the_server_says_cannot_steer_a_terminal)
{
	HZ_AUTO(hz_err_done)
	struct hz_err err = refused(403,
				    "{\"kind\":\"Status\",\"reason\":\"For\\u001bbidden\","
				    "\"message\":\"\\u001b]0;x\\u0007\\u202e\"}",
				    NULL);

	ck_assert_str_eq(err.message, "cannot " WHAT ": \\x1b]0;x\\x07\\u{202e} (For\\x1bbidden)");
}
END_TEST

START_TEST(what_the_server_says_shows_no_secret)
{
	struct hz_err status;
	struct hz_err page;

	hz_secret_register("s3cr3t-token-value");
	status = refused(400, "{'kind': 'Status', 'message': 'bad: s3cr3t-token-value!'}", NULL);
	page = refused(502, "you sent czNjcjN0LXRva2VuLXZhbHVl", NULL);
	ck_assert_str_eq(status.message, "cannot " WHAT ": bad: <redacted>! (BadRequest)");
	ck_assert_ptr_nonnull(strstr(page.message, "<redacted>"));
	ck_assert_ptr_null(strstr(page.message, "czNjcjN0"));
	hz_err_done(&status);
	hz_err_done(&page);
	hz_secret_forget();
}
END_TEST

static const struct {
	int code;
	const char *body;
	const char *advice;
} advices[] = {
	{ 401, "",
	  "The server does not accept who the kubeconfig says you are; look at it with: "
	  "kubectl config view --minify" },
	{ 403, "{'kind': 'Status', 'message': 'no'}",
	  "See what you may do with: kubectl auth can-i --list" },
	{ 429, "{'kind': 'Status', 'message': 'no'}", "The server is busy; try again in a while." },
	{ 404,
	  "{'kind': 'Status', 'reason': 'NotFound', 'message': 'namespaces \\'n-1\\' not found', "
	  "'details': {'name': 'n-1', 'kind': 'namespaces'}}",
	  "Create the namespace with: kubectl create namespace n-1" },
	/* a name that would do harm in a shell is in no command */
	{ 404,
	  "{'kind': 'Status', 'reason': 'NotFound', 'details': {'name': '$(x)', 'kind': "
	  "'namespaces'}}",
	  NULL },
	{ 404,
	  "{'kind': 'Status', 'reason': 'NotFound', 'details': {'name': 'a', 'kind': 'machines'}}",
	  NULL },
	{ 404, "404 page not found\n", NULL },
};

START_TEST(the_advice_says_what_to_do)
{
	for (size_t i = 0; i < HZ_COUNT(advices); i++) {
		HZ_AUTO(hz_err_done)
		struct hz_err err = refused(advices[i].code, advices[i].body, NULL);

		if (advices[i].advice)
			ck_assert_pstr_eq(err.advice, advices[i].advice);
		else
			ck_assert_ptr_null(err.advice);
	}
}
END_TEST

START_TEST(a_status_of_any_shape_is_an_error_and_no_crash)
{
	static const char *const bodies[] = {
		"{'kind': 'Status', 'reason': 1, 'message': [], 'details': 'x', 'code': 'y'}",
		"{'kind': 'Status', 'details': {'causes': {}}}",
		"{'kind': 'Status', 'reason': 'Invalid', 'details': {'kind': 3, 'causes': [1, "
		"null, {}]}}",
		"{'kind': 'Status', 'reason': 'Conflict', 'details': {'causes': [{'reason': "
		"'FieldManagerConflict'}]}}",
		"{'kind': 'Status', 'code': 99999999999999}",
		"{'kind': ['Status']}",
		"[]",
		"null",
		"{\"kind\":\"Status\"",
		"\x80\xff",
	};

	for (size_t i = 0; i < HZ_COUNT(bodies); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = refused(500, bodies[i], NULL);

		ck_assert_ptr_nonnull(strstr(err.message, "cannot " WHAT ": "));
	}
}
END_TEST

START_TEST(an_answer_that_is_no_json_is_quoted_but_json_never)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	struct hz_http_reply reply = { .status = 200, .body = &text, .headers = &headers };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_adds(&text, "<html>sign in</html>");
	hz_status_bad_answer(&err, &reply, WHAT, "is not JSON");
	check(&err, HZ_ERR_FAILED, "BadAnswer",
	      "cannot " WHAT ": the answer is not JSON: \"<html>sign in</html>\"");
	ck_assert_ptr_nonnull(strstr(err.advice, "Something other than a Kubernetes API server"));

	hz_buf_clear(&text);
	hz_buf_adds(&text, " \n{\"data\":{\"hcloud\":\"c2VjcmV0\"");
	hz_status_bad_answer(&err, &reply, WHAT, "is broken JSON");
	ck_assert_str_eq(err.message, "cannot " WHAT ": the answer is broken JSON");
}
END_TEST

HZ_SUITE("status", a_status_becomes_an_error_of_its_reason,
	 a_404_that_names_no_object_is_about_the_kind, a_path_with_nothing_at_it_is_told_in_words,
	 conflicts_of_an_apply_are_listed_field_by_field_with_their_managers,
	 an_invalid_object_has_each_fault_listed_once, a_long_list_of_causes_is_cut,
	 a_page_of_a_proxy_is_quoted_on_one_short_line, a_long_page_is_shortened_between_characters,
	 a_redirect_is_named_and_not_followed, the_code_decides_where_there_is_no_status,
	 what_the_server_says_cannot_steer_a_terminal, what_the_server_says_shows_no_secret,
	 the_advice_says_what_to_do, a_status_of_any_shape_is_an_error_and_no_crash,
	 an_answer_that_is_no_json_is_quoted_but_json_never)
