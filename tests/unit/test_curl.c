/* SPDX-License-Identifier: Apache-2.0 */
#include "net/curl.h"

#include <dlfcn.h>
#include <string.h>

#include "fetch.h"

START_TEST(a_missing_library_names_the_package)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_curl table;

	hz_ck_fails(hz_curl_open("libcurl-none.so.4", &table, &err), &err, "cannot load libcurl: ");
	ck_assert_str_eq(err.reason, "CurlMissing");
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(err.advice, "apt-get install libcurl4"));
}
END_TEST

START_TEST(a_library_that_is_not_libcurl_is_refused)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_curl table;

	hz_ck_fails(hz_curl_open("libm.so.6", &table, &err), &err,
		    "cannot use libm.so.6: it has no function curl_global_init");
	ck_assert_str_eq(err.reason, "CurlUnfit");
}
END_TEST

START_TEST(a_libcurl_without_openssl_is_refused)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	void *library = dlopen("libcurl-gnutls.so.4", RTLD_LAZY);
	struct hz_curl table;

	if (!library)
		return; /* nothing to try it on */
	hz_ck_fails(hz_curl_open("libcurl-gnutls.so.4", &table, &err), &err,
		    "it is built with GnuTLS");
	ck_assert_str_eq(err.reason, "CurlUnfit");
	ck_assert_ptr_nonnull(strstr(err.advice, "apt-get install libcurl4"));
	(void)dlclose(library);
}
END_TEST

static bool is_loaded(void)
{
	void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_NOLOAD);

	if (library)
		(void)dlclose(library);
	return library != NULL;
}

START_TEST(libcurl_is_loaded_by_the_first_request_and_not_before)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = hz_http_new() };

	hz_ck_ok(hz_http_step(f.http, 0, &f.err), &f.err);
	ck_assert(!is_loaded());
	fetch_from(&f, "http", 1);
	fetch(&f, "GET", "/");
	ck_assert(is_loaded());
}
END_TEST

START_TEST(the_first_refused_option_is_kept)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_curl *curl = NULL;
	struct hz_curl_setter setter;

	hz_ck_ok(hz_curl_load(&curl, &err), &err);
	setter = (struct hz_curl_setter){ .curl = curl, .easy = curl->easy_init() };
	HZ_CURL_SET(&setter, CURLOPT_NOSIGNAL, 1L);
	ck_assert_int_eq(setter.code, CURLE_OK);
	HZ_CURL_SET(&setter, CURLOPT_PORT, -1L);
	HZ_CURL_SET(&setter, CURLOPT_NOSIGNAL, 1L);
	ck_assert_int_ne(setter.code, CURLE_OK);
	ck_assert_int_eq(setter.refused, CURLOPT_PORT);
	curl->easy_cleanup(setter.easy);
}
END_TEST

HZ_SUITE("curl", a_missing_library_names_the_package, a_library_that_is_not_libcurl_is_refused,
	 a_libcurl_without_openssl_is_refused,
	 libcurl_is_loaded_by_the_first_request_and_not_before, the_first_refused_option_is_kept)
