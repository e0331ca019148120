/* SPDX-License-Identifier: Apache-2.0 */
#include "net/proxy.h"

#include <string.h>

#include "base/file.h"
#include "base/secret.h"
#include "fetch.h"
#include "server.h"

/* Named after the rule of golang.org/x/net/http/httpproxy that decides. */
static const struct {
	const char *rule;
	const char *no_proxy;
	const char *host;
	int port;
	bool exempt;
} rules[] = {
	{ "localhost never", "", "localhost", 443, true },
	{ "127.0.0.0/8 never", "", "127.0.0.1", 443, true },
	{ "127.0.0.0/8 never", NULL, "127.8.9.1", 443, true },
	{ "::1 never", "", "::1", 443, true },
	{ "mapped loopback never", "", "::ffff:127.0.0.1", 443, true },
	{ "only localhost itself", "", "localhost.localdomain", 443, false },
	{ "others always", "", "example.com", 443, false },
	{ "others always", "", "10.0.0.1", 443, false },
	{ "others always", "", "128.0.0.1", 443, false },
	{ "name", "example.com", "example.com", 443, true },
	{ "name", "example.com", "other.com", 443, false },
	{ "name and all below", "example.com", "a.b.example.com", 443, true },
	{ "name is whole", "example.com", "notexample.com", 443, false },
	{ "dot: only below", ".example.com", "a.example.com", 443, true },
	{ "dot: only below", ".example.com", "example.com", 443, false },
	{ "star dot: only below", "*.example.com", "a.example.com", 443, true },
	{ "star dot: only below", "*.example.com", "example.com", 443, false },
	{ "star within is no wildcard", "a*.example.com", "ab.example.com", 443, false },
	{ "name without regard to case", "EXAMPLE.com", "example.com", 443, true },
	{ "port must be equal", "example.com:443", "example.com", 443, true },
	{ "port must be equal", "example.com:8443", "example.com", 443, false },
	{ "port is text", "example.com:0443", "example.com", 443, false },
	{ "port below", "example.com:443", "a.example.com", 443, true },
	{ "empty port is any", "example.com:", "example.com", 443, true },
	{ "list", "a.com,b.com", "b.com", 443, true },
	{ "list with blanks", " a.com , b.com ", "b.com", 443, true },
	{ "list with empty ones", ",,b.com,", "b.com", 443, true },
	{ "list of empty ones", ",,", "b.com", 443, false },
	{ "blanks do not separate", "a.com b.com", "b.com", 443, false },
	{ "star is all", "*", "example.com", 443, true },
	{ "star is all", "*", "10.0.0.1", 443, true },
	{ "star in a list is all", "a.com,*", "10.0.0.1", 443, true },
	{ "a name is no suffix of an address", "0.0.1", "10.0.0.1", 443, false },
	{ "a domain is no suffix of an address", ".0.0.1", "10.0.0.1", 443, false },
	{ "address", "10.0.0.1", "10.0.0.1", 443, true },
	{ "address", "10.0.0.1", "10.0.0.2", 443, false },
	{ "address with port", "10.0.0.1:443", "10.0.0.1", 443, true },
	{ "address with port", "10.0.0.1:80", "10.0.0.1", 443, false },
	{ "an address does not cover names", "10.0.0.1", "a.10.0.0.1.nip.io", 443, false },
	{ "mapped address is IPv4", "::ffff:10.0.0.1", "10.0.0.1", 443, true },
	{ "mapped host is IPv4", "10.0.0.1", "::ffff:10.0.0.1", 443, true },
	{ "IPv6", "2001:db8::1", "2001:db8::1", 443, true },
	{ "IPv6 however it is written", "2001:0DB8:0::1", "2001:db8::1", 443, true },
	{ "IPv6 in brackets has a port", "[2001:db8::1]:443", "2001:db8::1", 443, true },
	{ "IPv6 in brackets has a port", "[2001:db8::1]:80", "2001:db8::1", 443, false },
	{ "IPv6 in brackets without a port is none", "[2001:db8::1]", "2001:db8::1", 443, false },
	{ "IPv6 with a zone", "fe80::1", "fe80::1%eth0", 443, true },
	{ "leading zeros are no address", "010.0.0.1", "10.0.0.1", 443, false },
	{ "network", "10.0.0.0/8", "10.255.0.1", 443, true },
	{ "network", "10.0.0.0/8", "11.0.0.1", 443, false },
	{ "network between bytes", "192.168.16.0/20", "192.168.31.255", 443, true },
	{ "network between bytes", "192.168.16.0/20", "192.168.32.0", 443, false },
	{ "network of any address in it", "10.1.2.3/8", "10.9.9.9", 443, true },
	{ "network of all", "0.0.0.0/0", "8.8.8.8", 443, true },
	{ "network of one", "10.0.0.1/32", "10.0.0.1", 443, true },
	{ "network of one", "10.0.0.1/32", "10.0.0.2", 443, false },
	{ "network does not cover names", "0.0.0.0/0", "example.com", 443, false },
	{ "network of IPv4 is none of IPv6", "0.0.0.0/0", "2001:db8::1", 443, false },
	{ "network of IPv6", "2001:db8::/32", "2001:db8:5::1", 443, true },
	{ "network of IPv6", "2001:db8::/32", "2001:db9::1", 443, false },
	{ "mapped network", "::ffff:10.0.0.0/104", "10.1.2.3", 443, true },
	{ "mapped network", "::ffff:10.0.0.0/104", "11.1.2.3", 443, false },
	{ "too many bits are no network", "10.0.0.0/33", "10.0.0.1", 443, false },
	{ "no bits are no network", "10.0.0.0/", "10.0.0.1", 443, false },
	{ "signs are no bits", "10.0.0.0/+8", "10.0.0.1", 443, false },
	{ "a port alone is nothing", ":443", "example.com", 443, false },
	{ "a URL is no name", "http://example.com", "example.com", 443, false },
};

