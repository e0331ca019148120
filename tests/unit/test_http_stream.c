/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/file.h"
#include "fetch.h"
#include "server.h"

/* What a stream brought, and when it is to be refused. */
struct gathered {
	struct hz_buf text;
	size_t refuse_after; /* bytes; 0: never */
};

static int gather(void *data, const char *bytes, size_t len, struct hz_err *err)
{
	struct gathered *gathered = data;

	hz_buf_add(&gathered->text, bytes, len);
	if (gathered->refuse_after && gathered->text.len >= gathered->refuse_after)
		return hz_err_set(err, HZ_ERR_NOT_FOUND, "Expired", "too old");
	return 0;
}

static struct hz_http_call *start_stream(struct fetch *f, const char *path,
					 struct gathered *gathered)
{
	struct hz_http_request request = {
		.server = &f->server,
		.method = "GET",
		.path = path,
		.flags = HZ_HTTP_STREAM | f->flags,
		.on_data = gather,
		.data = gathered,
	};
	struct hz_http_call *call = NULL;

	if (!f->http)
		f->http = hz_http_new();
	gathered->text = HZ_BUF_INIT;
	hz_ck_ok(hz_http_start(f->http, &request, &call, &f->err), &f->err);
	return call;
}

static struct hz_http_call *start_get(struct fetch *f, const char *path)
{
	struct hz_http_request request = { .server = &f->server, .method = "GET", .path = path };
	struct hz_http_call *call = NULL;

	if (!f->http)
		f->http = hz_http_new();
	hz_ck_ok(hz_http_start(f->http, &request, &call, &f->err), &f->err);
	return call;
}

static void free_calls(struct hz_http_call *calls[], size_t count)
{
	for (size_t i = 0; i < count; i++)
		hz_http_call_free(calls[i]);
}

static void serve(struct fetch *f, const char *scheme)
{
	if (strcmp(scheme, "http") == 0) {
		fetch_from(f, scheme, hz_test_serve("http", NULL));
		return;
	}
	fetch_from(f, scheme,
		   hz_test_serve("http", "--tls", hz_test_cert_path("server.crt"),
				 hz_test_cert_path("server.key"), NULL));
	f->server.ca = hz_test_cert("ca.crt");
}

START_TEST(a_stream_brings_data_as_it_comes)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 0 };

	serve(&f, "http");
	f.call = start_stream(&f, "/watch", &got);
	while (got.text.len == 0)
		hz_ck_ok(hz_http_step(f.http, -1, &f.err), &f.err);
	ck_assert_str_eq(hz_buf_str(&got.text), "first line\n");
	ck_assert(!hz_http_done(f.call));
	hz_buf_done(&got.text);
}
END_TEST

START_TEST(a_silent_stream_is_no_stall)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = hz_http_new() };
	struct gathered got = { .refuse_after = 0 };

	hz_http_limit(f.http, &(struct hz_http_limits){ .stall_ms = 20 });
	serve(&f, "http");
	f.call = start_stream(&f, "/watch", &got);
	while (got.text.len == 0)
		hz_ck_ok(hz_http_step(f.http, -1, &f.err), &f.err);
	hz_ck_ok(hz_http_step(f.http, 200, &f.err), &f.err);
	ck_assert(!hz_http_done(f.call));
	hz_buf_done(&got.text);
}
END_TEST

START_TEST(a_stream_ends_with_its_status_and_no_body)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 0 };

	serve(&f, "http");
	f.call = start_stream(&f, "/stream/3", &got);
	hz_ck_ok(hz_http_wait(f.http, f.call, &f.err), &f.err);
	ck_assert_str_eq(hz_buf_str(&got.text), "line 0000\nline 0001\nline 0002\n");
	ck_assert_int_eq(hz_http_reply(f.call).status, 200);
	ck_assert_uint_eq(hz_http_reply(f.call).body->len, 0);
	hz_buf_done(&got.text);
}
END_TEST

START_TEST(a_stream_that_is_refused_has_a_body)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 0 };

	serve(&f, "http");
	f.call = start_stream(&f, "/status/410", &got);
	hz_ck_ok(hz_http_wait(f.http, f.call, &f.err), &f.err);
	ck_assert_int_eq(hz_http_reply(f.call).status, 410);
	ck_assert_str_eq(hz_buf_str(hz_http_reply(f.call).body), "status 410\n");
	ck_assert_uint_eq(got.text.len, 0);
}
END_TEST

START_TEST(the_reader_of_a_stream_can_end_it)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 20 };

	serve(&f, "http");
	f.call = start_stream(&f, "/stream/0", &got);
	hz_ck_fails(hz_http_wait(f.http, f.call, &f.err), &f.err, "too old");
	ck_assert_int_eq(f.err.kind, HZ_ERR_NOT_FOUND);
	ck_assert_str_eq(f.err.reason, "Expired");
	hz_buf_done(&got.text);
}
END_TEST

