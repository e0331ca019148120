/* SPDX-License-Identifier: Apache-2.0 */
#include "net/tls.h"

#include "base/file.h"
#include "fetch.h"
#include "server.h"

/* openssl s_server with the certificate @name, which answers any GET; more options may follow. */
#define SERVE_TLS(name, ...)                                                                       \
	hz_test_serve_with("openssl", "s_server", "-accept", "127.0.0.1:0", "-www", "-cert",       \
			   hz_test_cert_path(name ".crt"), "-key", hz_test_cert_path(name ".key"), \
			   __VA_ARGS__)

/* A fetch from such a server that trusts the tests' CA. */
#define FETCH_FROM_TLS(f, name, ...)                             \
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };   \
	fetch_from(&(f), "https", SERVE_TLS(name, __VA_ARGS__)); \
	(f).server.ca = hz_test_cert("ca.crt")

static void ck_advice(const struct fetch *f, const char *text)
{
	ck_assert_msg(f->err.advice && strstr(f->err.advice, text), "\"%s\" is not in: %s", text,
		      f->err.advice ? f->err.advice : "(no advice)");
}

START_TEST(a_certificate_of_the_given_authority_is_trusted)
{
	FETCH_FROM_TLS(f, "server", NULL);

	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
}
END_TEST

START_TEST(a_chain_is_trusted_in_any_order)
{
	FETCH_FROM_TLS(f, "leaf", "-cert_chain", hz_test_cert_path("chain.crt"), NULL);
	FETCH_FROM_TLS(g, "leaf", "-cert_chain", hz_test_cert_path("reordered.crt"), NULL);

	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	fetch(&g, "GET", "/");
	ck_fetched(&g, 200);
}
END_TEST

START_TEST(an_intermediate_can_be_the_authority)
{
	FETCH_FROM_TLS(f, "leaf", NULL);

	f.server.ca = hz_test_cert("intermediate.crt");
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
}
END_TEST

START_TEST(an_expired_certificate_says_since_when)
{
	FETCH_FROM_TLS(f, "expired", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateExpired",
		       ": its certificate has expired on 2021-01-01T00:00:00Z");
	ck_advice(&f, "Renew the certificate");
	ck_advice(&f, "Check the clock of this machine, which says 2");
	ck_assert_uint_eq(hz_http_stats(f.http).requests, 0);
}
END_TEST

START_TEST(a_certificate_of_the_future_says_from_when)
{
	FETCH_FROM_TLS(f, "future", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateNotYetValid",
		       ": its certificate is not valid before 2040-01-01T00:00:00Z");
	ck_advice(&f, "Check the clock of this machine, which says 2");
}
END_TEST

START_TEST(a_certificate_for_another_name_says_for_which)
{
	FETCH_FROM_TLS(f, "wrong-name", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName",
		       ": its certificate is for DNS:other.test, DNS:*.more.test, and not for "
		       "127.0.0.1");
	ck_advice(&f, "--tls-server-name");
}
END_TEST

START_TEST(a_certificate_for_another_address_says_for_which)
{
	FETCH_FROM_TLS(f, "wrong-ip", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName",
		       ": its certificate is for IP Address:10.1.2.3, and not for 127.0.0.1");
}
END_TEST

START_TEST(a_common_name_is_no_name)
{
	FETCH_FROM_TLS(f, "no-san", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName",
		       ": its certificate names no host (it has no subject alternative names)");
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName", ": its certificate names no host");
	ck_assert_uint_eq(hz_http_stats(f.http).requests, 0);
}
END_TEST

START_TEST(a_foreign_authority_is_named)
{
	FETCH_FROM_TLS(f, "foreign", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority",
		       ": its certificate was issued by \"stranger CA\", which is not trusted and "
		       "whose own certificate it does not send");
	ck_advice(&f, "Only the given certificate authority was trusted");
}
END_TEST

START_TEST(a_foreign_root_that_is_sent_is_named)
{
	FETCH_FROM_TLS(f, "foreign", "-cert_chain", hz_test_cert_path("other-ca.crt"), NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority",
		       ": its certificate comes from the authority \"stranger CA\", which is not "
		       "trusted");
}
END_TEST

