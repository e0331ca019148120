/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/client.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "base/secret.h"
#include "hcloud/call.h"
#include "hcloud/item.h"
#include "hcloud_server.h"
#include "server.h"
#include "unit.h"

#define SERVER "{'server': {'id': 42, 'name': 'a'}}\n"

/* --- what goes over the wire --------------------------------------------------------------- */

START_TEST(a_get_carries_the_token_in_its_header_and_nowhere_else)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(answer);

	hz_test_hcloud_open(&test, "> GET /v1/servers/42\n" SERVER);
	hz_ck_ok(hz_test_hcloud_do(&test, HZ_HCLOUD_GET, &answer, &err), &err);
	ck_assert_str_eq(hz_json_str(answer, "server.name"), "a");
	ck_assert_str_eq(hz_test_kube_request(&test.kube, 0), "GET /v1/servers/42");
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "authorization"),
			 "Bearer " HCLOUD_TOKEN);
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "accept"), "application/json");
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "user-agent"), hz_http_user_agent());
	ck_assert_ptr_null(hz_test_kube_header(&test.kube, 0, "content-type"));
	ck_assert_str_eq(hz_test_kube_body(&test.kube, 0), "");
	ck_assert(hz_secret_in(HCLOUD_TOKEN));
}
END_TEST

START_TEST(what_is_written_is_json_and_the_whole_answer_comes_back)
{
	static const enum hz_hcloud_verb verbs[] = { HZ_HCLOUD_POST, HZ_HCLOUD_PUT };
	static const char *const requests[] = { "POST /v1/servers", "PUT /v1/servers/42" };
	TEST_HCLOUD(test);

	hz_test_hcloud_open(&test,
			    "> POST /v1/servers\n< 201\n"
			    "{'server': {'id': 42}, 'action': {'id': 7}, 'root_password': null}\n"
			    "> PUT /v1/servers/42\n"
			    "{'server': {'id': 42}, 'action': {'id': 7}}\n");
	for (size_t i = 0; i < HZ_COUNT(verbs); i++) {
		TEST_ERR(err);
		TEST_JSON(answer);

		hz_ck_ok(hz_test_hcloud_do(&test, verbs[i], &answer, &err), &err);
		ck_assert_int_eq(hz_json_int(answer, "action.id"), 7);
		ck_assert_str_eq(hz_test_kube_request(&test.kube, i), requests[i]);
		ck_assert_str_eq(hz_test_kube_header(&test.kube, i, "content-type"),
				 "application/json");
		ck_assert_str_eq(hz_test_kube_body(&test.kube, i), "{\"name\":\"a\"}");
	}
}
END_TEST

START_TEST(a_post_without_a_body_sends_none)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, "> POST /v1/servers/42/actions/poweron\n< 201\n"
				   "{'action': {'id': 7}}\n");
	hz_ck_ok(hz_hcloud_do(test.hcloud,
			      &(struct hz_hcloud_request){
				      .verb = HZ_HCLOUD_POST,
				      .path = "/servers/42/actions/poweron",
				      .key = "action",
				      .what = "start server 42",
			      },
			      NULL, &err),
		 &err);
	ck_assert_str_eq(hz_test_kube_header(&test.kube, 0, "content-length"), "0");
	ck_assert_ptr_null(hz_test_kube_header(&test.kube, 0, "content-type"));
}
END_TEST

START_TEST(a_delete_may_be_answered_with_nothing_or_with_an_action)
{
	static const char *const answers[] = { "< 204\n", "{'action': {'id': 7}}\n" };
	static const json_int_t ids[] = { 0, 7 };

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		TEST_JSON(answer);
		HZ_AUTO(hz_freep)
		char *script = hz_strf("> DELETE /v1/servers/42\n%s", answers[i]);

		hz_test_hcloud_open(&test, script);
		hz_ck_ok(hz_test_hcloud_do(&test, HZ_HCLOUD_DELETE, &answer, &err), &err);
		ck_assert(json_is_object(answer));
		ck_assert_int_eq(hz_json_int(answer, "action.id"), ids[i]);
	}
}
END_TEST

