/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/auth.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "unit.h"

#define NOW 1000000

static void drop_auth(struct hz_auth **auth)
{
	hz_auth_free(*auth);
}

static void write_text(const char *path, const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_write(path, text, strlen(text), &err), &err);
}

/* The Authorization header of an identity asked for at @now; "" without one. */
static const char *authorization(struct hz_auth *auth, int64_t now)
{
	static char text[128];
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *identity = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_auth_identity(auth, now, &identity, &err), &err);
	(void)snprintf(text, sizeof(text), "%s",
		       identity->headers.count ? identity->headers.item[0] : "");
	return text;
}

START_TEST(a_token_file_is_read_again_before_it_is_a_minute_old)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "token");
	struct hz_kube_target target = { .token_file = path };
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);

	write_text(path, "token-one\n");
	ck_assert_str_eq(authorization(auth, NOW), "Authorization: Bearer token-one");
	write_text(path, "token-two\n");
	ck_assert_str_eq(authorization(auth, NOW + 49), "Authorization: Bearer token-one");
	ck_assert_str_eq(authorization(auth, NOW + 50), "Authorization: Bearer token-two");
	write_text(path, "token-three\n");
	/* the clock was set back */
	ck_assert_str_eq(authorization(auth, NOW - 60), "Authorization: Bearer token-three");
	hz_secret_forget();
}
END_TEST

START_TEST(a_token_file_that_vanished_leaves_the_token_that_was_read)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "token");
	struct hz_kube_target target = { .token_file = path };
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);

	write_text(path, "token-one");
	ck_assert_str_eq(authorization(auth, NOW), "Authorization: Bearer token-one");
	ck_assert_int_eq(unlink(path), 0);
	ck_assert_str_eq(authorization(auth, NOW + 3600), "Authorization: Bearer token-one");
	write_text(path, "token-two");
	ck_assert_str_eq(authorization(auth, NOW + 3601), "Authorization: Bearer token-two");
	hz_secret_forget();
}
END_TEST

START_TEST(a_token_file_that_became_empty_leaves_the_token_that_was_read)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "token");
	struct hz_kube_target target = { .token_file = path };
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);

	write_text(path, "token-one");
	ck_assert_str_eq(authorization(auth, NOW), "Authorization: Bearer token-one");
	write_text(path, "\n");
	ck_assert_str_eq(authorization(auth, NOW + 3600), "Authorization: Bearer token-one");
	hz_secret_forget();
}
END_TEST

START_TEST(a_token_beside_the_file_is_sent_until_the_file_can_be_read)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "token");
	char beside[] = "token-beside";
	struct hz_kube_target target = { .token = beside, .token_file = path };
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);

	ck_assert_str_eq(authorization(auth, NOW), "Authorization: Bearer token-beside");
	write_text(path, "token-one");
	ck_assert_str_eq(authorization(auth, NOW), "Authorization: Bearer token-one");
	ck_assert_int_eq(unlink(path), 0);
	/* what was read last, and not what was beside it from the start */
	ck_assert_str_eq(authorization(auth, NOW + 3600), "Authorization: Bearer token-one");
	hz_secret_forget();
}
END_TEST

START_TEST(how_the_server_is_reached_comes_from_the_target)
{
	char url[] = "https://example", ca[] = "CA", cert[] = "CERT", key[] = "KEY";
	char name[] = "kubernetes", proxy[] = "http://proxy:3128";
	struct hz_kube_target target = {
		.server = url,
		.ca = ca,
		.client_cert = cert,
		.client_key = key,
		.tls_server_name = name,
		.proxy_url = proxy,
		.insecure = true,
		.no_compression = true,
		.timeout_ms = 7,
	};
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *identity = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_auth_identity(auth, NOW, &identity, &err), &err);
	ck_assert_str_eq(identity->server.url, url);
	ck_assert_str_eq(identity->server.ca, ca);
	ck_assert_str_eq(identity->server.client_cert, cert);
	ck_assert_str_eq(identity->server.client_key, key);
	ck_assert_str_eq(identity->server.tls_server_name, name);
	ck_assert_str_eq(identity->server.proxy, proxy);
	ck_assert(identity->server.insecure);
	ck_assert(identity->server.no_compression);
	ck_assert_int_eq(identity->server.timeout_ms, 7);
	ck_assert_uint_eq(identity->headers.count, 0);
}
END_TEST

#define CREDENTIAL                                                                      \
	"#!/bin/sh\n"                                                                   \
	"cat <<'EOF'\n"                                                                 \
	"{\"kind\": \"ExecCredential\", \"apiVersion\": "                               \
	"\"client.authentication.k8s.io/v1\", \"status\": {\"clientCertificateData\": " \
	"\"-----BEGIN CERTIFICATE-----\\nMA==\\n-----END CERTIFICATE-----\\n\", "       \
	"\"clientKeyData\": \"-----BEGIN PRIVATE KEY-----\\nMA==\\n-----END PRIVATE "   \
	"KEY-----\\n\", \"expirationTimestamp\": \"1970-01-12T13:46:50Z\"}}\n"          \
	"EOF\n"

START_TEST(a_certificate_of_a_plugin_outlives_its_expiry_for_the_calls_that_use_it)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "plugin");
	struct hz_kube_target target = { .namespace_ = path, .server = path };
	HZ_AUTO(drop_auth) struct hz_auth *auth = hz_auth_new(&target);
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *first = NULL;
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *same = NULL;
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *next = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	write_text(path, CREDENTIAL);
	ck_assert_int_eq(chmod(path, 0700), 0);
	target.exec = json_pack("{s:s, s:s, s:s}", "command", path, "apiVersion",
				"client.authentication.k8s.io/v1", "interactiveMode", "Never");
	hz_ck_ok(hz_auth_identity(auth, NOW, &first, &err), &err);
	hz_ck_ok(hz_auth_identity(auth, NOW + 9, &same, &err), &err);
	hz_ck_ok(hz_auth_identity(auth, NOW + 10, &next, &err), &err);
	ck_assert_ptr_eq(first, same);
	ck_assert_ptr_ne(first, next);
	ck_assert(hz_str_starts(first->server.client_cert, "-----BEGIN CERTIFICATE"));
	ck_assert(hz_str_starts(first->server.client_key, "-----BEGIN PRIVATE"));
	ck_assert_uint_eq(first->headers.count, 0);
	json_decref(target.exec);
	hz_secret_forget();
}
END_TEST

HZ_SUITE("kube_auth", a_token_file_is_read_again_before_it_is_a_minute_old,
	 a_token_file_that_vanished_leaves_the_token_that_was_read,
	 a_token_file_that_became_empty_leaves_the_token_that_was_read,
	 a_token_beside_the_file_is_sent_until_the_file_can_be_read,
	 how_the_server_is_reached_comes_from_the_target,
	 a_certificate_of_a_plugin_outlives_its_expiry_for_the_calls_that_use_it)