START_TEST(no_proxy_is_read_by_the_rules_of_go)
{
	ck_assert_msg(hz_proxy_is_exempt(rules[_i].no_proxy, rules[_i].host, rules[_i].port) ==
			      rules[_i].exempt,
		      "%s: NO_PROXY=%s %s:%d", rules[_i].rule,
		      rules[_i].no_proxy ? rules[_i].no_proxy : "(unset)", rules[_i].host,
		      rules[_i].port);
}
END_TEST

static const struct {
	const char *url;
	struct hz_proxy_env env;
	const char *want; /* NULL: none */
} choices[] = {
	{ "https://h", { NULL, NULL, NULL, false }, NULL },
	{ "https://h", { "", "", "", false }, NULL },
	{ "https://h", { "http://a:1", "http://b:2", NULL, false }, "http://b:2" },
	{ "http://h", { "http://a:1", "http://b:2", NULL, false }, "http://a:1" },
	{ "https://h", { "http://a:1", NULL, NULL, false }, NULL },
	{ "https://h", { NULL, "b:2", NULL, false }, "http://b:2" },
	{ "https://h", { NULL, "b", NULL, false }, "http://b" },
	{ "https://h", { NULL, "10.0.0.1:3128", NULL, false }, "http://10.0.0.1:3128" },
	{ "https://h", { NULL, "[::1]:3128", NULL, false }, "http://[::1]:3128" },
	{ "https://h", { NULL, "user:pass@b:2", NULL, false }, "http://user:pass@b:2" },
	{ "https://h", { NULL, "HTTPS://b:2/", NULL, false }, "https://b:2/" },
	{ "https://h", { NULL, "socks5://b", NULL, false }, "socks5h://b" },
	{ "https://h", { NULL, "socks5h://b", NULL, false }, "socks5h://b" },
	{ "https://h", { NULL, "socks5://u:p@b:9", NULL, false }, "socks5h://u:p@b:9" },
	{ "https://h", { NULL, "http://b:2", "h", false }, NULL },
	{ "https://h:1", { NULL, "http://b:2", "h:443", false }, "http://b:2" },
	{ "https://h", { NULL, "http://b:2", "h:443", false }, NULL },
	{ "http://h", { "http://a:1", NULL, "h:80", false }, NULL },
	{ "https://127.0.0.1:6443", { NULL, "http://b:2", NULL, false }, NULL },
	{ "https://[::1]:6443", { NULL, "http://b:2", NULL, false }, NULL },
	{ "https://LOCALHOST:6443", { NULL, "http://b:2", NULL, false }, NULL },
	{ "https://h", { NULL, "http://b:2", NULL, true }, "http://b:2" },
	{ "http://h", { NULL, NULL, NULL, true }, NULL },
};

