/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/robot.h"

#include <string.h>

#include "base/secret.h"
#include "hcloud_server.h"
#include "unit.h"

struct test_robot {
	struct hz_test_kube kube;
	struct hz_robot *robot;
};

#define TEST_ROBOT(name) HZ_AUTO(close_robot) struct test_robot name = { .robot = NULL }

#define USER "#ws+user"
#define PASSWORD "p@ss:w0rd"
#define SERVER "{'server': {'server_number': 321, 'server_ip': '192.0.2.1'}}"
#define GET "> GET /server/321\n"
#define LIST "> GET /server\n"
#define POST "> POST /server/321\n"
#define SAYS(status, code, rest)                                                                 \
	"< " status "\n{'error': {'status': " status ", 'code': '" code "', 'message': 'm'" rest \
	"}}\n"
#define REFUSED "< 401\n{'error': {'status': 401, 'code': 'UNAUTHORIZED', 'message': 'no'}}\n"
#define LOGIN_ADVICE                                                                            \
	"Check the user and the password before you try again: three failed log-ins lock this " \
	"address for ten minutes.\nThey are those of the webservice (in the Robot under "       \
	"Settings, Web service and app settings), not those of the Robot's pages."

static void close_robot(struct test_robot *test)
{
	hz_robot_free(test->robot);
	hz_test_kube_close(&test->kube);
}

static void open_robot(struct test_robot *test, const char *script)
{
	TEST_ERR(err);

	hz_test_kube_open(&test->kube, script);
	hz_ck_ok(hz_robot_new(test->kube.http,
			      &(struct hz_robot_target){ .endpoint = test->kube.server,
							 .user = USER,
							 .password = PASSWORD,
							 .timeout_ms = 2000 },
			      &test->robot, &err),
		 &err);
	hz_robot_set_pace(test->robot, &HURRY);
}

static int ask(struct test_robot *test, enum hz_robot_verb verb, json_t **ret, struct hz_err *err)
{
	static const struct hz_robot_field fields[] = { { "server_name", "a b&c" },
							{ "authorized_key[]", "56:29" },
							{ "authorized_key[]", "15:28" },
							{ NULL, NULL } };

	return hz_robot_do(test->robot,
			   &(struct hz_robot_request){
				   .verb = verb,
				   .path = verb == HZ_ROBOT_LIST ? "/server" : "/server/321",
				   .key = verb == HZ_ROBOT_DELETE ? NULL : "server",
				   .fields = fields,
				   .what = "ask the Robot",
			   },
			   ret, err);
}

/* --- what goes over the wire --------------------------------------------------------------- */

START_TEST(a_get_logs_in_by_http_basic)
{
	TEST_ROBOT(test);
	TEST_ERR(err);
	TEST_JSON(answer);

	open_robot(&test, GET SERVER "\n");
	hz_ck_ok(ask(&test, HZ_ROBOT_GET, &answer, &err), &err);
	ck_assert_int_eq(hz_json_int(answer, "server.server_number"), 321);
	ck_assert_str_eq(hz_test_kube_request(&test.kube, 0), "GET /server/321");
	/* "#ws+user:p@ss:w0rd" */
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "authorization"),
			 "Basic I3dzK3VzZXI6cEBzczp3MHJk");
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "user-agent"), hz_http_user_agent());
	ck_assert_ptr_null(hz_test_kube_header(&test.kube, 0, "content-type"));
	ck_assert(hz_secret_in("Basic I3dzK3VzZXI6cEBzczp3MHJk"));
}
END_TEST

START_TEST(a_post_sends_a_form)
{
	TEST_ROBOT(test);
	TEST_ERR(err);

	open_robot(&test, POST SERVER "\n");
	hz_ck_ok(ask(&test, HZ_ROBOT_POST, NULL, &err), &err);
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "content-type"),
			 "application/x-www-form-urlencoded");
	ck_assert_str_eq(hz_test_kube_body(&test.kube, 0),
			 "server_name=a%20b%26c&authorized_key%5B%5D=56%3A29&"
			 "authorized_key%5B%5D=15%3A28");
}
END_TEST

START_TEST(a_delete_may_be_answered_with_nothing)
{
	TEST_ROBOT(test);
	TEST_ERR(err);
	TEST_JSON(answer);

	open_robot(&test, "> DELETE /server/321\n< 200\n");
	hz_ck_ok(ask(&test, HZ_ROBOT_DELETE, &answer, &err), &err);
	ck_assert(json_is_object(answer));
}
END_TEST

