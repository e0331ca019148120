/* SPDX-License-Identifier: Apache-2.0 */
#include "net/http.h"

#include <jansson.h>

#include "base/file.h"
#include "fetch.h"
#include "server.h"
#include "text/json.h"

/* A running server of tests/servers/http and a fetch from it. */
static struct fetch from_http(void)
{
	struct fetch f = { .http = NULL };
	const char *log = hz_test_log_path();

	fetch_from(&f, "http", hz_test_serve("http", "--log", log, NULL));
	f.server.url = NULL; /* f moves: the caller sets it again */
	return f;
}

#define FETCH_FROM_HTTP(name)                                \
	HZ_AUTO(fetch_done) struct fetch name = from_http(); \
	(name).server.url = (name).url

START_TEST(an_answer_has_status_headers_and_body)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/headers");
	ck_fetched(&f, 200);
	ck_assert_str_eq(fetch_body(&f), "{}");
	ck_assert_str_eq(hz_http_header(&f.reply, "content-type"), "application/json");
	ck_assert_str_eq(hz_http_header(&f.reply, "x-mixed"), "Kept As It Is");
	ck_assert_ptr_null(hz_http_header(&f.reply, "x-absent"));
	ck_assert_ptr_null(hz_http_header(&f.reply, "content"));
}
END_TEST

START_TEST(headers_of_one_name_are_all_kept)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/headers");
	ck_fetched(&f, 200);
	ck_assert(hz_strv_has(f.reply.headers, "warning: 299 - \"first\""));
	ck_assert(hz_strv_has(f.reply.headers, "warning: 299 - \"second\""));
}
END_TEST

START_TEST(every_status_is_an_answer)
{
	static const int statuses[] = {
		200, 201, 204, 400, 401, 403, 404, 409, 422, 429, 500, 503
	};
	FETCH_FROM_HTTP(f);

	for (size_t i = 0; i < HZ_COUNT(statuses); i++) {
		HZ_AUTO(hz_freep) char *path = hz_strf("/status/%d", statuses[i]);

		fetch(&f, "GET", path);
		ck_fetched(&f, statuses[i]);
	}
	ck_assert_uint_eq(hz_http_stats(f.http).requests, HZ_COUNT(statuses));
	ck_assert_uint_eq(hz_http_stats(f.http).connections, 1);
}
END_TEST

START_TEST(a_redirect_is_not_followed)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/redirect");
	ck_fetched(&f, 302);
	ck_assert_str_eq(hz_http_header(&f.reply, "location"), "/status/200");
	ck_assert_int_eq(hz_test_log_count("/status/200"), 0);
}
END_TEST

/* What the server got, by its own account. */
static json_t *echo_of(struct fetch *f, const char *method)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *echo = NULL;

	fetch(f, method, "/echo");
	ck_fetched(f, 200);
	hz_ck_ok(hz_json_parse(f->reply.body->data, f->reply.body->len, &echo, &err), &err);
	return echo;
}

START_TEST(a_request_is_sent_as_it_was_given)
{
	static const char *const methods[] = { "POST", "PUT", "PATCH", "DELETE" };

	for (size_t i = 0; i < HZ_COUNT(methods); i++) {
		FETCH_FROM_HTTP(f);
		HZ_AUTO(hz_json_unrefp) json_t *echo = NULL;

		hz_strv_add(&f.headers, "Content-Type: application/apply-patch+yaml");
		hz_strv_add(&f.headers, "Accept: application/json");
		f.body = "{\"a\": 1}";
		echo = echo_of(&f, methods[i]);
		ck_assert_str_eq(hz_json_str(echo, "method"), methods[i]);
		ck_assert_str_eq(hz_json_str(echo, "body"), "{\"a\": 1}");
		ck_assert_str_eq(hz_json_str(echo, "headers.Content-Type"),
				 "application/apply-patch+yaml");
		ck_assert_str_eq(hz_json_str(echo, "headers.Content-Length"), "8");
		ck_assert_str_eq(hz_json_str(echo, "headers.Accept"), "application/json");
		ck_assert_str_eq(hz_json_str(echo, "headers.User-Agent"), hz_http_user_agent());
		ck_assert_ptr_null(hz_json_get(echo, "headers.Expect"));
	}
}
END_TEST

START_TEST(a_request_without_a_body_invents_no_content_type)
{
	static const struct {
		const char *method;
		const char *length;
	} cases[] = { { "GET", NULL }, { "DELETE", NULL }, { "POST", "0" }, { "PATCH", "0" } };

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		FETCH_FROM_HTTP(f);
		HZ_AUTO(hz_json_unrefp) json_t *echo = echo_of(&f, cases[i].method);
		const char *length = hz_json_str(echo, "headers.Content-Length");

		ck_assert_str_eq(hz_json_str(echo, "method"), cases[i].method);
		ck_assert_pstr_eq(length, cases[i].length);
		ck_assert_ptr_null(hz_json_get(echo, "headers.Content-Type"));
	}
}
END_TEST

START_TEST(a_large_body_goes_out_without_waiting_for_leave)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *echo = NULL;

	hz_buf_pad(&body, 'b', 3u << 20);
	f.body = hz_buf_str(&body);
	echo = echo_of(&f, "PUT");
	ck_assert_str_eq(hz_json_str(echo, "headers.Content-Length"), "3145728");
	ck_assert_uint_eq(strlen(hz_json_str(echo, "body")), 3u << 20);
	ck_assert_ptr_null(hz_json_get(echo, "headers.Expect"));
}
END_TEST

START_TEST(head_gives_headers_without_a_body)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "HEAD", "/bytes/100");
	ck_fetched(&f, 200);
	ck_assert_uint_eq(f.reply.body->len, 0);
	ck_assert_str_eq(hz_http_header(&f.reply, "content-length"), "100");
}
END_TEST