START_TEST(the_variables_choose_the_proxy)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *proxy = NULL;

	hz_ck_ok(hz_url_parse(choices[_i].url, &url, &err), &err);
	hz_ck_ok(hz_proxy_find(&choices[_i].env, &url, &proxy, &err), &err);
	ck_assert_pstr_eq(proxy, choices[_i].want);
}
END_TEST

static const struct {
	const char *url;
	struct hz_proxy_env env;
	const char *message;
	const char *advice;
} refusals[] = {
	{ "https://h",
	  { NULL, "http://b:port", NULL, false },
	  "cannot use the proxy: \"http://b:port\" is not a URL: the port",
	  "HTTPS_PROXY" },
	{ "http://h",
	  { "http://", NULL, NULL, false },
	  "\"http://\" is not a URL: the host is missing",
	  "HTTP_PROXY" },
	{ "https://h",
	  { NULL, "socks4://b", NULL, false },
	  "its scheme is \"socks4\", and must be http, https or socks5",
	  "HTTPS_PROXY" },
	{ "http://h",
	  { "http://b", NULL, NULL, true },
	  "HTTP_PROXY is not safe in a CGI program",
	  NULL },
};

START_TEST(a_variable_that_is_no_proxy_is_an_error)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *proxy = NULL;

	hz_ck_ok(hz_url_parse(refusals[_i].url, &url, &err), &err);
	hz_ck_fails(hz_proxy_find(&refusals[_i].env, &url, &proxy, &err), &err,
		    refusals[_i].message);
	ck_assert_str_eq(err.reason, "ProxyFailed");
	ck_assert_ptr_null(proxy);
	if (refusals[_i].advice)
		ck_assert_ptr_nonnull(strstr(err.advice, refusals[_i].advice));
}
END_TEST

START_TEST(upper_case_variables_win_over_lower_case)
{
	(void)unsetenv("REQUEST_METHOD");
	(void)setenv("HTTPS_PROXY", "upper", 1);
	(void)setenv("https_proxy", "lower", 1);
	(void)setenv("HTTP_PROXY", "", 1);
	(void)setenv("http_proxy", "lower", 1);
	(void)unsetenv("NO_PROXY");
	(void)setenv("no_proxy", "lower", 1);
	ck_assert_str_eq(hz_proxy_env().https, "upper");
	ck_assert_str_eq(hz_proxy_env().http, "lower");
	ck_assert_str_eq(hz_proxy_env().no_proxy, "lower");
	ck_assert(!hz_proxy_env().cgi);
	(void)setenv("REQUEST_METHOD", "GET", 1);
	ck_assert(hz_proxy_env().cgi);
}
END_TEST

START_TEST(the_password_of_a_proxy_is_a_secret)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *proxy = NULL;

	hz_ck_ok(hz_proxy_parse("http://joe:s3cret%21word@b:1", &proxy, &err), &err);
	ck_assert(hz_secret_in("it is s3cret%21word"));
	ck_assert(hz_secret_in("it is s3cret!word"));
	ck_assert(!hz_secret_in("joe"));
	hz_secret_forget();
}
END_TEST

/* A proxy of @kind before a server on this port, and a fetch through it. */
static void proxied(struct fetch *f, const char *kind, const char *scheme, int server)
{
	HZ_AUTO(hz_freep) char *port = hz_strf("%d", server);
	int proxy = hz_test_serve("proxy", kind, port, "--log", hz_test_log_path(), NULL);

	/* the host has no address here, so only the proxy can have resolved it */
	(void)snprintf(f->url, sizeof(f->url), "http://good.test:%d", server);
	if (strcmp(scheme, "https") == 0)
		(void)snprintf(f->url, sizeof(f->url), "https://good.test:%d", server);
	f->server.url = f->url;
	f->server.ca = hz_test_cert("ca.crt");
	f->server.proxy = hz_strf("%s://joe:hunter22@127.0.0.1:%d",
				  strcmp(kind, "socks5") == 0 ? "socks5" : "http", proxy);
}