START_TEST(a_list_may_be_empty_which_the_robot_calls_not_found)
{
	static const struct {
		const char *answer;
		size_t count;
	} cases[] = {
		{ "[" SERVER ", " SERVER "]\n", 2 },
		{ "[]\n", 0 },
		{ SAYS("404", "SERVER_NOT_FOUND", ""), 0 },
		{ SAYS("404", "NOT_FOUND", ""), 0 },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		TEST_ROBOT(test);
		TEST_ERR(err);
		TEST_JSON(answer);
		HZ_AUTO(hz_freep) char *script = hz_strf(LIST "%s", cases[i].answer);

		open_robot(&test, script);
		hz_ck_ok(ask(&test, HZ_ROBOT_LIST, &answer, &err), &err);
		ck_assert(json_is_array(answer));
		ck_assert_uint_eq(json_array_size(answer), cases[i].count);
	}
}
END_TEST

/* --- the log-in ---------------------------------------------------------------------------- */

START_TEST(a_refused_login_is_never_tried_again)
{
	static const char *const answers[] = { REFUSED, "< 401\n", "< 401\n<html>\n" };

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_ROBOT(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *script = hz_strf(GET "< repeat\n%s", answers[i]);

		open_robot(&test, script);
		hz_ck_fails(ask(&test, HZ_ROBOT_GET, NULL, &err), &err,
			    "cannot ask the Robot: Hetzner Robot: 401");
		ck_assert_int_eq(err.kind, HZ_ERR_FORBIDDEN);
		ck_assert_str_eq(err.reason, "Unauthorized");
		ck_assert_str_eq(err.advice, LOGIN_ADVICE);

		ck_assert_int_lt(ask(&test, HZ_ROBOT_GET, NULL, &err), 0);
		ck_assert_str_eq(err.message,
				 "cannot ask the Robot: Hetzner Robot refused the user and the "
				 "password before; it is not asked again");
		ck_assert_str_eq(err.reason, "Unauthorized");
		ck_assert_str_eq(err.advice, LOGIN_ADVICE);
		ck_assert_int_lt(ask(&test, HZ_ROBOT_POST, NULL, &err), 0);
		ck_assert_uint_eq(hz_test_kube_count(&test.kube), 1);
	}
}
END_TEST

START_TEST(before_a_login_was_accepted_nothing_is_repeated)
{
	static const char *const answers[] = { "< drop\n", "< 502\n<html>\n",
					       "< delay 5000\n{}\n" };

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_ROBOT(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *script = hz_strf(GET "< repeat\n%s", answers[i]);

		open_robot(&test, script);
		hz_ck_fails(ask(&test, HZ_ROBOT_GET, NULL, &err), &err, "cannot ask the Robot: ");
		ck_assert_uint_eq(hz_test_kube_count(&test.kube), 1);
	}
}
END_TEST

START_TEST(after_that_a_read_is_repeated_and_a_post_is_not)
{
	TEST_ROBOT(test);
	TEST_ERR(err);

	open_robot(&test, GET SERVER "\n" GET "< drop\n" GET "< 502\n" GET SERVER "\n" POST
				     "< 502\n" POST SERVER "\n");
	hz_ck_ok(ask(&test, HZ_ROBOT_GET, NULL, &err), &err);
	hz_ck_ok(ask(&test, HZ_ROBOT_GET, NULL, &err), &err);
	hz_ck_fails(ask(&test, HZ_ROBOT_POST, NULL, &err), &err, "Hetzner Robot: 502");
	ck_assert_uint_eq(hz_test_kube_matches(&test.kube, "GET "), 4);
	ck_assert_uint_eq(hz_test_kube_matches(&test.kube, "POST "), 1);
}
END_TEST

static const struct {
	const char *endpoint;
	const char *user;
	const char *password;
	const char *message;
} targets[] = {
	{ NULL, "", "x", "the user of Hetzner Robot is empty" },
	{ NULL, "x", "", "the password of Hetzner Robot is empty" },
	{ NULL, "x", NULL, "the password of Hetzner Robot is empty" },
	{ NULL, "a:b", "x", "the user of Hetzner Robot must not hold a \":\"" },
	{ "http://robot.example.com", "a", "x",
	  "the endpoint of Hetzner Robot: \"http://robot.example.com\" must begin with https://, "
	  "since credentials go there; plain http is for this machine only" },
};