START_TEST(ids_have_64_bits)
{
	static const int64_t ids[] = { 4711, 9007199254740993, INT64_MAX };

	for (size_t i = 0; i < HZ_COUNT(ids); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		TEST_JSON(answer);
		HZ_AUTO(hz_freep) char *path = hz_strf("/servers/%" PRId64, ids[i]);
		HZ_AUTO(hz_freep)
		char *script =
			hz_strf("> GET /v1%s\n{'server': {'id': %" PRId64 "}}\n", path, ids[i]);

		hz_test_hcloud_open(&test, script);
		hz_ck_ok(hz_hcloud_do(test.hcloud,
				      &(struct hz_hcloud_request){
					      .verb = HZ_HCLOUD_GET,
					      .path = path,
					      .key = "server",
					      .what = "get a server",
				      },
				      &answer, &err),
			 &err);
		ck_assert_int_eq(hz_hcloud_id(json_object_get(answer, "server")), ids[i]);
	}
}
END_TEST

START_TEST(many_requests_are_under_way_at_once)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *first = NULL;
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *second = NULL;
	TEST_JSON(images);
	TEST_JSON(servers);
	struct hz_hcloud_request request = { .verb = HZ_HCLOUD_LIST,
					     .path = "/images?name=a%20b",
					     .key = "images",
					     .what = "list images" };

	hz_test_hcloud_open(&test, "> GET /v1/images?name=a%20b&page=1&per_page=50\n< delay 1000\n"
				   "{'images': [{'id': 1}]}\n"
				   "> GET /v1/servers\n{'servers': [{'id': 2}, {'id': 3}]}\n");
	hz_ck_ok(hz_hcloud_start(test.hcloud, &request, &first, &err), &err);
	request.path = "/servers";
	request.key = "servers";
	hz_ck_ok(hz_hcloud_start(test.hcloud, &request, &second, &err), &err);
	hz_ck_ok(hz_hcloud_wait(test.hcloud, second, &servers, &err), &err);
	ck_assert_uint_eq(json_array_size(servers), 2);
	ck_assert(!first->done);
	hz_ck_ok(hz_hcloud_wait(test.hcloud, first, &images, &err), &err);
	ck_assert_uint_eq(json_array_size(images), 1);
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 2);
}
END_TEST

START_TEST(the_servers_certificate_is_verified_by_the_ca_that_is_given)
{
	int port = hz_test_serve("http", "--tls", hz_test_cert_path("server.crt"),
				 hz_test_cert_path("server.key"), NULL);
	HZ_AUTO(hz_freep) char *endpoint = hz_strf("https://127.0.0.1:%d", port);
	const char *const authorities[] = { hz_test_cert("ca.crt"), hz_test_cert("other-ca.crt") };

	for (size_t i = 0; i < HZ_COUNT(authorities); i++) {
		TEST_ERR(err);
		struct hz_http *http = hz_http_new();
		struct hz_hcloud *hcloud = NULL;
		struct hz_hcloud_target target = { .endpoint = endpoint,
						   .token = HCLOUD_TOKEN,
						   .ca = authorities[i] };

		hz_ck_ok(hz_hcloud_new(http, &target, &hcloud, &err), &err);
		hz_ck_fails(hz_hcloud_do(hcloud,
					 &(struct hz_hcloud_request){ .path = "/status/200",
								      .what = "look" },
					 NULL, &err),
			    &err, "cannot look: ");
		ck_assert_str_eq(err.reason, i == 0 ? "BadAnswer" : "CertificateUnknownAuthority");
		hz_hcloud_free(hcloud);
		hz_http_free(http);
	}
}
END_TEST

/* --- the rate limit ------------------------------------------------------------------------ */

START_TEST(each_answer_tells_the_rate_limit)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *call = NULL;
	const struct hz_hcloud_request request = { .path = "/servers/42", .what = "look" };
	struct hz_hcloud_rate rate;

	hz_test_hcloud_open(&test, "> GET /v1/servers/42\n< RateLimit-Limit: 3600\n"
				   "< RateLimit-Remaining: 3599\n< RateLimit-Reset: 1700000001\n"
				   "{}\n> GET /v1/servers/42\n< RateLimit-Limit: many\n"
				   "< RateLimit-Remaining: -5\n{}\n");
	ck_assert_int_eq(hz_hcloud_rate(test.hcloud).limit, -1);
	hz_ck_ok(hz_hcloud_start(test.hcloud, &request, &call, &err), &err);
	ck_assert_int_eq(hz_hcloud_call_rate(call).limit, -1);
	hz_ck_ok(hz_hcloud_wait(test.hcloud, call, NULL, &err), &err);
	rate = hz_hcloud_call_rate(call);
	ck_assert_int_eq(rate.limit, 3600);
	ck_assert_int_eq(rate.remaining, 3599);
	ck_assert_int_eq(rate.reset, 1700000001);
	ck_assert_int_eq(hz_hcloud_rate(test.hcloud).remaining, 3599);

	hz_ck_ok(hz_hcloud_do(test.hcloud, &request, NULL, &err), &err);
	rate = hz_hcloud_rate(test.hcloud);
	ck_assert_int_eq(rate.limit, -1);
	ck_assert_int_eq(rate.remaining, -1);
	ck_assert_int_eq(rate.reset, -1);
	ck_assert_int_eq(hz_hcloud_call_rate(call).remaining, 3599);
}
END_TEST