static void proxied_done(struct fetch *f)
{
	union {
		const char *text;
		void *memory;
	} proxy = { .text = f->server.proxy };

	free(proxy.memory);
	fetch_done(f);
	hz_secret_forget();
}

static int serve_tls(void)
{
	return hz_test_serve("http", "--tls", hz_test_cert_path("server.crt"),
			     hz_test_cert_path("server.key"), NULL);
}

START_TEST(https_goes_through_a_tunnel)
{
	HZ_AUTO(proxied_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *line = NULL;
	int server = serve_tls();

	proxied(&f, "http", "https", server);
	hz_strv_add(&f.headers, "Authorization: Bearer for-the-server-alone");
	fetch(&f, "GET", "/status/201");
	ck_fetched(&f, 201);
	ck_assert_int_eq(hz_test_log_count("for-the-server-alone"), 0);
	line = hz_strf("CONNECT good.test:%d HTTP/1.1", server);
	ck_assert_int_eq(hz_test_log_count(line), 1);
	ck_assert_int_eq(hz_test_log_count("Proxy-Authorization: Basic am9lOmh1bnRlcjIy"), 1);
	ck_assert_ptr_null(hz_http_header(&f.reply, "proxy-agent"));
}
END_TEST

START_TEST(plain_http_goes_to_the_proxy_whole)
{
	HZ_AUTO(proxied_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *line = NULL;
	int server = hz_test_serve("http", NULL);

	proxied(&f, "http", "http", server);
	fetch(&f, "GET", "/status/201");
	line = hz_strf("GET http://good.test:%d/status/201 HTTP/1.1", server);
	ck_assert_int_eq(hz_test_log_count(line), 1);
}
END_TEST

START_TEST(socks5_gives_name_user_and_password_to_the_proxy)
{
	HZ_AUTO(proxied_done) struct fetch f = { .http = NULL };

	proxied(&f, "socks5", "https", serve_tls());
	fetch(&f, "GET", "/status/201");
	ck_fetched(&f, 201);
	ck_assert_int_eq(hz_test_log_count("type=3 good.test"), 1);
	ck_assert_int_eq(hz_test_log_count("user=joe password=hunter22"), 1);
}
END_TEST

START_TEST(a_proxy_that_speaks_tls_is_verified)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *proxy = hz_strf("https://127.0.0.1:%d", serve_tls());

	/* the server at hand is no proxy, but its certificate is looked at before that */
	f.server.url = "https://good.test:6443";
	f.server.proxy = proxy;
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed",
		       "no TLS connection to the proxy: SSL certificate problem");
	f.server.ca = hz_test_cert("ca.crt");
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "the proxy answered 4");
}
END_TEST

START_TEST(a_proxy_that_refuses_is_named_without_its_password)
{
	HZ_AUTO(proxied_done) struct fetch f = { .http = NULL };

	proxied(&f, "refuse", "https", 6443);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed",
		       "cannot reach https://good.test:6443 through the proxy "
		       "http://<masked>@127.0.0.1:");
	ck_assert_ptr_nonnull(strstr(f.err.message, "the proxy answered 407"));
	ck_assert_ptr_nonnull(strstr(f.err.advice, "user and password"));
	ck_assert_ptr_null(strstr(f.err.message, "hunter22"));
}
END_TEST

START_TEST(a_proxy_that_is_not_there_is_told)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	f.server.url = "https://good.test:6443";
	f.server.proxy = "http://127.0.0.1:1";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed",
		       "cannot reach https://good.test:6443 through the proxy http://127.0.0.1:1: "
		       "no connection to the proxy: ");
	ck_assert_ptr_nonnull(strstr(f.err.advice, "proxy-url"));
	f.server.proxy = "http://no-such-proxy.invalid:1";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "no address found for the proxy");
}
END_TEST

