/* SPDX-License-Identifier: Apache-2.0 */
#include <sys/stat.h>

#include "base/file.h"
#include "fetch.h"
#include "server.h"

/* A fetch from tests/servers/http over plain HTTP. */
#define FETCH_FROM_HTTP(name)                                     \
	HZ_AUTO(fetch_done) struct fetch name = { .http = NULL }; \
	fetch_from(&(name), "http", hz_test_serve("http", NULL))

/* The same from tests/servers/raw in @mode. */
#define FETCH_FROM_RAW(name, scheme, ...)                         \
	HZ_AUTO(fetch_done) struct fetch name = { .http = NULL }; \
	fetch_from(&(name), scheme, hz_test_serve("raw", __VA_ARGS__, NULL))

static void ck_advice(const struct fetch *f, const char *text)
{
	ck_assert_msg(f->err.advice && strstr(f->err.advice, text), "\"%s\" is not in: %s", text,
		      f->err.advice ? f->err.advice : "(no advice)");
}

START_TEST(a_refused_connection_names_host_and_port)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	fetch_from(&f, "https", 1);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ConnectionRefused",
		       "cannot reach https://127.0.0.1:1: connection refused");
	ck_advice(&f, "Nothing listens on port 1 of 127.0.0.1");
}
END_TEST

START_TEST(a_name_without_an_address_is_named)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	f.server.url = "https://no-such-host.invalid";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "NameNotFound",
		       "cannot reach https://no-such-host.invalid:443: no address found for the "
		       "name \"no-such-host.invalid\"");
	ck_advice(&f, "Check the spelling");
}
END_TEST

START_TEST(an_address_without_a_route_is_unreachable)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	f.server.url = "https://255.255.255.255:6443";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Unreachable", "cannot reach https://255.255.255.255:6443: ");
	ck_advice(&f, "firewalls");
}
END_TEST

START_TEST(a_slow_answer_runs_into_the_time_limit_of_the_server)
{
	FETCH_FROM_HTTP(f);

	f.server.timeout_ms = 200;
	fetch(&f, "GET", "/slow/60000");
	ck_fetch_fails(&f, "Timeout", "no answer came within 0.2s");
}
END_TEST

START_TEST(a_write_that_runs_out_of_time_may_have_been_done)
{
	FETCH_FROM_HTTP(f);

	f.server.timeout_ms = 200;
	fetch(&f, "POST", "/slow/60000");
	ck_fetch_fails(&f, "Timeout", "no answer came within 0.2s");
	ck_advice(&f, "The POST may have been done");
}
END_TEST

START_TEST(an_answer_that_trickles_runs_into_the_time_limit)
{
	FETCH_FROM_HTTP(f);

	f.server.timeout_ms = 200;
	fetch(&f, "GET", "/stream/0");
	ck_fetch_fails(&f, "Timeout", "the answer was not complete within 0.2s");
}
END_TEST

START_TEST(a_tls_server_that_never_speaks_is_given_up)
{
	FETCH_FROM_RAW(f, "https", "silent");

	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .tls_ms = 100 });
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Timeout", "the TLS handshake was not done within 0.1s");
}
END_TEST

START_TEST(a_connection_that_does_not_come_about_is_given_up)
{
	FETCH_FROM_RAW(f, "https", "silent");

	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .connect_ms = 100 });
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Timeout", "the TLS handshake was not done within 0.1s");
}
END_TEST

START_TEST(an_answer_that_stops_is_given_up)
{
	FETCH_FROM_RAW(f, "http", "drip");

	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .stall_ms = 100 });
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Timeout", "nothing came for 0.1s");
}
END_TEST

START_TEST(a_server_that_takes_a_request_and_says_nothing_is_given_up)
{
	FETCH_FROM_RAW(f, "http", "silent");

	f.http = hz_http_new();
	hz_http_limit(f.http, &(struct hz_http_limits){ .stall_ms = 100 });
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Timeout", "nothing came for 0.1s");
}
END_TEST

START_TEST(an_answer_cut_in_half_says_how_much_came)
{
	FETCH_FROM_HTTP(f);

	fetch(&f, "GET", "/cut");
	ck_fetch_fails(&f, "CutOff", "it was cut off after 500 bytes");
	ck_assert_ptr_nonnull(strstr(f.err.message, "cannot read the answer of http://127.0.0.1:"));
}
END_TEST