/* --- what is refused before anything is sent ----------------------------------------------- */

START_TEST(what_hetzner_has_removed_is_not_asked_for)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);

	hz_test_hcloud_open(&test, "");
	hz_ck_fails(hz_hcloud_list(test.hcloud, "/datacenters?name=a", "datacenters", "list places",
				   NULL, &err),
		    &err,
		    "cannot list places: Hetzner has removed /datacenters; locations have taken "
		    "its place");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	hz_ck_fails(hz_hcloud_list(test.hcloud, "servers", "servers", "list servers", NULL, &err),
		    &err, "cannot list servers: the path must begin with \"/\"");
	ck_assert_uint_eq(hz_test_kube_count(&test.kube), 0);
}
END_TEST

static const struct {
	const char *endpoint;
	const char *token;
	const char *message;
} targets[] = {
	{ "https://a", "", "the token of the Hetzner project is empty" },
	{ "https://a", "abc\r\nX-Evil: 1",
	  "the token of the Hetzner project holds a blank, a line break or another character that "
	  "it cannot have" },
	{ "https://a", "abcd efgh",
	  "the token of the Hetzner project holds a blank, a line break or another character that "
	  "it cannot have" },
	{ "http://a", "abcdefgh",
	  "the endpoint of the Hetzner Cloud API: \"http://a\" must begin with https://, since "
	  "credentials go there; plain http is for this machine only" },
};

START_TEST(a_target_that_cannot_be_is_refused)
{
	struct hz_http *http = hz_http_new();

	for (size_t i = 0; i < HZ_COUNT(targets); i++) {
		TEST_ERR(err);
		struct hz_hcloud *hcloud = NULL;
		struct hz_hcloud_target target = { .endpoint = targets[i].endpoint,
						   .token = targets[i].token };

		ck_assert_int_lt(hz_hcloud_new(http, &target, &hcloud, &err), 0);
		ck_assert_str_eq(err.message, targets[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_ptr_null(hcloud);
	}
	hz_http_free(http);
}
END_TEST

/* --- answers that are none ----------------------------------------------------------------- */

static const struct {
	const char *answer;
	const char *message; /* behind "cannot get server 42: Hetzner Cloud API: the answer " */
} nonsense[] = {
	{ "< 200\n", "is empty" },
	{ "<html><b>Log in to the guest network</b></html>\n",
	  "is not JSON: \"<html><b>Log in to the guest network</b></html>\"" },
	{ "{'server': {'id': 42}\n", "is broken JSON: " },
	{ "[1, 2]\n", "is no object" },
	{ "'server'\n", "is no object: \"\"server\"\"" },
	{ "{}\n", "has no server" },
	{ "{'servers': []}\n", "has no server" },
	{ "{'server': null}\n", "has a server that is no object" },
	{ "{'server': [{'id': 42}]}\n", "has a server that is no object" },
	{ "{'server': {'id': 0}}\n", "has a server that has an id that cannot be one" },
	{ "{'server': {'id': -1}}\n", "has a server that has an id that cannot be one" },
	{ "{'server': {'id': 4.2}}\n", "has a server that has an id that cannot be one" },
	{ "{'server': {'id': 9223372036854775808}}\n",
	  "has a server that has an id that cannot be one" },
	{ "{'server': {'id': true}}\n", "has a server that has an id that cannot be one" },
	{ "{'server': {'id': ''}}\n", "has a server that has an id that cannot be one" },
	{ "< X-Correlation-Id: 5f3a\n{}\n", "has no server (correlation id 5f3a)" },
};

START_TEST(an_answer_that_is_none_is_an_error_that_says_so)
{
	for (size_t i = 0; i < HZ_COUNT(nonsense); i++) {
		TEST_HCLOUD(test);
		TEST_ERR(err);
		HZ_AUTO(hz_freep)
		char *script = hz_strf("> GET /v1/servers/42\n%s", nonsense[i].answer);
		HZ_AUTO(hz_freep)
		char *want = hz_strf("cannot get server 42: Hetzner Cloud API: the answer %s",
				     nonsense[i].message);

		hz_test_hcloud_open(&test, script);
		hz_ck_fails(hz_test_hcloud_do(&test, HZ_HCLOUD_GET, NULL, &err), &err, want);
		ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
		ck_assert_str_eq(err.reason, "BadAnswer");
		ck_assert_str_eq(err.advice,
				 "Something other than the Hetzner Cloud API answers there: check "
				 "HCLOUD_ENDPOINT, and HTTPS_PROXY and NO_PROXY.");
	}
}
END_TEST

START_TEST(nobody_there_is_told_at_once)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	struct hz_hcloud *other = NULL;

	hz_test_hcloud_open(&test, "");
	hz_ck_ok(hz_hcloud_new(test.kube.http,
			       &(struct hz_hcloud_target){ .endpoint = "http://127.0.0.1:1",
							   .token = HCLOUD_TOKEN },
			       &other, &err),
		 &err);
	hz_ck_fails(hz_hcloud_list(other, "/servers", "servers", "list servers", NULL, &err), &err,
		    "cannot list servers: cannot reach http://127.0.0.1:1: connection refused");
	ck_assert_str_eq(err.reason, "ConnectionRefused");
	hz_hcloud_free(other);
}
END_TEST

START_TEST(a_signal_ends_the_wait)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	pid_t self = getpid();

	hz_test_hcloud_open(&test, "> GET /v1/servers/42\n< delay 60000\n" SERVER);
	hz_interrupt_catch();
	if (fork() == 0) {
		(void)usleep(200 * 1000);
		(void)kill(self, SIGINT);
		_exit(0);
	}
	hz_ck_fails(hz_test_hcloud_do(&test, HZ_HCLOUD_GET, NULL, &err), &err,
		    "interrupted by SIGINT");
	ck_assert_int_eq(hz_err_exit_code(&err), 130);
}
END_TEST