START_TEST(a_socks_proxy_that_refuses_is_told)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "no");
	HZ_AUTO(hz_freep) char *proxy = NULL;

	hz_ck_ok(hz_file_write(path, "\x05\xff", 2, &f.err), &f.err); /* no method will do */
	proxy = hz_strf("socks5://127.0.0.1:%d", hz_test_serve("raw", "greet", path, NULL));
	f.server.url = "https://good.test:6443";
	f.server.proxy = proxy;
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "the proxy made no connection: ");
}
END_TEST

START_TEST(the_proxy_of_a_kubeconfig_and_of_the_environment_get_their_own_advice)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	(void)setenv("HTTPS_PROXY", "http://127.0.0.1:1", 1);
	f.server.url = "https://good.test:6443";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "no connection to the proxy: ");
	ck_assert_ptr_nonnull(strstr(f.err.advice, "NO_PROXY"));
	f.server.proxy = "http://127.0.0.1:1";
	fetch(&f, "GET", "/");
	ck_assert_ptr_nonnull(strstr(f.err.advice, "proxy-url of the cluster"));
	f.server.proxy = "gopher://127.0.0.1:1";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "its scheme is \"gopher\"");
	ck_assert_ptr_nonnull(strstr(f.err.advice, "proxy-url of the cluster"));
}
END_TEST

START_TEST(a_proxy_that_never_answers_runs_into_the_time_limit)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep)
	char *proxy = hz_strf("http://127.0.0.1:%d", hz_test_serve("raw", "silent", NULL));

	f.server.url = "https://good.test:6443";
	f.server.proxy = proxy;
	f.server.timeout_ms = 1000;
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Timeout", "the proxy did not answer within 1.0s");
}
END_TEST

START_TEST(the_proxy_of_the_environment_is_taken_by_our_rules)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	(void)setenv("http_proxy", "http://127.0.0.1:1", 1);
	(void)setenv("all_proxy", "http://127.0.0.1:1", 1);
	fetch_from(&f, "http", hz_test_serve("http", NULL));
	fetch(&f, "GET", "/status/200");
	ck_fetched(&f, 200); /* loopback never takes one; libcurl alone would */
	f.server.url = "http://good.test";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ProxyFailed", "through the proxy http://127.0.0.1:1: ");
	f.server.proxy = "";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "NameNotFound", "cannot reach http://good.test:80: ");
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("proxy");
	TCase *tcase = tcase_create("proxy");

	hz_test_make_certs();
	tcase_set_timeout(tcase, 30);
	tcase_add_loop_test(tcase, no_proxy_is_read_by_the_rules_of_go, 0, HZ_COUNT(rules));
	tcase_add_loop_test(tcase, the_variables_choose_the_proxy, 0, HZ_COUNT(choices));
	tcase_add_loop_test(tcase, a_variable_that_is_no_proxy_is_an_error, 0, HZ_COUNT(refusals));
	tcase_add_test(tcase, upper_case_variables_win_over_lower_case);
	tcase_add_test(tcase, the_password_of_a_proxy_is_a_secret);
	tcase_add_test(tcase, https_goes_through_a_tunnel);
	tcase_add_test(tcase, plain_http_goes_to_the_proxy_whole);
	tcase_add_test(tcase, socks5_gives_name_user_and_password_to_the_proxy);
	tcase_add_test(tcase, a_proxy_that_speaks_tls_is_verified);
	tcase_add_test(tcase, a_proxy_that_refuses_is_named_without_its_password);
	tcase_add_test(tcase, a_proxy_that_is_not_there_is_told);
	tcase_add_test(tcase, a_socks_proxy_that_refuses_is_told);
	tcase_add_test(tcase,
		       the_proxy_of_a_kubeconfig_and_of_the_environment_get_their_own_advice);
	tcase_add_test(tcase, a_proxy_that_never_answers_runs_into_the_time_limit);
	tcase_add_test(tcase, the_proxy_of_the_environment_is_taken_by_our_rules);
	suite_add_tcase(suite, tcase);
	return suite;
}