START_TEST(a_missing_intermediate_is_named)
{
	FETCH_FROM_TLS(f, "leaf", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority",
		       ": its certificate was issued by \"test intermediate\", which is not "
		       "trusted and whose own certificate it does not send");
}
END_TEST

START_TEST(a_self_signed_certificate_is_told)
{
	FETCH_FROM_TLS(f, "self-signed", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority",
		       ": its certificate is self-signed and is not trusted");
}
END_TEST

START_TEST(the_roots_of_the_system_do_not_trust_the_tests)
{
	FETCH_FROM_TLS(f, "server", NULL);

	f.server.ca = NULL;
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority", ": its certificate was issued by ");
	ck_advice(&f, "The root certificates of this machine were trusted");
}
END_TEST

START_TEST(a_given_authority_is_the_only_one)
{
	FETCH_FROM_TLS(f, "foreign", NULL);

	(void)setenv("SSL_CERT_FILE", hz_test_cert_path("other-ca.crt"), 1);
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority", "stranger CA");
}
END_TEST

START_TEST(the_variables_of_openssl_name_the_roots)
{
	FETCH_FROM_TLS(f, "server", NULL);

	(void)setenv("SSL_CERT_FILE", hz_test_cert_path("ca.crt"), 1);
	f.server.ca = NULL;
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
}
END_TEST

START_TEST(the_roots_are_found_where_the_variables_say)
{
	struct hz_tls_roots roots;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	(void)setenv("SSL_CERT_FILE", "/file", 1);
	(void)setenv("SSL_CERT_DIR", "/one:/two", 1);
	hz_ck_ok(hz_tls_find_roots(&roots, &err), &err);
	ck_assert_str_eq(roots.file, "/file");
	ck_assert_str_eq(roots.folder, "/one:/two");
	(void)setenv("SSL_CERT_FILE", "", 1);
	(void)setenv("SSL_CERT_DIR", "", 1);
	hz_ck_ok(hz_tls_find_roots(&roots, &err), &err);
	ck_assert(roots.file || roots.folder);
}
END_TEST

START_TEST(a_certificate_for_clients_does_not_serve)
{
	FETCH_FROM_TLS(f, "not-server", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Tls", ": its certificate is not meant for servers");
}
END_TEST

START_TEST(insecure_accepts_any_certificate)
{
	FETCH_FROM_TLS(f, "expired", NULL);

	f.server.insecure = true;
	f.server.ca = NULL;
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
}
END_TEST

START_TEST(insecure_does_not_lend_its_connection)
{
	FETCH_FROM_TLS(f, "server", NULL);

	f.server.ca = NULL;
	f.server.insecure = true;
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	f.server.insecure = false;
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority", "is not trusted");
}
END_TEST

START_TEST(the_server_name_is_verified_instead_of_the_host)
{
	FETCH_FROM_TLS(f, "wrong-name", NULL);

	f.server.tls_server_name = "other.test";
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	f.server.tls_server_name = "third.test";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName", ", and not for third.test");
	ck_assert_ptr_nonnull(strstr(f.err.message, "cannot reach https://127.0.0.1:"));
}
END_TEST

START_TEST(a_star_in_a_name_stands_for_one_label)
{
	FETCH_FROM_TLS(f, "wrong-name", NULL);

	f.server.tls_server_name = "a.more.test";
	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	f.server.tls_server_name = "a.b.more.test";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName", ", and not for a.b.more.test");
	f.server.tls_server_name = "more.test";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateName", ", and not for more.test");
}
END_TEST

START_TEST(a_certificate_without_a_subject_has_no_name_to_show)
{
	FETCH_FROM_TLS(f, "no-subject", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority", "is not trusted");
	ck_assert_ptr_null(strstr(f.err.message, "\"\""));
}
END_TEST

START_TEST(the_server_name_leaves_the_host_header_alone)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	fetch_from(&f, "https",
		   hz_test_serve("http", "--tls", hz_test_cert_path("server.crt"),
				 hz_test_cert_path("server.key"), NULL));
	f.server.ca = hz_test_cert("ca.crt");
	f.server.tls_server_name = "good.test";
	fetch(&f, "GET", "/echo");
	ck_fetched(&f, 200);
	ck_assert_ptr_nonnull(strstr(fetch_body(&f), f.url + strlen("https://")));
	ck_assert_ptr_null(strstr(fetch_body(&f), "good.test"));
}
END_TEST

START_TEST(a_server_name_must_be_a_name)
{
	static const char *const bad[] = { "a/b", "a:1", "joe@a", "a b", "", "a?b", "a\x1b" };
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		fetch_from(&f, "https", 1);
		f.server.tls_server_name = bad[i];
		fetch(&f, "GET", "/");
		if (!*bad[i])
			continue; /* none at all */
		hz_ck_fails(f.result, &f.err, "is not the name of a host");
		ck_assert_str_eq(f.err.reason, "BadUrl");
		ck_assert_ptr_null(strchr(f.err.message, '\x1b'));
	}
}
END_TEST

