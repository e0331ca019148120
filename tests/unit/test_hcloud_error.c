/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/error.h"

#include <string.h>

#include "base/secret.h"
#include "kube_server.h"
#include "unit.h"

/* An answer that a test makes up. */
struct made {
	struct hz_buf body;
	struct hz_strv headers;
	struct hz_http_reply reply;
};

static void make(struct made *made, int status, const char *header, const char *body)
{
	HZ_AUTO(hz_freep) char *quoted = hz_test_quoted(body);

	*made = (struct made){ .body = HZ_BUF_INIT };
	hz_buf_adds(&made->body, quoted);
	if (header)
		hz_strv_add(&made->headers, header);
	made->reply = (struct hz_http_reply){
		.status = status,
		.body = &made->body,
		.headers = &made->headers,
	};
}

static void done_made(struct made *made)
{
	hz_buf_done(&made->body);
	hz_strv_done(&made->headers);
}

static void set(struct hz_err *err, const struct made *made, unsigned tries)
{
	TEST_JSON(error);

	error = hz_hcloud_error_of(&made->reply);
	ck_assert_int_eq(hz_hcloud_error_set(err, error, &made->reply, tries), -1);
}

/* --- the codes ----------------------------------------------------------------------------- */

static const struct {
	const char *code;
	const char *reason;
	enum hz_err_kind kind;
	const char *advice; /* a part of it; NULL: there is none */
} codes[] = {
	{ "unauthorized", "Unauthorized", HZ_ERR_FORBIDDEN, "Hetzner does not know this token" },
	{ "forbidden", "Forbidden", HZ_ERR_FORBIDDEN, "the right to read and write" },
	{ "token_readonly", "TokenReadonly", HZ_ERR_FORBIDDEN, "the right to read and write" },
	{ "protected", "Protected", HZ_ERR_FORBIDDEN, "Take the protection off" },
	{ "not_found", "NotFound", HZ_ERR_NOT_FOUND, NULL },
	{ "conflict", "Conflict", HZ_ERR_CONFLICT, "try again in a moment" },
	{ "locked", "Locked", HZ_ERR_CONFLICT, "Another action works on it" },
	{ "uniqueness_error", "UniquenessError", HZ_ERR_CONFLICT, "choose another" },
	{ "server_already_attached", "AlreadyAttached", HZ_ERR_CONFLICT, NULL },
	{ "target_already_defined", "AlreadyAttached", HZ_ERR_CONFLICT, NULL },
	{ "invalid_input", "InvalidInput", HZ_ERR_INVALID, NULL },
	{ "missing_ipv4", "MissingIpv4", HZ_ERR_INVALID, NULL },
	{ "ip_not_owned", "IpNotOwned", HZ_ERR_INVALID, NULL },
	{ "resource_limit_exceeded", "ResourceLimitExceeded", HZ_ERR_UNAVAILABLE, "under Limits" },
	{ "resource_unavailable", "ResourceUnavailable", HZ_ERR_UNAVAILABLE, "another location" },
	{ "placement_error", "PlacementError", HZ_ERR_UNAVAILABLE, "another location" },
	{ "no_subnet_available", "NoSubnetAvailable", HZ_ERR_UNAVAILABLE, "another subnet" },
	{ "rate_limit_exceeded", "RateLimitExceeded", HZ_ERR_FAILED, "a number of requests" },
	{ "bad_gateway", "BadGateway", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "timeout", "ApiTimeout", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "server_error", "ServerError", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "service_error", "ServiceError", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "unavailable", "Unavailable", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "maintenance", "Maintenance", HZ_ERR_FAILED, "status.hetzner.com" },
	{ "robot_unavailable", "RobotUnavailable", HZ_ERR_FAILED, "Robot" },
	{ "deprecated_api_endpoint", "DeprecatedApiEndpoint", HZ_ERR_FAILED, "Update" },
};

START_TEST(the_code_decides_whatever_the_status_is)
{
	static const int statuses[] = { 400, 403, 404, 418, 429, 500 };

	for (size_t i = 0; i < HZ_COUNT(codes); i++) {
		for (size_t j = 0; j < HZ_COUNT(statuses); j++) {
			HZ_AUTO(done_made) struct made made;
			TEST_ERR(err);
			HZ_AUTO(hz_freep)
			char *body = hz_strf("{'error': {'code': '%s', 'message': 'why'}}",
					     codes[i].code);
			HZ_AUTO(hz_freep)
			char *want = hz_strf("Hetzner Cloud API: %d %s: why", statuses[j],
					     codes[i].code);

			make(&made, statuses[j], NULL, body);
			set(&err, &made, 1);
			ck_assert_str_eq(err.message, want);
			ck_assert_str_eq(err.reason, codes[i].reason);
			ck_assert_int_eq(err.kind, codes[i].kind);
			ck_assert_msg(codes[i].advice ? strstr(err.advice, codes[i].advice) != NULL
						      : !err.advice,
				      "%s: %s", codes[i].code, err.advice);
		}
	}
}
END_TEST

