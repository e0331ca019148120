/* SPDX-License-Identifier: Apache-2.0 */
#include <signal.h>
#include <unistd.h>

#include "base/interrupt.h"
#include "fetch.h"
#include "server.h"

/* A child that sends us @signum when we are at rest. */
static void signal_later(int signum)
{
	pid_t parent = getpid();

	if (fork() == 0) {
		(void)usleep(50000);
		(void)kill(parent, signum);
		_exit(0);
	}
}

static struct hz_http_call *start(struct fetch *f, const char *method, const char *path)
{
	struct hz_http_request request = { .server = &f->server, .method = method, .path = path };
	struct hz_http_call *call = NULL;

	if (!f->http)
		f->http = hz_http_new();
	hz_ck_ok(hz_http_start(f->http, &request, &call, &f->err), &f->err);
	return call;
}

static const struct {
	int signum;
	enum hz_err_kind kind;
} signals[] = {
	{ SIGINT, HZ_ERR_INTERRUPTED },
	{ SIGTERM, HZ_ERR_TERMINATED },
	{ SIGHUP, HZ_ERR_HANGUP },
};

START_TEST(a_signal_ends_the_wait_for_an_answer)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	hz_interrupt_catch();
	fetch_from(&f, "http", hz_test_serve("raw", "silent", NULL));
	signal_later(signals[_i].signum);
	fetch(&f, "GET", "/");
	hz_ck_fails(f.result, &f.err, "interrupted by SIG");
	ck_assert_str_eq(f.err.reason, "Interrupted");
	ck_assert_int_eq(f.err.kind, signals[_i].kind);
}
END_TEST

START_TEST(a_signal_ends_the_wait_for_a_tls_handshake)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	hz_interrupt_catch();
	fetch_from(&f, "https", hz_test_serve("raw", "silent", NULL));
	signal_later(SIGINT);
	fetch(&f, "GET", "/");
	hz_ck_fails(f.result, &f.err, "interrupted by SIGINT");
}
END_TEST

START_TEST(a_signal_ends_a_step)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = hz_http_new() };

	hz_interrupt_catch();
	signal_later(SIGTERM);
	hz_ck_fails(hz_http_step(f.http, -1, &f.err), &f.err, "interrupted by SIGTERM");
}
END_TEST

START_TEST(a_write_under_way_may_end_after_a_signal)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	hz_interrupt_catch();
	fetch_from(&f, "http", hz_test_serve("http", "--log", hz_test_log_path(), NULL));
	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .grace_ms = 20000 });
	f.call = start(&f, "PATCH", "/status/201");
	(void)raise(SIGINT);
	hz_ck_ok(hz_http_wait(f.http, f.call, &f.err), &f.err);
	ck_assert_int_eq(hz_http_reply(f.call).status, 201);
	ck_assert_int_eq(hz_test_log_count("PATCH /status/201"), 1);
}
END_TEST

START_TEST(a_write_is_let_end_while_another_call_is_waited_for)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *write = NULL;

	hz_interrupt_catch();
	fetch_from(&f, "http", hz_test_serve("http", NULL));
	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .grace_ms = 20000 });
	write = start(&f, "PATCH", "/status/201");
	f.call = start(&f, "GET", "/slow/60000");
	(void)raise(SIGINT);
	hz_ck_fails(hz_http_wait(f.http, f.call, &f.err), &f.err, "interrupted by SIGINT");
	ck_assert(hz_http_done(write));
	ck_assert_int_eq(hz_http_reply(write).status, 201);
}
END_TEST

START_TEST(a_write_without_an_answer_is_given_up_after_a_signal)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	hz_interrupt_catch();
	fetch_from(&f, "http", hz_test_serve("raw", "silent", NULL));
	f.call = start(&f, "PATCH", "/");
	(void)raise(SIGINT);
	hz_ck_fails(hz_http_wait(f.http, f.call, &f.err), &f.err, "interrupted by SIGINT");
	ck_assert(!hz_http_done(f.call));
}
END_TEST

START_TEST(nothing_is_started_after_a_signal)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	hz_interrupt_catch();
	fetch_from(&f, "http", hz_test_serve("http", "--log", hz_test_log_path(), NULL));
	(void)raise(SIGINT);
	fetch(&f, "DELETE", "/status/200");
	hz_ck_fails(f.result, &f.err, "interrupted by SIGINT");
	ck_assert_str_eq(hz_test_log(), "");
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("http_interrupt");
	TCase *tcase = tcase_create("http_interrupt");

	hz_test_make_certs();
	tcase_set_timeout(tcase, 20); /* less than any limit of a request */
	tcase_add_loop_test(tcase, a_signal_ends_the_wait_for_an_answer, 0, HZ_COUNT(signals));
	tcase_add_test(tcase, a_signal_ends_the_wait_for_a_tls_handshake);
	tcase_add_test(tcase, a_signal_ends_a_step);
	tcase_add_test(tcase, a_write_under_way_may_end_after_a_signal);
	tcase_add_test(tcase, a_write_is_let_end_while_another_call_is_waited_for);
	tcase_add_test(tcase, a_write_without_an_answer_is_given_up_after_a_signal);
	tcase_add_test(tcase, nothing_is_started_after_a_signal);
	suite_add_tcase(suite, tcase);
	return suite;
}
