/* SPDX-License-Identifier: Apache-2.0 */
#include "net/url.h"

#include <string.h>

#include "unit.h"

START_TEST(escapes_all_but_unreserved_characters)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_url_escape(&out, "aZ09-._~ /?&=+%\xc3\xa9");
	ck_assert_str_eq(hz_buf_str(&out), "aZ09-._~%20%2F%3F%26%3D%2B%25%C3%A9");
}
END_TEST

START_TEST(joins_the_parts_of_a_query)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, "/api/v1/pods");
	hz_url_query(&out, "limit", "500");
	hz_url_query(&out, "continue", NULL);
	hz_url_query(&out, "labelSelector", "a=b,c");
	hz_url_query(&out, "empty", "");
	ck_assert_str_eq(hz_buf_str(&out), "/api/v1/pods?limit=500&labelSelector=a%3Db%2Cc&empty=");
}
END_TEST

static const struct {
	const char *text;
	const char *scheme;
	const char *host;
	int port;
	const char *path;
	bool has_user;
} good[] = {
	{ "https://10.0.0.1:6443", "https", "10.0.0.1", 6443, "", false },
	{ "HTTPS://API.Example.COM", "https", "api.example.com", 443, "", false },
	{ "http://h/", "http", "h", 80, "/", false },
	{ "https://h:/p", "https", "h", 443, "/p", false },
	{ "https://h/k8s/Clusters/c-1?x=1#y", "https", "h", 443, "/k8s/Clusters/c-1", false },
	{ "https://h?x=1", "https", "h", 443, "", false },
	{ "https://[::1]:8443/a", "https", "::1", 8443, "/a", false },
	{ "https://[2001:DB8::1]", "https", "2001:db8::1", 443, "", false },
	{ "https://[fe80::1%25eth0]:1", "https", "fe80::1%25eth0", 1, "", false },
	{ "http://user:p%40ss@proxy:3128", "http", "proxy", 3128, "", true },
	{ "http://a@b@proxy", "http", "proxy", 80, "", true },
	{ "https://h/a@b", "https", "h", 443, "/a@b", false },
	{ "socks5://p", "socks5", "p", 1080, "", false },
	{ "ftp://p", "ftp", "p", 0, "", false },
	{ "https://m\xc3\xbcnchen.de", "https", "m\xc3\xbcnchen.de", 443, "", false },
};

START_TEST(takes_a_url_apart)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_url_parse(good[_i].text, &url, &err), &err);
	ck_assert_str_eq(url.scheme, good[_i].scheme);
	ck_assert_str_eq(url.host, good[_i].host);
	ck_assert_int_eq(url.port, good[_i].port);
	ck_assert_str_eq(url.path, good[_i].path);
	ck_assert_int_eq(url.has_user, good[_i].has_user);
}
END_TEST

static const struct {
	const char *text;
	const char *why;
} bad[] = {
	{ "", "scheme" },
	{ "10.0.0.1:6443", "scheme" },
	{ "//h", "scheme" },
	{ "://h", "scheme" },
	{ "1http://h", "scheme" },
	{ "ht_tp://h", "scheme" },
	{ "https://", "the host is missing" },
	{ "https://:443", "the host is missing" },
	{ "https:///path", "the host is missing" },
	{ "https://user@/path", "the host is missing" },
	{ "https://h:0", "port" },
	{ "https://h:65536", "port" },
	{ "https://h:+1", "port" },
	{ "https://h:12a", "port" },
	{ "https://a:b:c", "port" },
	{ "https://[::1", "\"]\" is missing" },
	{ "https://[::1]x", "brackets" },
	{ "https://[1.2.3.4]", "neither a name nor an address" },
	{ "https://[]", "the host is missing" },
	{ "https://h%20x", "neither a name nor an address" },
	{ "https://h<x", "neither a name nor an address" },
	{ "https://h /p", "blanks or control characters" },
	{ "https://h/p\n", "blanks or control characters" },
	{ "https://h\x7f", "blanks or control characters" },
};

START_TEST(refuses_what_is_no_url_and_says_why)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(hz_url_parse(bad[_i].text, &url, &err), &err, bad[_i].why);
	ck_assert_str_eq(err.reason, "BadUrl");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_ptr_null(url.scheme);
}
END_TEST

START_TEST(an_error_never_shows_the_password)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(hz_url_parse("http://joe:hunter2@proxy:99999", &url, &err), &err,
		    "\"http://<masked>@proxy:99999\"");
	ck_assert_ptr_null(strstr(err.message, "hunter2"));
	hz_ck_fails(hz_url_parse("joe:hunter2@proxy:99999", &url, &err), &err, "<masked>@proxy");
	ck_assert_ptr_null(strstr(err.message, "hunter2"));
}
END_TEST

START_TEST(what_is_shown_of_a_url_cannot_steer_the_terminal)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_url_add_masked(&out, "x\x1b[2J://joe:pw@h/\x07");
	ck_assert_str_eq(hz_buf_str(&out), "x\\x1b[2J://<masked>@h/\\x07");
}
END_TEST

START_TEST(an_origin_always_has_its_port)
{
	static const char *const cases[][2] = {
		{ "https://joe:pw@API.example.com/x", "https://api.example.com:443" },
		{ "http://[::1]/x", "http://[::1]:80" },
		{ "ftp://h", "ftp://h" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

		hz_ck_ok(hz_url_parse(cases[i][0], &url, &err), &err);
		hz_url_add_origin(&out, &url);
		ck_assert_str_eq(hz_buf_str(&out), cases[i][1]);
	}
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("url");
	TCase *tcase = tcase_create("url");

	tcase_add_test(tcase, escapes_all_but_unreserved_characters);
	tcase_add_test(tcase, joins_the_parts_of_a_query);
	tcase_add_loop_test(tcase, takes_a_url_apart, 0, HZ_COUNT(good));
	tcase_add_loop_test(tcase, refuses_what_is_no_url_and_says_why, 0, HZ_COUNT(bad));
	tcase_add_test(tcase, an_error_never_shows_the_password);
	tcase_add_test(tcase, what_is_shown_of_a_url_cannot_steer_the_terminal);
	tcase_add_test(tcase, an_origin_always_has_its_port);
	suite_add_tcase(suite, tcase);
	return suite;
}