/* --- the words ----------------------------------------------------------------------------- */

static const struct {
	int status;
	const char *header;
	const char *body;
	unsigned tries;
	const char *message;
} words[] = {
	{ 403, NULL, "{'error': {'code': 'forbidden', 'message': ''}}", 1, "403 forbidden" },
	{ 403, NULL, "{'error': {'code': 'forbidden', 'details': null}}", 1, "403 forbidden" },
	{ 401, "x-correlation-id: 15184c16fb506e24",
	  "{'error': {'code': 'unauthorized', 'message': 'unable to authenticate'}}", 1,
	  "401 unauthorized: unable to authenticate (correlation id 15184c16fb506e24)" },
	{ 429, "x-correlation-id: 7",
	  "{'error': {'code': 'rate_limit_exceeded', 'message': 'limit of 3600 requests per hour "
	  "reached'}}",
	  6,
	  "429 rate_limit_exceeded: limit of 3600 requests per hour reached (6 tries, correlation "
	  "id "
	  "7)" },
	{ 422, "x-correlation-id: 7",
	  "{'error': {'code': 'invalid_input', 'message': 'invalid input in fields', 'details': "
	  "{'fields': [{'name': 'name', 'messages': ['is too long', 'is no host name']}, "
	  "{'name': 'image', 'messages': ['image not found']}]}}}",
	  1,
	  "422 invalid_input: invalid input in fields (correlation id 7)\n"
	  "  name: is too long\n"
	  "  name: is no host name\n"
	  "  image: image not found" },
	{ 422, NULL,
	  "{'error': {'code': 'invalid_input', 'message': 'm', 'details': {'fields': [1, "
	  "{'messages': "
	  "['a', 2, '']}, {'name': 'b'}, {'name': 'c', 'messages': 'd'}]}}}",
	  1, "422 invalid_input: m\n  ?: a" },
	{ 403, NULL,
	  "{'error': {'code': 'resource_limit_exceeded', 'message': 'server limit exceeded', "
	  "'details': {'limits': [{'name': 'server_limit'}]}}}",
	  1, "403 resource_limit_exceeded: server limit exceeded\n  limit: server_limit" },
	{ 410, NULL,
	  "{'error': {'code': 'deprecated_api_endpoint', 'message': 'gone', 'details': "
	  "{'announcement': 'https://docs.hetzner.cloud/changelog'}}}",
	  1,
	  "410 deprecated_api_endpoint: gone\n  announcement: "
	  "https://docs.hetzner.cloud/changelog" },
	{ 500, NULL, "{'error': {'code': 'server_error', 'message': 'a\\u001b[31mb\\u0007'}}", 1,
	  "500 server_error: a\\x1b[31mb\\x07" },
	{ 500, "x-correlation-id: \x1b[2J", "{'error': {'code': 'server_error', 'message': 'a'}}",
	  1, "500 server_error: a (correlation id \\x1b[2J)" },
	{ 422, NULL, "{'error': {'code': 'brand_new', 'message': 'who knows'}}", 1,
	  "422 brand_new: who knows" },
	{ 502, NULL, "<html>\n <h1>Bad  Gateway</h1>", 3,
	  "502: \"<html> <h1>Bad Gateway</h1>\" (3 tries)" },
	{ 302, "location: https://login.example.com/", "", 1,
	  "302, a redirect that is not followed, to https://login.example.com/" },
	{ 404, NULL, "", 1, "404" },
	{ 404, NULL, "{'error': 'not_found'}", 1, "404: \"{\"error\": \"not_found\"}\"" },
	{ 404, NULL, "{'error': {'code': 404}}", 1, "404: \"{\"error\": {\"code\": 404}}\"" },
	{ 404, NULL, "{'message': 'no route'}", 1, "404: \"{\"message\": \"no route\"}\"" },
};

START_TEST(an_error_says_what_the_api_says_and_is_harmless)
{
	for (size_t i = 0; i < HZ_COUNT(words); i++) {
		HZ_AUTO(done_made) struct made made;
		TEST_ERR(err);
		HZ_AUTO(hz_freep) char *want = hz_strf("Hetzner Cloud API: %s", words[i].message);

		make(&made, words[i].status, words[i].header, words[i].body);
		set(&err, &made, words[i].tries);
		ck_assert_str_eq(err.message, want);
	}
}
END_TEST