/* --- secrets ------------------------------------------------------------------------------- */

/* Sends standard error to the file at @path, and gives what it was. */
static int capture(const char *path)
{
	int saved = dup(STDERR_FILENO);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ge(dup2(fd, STDERR_FILENO), 0);
	(void)close(fd);
	return saved;
}

START_TEST(no_trace_and_no_error_shows_a_secret)
{
	TEST_HCLOUD(test);
	TEST_ERR(err);
	TEST_JSON(body);
	HZ_AUTO(hz_buf_done) struct hz_buf trace = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "trace");
	int saved;

	hz_test_hcloud_open(&test, "> POST /v1/servers\n< 401\n< X-Echo: " HCLOUD_TOKEN "\n"
				   "{'error': {'code': 'unauthorized', 'message': "
				   "'no such token: " HCLOUD_TOKEN "'}, "
				   "'root_password': 'first-secret'}\n");
	body = hz_test_json("{'name': 'a', 'user_data': 'second-secret'}");
	saved = capture(path);
	hz_http_trace(test.kube.http, 9);
	hz_ck_fails(hz_hcloud_do(test.hcloud,
				 &(struct hz_hcloud_request){ .verb = HZ_HCLOUD_POST,
							      .path = "/servers",
							      .body = body,
							      .what = "create server a" },
				 NULL, &err),
		    &err, "no such token: <redacted>");
	(void)dup2(saved, STDERR_FILENO);
	hz_ck_ok(hz_file_read(path, &trace, &err), &err);
	ck_assert_ptr_nonnull(strstr(hz_buf_str(&trace), "Authorization: Bearer <masked>"));
	ck_assert_ptr_nonnull(strstr(hz_buf_str(&trace), "user_data"));
	ck_assert_ptr_null(strstr(hz_buf_str(&trace), "secret"));
	ck_assert(!hz_secret_in(hz_buf_str(&trace)));
}
END_TEST

HZ_SERVER_SUITE("hcloud_client", a_get_carries_the_token_in_its_header_and_nowhere_else,
		what_is_written_is_json_and_the_whole_answer_comes_back,
		a_post_without_a_body_sends_none,
		a_delete_may_be_answered_with_nothing_or_with_an_action, ids_have_64_bits,
		many_requests_are_under_way_at_once,
		the_servers_certificate_is_verified_by_the_ca_that_is_given,
		each_answer_tells_the_rate_limit, what_hetzner_has_removed_is_not_asked_for,
		a_target_that_cannot_be_is_refused, an_answer_that_is_none_is_an_error_that_says_so,
		nobody_there_is_told_at_once, a_signal_ends_the_wait,
		no_trace_and_no_error_shows_a_secret)