START_TEST(a_stream_that_is_cut_off_says_how_much_came)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 0 };

	serve(&f, "http");
	f.call = start_stream(&f, "/cut", &got);
	hz_ck_fails(hz_http_wait(f.http, f.call, &f.err), &f.err, "it was cut off after 500 bytes");
	ck_assert_str_eq(f.err.reason, "CutOff");
	ck_assert_uint_eq(got.text.len, 500);
	hz_buf_done(&got.text);
}
END_TEST

/* The timer of our connection to @port in /proc/net/tcp; 2 is that of keepalive. */
static int timer_of(int port)
{
	FILE *file = fopen("/proc/self/net/tcp", "re");
	HZ_AUTO(hz_freep) char *peer = hz_strf("0100007F:%04X 01 ", (unsigned)port);
	char line[512];
	int timer = -1;

	while (file && timer < 0 && fgets(line, sizeof(line), file)) {
		const char *found = strstr(line, peer);

		/* state, queues as %08X:%08X, then the timer as %02X */
		if (found)
			timer = found[strlen(peer) + strlen("00000000:00000000 0")] - '0';
	}
	if (file)
		(void)fclose(file);
	return timer;
}

START_TEST(a_silent_connection_is_probed)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got = { .refuse_after = 0 };
	int timer;

	serve(&f, "http");
	f.call = start_stream(&f, "/watch", &got);
	while (got.text.len == 0)
		hz_ck_ok(hz_http_step(f.http, -1, &f.err), &f.err);
	hz_buf_done(&got.text);
	timer = timer_of(f.port);
	if (timer >= 0) /* else the system does not tell */
		ck_assert_int_eq(timer, 2);
}
END_TEST

static const char *const schemes[] = { "http", "https" };

#define WATCHES 8
#define GETS 20

/* On HTTP/1.1 each of them needs a connection for itself. */
START_TEST(eight_watches_and_twenty_gets_finish)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got[WATCHES] = { 0 };
	struct hz_http_call *watches[WATCHES];
	struct hz_http_call *gets[GETS];

	serve(&f, schemes[_i]);
	for (size_t i = 0; i < WATCHES; i++)
		watches[i] = start_stream(&f, "/watch", &got[i]);
	for (size_t i = 0; i < GETS; i++)
		gets[i] = start_get(&f, "/slow/20");
	for (size_t i = 0; i < GETS; i++)
		hz_ck_ok(hz_http_wait(f.http, gets[i], &f.err), &f.err);
	for (size_t i = 0; i < WATCHES; i++) {
		while (got[i].text.len == 0)
			hz_ck_ok(hz_http_step(f.http, -1, &f.err), &f.err);
		ck_assert(!hz_http_done(watches[i]));
		hz_buf_done(&got[i].text);
	}
	ck_assert_uint_eq(hz_http_stats(f.http).requests, WATCHES + GETS);
	ck_assert_uint_le(hz_http_stats(f.http).connections, WATCHES + 4);
	free_calls(gets, GETS);
	free_calls(watches, WATCHES);
}
END_TEST

START_TEST(a_watch_does_not_wait_for_the_gets_before_it)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct gathered got[WATCHES] = { 0 };
	struct hz_http_call *watches[WATCHES];
	struct hz_http_call *gets[GETS];

	serve(&f, schemes[_i]);
	for (size_t i = 0; i < GETS; i++)
		gets[i] = start_get(&f, "/slow/60000");
	for (size_t i = 0; i < WATCHES; i++)
		watches[i] = start_stream(&f, "/watch", &got[i]);
	for (size_t i = 0; i < WATCHES; i++) {
		while (got[i].text.len == 0)
			hz_ck_ok(hz_http_step(f.http, -1, &f.err), &f.err);
		hz_buf_done(&got[i].text);
	}
	free_calls(gets, GETS);
	free_calls(watches, WATCHES);
}
END_TEST

START_TEST(room_is_left_when_watches_come_and_go)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct hz_http_call *watch;

	serve(&f, schemes[_i]);
	for (int round = 0; round < 10; round++) {
		struct gathered got = { .refuse_after = 0 };

		watch = start_stream(&f, "/watch", &got);
		fetch(&f, "GET", "/status/200");
		ck_fetched(&f, 200);
		hz_http_call_free(watch);
		fetch(&f, "GET", "/status/201");
		ck_fetched(&f, 201);
		hz_buf_done(&got.text);
	}
}
END_TEST

START_TEST(many_gets_share_four_connections_of_http_1)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct hz_http_call *gets[GETS];

	serve(&f, schemes[_i]);
	for (size_t i = 0; i < GETS; i++)
		gets[i] = start_get(&f, "/slow/5");
	for (size_t i = 0; i < GETS; i++)
		hz_ck_ok(hz_http_wait(f.http, gets[i], &f.err), &f.err);
	ck_assert_uint_eq(hz_http_stats(f.http).requests, GETS);
	ck_assert_uint_le(hz_http_stats(f.http).connections, 4);
	free_calls(gets, GETS);
}
END_TEST