START_TEST(the_path_is_sent_as_it_is_below_that_of_the_server)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *url = hz_strf("%s/status", f.url);

	f.server.url = url;
	fetch(&f, "GET", "/201");
	ck_fetched(&f, 201);
	fetch(&f, "GET", "/../status/./202");
	ck_fetched(&f, 404);
	ck_assert_int_eq(hz_test_log_count("GET /status/../status/./202 "), 1);
}
END_TEST

START_TEST(a_compressed_answer_is_unpacked)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/gzip");
	ck_fetched(&f, 200);
	ck_assert_uint_eq(f.reply.body->len, 600);
	ck_assert(strncmp(fetch_body(&f), "hello\nhello\n", 12) == 0);
	ck_assert_str_eq(hz_http_header(&f.reply, "content-encoding"), "gzip");
}
END_TEST

START_TEST(compression_can_be_refused)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_json_unrefp) json_t *echo = NULL;

	f.server.no_compression = true;
	fetch(&f, "GET", "/gzip");
	ck_fetched(&f, 200);
	ck_assert_str_eq(fetch_body(&f), "plain\n");
	echo = echo_of(&f, "GET");
	ck_assert_ptr_null(hz_json_get(echo, "headers.Accept-Encoding"));
}
END_TEST

START_TEST(an_answer_as_large_as_the_cap_is_read)
{
	FETCH_FROM_HTTP(f);

	f.cap = 100000;
	fetch(&f, "GET", "/bytes/100000");
	ck_fetched(&f, 200);
	ck_assert_uint_eq(f.reply.body->len, 100000);
}
END_TEST

START_TEST(answers_before_the_real_one_are_passed_over)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	static const char answer[] =
		"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\nX-Early: yes\r\n\r\n"
		"HTTP/1.1 200 OK\r\nX-Late: yes\r\n \t folded: too \r\n"
		"X-Empty:\r\nX-Break: one\rtwo\r\nContent-Length: 2\r\n\r\nok";

	hz_ck_ok(hz_file_write(path, answer, strlen(answer), &f.err), &f.err);
	fetch_from(&f, "http", hz_test_serve("raw", "send", path, NULL));
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	ck_assert_str_eq(fetch_body(&f), "ok");
	ck_assert_ptr_null(hz_http_header(&f.reply, "x-early"));
	ck_assert_str_eq(hz_http_header(&f.reply, "x-late"), "yes folded: too");
	ck_assert_str_eq(hz_http_header(&f.reply, "x-empty"), "");
	ck_assert_str_eq(hz_http_header(&f.reply, "x-break"), "one two");
}
END_TEST

START_TEST(a_failure_can_be_asked_for_again)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	fetch_from(&f, "http", 1);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ConnectionRefused", "connection refused");
	ck_assert(hz_http_done(f.call));
	ck_assert_int_lt(hz_http_wait(f.http, f.call, &err), 0);
	ck_assert_str_eq(err.message, f.err.message);
	ck_assert_str_eq(err.advice, f.err.advice);
	ck_assert_str_eq(err.reason, f.err.reason);
}
END_TEST

START_TEST(a_url_that_is_none_is_refused_before_anything_is_sent)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	f.server.url = "10.0.0.1:6443";
	fetch(&f, "GET", "/");
	hz_ck_fails(f.result, &f.err, "\"10.0.0.1:6443\" is not a URL");
	ck_assert_str_eq(f.err.reason, "BadUrl");
}
END_TEST

START_TEST(a_path_with_blanks_is_refused_before_anything_is_sent)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/status/200 HTTP/1.1\r\nX-Evil: 1");
	hz_ck_fails(f.result, &f.err, "it holds blanks or control characters");
	ck_assert_str_eq(f.err.reason, "BadUrl");
	ck_assert_str_eq(hz_test_log(), "");
}
END_TEST

START_TEST(a_header_with_a_line_break_is_refused_and_not_shown)
{
	FETCH_FROM_HTTP(f);

	hz_strv_add(&f.headers, "Authorization: Bearer to\nken");
	fetch(&f, "GET", "/status/200");
	hz_ck_fails(f.result, &f.err,
		    "cannot send the header Authorization: its value holds a line break");
	ck_assert_str_eq(f.err.reason, "BadHeader");
	ck_assert_ptr_null(strstr(f.err.message, "ken"));
	ck_assert_str_eq(hz_test_log(), "");
}
END_TEST

START_TEST(the_user_agent_names_program_version_and_platform)
{
	ck_assert_msg(strncmp(hz_http_user_agent(), "kubectl-hetzner/v", 17) == 0, "%s",
		      hz_http_user_agent());
	ck_assert_ptr_nonnull(strstr(hz_http_user_agent(), " ("));
	ck_assert_ptr_nonnull(strchr(hz_http_user_agent(), '/'));
}
END_TEST

HZ_SERVER_SUITE("http", an_answer_has_status_headers_and_body, headers_of_one_name_are_all_kept,
		every_status_is_an_answer, a_redirect_is_not_followed,
		a_request_is_sent_as_it_was_given, a_request_without_a_body_invents_no_content_type,
		a_large_body_goes_out_without_waiting_for_leave, head_gives_headers_without_a_body,
		the_path_is_sent_as_it_is_below_that_of_the_server, a_compressed_answer_is_unpacked,
		compression_can_be_refused, an_answer_as_large_as_the_cap_is_read,
		answers_before_the_real_one_are_passed_over, a_failure_can_be_asked_for_again,
		a_url_that_is_none_is_refused_before_anything_is_sent,
		a_path_with_blanks_is_refused_before_anything_is_sent,
		a_header_with_a_line_break_is_refused_and_not_shown,
		the_user_agent_names_program_version_and_platform)