START_TEST(a_connection_closed_without_an_answer_is_told)
{
	static const char *const modes[] = { "close", "reset" };

	for (size_t i = 0; i < HZ_COUNT(modes); i++) {
		FETCH_FROM_RAW(f, "http", modes[i]);

		fetch(&f, "GET", "/");
		ck_fetch_fails(&f, "CutOff", "the connection broke before the answer came");
		ck_advice(&f, "must begin with https://");
	}
}
END_TEST

START_TEST(a_write_without_an_answer_may_have_been_done)
{
	FETCH_FROM_RAW(f, "http", "close");

	f.body = "{}";
	fetch(&f, "POST", "/");
	ck_fetch_fails(&f, "CutOff", "the connection broke before the answer came");
	ck_advice(&f, "The POST may have been done");
}
END_TEST

START_TEST(a_read_is_repeated_when_an_old_connection_breaks)
{
	FETCH_FROM_RAW(f, "http", "once", "--log", hz_test_log_path());

	fetch(&f, "GET", "/1");
	ck_fetched(&f, 200);
	fetch(&f, "GET", "/2");
	ck_fetched(&f, 200);
	ck_assert_uint_eq(hz_http_stats(f.http).connections, 2);
}
END_TEST

START_TEST(a_write_is_never_sent_twice)
{
	static const char *const methods[] = { "POST", "PATCH", "DELETE" };
	FETCH_FROM_RAW(f, "http", "once", "--log", hz_test_log_path());

	for (size_t i = 0; i < HZ_COUNT(methods); i++) {
		fetch(&f, "GET", "/1");
		ck_fetched(&f, 200);
		fetch(&f, methods[i], "/2");
		ck_fetch_fails(&f, "CutOff", "the connection broke before the answer came");
		ck_assert_int_eq(hz_test_log_count(methods[i]), 1);
	}
}
END_TEST

START_TEST(a_body_over_its_cap_is_not_read)
{
	static const char *const paths[] = { "/bytes/100001", "/endless" };
	FETCH_FROM_HTTP(f);

	for (size_t i = 0; i < HZ_COUNT(paths); i++) {
		f.cap = 100000;
		fetch(&f, "GET", paths[i]);
		ck_fetch_fails(&f, "TooLarge", "its body is larger than 97 KiB");
		ck_assert_ptr_nonnull(
			strstr(f.err.message, "cannot read the answer of http://127.0.0.1:"));
	}
}
END_TEST

START_TEST(a_small_answer_that_unpacks_to_a_huge_one_is_not_read)
{
	HZ_AUTO(hz_freep) char *bomb = hz_path_join(hz_test_folder(), "bomb.gz");
	HZ_AUTO(hz_freep)
	char *command = hz_strf("head -c 50000000 /dev/zero | gzip -9 > '%s'", bomb);
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	struct stat st;

	hz_test_shell(command);
	ck_assert_int_eq(stat(bomb, &st), 0);
	ck_assert_int_lt(st.st_size, 1 << 20);
	fetch_from(&f, "http", hz_test_serve("http", "--gzip", bomb, NULL));
	f.cap = 1 << 20;
	fetch(&f, "GET", "/bomb");
	ck_fetch_fails(&f, "TooLarge", "its body is larger than 1024 KiB");
}
END_TEST

START_TEST(a_header_without_an_end_is_not_read)
{
	static const char *const modes[] = { "endless-header", "endless-line" };

	for (size_t i = 0; i < HZ_COUNT(modes); i++) {
		FETCH_FROM_RAW(f, "http", modes[i]);

		fetch(&f, "GET", "/");
		ck_fetch_fails(&f, "TooLarge", "its header is larger than 256 KiB");
	}
}
END_TEST