START_TEST(the_host_header_has_no_user)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *url = NULL;

	fetch_from(&f, "https",
		   hz_test_serve("http", "--tls", hz_test_cert_path("server.crt"),
				 hz_test_cert_path("server.key"), NULL));
	url = hz_strf("https://joe:hunter22@127.0.0.1:%d", f.port);
	f.server.url = url;
	f.server.ca = hz_test_cert("ca.crt");
	f.server.tls_server_name = "good.test";
	fetch(&f, "GET", "/echo");
	ck_fetched(&f, 200);
	ck_assert_ptr_nonnull(strstr(fetch_body(&f), "\"Host\": \"127.0.0.1:"));
}
END_TEST

START_TEST(a_server_that_picks_tls_1_1_is_refused)
{
	/* a ServerHello; the record of 42 bytes is version, random, session, cipher, compression */
	static const unsigned char hello[47] = {
		0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2, [43] = 0, 0, 0x2f, 0,
	};
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "hello");

	hz_ck_ok(hz_file_write(path, hello, sizeof(hello), &f.err), &f.err);
	fetch_from(&f, "https", hz_test_serve("raw", "greet", path, NULL));
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Tls", ": it speaks no TLS newer than 1.1");
}
END_TEST

START_TEST(a_server_that_only_knows_tls_1_1_is_refused)
{
	FETCH_FROM_TLS(f, "server", "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0", NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "Tls", ": it accepts neither TLS 1.2 nor TLS 1.3");
}
END_TEST

START_TEST(tls_1_2_is_accepted)
{
	FETCH_FROM_TLS(f, "server", "-tls1_2", NULL);

	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
}
END_TEST

/* A server that wants a client certificate of the tests' CA. */
#define FETCH_AS(f, client, ...)                                                       \
	FETCH_FROM_TLS(f, "server", "-Verify", "1", "-verify_return_error", "-CAfile", \
		       hz_test_cert_path("ca.crt"), __VA_ARGS__);                      \
	(f).server.client_cert = hz_test_cert(client ".crt");                          \
	(f).server.client_key = hz_test_cert(client ".key")

START_TEST(a_client_certificate_is_sent)
{
	FETCH_AS(f, "client", NULL);

	fetch(&f, "GET", "/");
	ck_fetched(&f, 200);
	ck_assert_ptr_nonnull(strstr(fetch_body(&f), "test client"));
}
END_TEST

/* TLS 1.2 refuses it within the handshake, TLS 1.3 after it. */
static const char *const versions[] = { "-tls1_2", "-tls1_3" };

START_TEST(a_missing_client_certificate_is_told)
{
	FETCH_AS(f, "client", versions[_i], NULL);

	f.server.client_cert = NULL;
	f.server.client_key = NULL;
	fetch(&f, "GET", "/");
	ck_assert_int_lt(f.result, 0);
	ck_advice(&f, "client certificate");
	if (_i == 1)
		ck_fetch_fails(&f, "ClientCertificate", ": it wants a client certificate");
}
END_TEST

START_TEST(an_expired_client_certificate_is_told)
{
	FETCH_AS(f, "client-expired", versions[_i], NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ClientCertificate",
		       ": it refuses the client certificate, which has expired");
	ck_advice(&f, "Renew the client certificate");
}
END_TEST

START_TEST(a_foreign_client_certificate_is_told)
{
	FETCH_AS(f, "client-foreign", versions[_i], NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ClientCertificate",
		       ": it refuses the client certificate, whose authority it does not know");
	ck_advice(&f, "kubeconfig");
}
END_TEST

