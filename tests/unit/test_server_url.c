/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/server_url.h"

#include <string.h>

#include "unit.h"

static const struct {
	const char *text;
	const char *want;
} good[] = {
	{ "https://10.0.0.1:6443", "https://10.0.0.1:6443" },
	{ "https://10.0.0.1:6443/", "https://10.0.0.1:6443" },
	{ "https://proxy/k8s/clusters/c-1//", "https://proxy/k8s/clusters/c-1" },
	{ "https://host?a=b", "https://host" },
	{ "https://host/prefix?a=b#c", "https://host/prefix" },
	{ "HTTPS://Host", "https://Host" },
	{ "http://localhost:8080", "http://localhost:8080" },
	{ "https://[fd00::1]:6443", "https://[fd00::1]:6443" },
	/* without a scheme it is http, whatever else is configured */
	{ "10.0.0.1:6443", "http://10.0.0.1:6443" },
	{ "localhost:8080/", "http://localhost:8080" },
	{ "host", "http://host" },
	{ "[fd00::1]:6443", "http://[fd00::1]:6443" },
};

static const struct {
	const char *text;
	const char *want;
} bad[] = {
	{ "ftp://host", "\"ftp://host\" is neither an https nor an http URL" },
	{ "host/prefix", "\"host/prefix\" must be a URL or HOST:PORT" },
	{ "https://user:secret@host", "must not hold a user name or a password" },
	{ "https://host:port", "the port is not a number from 1 to 65535" },
	{ "https:///path", "must be a URL or HOST:PORT" },
	{ "https://", "must be a URL or HOST:PORT" },
	{ "https://ho st", "blanks or control characters" },
	{ "https://host\r\nX: y", "blanks or control characters" },
	{ "https://[fd00::1", "a \"]\" is missing" },
	{ "https:/host", "must be a URL or HOST:PORT" },
};

START_TEST(reads_servers_as_client_go_does)
{
	for (size_t i = 0; i < HZ_COUNT(good); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep) char *url = NULL;

		hz_ck_ok(hz_server_url(good[i].text, &url, &err), &err);
		ck_assert_str_eq(url, good[i].want);
	}
}
END_TEST

START_TEST(a_plugin_is_told_the_server_as_it_is_written)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "https://10.0.0.1:6443", "https://10.0.0.1:6443" },
		{ "https://host/", "https://host/" },
		{ "HTTPS://Host", "HTTPS://Host" },
		{ "https://host?a=b", "https://host?a=b" },
		{ "https://host/?a=b", "https://host/?a=b" },
		{ "https://host/prefix/", "https://host/prefix/" },
		{ "HTTPS://host/prefix/?a=b", "https://host/prefix/" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_freep) char *told = hz_server_url_told(cases[i].text);

		ck_assert_str_eq(told, cases[i].want);
	}
}
END_TEST

START_TEST(refuses_what_is_no_server)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		char *url = NULL;

		hz_ck_fails(hz_server_url(bad[i].text, &url, &err), &err, bad[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_ptr_null(url);
		ck_assert_ptr_null(strstr(err.message, "secret"));
	}
}
END_TEST

HZ_SUITE("server_url", reads_servers_as_client_go_does,
	 a_plugin_is_told_the_server_as_it_is_written, refuses_what_is_no_server)