START_TEST(what_is_not_http_is_told)
{
	static const char *const answers[] = {
		"SSH-2.0-OpenSSH_9.2\r\n",
		"\x15\x03\x03\x00\x02\x02\x46",
		"garbage without a line end",
		"HTTP/2 4200\r\n\r\nok\n",
		"HTTP/22.1 103 Early Hints\r\n\r\nok\n",
	};
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");

	for (size_t i = 0; i < HZ_COUNT(answers); i++) {
		FETCH_FROM_RAW(f, "http", "send", path);

		hz_ck_ok(hz_file_write(path, answers[i], strlen(answers[i]), &f.err), &f.err);
		fetch(&f, "GET", "/");
		ck_fetch_fails(&f, "NotHttp", "what answers there does not speak HTTP");
		ck_advice(&f, "Check scheme and port");
	}
}
END_TEST

START_TEST(plain_http_on_a_tls_port_is_told)
{
	static const char answer[] = "HTTP/1.1 400 Bad Request\r\n\r\n";
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");
	FETCH_FROM_RAW(f, "https", "greet", path);

	hz_ck_ok(hz_file_write(path, answer, strlen(answer), &f.err), &f.err);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "NotHttp", "what answers there does not speak TLS");
	ck_advice(&f, "must begin with http://");
}
END_TEST

START_TEST(a_tls_server_that_was_asked_in_plain_http_is_told)
{
	static const char answer[] = "HTTP/1.0 400 Bad Request\r\n\r\n"
				     "Client sent an HTTP request to an HTTPS server.\n";
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");
	FETCH_FROM_RAW(f, "http", "send", path);

	hz_ck_ok(hz_file_write(path, answer, strlen(answer), &f.err), &f.err);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "NotHttp", "it speaks TLS, and was asked in plain HTTP");
	ck_advice(&f, "must begin with https://");
}
END_TEST

/* Answers that contradict themselves. */
static const struct {
	const char *answer;
	const char *message;
} broken[] = {
	{ "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip\n",
	  "its body is not compressed as its header says" },
	{ "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nno number\r\n",
	  "its body is not chunked as its header says" },
	{ "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n", "does not speak HTTP" },
};

START_TEST(an_answer_that_contradicts_itself_is_told)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");
	FETCH_FROM_RAW(f, "http", "send", path);

	hz_ck_ok(hz_file_write(path, broken[_i].answer, strlen(broken[_i].answer), &f.err), &f.err);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "NotHttp", broken[_i].message);
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("http_failure");
	TCase *tcase = tcase_create("http_failure");

	hz_test_make_certs();
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_refused_connection_names_host_and_port);
	tcase_add_test(tcase, a_name_without_an_address_is_named);
	tcase_add_test(tcase, an_address_without_a_route_is_unreachable);
	tcase_add_test(tcase, a_slow_answer_runs_into_the_time_limit_of_the_server);
	tcase_add_test(tcase, a_write_that_runs_out_of_time_may_have_been_done);
	tcase_add_test(tcase, an_answer_that_trickles_runs_into_the_time_limit);
	tcase_add_test(tcase, a_tls_server_that_never_speaks_is_given_up);
	tcase_add_test(tcase, a_connection_that_does_not_come_about_is_given_up);
	tcase_add_test(tcase, an_answer_that_stops_is_given_up);
	tcase_add_test(tcase, a_server_that_takes_a_request_and_says_nothing_is_given_up);
	tcase_add_test(tcase, an_answer_cut_in_half_says_how_much_came);
	tcase_add_test(tcase, a_connection_closed_without_an_answer_is_told);
	tcase_add_test(tcase, a_write_without_an_answer_may_have_been_done);
	tcase_add_test(tcase, a_read_is_repeated_when_an_old_connection_breaks);
	tcase_add_test(tcase, a_write_is_never_sent_twice);
	tcase_add_test(tcase, a_body_over_its_cap_is_not_read);
	tcase_add_test(tcase, a_small_answer_that_unpacks_to_a_huge_one_is_not_read);
	tcase_add_test(tcase, a_header_without_an_end_is_not_read);
	tcase_add_test(tcase, what_is_not_http_is_told);
	tcase_add_test(tcase, plain_http_on_a_tls_port_is_told);
	tcase_add_test(tcase, a_tls_server_that_was_asked_in_plain_http_is_told);
	tcase_add_loop_test(tcase, an_answer_that_contradicts_itself_is_told, 0, HZ_COUNT(broken));
	suite_add_tcase(suite, tcase);
	return suite;
}