START_TEST(many_gets_share_one_connection_of_http_2)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *folder = hz_strdup(hz_test_folder());
	HZ_AUTO(hz_freep) char *file = hz_path_join(folder, "x");
	struct hz_http_call *gets[GETS];

	hz_ck_ok(hz_file_write(file, "hello", 5, &f.err), &f.err);
	fetch_from(&f, "https", hz_test_serve_http2(folder, "server"));
	f.server.ca = hz_test_cert("ca.crt");
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < GETS; i++)
			gets[i] = start_get(&f, "/x");
		for (size_t i = 0; i < GETS; i++) {
			hz_ck_ok(hz_http_wait(f.http, gets[i], &f.err), &f.err);
			ck_assert_int_eq(hz_http_reply(gets[i]).status, 200);
			ck_assert_str_eq(hz_buf_str(hz_http_reply(gets[i]).body), "hello");
		}
		free_calls(gets, GETS);
	}
	ck_assert_uint_eq(hz_http_stats(f.http).requests, 2 * GETS);
	ck_assert_uint_eq(hz_http_stats(f.http).connections, 1);
}
END_TEST

START_TEST(http_2_can_be_disabled)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	fetch_from(&f, "https", hz_test_serve_http2("/", "server"));
	f.server.ca = hz_test_cert("ca.crt");
	fetch(&f, "GET", "/no-such-file");
	ck_fetched(&f, 404);
	(void)setenv("DISABLE_HTTP2", "1", 1);
	f.flags = HZ_HTTP_FRESH;
	fetch(&f, "GET", "/no-such-file");
	ck_assert_int_lt(f.result, 0); /* the server speaks nothing else */
}
END_TEST

START_TEST(a_certificate_without_names_is_refused_to_all_that_share_it)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct hz_http_call *gets[GETS];

	fetch_from(&f, "https", hz_test_serve_http2("/", "no-san"));
	f.server.ca = hz_test_cert("ca.crt");
	for (size_t i = 0; i < GETS; i++)
		gets[i] = start_get(&f, "/x");
	for (size_t i = 0; i < GETS; i++)
		hz_ck_fails(hz_http_wait(f.http, gets[i], &f.err), &f.err, "names no host");
	ck_assert_uint_eq(hz_http_stats(f.http).requests, 0);
	free_calls(gets, GETS);
}
END_TEST

START_TEST(a_fresh_request_gets_a_new_connection)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	serve(&f, "http");
	fetch(&f, "GET", "/status/200");
	fetch(&f, "GET", "/status/200");
	ck_assert_uint_eq(hz_http_stats(f.http).connections, 1);
	f.flags = HZ_HTTP_FRESH;
	fetch(&f, "GET", "/status/200");
	ck_fetched(&f, 200);
	ck_assert_uint_eq(hz_http_stats(f.http).connections, 2);
}
END_TEST

START_TEST(a_call_that_is_freed_under_way_is_gone)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	serve(&f, "http");
	for (int round = 0; round < 3; round++) {
		struct hz_http_call *call = start_get(&f, "/slow/60000");

		hz_ck_ok(hz_http_step(f.http, round * 10, &f.err), &f.err);
		ck_assert(!hz_http_done(call));
		hz_http_call_free(call);
	}
	fetch(&f, "GET", "/status/200");
	ck_fetched(&f, 200);
}
END_TEST

START_TEST(a_step_without_calls_only_waits)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = hz_http_new() };

	hz_ck_ok(hz_http_step(f.http, 0, &f.err), &f.err);
	hz_ck_ok(hz_http_step(f.http, 20, &f.err), &f.err);
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("http_stream");
	TCase *tcase = tcase_create("http_stream");

	hz_test_make_certs();
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_stream_brings_data_as_it_comes);
	tcase_add_test(tcase, a_silent_stream_is_no_stall);
	tcase_add_test(tcase, a_silent_connection_is_probed);
	tcase_add_test(tcase, a_stream_ends_with_its_status_and_no_body);
	tcase_add_test(tcase, a_stream_that_is_refused_has_a_body);
	tcase_add_test(tcase, the_reader_of_a_stream_can_end_it);
	tcase_add_test(tcase, a_stream_that_is_cut_off_says_how_much_came);
	tcase_add_loop_test(tcase, eight_watches_and_twenty_gets_finish, 0, 2);
	tcase_add_loop_test(tcase, a_watch_does_not_wait_for_the_gets_before_it, 0, 2);
	tcase_add_loop_test(tcase, room_is_left_when_watches_come_and_go, 0, 2);
	tcase_add_loop_test(tcase, many_gets_share_four_connections_of_http_1, 0, 2);
	tcase_add_test(tcase, many_gets_share_one_connection_of_http_2);
	tcase_add_test(tcase, http_2_can_be_disabled);
	tcase_add_test(tcase, a_certificate_without_names_is_refused_to_all_that_share_it);
	tcase_add_test(tcase, a_fresh_request_gets_a_new_connection);
	tcase_add_test(tcase, a_call_that_is_freed_under_way_is_gone);
	tcase_add_test(tcase, a_step_without_calls_only_waits);
	suite_add_tcase(suite, tcase);
	return suite;
}