START_TEST(a_target_that_cannot_be_is_refused)
{
	struct hz_http *http = hz_http_new();

	for (size_t i = 0; i < HZ_COUNT(targets); i++) {
		TEST_ERR(err);
		struct hz_robot *robot = NULL;
		struct hz_robot_target target = { .endpoint = targets[i].endpoint,
						  .user = targets[i].user,
						  .password = targets[i].password };

		ck_assert_int_lt(hz_robot_new(http, &target, &robot, &err), 0);
		ck_assert_str_eq(err.message, targets[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_ptr_null(robot);
	}
	hz_http_free(http);
}
END_TEST

/* --- errors -------------------------------------------------------------------------------- */

static const struct {
	const char *answer;
	const char *message; /* behind "cannot ask the Robot: Hetzner Robot: " */
	const char *reason;
	enum hz_err_kind kind;
	const char *advice; /* a part of it; NULL: there is none */
} errors[] = {
	{ SAYS("403", "RATE_LIMIT_EXCEEDED", ", 'max_request': 200, 'interval': 3600"),
	  "403 RATE_LIMIT_EXCEEDED: m (at most 200 requests in 1h00m)", "RateLimitExceeded",
	  HZ_ERR_FAILED, "Try again when that time is over" },
	{ SAYS("403", "RATE_LIMIT_EXCEEDED", ", 'max_request': 1, 'interval': 600"),
	  "403 RATE_LIMIT_EXCEEDED: m (at most 1 request in 10m00s)", "RateLimitExceeded",
	  HZ_ERR_FAILED, "Try again" },
	{ SAYS("403", "RATE_LIMIT_EXCEEDED", ", 'max_request': 'many', 'interval': -1"),
	  "403 RATE_LIMIT_EXCEEDED: m", "RateLimitExceeded", HZ_ERR_FAILED, "Try again" },
	{ SAYS("400", "INVALID_INPUT", ", 'missing': ['os', 'lang'], 'invalid': ['arch']"),
	  "400 INVALID_INPUT: m\n  missing: os\n  missing: lang\n  invalid: arch", "InvalidInput",
	  HZ_ERR_INVALID, NULL },
	{ SAYS("400", "INVALID_INPUT", ", 'missing': null, 'invalid': {'arch': ['bad']}"),
	  "400 INVALID_INPUT: m", "InvalidInput", HZ_ERR_INVALID, NULL },
	{ SAYS("404", "SERVER_NOT_FOUND", ""), "404 SERVER_NOT_FOUND: m", "NotFound",
	  HZ_ERR_NOT_FOUND, NULL },
	{ SAYS("404", "NOT_FOUND", ""), "404 NOT_FOUND: m", "NotFound", HZ_ERR_NOT_FOUND, NULL },
	{ SAYS("409", "CONFLICT", ""), "409 CONFLICT: m", "Conflict", HZ_ERR_CONFLICT, NULL },
	{ SAYS("409", "KEY_ALREADY_EXISTS", ""), "409 KEY_ALREADY_EXISTS: m", "AlreadyExists",
	  HZ_ERR_CONFLICT, NULL },
	{ SAYS("409", "BOOT_ALREADY_ENABLED", ""), "409 BOOT_ALREADY_ENABLED: m", "Conflict",
	  HZ_ERR_CONFLICT, NULL },
	{ SAYS("409", "RESET_MANUAL_ACTIVE", ""), "409 RESET_MANUAL_ACTIVE: m", "Conflict",
	  HZ_ERR_CONFLICT, NULL },
	{ SAYS("404", "BOOT_NOT_AVAILABLE", ""), "404 BOOT_NOT_AVAILABLE: m", "Unavailable",
	  HZ_ERR_UNAVAILABLE, NULL },
	{ SAYS("404", "RESET_NOT_AVAILABLE", ""), "404 RESET_NOT_AVAILABLE: m", "Unavailable",
	  HZ_ERR_UNAVAILABLE, NULL },
	{ SAYS("500", "RESET_FAILED", ""), "500 RESET_FAILED: m", "Failed", HZ_ERR_FAILED, NULL },
	{ SAYS("500", "INTERNAL_ERROR", ""), "500 INTERNAL_ERROR: m", "InternalError",
	  HZ_ERR_FAILED, NULL },
	{ SAYS("503", "MAINTENANCE", ""), "503 MAINTENANCE: m", "Unknown", HZ_ERR_FAILED, NULL },
	{ SAYS("403", "NEW\\u001b[2J", ""), "403 NEW\\x1b[2J: m", "Unknown", HZ_ERR_FORBIDDEN,
	  NULL },
	{ "< 403\n<html>no</html>\n", "403: \"<html>no</html>\"", "Unknown", HZ_ERR_FORBIDDEN,
	  "Something other than Hetzner's Robot answers there" },
	{ "< 302\n< Location: https://login.example.com/\n",
	  "302, a redirect that is not followed, to https://login.example.com/", "Unknown",
	  HZ_ERR_FAILED, "Something other" },
	{ "< 404\n{'error': 'x'}\n", "404: \"{\"error\": \"x\"}\"", "Unknown", HZ_ERR_NOT_FOUND,
	  "Something other" },
	{ "< 200\n", "the answer is empty", "BadAnswer", HZ_ERR_FAILED, "Something other" },
	{ "<html>\n", "the answer is not JSON: \"<html>\"", "BadAnswer", HZ_ERR_FAILED,
	  "Something other" },
	{ "[" SERVER "]\n", "the answer has no server", "BadAnswer", HZ_ERR_FAILED,
	  "Something other" },
	{ "{'server': 321}\n", "the answer has no server", "BadAnswer", HZ_ERR_FAILED,
	  "Something other" },
};

START_TEST(errors_follow_the_robots_codes)
{
	for (size_t i = 0; i < HZ_COUNT(errors); i++) {
		TEST_ROBOT(test);
		TEST_ERR(err);
		json_t *answer = NULL;
		HZ_AUTO(hz_freep) char *script = hz_strf(GET "%s", errors[i].answer);
		HZ_AUTO(hz_freep)
		char *want = hz_strf("cannot ask the Robot: Hetzner Robot: %s", errors[i].message);

		open_robot(&test, script);
		ck_assert_int_lt(ask(&test, HZ_ROBOT_GET, &answer, &err), 0);
		ck_assert_str_eq(err.message, want);
		ck_assert_str_eq(err.reason, errors[i].reason);
		ck_assert_int_eq(err.kind, errors[i].kind);
		ck_assert_msg(errors[i].advice ? strstr(err.advice, errors[i].advice) != NULL
					       : !err.advice,
			      "%s: %s", want, err.advice);
		ck_assert_ptr_null(answer);
		ck_assert_uint_eq(hz_test_kube_count(&test.kube), 1);
	}
}
END_TEST

START_TEST(a_list_that_is_none_is_an_error)
{
	static const struct {
		const char *answer;
		const char *message;
	} cases[] = {
		{ "{}\n", "the answer is no list" },
		{ "[1]\n", "the answer is a list with one that has no server" },
		{ "[{'key': {}}]\n", "the answer is a list with one that has no server" },
		{ "< 404\n<html>\n", "404: \"<html>\"" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		TEST_ROBOT(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *script = hz_strf(LIST "%s", cases[i].answer);

		open_robot(&test, script);
		hz_ck_fails(ask(&test, HZ_ROBOT_LIST, NULL, &err), &err, cases[i].message);
	}
}
END_TEST

START_TEST(what_is_said_has_no_password)
{
	TEST_ROBOT(test);
	TEST_ERR(err);

	open_robot(&test, GET "< 400\n{'error': {'code': 'INVALID_INPUT', 'message': '" PASSWORD
			      "', 'invalid': ['" PASSWORD "']}}\n");
	hz_ck_fails(ask(&test, HZ_ROBOT_GET, NULL, &err), &err,
		    "INVALID_INPUT: <redacted>\n  invalid: <redacted>");
}
END_TEST

HZ_SUITE("robot", a_get_logs_in_by_http_basic, a_post_sends_a_form,
	 a_delete_may_be_answered_with_nothing, a_list_may_be_empty_which_the_robot_calls_not_found,
	 a_refused_login_is_never_tried_again, before_a_login_was_accepted_nothing_is_repeated,
	 after_that_a_read_is_repeated_and_a_post_is_not, a_target_that_cannot_be_is_refused,
	 errors_follow_the_robots_codes, a_list_that_is_none_is_an_error,
	 what_is_said_has_no_password)
