/* SPDX-License-Identifier: Apache-2.0 */
#include "hcloud/endpoint.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static const struct {
	const char *text;
	const char *want;
	bool loopback;
} good[] = {
	{ "https://api.hetzner.cloud/v1", "https://api.hetzner.cloud/v1", false },
	{ "https://api.hetzner.cloud/v1/", "https://api.hetzner.cloud/v1", false },
	{ "https://api.hetzner.cloud//", "https://api.hetzner.cloud", false },
	{ "HTTPS://example.com:8443/a/b", "HTTPS://example.com:8443/a/b", false },
	{ "http://127.0.0.1:8080/v1", "http://127.0.0.1:8080/v1", true },
	{ "http://127.1.2.3", "http://127.1.2.3", true },
	{ "http://[::1]:8080", "http://[::1]:8080", true },
	{ "http://LocalHost:8080", "http://LocalHost:8080", true },
	{ "https://localhost", "https://localhost", true },
};

START_TEST(an_endpoint_is_https_or_on_this_machine)
{
	for (size_t i = 0; i < HZ_COUNT(good); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *endpoint = NULL;

		hz_ck_ok(hz_endpoint_read(good[i].text, "X", &endpoint, &err), &err);
		ck_assert_str_eq(endpoint, good[i].want);
		ck_assert_int_eq(hz_endpoint_is_loopback(endpoint), good[i].loopback);
	}
}
END_TEST

#define PLAIN                                                                                    \
	" must begin with https://, since credentials go there; plain http is for this machine " \
	"only"

static const struct {
	const char *text;
	const char *message;
} bad[] = {
	{ "http://api.hetzner.cloud/v1", "X: \"http://api.hetzner.cloud/v1\"" PLAIN },
	{ "http://128.0.0.1", "X: \"http://128.0.0.1\"" PLAIN },
	{ "http://localhost.example.com", "X: \"http://localhost.example.com\"" PLAIN },
	{ "http://127.0.0.1.example.com", "X: \"http://127.0.0.1.example.com\"" PLAIN },
	{ "http://0.0.0.0", "X: \"http://0.0.0.0\"" PLAIN },
	{ "ftp://127.0.0.1", "X: \"ftp://127.0.0.1\" must begin with https://" },
	{ "https://user:s3cr3t@example.com",
	  "X: \"https://<masked>@example.com\" must not hold a user name or a password" },
	{ "https://example.com/v1?a=b",
	  "X: \"https://example.com/v1?a=b\" must have neither a query nor a fragment" },
	{ "https://example.com/v1#a",
	  "X: \"https://example.com/v1#a\" must have neither a query nor a fragment" },
	{ "api.hetzner.cloud/v1",
	  "X: \"api.hetzner.cloud/v1\" is not a URL: it does not start with "
	  "a scheme such as https://" },
	{ "https://exa mple.com",
	  "X: \"https://exa mple.com\" is not a URL: it holds blanks or control characters" },
	{ "https://", "X: \"https://\" is not a URL: the host is missing" },
	{ "", "X: \"\" is not a URL: it does not start with a scheme such as https://" },
};

START_TEST(what_is_no_endpoint_is_refused)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		char *endpoint = NULL;

		ck_assert_int_lt(hz_endpoint_read(bad[i].text, "X", &endpoint, &err), 0);
		ck_assert_str_eq(err.message, bad[i].message);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_str_eq(err.reason, "BadEndpoint");
		ck_assert_ptr_null(endpoint);
	}
}
END_TEST

static void check_chooses(const char *preferred, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *endpoint = NULL;

	hz_ck_ok(hz_hcloud_endpoint_choose(preferred, "the context", &endpoint, &err), &err);
	ck_assert_str_eq(endpoint, want);
}

START_TEST(the_environment_comes_before_the_context_before_the_public_api)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *endpoint = NULL;

	(void)unsetenv("HCLOUD_ENDPOINT");
	check_chooses(NULL, "https://api.hetzner.cloud/v1");
	check_chooses("", "https://api.hetzner.cloud/v1");
	check_chooses("https://context.example.com/", "https://context.example.com");
	hz_ck_fails(hz_hcloud_endpoint_choose("no", "the context", &endpoint, &err), &err,
		    "the context: \"no\" is not a URL");
	(void)setenv("HCLOUD_ENDPOINT", "https://environment.example.com", 1);
	check_chooses("https://context.example.com", "https://environment.example.com");
	(void)setenv("HCLOUD_ENDPOINT", "", 1);
	check_chooses(NULL, "https://api.hetzner.cloud/v1");
	(void)setenv("HCLOUD_ENDPOINT", "http://example.com", 1);
	hz_ck_fails(hz_hcloud_endpoint_choose(NULL, NULL, &endpoint, &err), &err,
		    "HCLOUD_ENDPOINT: \"http://example.com\" must begin with https://");
	ck_assert_ptr_null(endpoint);
}
END_TEST

HZ_SUITE("hcloud_endpoint", an_endpoint_is_https_or_on_this_machine, what_is_no_endpoint_is_refused,
	 the_environment_comes_before_the_context_before_the_public_api)