START_TEST(a_client_certificate_for_servers_is_told)
{
	FETCH_AS(f, "not-client", versions[_i], NULL);

	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ClientCertificate", ": it refuses the client certificate");
	ck_advice(&f, "clientAuth");
}
END_TEST

START_TEST(a_client_key_must_belong_to_the_certificate)
{
	FETCH_AS(f, "client", NULL);

	f.server.client_key = hz_test_cert("server.key");
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ClientCertificate", ": the client certificate cannot be used: ");
	ck_advice(&f, "belong together");
	f.server.client_key = "no key";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "ClientCertificate", ": the client certificate cannot be used: ");
}
END_TEST

START_TEST(an_authority_that_is_no_certificate_is_told)
{
	FETCH_FROM_TLS(f, "server", NULL);

	f.server.ca = "no certificate";
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CertificateUnknownAuthority",
		       ": the certificate authority to trust cannot be read: ");
	ck_advice(&f, "must be PEM");
}
END_TEST

START_TEST(a_connection_cut_off_in_the_handshake_is_told)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };

	fetch_from(&f, "https", hz_test_serve("raw", "hang-up", NULL));
	fetch(&f, "GET", "/");
	ck_fetch_fails(&f, "CutOff", "the connection was cut off in the TLS handshake");
	ck_advice(&f, "port");
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("tls");
	TCase *tcase = tcase_create("tls");

	hz_test_make_certs();
	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_certificate_of_the_given_authority_is_trusted);
	tcase_add_test(tcase, a_chain_is_trusted_in_any_order);
	tcase_add_test(tcase, an_intermediate_can_be_the_authority);
	tcase_add_test(tcase, an_expired_certificate_says_since_when);
	tcase_add_test(tcase, a_certificate_of_the_future_says_from_when);
	tcase_add_test(tcase, a_certificate_for_another_name_says_for_which);
	tcase_add_test(tcase, a_certificate_for_another_address_says_for_which);
	tcase_add_test(tcase, a_common_name_is_no_name);
	tcase_add_test(tcase, a_foreign_authority_is_named);
	tcase_add_test(tcase, a_foreign_root_that_is_sent_is_named);
	tcase_add_test(tcase, a_missing_intermediate_is_named);
	tcase_add_test(tcase, a_self_signed_certificate_is_told);
	tcase_add_test(tcase, the_roots_of_the_system_do_not_trust_the_tests);
	tcase_add_test(tcase, a_given_authority_is_the_only_one);
	tcase_add_test(tcase, the_variables_of_openssl_name_the_roots);
	tcase_add_test(tcase, the_roots_are_found_where_the_variables_say);
	tcase_add_test(tcase, a_certificate_for_clients_does_not_serve);
	tcase_add_test(tcase, insecure_accepts_any_certificate);
	tcase_add_test(tcase, insecure_does_not_lend_its_connection);
	tcase_add_test(tcase, the_server_name_is_verified_instead_of_the_host);
	tcase_add_test(tcase, a_star_in_a_name_stands_for_one_label);
	tcase_add_test(tcase, a_certificate_without_a_subject_has_no_name_to_show);
	tcase_add_test(tcase, the_server_name_leaves_the_host_header_alone);
	tcase_add_test(tcase, a_server_name_must_be_a_name);
	tcase_add_test(tcase, the_host_header_has_no_user);
	tcase_add_test(tcase, a_server_that_picks_tls_1_1_is_refused);
	tcase_add_test(tcase, a_server_that_only_knows_tls_1_1_is_refused);
	tcase_add_test(tcase, tls_1_2_is_accepted);
	tcase_add_test(tcase, a_client_certificate_is_sent);
	tcase_add_loop_test(tcase, a_missing_client_certificate_is_told, 0, HZ_COUNT(versions));
	tcase_add_loop_test(tcase, an_expired_client_certificate_is_told, 0, HZ_COUNT(versions));
	tcase_add_loop_test(tcase, a_foreign_client_certificate_is_told, 0, HZ_COUNT(versions));
	tcase_add_loop_test(tcase, a_client_certificate_for_servers_is_told, 0, HZ_COUNT(versions));
	tcase_add_test(tcase, a_client_key_must_belong_to_the_certificate);
	tcase_add_test(tcase, an_authority_that_is_no_certificate_is_told);
	tcase_add_test(tcase, a_connection_cut_off_in_the_handshake_is_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