static const struct {
	int status;
	enum hz_err_kind kind;
	const char *reason;
} foreign[] = {
	{ 302, HZ_ERR_FAILED, "Unknown" },           { 400, HZ_ERR_INVALID, "Unknown" },
	{ 401, HZ_ERR_FORBIDDEN, "Unknown" }, /* not of the API, so it says nothing of the token */
	{ 403, HZ_ERR_FORBIDDEN, "Unknown" },        { 404, HZ_ERR_NOT_FOUND, "Unknown" },
	{ 407, HZ_ERR_FAILED, "Unknown" },           { 409, HZ_ERR_CONFLICT, "Unknown" },
	{ 422, HZ_ERR_INVALID, "Unknown" },          { 423, HZ_ERR_CONFLICT, "Unknown" },
	{ 429, HZ_ERR_FAILED, "RateLimitExceeded" }, { 500, HZ_ERR_FAILED, "Unknown" },
	{ 502, HZ_ERR_FAILED, "BadGateway" },        { 503, HZ_ERR_FAILED, "Unknown" },
	{ 504, HZ_ERR_FAILED, "ApiTimeout" },        { 599, HZ_ERR_FAILED, "Unknown" },
};

START_TEST(where_somebody_else_answers_the_status_decides)
{
	for (size_t i = 0; i < HZ_COUNT(foreign); i++) {
		HZ_AUTO(done_made) struct made made;
		TEST_ERR(err);

		make(&made, foreign[i].status, NULL, "<html>");
		set(&err, &made, 1);
		ck_assert_int_eq(err.kind, foreign[i].kind);
		ck_assert_str_eq(err.reason, foreign[i].reason);
		ck_assert_ptr_nonnull(strstr(err.advice, "Something other than the Hetzner Cloud "
							 "API answers there"));
	}
}
END_TEST

START_TEST(a_used_up_limit_is_told_with_its_size)
{
	HZ_AUTO(done_made) struct made made;
	TEST_ERR(err);

	make(&made, 429, "ratelimit-limit: 3600", "{'error': {'code': 'rate_limit_exceeded'}}");
	set(&err, &made, 1);
	ck_assert_str_eq(err.advice,
			 "The project may send 3600 requests an hour, all its tokens together, and "
			 "gets back about one each second; find out what else uses them, or try "
			 "again in a few minutes.");
}
END_TEST

START_TEST(what_is_said_has_no_secret_and_no_great_length)
{
	HZ_AUTO(done_made) struct made made;
	TEST_ERR(err);
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;

	hz_secret_register("s3cr3t-t0ken");
	hz_buf_adds(&body, "{'error': {'code': 'invalid_input', 'message': 's3cr3t-t0ken ");
	hz_buf_pad(&body, 'x', 10000);
	hz_buf_adds(&body, "', 'details': {'fields': [");
	for (int i = 0; i < 1000; i++)
		hz_buf_addf(&body, "{'name': 'f%d', 'messages': ['m']},", i);
	hz_buf_adds(&body, "{}]}}}");
	make(&made, 422, NULL, hz_buf_str(&body));
	set(&err, &made, 1);
	ck_assert(!hz_secret_in(err.message));
	ck_assert_uint_lt(strlen(err.message), 4096);
	ck_assert_ptr_nonnull(strstr(err.message, "\n  f49: m"));
	ck_assert_ptr_null(strstr(err.message, "f50"));
}
END_TEST

START_TEST(an_action_that_failed_says_why)
{
	static const struct {
		const char *error;
		const char *message;
		const char *reason;
		enum hz_err_kind kind;
	} cases[] = {
		{ "{'code': 'action_failed', 'message': 'Action failed'}",
		  "Hetzner Cloud API: action_failed: Action failed", "ActionFailed",
		  HZ_ERR_FAILED },
		{ "{'code': 'resource_unavailable', 'message': 'sold out'}",
		  "Hetzner Cloud API: resource_unavailable: sold out", "ResourceUnavailable",
		  HZ_ERR_UNAVAILABLE },
		{ "{}", "Hetzner Cloud API: no reason is given", "ActionFailed", HZ_ERR_FAILED },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		TEST_ERR(err);
		TEST_JSON(error);

		error = hz_test_json(cases[i].error);
		ck_assert_int_eq(hz_hcloud_error_of_action(&err, error), -1);
		ck_assert_str_eq(err.message, cases[i].message);
		ck_assert_str_eq(err.reason, cases[i].reason);
		ck_assert_int_eq(err.kind, cases[i].kind);
	}
}
END_TEST

HZ_SUITE("hcloud_error", the_code_decides_whatever_the_status_is,
	 an_error_says_what_the_api_says_and_is_harmless,
	 where_somebody_else_answers_the_status_decides, a_used_up_limit_is_told_with_its_size,
	 what_is_said_has_no_secret_and_no_great_length, an_action_that_failed_says_why)
