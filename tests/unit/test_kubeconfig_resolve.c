/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the options of the command line change: items 24-41 and 43-46 of the
 * conformance list.
 */
#include <sys/stat.h>

#include "base/secret.h"
#include "base/str.h"
#include "kubeconfig_case.h"
#include "text/json.h"

#define NOTHING ((struct hz_kube_overrides){ .kubeconfig = NULL })

/* The target of @text with @overrides, with these files beside it. */
static struct hz_kube_target *resolve(const char *text, const struct hz_kube_overrides *overrides)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	put("ca.crt", FAKE_CERT);
	put("other-ca.crt", "# other\n" FAKE_CERT);
	put("client.crt", "# other\n" FAKE_CERT);
	put("client.key", "# other\n" FAKE_KEY);
	put("token", " token-of-file\n");
	hz_ck_ok(resolve_text(text, overrides, &target, &err), &err);
	return target;
}

START_TEST(item_24_the_namespace_may_have_its_resource_before_it)
{
	static const char *const cases[][2] = {
		{ "foo", "foo" },
		{ "ns/foo", "foo" },
		{ "namespace/foo", "foo" },
		{ "namespaces/foo", "foo" },
		{ "NS/foo", "foo" },
		{ "NameSpaces/foo", "foo" },
		{ "ns/", "ns/" },
		{ "namespace/", "namespace/" },
		{ "namespaces/", "namespaces/" },
		{ "pods/foo", "pods/foo" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		const struct hz_kube_overrides overrides = { .namespace_ = cases[i][0] };
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(CLEAN, &overrides);

		ck_assert_str_eq(target->namespace_, cases[i][1]);
		ck_assert(target->namespace_given);
	}
}
END_TEST

START_TEST(item_25_options_that_are_empty_change_nothing)
{
	const struct hz_kube_overrides overrides = {
		.kubeconfig = "",
		.context = "",
		.cluster = "",
		.user = "",
		.namespace_ = "",
		.server = "",
		.token = "",
		.username = "",
		.password = "",
		.as = "",
		.as_uid = "",
		.certificate_authority = "",
		.client_certificate = "",
		.client_key = "",
		.tls_server_name = "",
		.request_timeout = "",
		.proxy_url = "",
	};
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER ", tls-server-name: name, proxy-url: 'http://p'}",
			       "{token: token-of-u, as: a, as-uid: b}"),
			&overrides);

	ck_assert_str_eq(target->server, "https://c:6443");
	ck_assert_str_eq(target->tls_server_name, "name");
	ck_assert_str_eq(target->proxy_url, "http://p");
	ck_assert_str_eq(target->token, "token-of-u");
	ck_assert_str_eq(target->as, "a");
	ck_assert_str_eq(target->as_uid, "b");
	ck_assert_str_eq(target->namespace_, "default");
	ck_assert(!target->namespace_given);
}
END_TEST

START_TEST(item_25_lists_are_replaced_and_maps_united)
{
	HZ_AUTO(hz_strv_done) struct hz_strv groups = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv extra = HZ_STRV_INIT;
	struct hz_kube_overrides overrides = NOTHING;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_freep) char *got = NULL;

	hz_strv_add(&groups, "c");
	hz_strv_add(&extra, "k=3=4");
	hz_strv_add(&extra, "k=");
	overrides.as_groups = groups;
	overrides.as_user_extra = extra;
	target = resolve(CONFIG("{" SERVER "}", "{as: me, as-groups: [a, b], "
						"as-user-extra: {j: ['1'], k: ['2']}}"),
			 &overrides);
	ck_assert_uint_eq(target->as_groups.count, 1);
	ck_assert_str_eq(target->as_groups.item[0], "c");
	got = hz_json_text(target->as_user_extra);
	ck_assert_str_eq(got, "{\"j\":[\"1\"],\"k\":[\"3=4\",\"\"]}");
}
END_TEST

START_TEST(item_26_compression_can_be_disabled)
{
	const struct hz_kube_overrides overrides = { .disable_compression = true };
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_file =
		resolve(CONFIG("{" SERVER ", disable-compression: true}", "{}"), &NOTHING);
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_option = resolve(CLEAN, &overrides);
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *without = resolve(CLEAN, &NOTHING);

	ck_assert(by_file->no_compression);
	ck_assert(by_option->no_compression);
	ck_assert(!without->no_compression);
}
END_TEST

START_TEST(item_27_insecure_replaces_every_certificate_authority)
{
	static const char *const configs[] = {
		CONFIG("{" SERVER ", certificate-authority: ca.crt}", "{}"),
		CONFIG("{" SERVER ", certificate-authority-data: " FAKE_CERT_DATA "}", "{}"),
	};
	const struct hz_kube_overrides overrides = { .insecure_skip_tls_verify = true };

	for (size_t i = 0; i < HZ_COUNT(configs); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(configs[i], &overrides);

		ck_assert(target->insecure);
		ck_assert_ptr_null(target->ca);
	}
}
END_TEST

START_TEST(item_28_a_certificate_authority_replaces_data_and_insecure)
{
	static const char *const configs[] = {
		CONFIG("{" SERVER ", certificate-authority: ca.crt}", "{}"),
		CONFIG("{" SERVER ", certificate-authority-data: " FAKE_CERT_DATA "}", "{}"),
		CONFIG("{" SERVER ", insecure-skip-tls-verify: true}", "{}"),
	};
	const struct hz_kube_overrides overrides = { .certificate_authority = "other-ca.crt" };

	for (size_t i = 0; i < HZ_COUNT(configs); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(configs[i], &overrides);

		ck_assert(!target->insecure);
		ck_assert_str_eq(target->ca, "# other\n" FAKE_CERT);
	}
}
END_TEST

START_TEST(item_29_the_tls_server_name_is_carried)
{
	const struct hz_kube_overrides overrides = { .tls_server_name = "by-option" };
	const char *config = CONFIG("{" SERVER ", tls-server-name: by-file}", "{}");
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *by_file = resolve(config, &NOTHING);
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_option = resolve(config, &overrides);

	ck_assert_str_eq(by_file->tls_server_name, "by-file");
	ck_assert_str_eq(by_option->tls_server_name, "by-option");
}
END_TEST

START_TEST(item_30_another_server_has_another_name)
{
	const struct hz_kube_overrides server = { .server = "https://other" };
	const struct hz_kube_overrides both = { .server = "https://other",
						.tls_server_name = "by-option" };
	const char *config =
		CONFIG("{" SERVER ", tls-server-name: by-file}", "{token: token-of-u}");
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *dropped = resolve(config, &server);
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *set = resolve(config, &both);

	ck_assert_str_eq(dropped->server, "https://other");
	ck_assert_ptr_null(dropped->tls_server_name);
	ck_assert_str_eq(dropped->token, "token-of-u");
	ck_assert_str_eq(set->tls_server_name, "by-option");
}
END_TEST

START_TEST(item_31_impersonation_is_carried_in_full)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER "}", "{as: me, as-uid: '7', as-groups: [a, b], "
					       "as-user-extra: {k: [v, w]}}"),
			&NOTHING);
	HZ_AUTO(hz_freep) char *extra = hz_json_text(target->as_user_extra);

	ck_assert_str_eq(target->as, "me");
	ck_assert_str_eq(target->as_uid, "7");
	ck_assert_uint_eq(target->as_groups.count, 2);
	ck_assert_str_eq(target->as_groups.item[1], "b");
	ck_assert_str_eq(extra, "{\"k\":[\"v\",\"w\"]}");
}
END_TEST

START_TEST(item_31_impersonation_is_sent_without_tls_as_well)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{server: 'http://c'}", "{as: me, token: token-of-u}"), &NOTHING);

	ck_assert_str_eq(target->as, "me");
	ck_assert_ptr_null(target->token);
}
END_TEST

#define TWO_CONTEXTS                                                                            \
	"clusters: [{name: c, cluster: {server: 'https://c'}},"                                 \
	" {name: d, cluster: {server: 'https://d'}}]\n"                                         \
	"users: [{name: u, user: {token: token-of-u}}, {name: v, user: {token: token-of-v}}]\n" \
	"contexts: [{name: x, context: {cluster: c, user: u, namespace: of-x}},"                \
	" {name: z, context: {cluster: d, user: v, namespace: default}}]\n"                     \
	"current-context: x\n"

START_TEST(item_32_the_namespace_is_that_of_the_option_or_of_the_context)
{
	const struct hz_kube_overrides overrides = { .namespace_ = "given" };
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_context = resolve(TWO_CONTEXTS, &NOTHING);
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_option = resolve(TWO_CONTEXTS, &overrides);

	ck_assert_str_eq(by_context->namespace_, "of-x");
	ck_assert(!by_context->namespace_given);
	ck_assert_str_eq(by_option->namespace_, "given");
	ck_assert(by_option->namespace_given);
}
END_TEST

START_TEST(item_33_context_cluster_and_user_can_each_be_chosen)
{
	static const struct {
		struct hz_kube_overrides overrides;
		const char *server;
		const char *token;
		const char *namespace_;
	} cases[] = {
		{ { .context = "z" }, "https://d", "token-of-v", "default" },
		{ { .cluster = "d" }, "https://d", "token-of-u", "of-x" },
		{ { .user = "v" }, "https://c", "token-of-v", "of-x" },
		{ { .context = "z", .cluster = "c", .user = "u" },
		  "https://c",
		  "token-of-u",
		  "default" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(TWO_CONTEXTS, &cases[i].overrides);

		ck_assert_str_eq(target->server, cases[i].server);
		ck_assert_str_eq(target->token, cases[i].token);
		ck_assert_str_eq(target->namespace_, cases[i].namespace_);
	}
}
END_TEST

START_TEST(item_34_embedded_certificates_are_carried)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER ", certificate-authority-data: " FAKE_CERT_DATA "}",
			       "{client-certificate-data: " FAKE_CERT_DATA
			       ", client-key-data: " FAKE_KEY_DATA "}"),
			&NOTHING);

	ck_assert_str_eq(target->ca, FAKE_CERT);
	ck_assert_str_eq(target->client_cert, FAKE_CERT);
	ck_assert_str_eq(target->client_key, FAKE_KEY);
}
END_TEST

START_TEST(item_35_proxies_are_http_https_or_socks5)
{
	static const char *const good[] = { "http://proxy", "https://proxy:3128",
					    "socks5://127.0.0.1:1080", "http://me:pw@proxy" };

	for (size_t i = 0; i < HZ_COUNT(good); i++) {
		const struct hz_kube_overrides overrides = { .proxy_url = good[i] };
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(CLEAN, &overrides);

		ck_assert_str_eq(target->proxy_url, good[i]);
	}
}
END_TEST

START_TEST(item_35_other_proxies_are_refused_without_showing_a_password)
{
	static const struct {
		const char *url;
		const char *want;
	} bad[] = {
		{ "socks6://proxy", "the scheme must be http, https or socks5, not socks6" },
		{ "socks5h://proxy", "the scheme must be http, https or socks5, not socks5h" },
		{ "proxy:3128", "it does not start with a scheme" },
		{ "x@host", "it does not start with a scheme" },
		{ "ftp://me:hunter2hunter2@proxy", "not ftp" },
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		const struct hz_kube_overrides overrides = { .proxy_url = bad[i].url };
		struct hz_kube_target *target = NULL;

		hz_ck_fails(resolve_text(CLEAN, &overrides, &target, &err), &err, bad[i].want);
		hz_ck_fails(resolve_text(CLEAN, &overrides, &target, &err), &err, "--proxy-url: ");
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
		ck_assert_ptr_null(strstr(err.message, "hunter2"));
	}
}
END_TEST

START_TEST(item_36_user_name_and_password_are_carried)
{
	const struct hz_kube_overrides overrides = { .password = "by-option" };
	const char *config = CONFIG("{" SERVER "}", "{username: me, password: by-file}");
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *by_file = resolve(config, &NOTHING);
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *by_option = resolve(config, &overrides);

	ck_assert_str_eq(by_file->username, "me");
	ck_assert_str_eq(by_file->password, "by-file");
	ck_assert_str_eq(by_option->username, "me");
	ck_assert_str_eq(by_option->password, "by-option");
}
END_TEST

START_TEST(item_37_a_token_file_is_read)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER "}", "{tokenFile: token}"), &NOTHING);

	ck_assert_str_eq(target->token, "token-of-file");
	ck_assert(hz_str_ends(target->token_file, "/token"));
}
END_TEST

START_TEST(item_38_a_token_beside_a_token_file_is_the_fall_back)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER "}", "{token: beside, tokenFile: gone}"), &NOTHING);

	ck_assert_str_eq(target->token, "beside");
	ck_assert(hz_str_ends(target->token_file, "/gone"));
}
END_TEST

START_TEST(item_38_a_token_by_option_replaces_both)
{
	const struct hz_kube_overrides overrides = { .token = "by-option" };
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER "}", "{token: by-file, tokenFile: token}"), &overrides);

	ck_assert_str_eq(target->token, "by-option");
	ck_assert_ptr_null(target->token_file);
}
END_TEST

START_TEST(item_39_a_clean_config_resolves)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(CLEAN, &NOTHING);

	ck_assert_str_eq(target->context, "x");
	ck_assert_str_eq(target->server, "https://c:6443");
	ck_assert_str_eq(target->token, "token-of-u");
	ck_assert_str_eq(target->namespace_, "default");
	ck_assert(!target->insecure);
	ck_assert_int_eq(target->timeout_ms, 0);
	ck_assert_ptr_null(target->ca);
	ck_assert_ptr_null(target->proxy_url);
	ck_assert_ptr_null(target->exec);
}
END_TEST

START_TEST(item_39_a_path_in_the_server_is_a_prefix)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{server: 'https://c/a/b/?x=y'}", "{}"), &NOTHING);

	ck_assert_str_eq(target->server, "https://c/a/b");
}
END_TEST

START_TEST(item_39_a_server_alone_is_enough)
{
	const struct hz_kube_overrides overrides = { .server = "https://alone:6443",
						     .token = "by-option" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve("", &overrides);

	ck_assert_ptr_null(target->context);
	ck_assert_str_eq(target->server, "https://alone:6443");
	ck_assert_str_eq(target->token, "by-option");
}
END_TEST

START_TEST(item_39_kubernetes_master_is_the_default_server)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	ck_assert_int_eq(setenv("KUBERNETES_MASTER", "https://master", 1), 0);
	hz_ck_ok(resolve_text(CONFIG("{tls-server-name: name}", "{}"), NULL, &target, &err), &err);
	ck_assert_str_eq(target->server, "https://master");
}
END_TEST

START_TEST(item_40_an_unknown_name_offers_the_nearest)
{
	static const struct {
		struct hz_kube_overrides overrides;
		const char *want;
	} cases[] = {
		{ { .context = "xx" },
		  "--context names the context \"xx\", which is not in config; there is "
		  "prod-cluster" },
		{ { .context = "prod-cluter" }, "; did you mean \"prod-cluster\"?" },
		{ { .cluster = "prod-cluter" },
		  "--cluster names the cluster \"prod-cluter\", which is not in config; did you "
		  "mean \"prod-cluster\"?" },
		{ { .user = "prod-usr" },
		  "--user names the user \"prod-usr\", which is not in config; did you mean "
		  "\"prod-user\"?" },
	};
	static const char *const config =
		"clusters: [{name: prod-cluster, cluster: {server: 'https://c'}}]\n"
		"users: [{name: prod-user, user: {}}]\n"
		"contexts: [{name: prod-cluster, context: {cluster: prod-cluster, user: "
		"prod-user}}]\n"
		"current-context: prod-cluster\n";

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		struct hz_kube_target *target = NULL;

		hz_ck_fails(resolve_text(config, &cases[i].overrides, &target, &err), &err,
			    cases[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	}
}
END_TEST

START_TEST(item_43_a_namespace_can_be_given_without_a_context)
{
	const struct hz_kube_overrides overrides = { .server = "https://alone",
						     .namespace_ = "given" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve("", &overrides);

	ck_assert_str_eq(target->namespace_, "given");
}
END_TEST

START_TEST(item_44_options_are_laid_over_the_user)
{
	const struct hz_kube_overrides overrides = { .token = "by-option", .as = "someone" };
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target = resolve(
		CONFIG("{" SERVER "}", "{client-certificate-data: " FAKE_CERT_DATA
				       ", client-key-data: " FAKE_KEY_DATA ", as-groups: [g]}"),
		&overrides);

	ck_assert_str_eq(target->token, "by-option");
	ck_assert_str_eq(target->client_key, FAKE_KEY);
	ck_assert_str_eq(target->as, "someone");
	ck_assert_str_eq(target->as_groups.item[0], "g");
}
END_TEST

START_TEST(item_45_every_option_of_the_cluster_is_laid_over_it)
{
	const struct hz_kube_overrides overrides = {
		.server = "https://by-option",
		.certificate_authority = "other-ca.crt",
		.tls_server_name = "name",
		.proxy_url = "http://proxy",
		.disable_compression = true,
	};
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(CLEAN, &overrides);

	ck_assert_str_eq(target->server, "https://by-option");
	ck_assert_str_eq(target->ca, "# other\n" FAKE_CERT);
	ck_assert_str_eq(target->tls_server_name, "name");
	ck_assert_str_eq(target->proxy_url, "http://proxy");
	ck_assert(target->no_compression);
}
END_TEST

START_TEST(item_46_a_certificate_by_option_replaces_file_and_data)
{
	static const char *const configs[] = {
		CONFIG("{" SERVER "}", "{client-certificate-data: " FAKE_CERT_DATA
				       ", client-key-data: " FAKE_KEY_DATA "}"),
		CONFIG("{" SERVER "}", "{client-certificate: gone, client-key: gone}"),
		CONFIG("{" SERVER "}", "{}"),
	};
	const struct hz_kube_overrides overrides = { .client_certificate = "client.crt",
						     .client_key = "client.key" };

	for (size_t i = 0; i < HZ_COUNT(configs); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(configs[i], &overrides);

		ck_assert_str_eq(target->client_cert, "# other\n" FAKE_CERT);
		ck_assert_str_eq(target->client_key, "# other\n" FAKE_KEY);
	}
}
END_TEST

START_TEST(item_46_a_key_by_option_alone_replaces_the_key)
{
	const struct hz_kube_overrides overrides = { .client_key = "client.key" };
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target =
		resolve(CONFIG("{" SERVER "}", "{client-certificate-data: " FAKE_CERT_DATA
					       ", client-key-data: " FAKE_KEY_DATA "}"),
			&overrides);

	ck_assert_str_eq(target->client_cert, FAKE_CERT);
	ck_assert_str_eq(target->client_key, "# other\n" FAKE_KEY);
}
END_TEST

START_TEST(paths_of_options_mean_the_working_directory)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .certificate_authority = "ca.crt" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put("ca.crt", FAKE_CERT);
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	put("sub/config", CLEAN);
	hz_ck_ok(resolve_path("sub/config", &overrides, &target, &err), &err);
	ck_assert_str_eq(target->ca, FAKE_CERT);
}
END_TEST

START_TEST(without_tls_no_credential_is_kept)
{
	static const char *const servers[] = { "http://c:8080", "c:6443" };

	for (size_t i = 0; i < HZ_COUNT(servers); i++) {
		const struct hz_kube_overrides overrides = { .server = servers[i] };
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(
			CONFIG("{" SERVER ", certificate-authority: ca.crt}",
			       "{token: token-of-u, client-certificate: client.crt, client-key: "
			       "client.key}"),
			&overrides);

		ck_assert(hz_str_starts(target->server, "http://"));
		ck_assert_ptr_null(target->ca);
		ck_assert_ptr_null(target->token);
		ck_assert_ptr_null(target->client_cert);
		ck_assert_ptr_null(target->client_key);
	}
}
END_TEST

#define PLUGIN                                                                              \
	"exec: {apiVersion: client.authentication.k8s.io/v1, command: p, interactiveMode: " \
	"Never}"

START_TEST(a_plugin_is_kept_only_where_nothing_else_says_who_we_are)
{
	static const struct {
		const char *config;
		bool kept;
	} cases[] = {
		{ CONFIG("{" SERVER "}", "{" PLUGIN "}"), true },
		{ CONFIG("{" SERVER "}", "{" PLUGIN ", client-key: gone}"), true },
		{ CONFIG("{" SERVER "}", "{" PLUGIN ", token: token-of-u}"), false },
		{ CONFIG("{" SERVER "}", "{" PLUGIN ", tokenFile: token}"), false },
		{ CONFIG("{" SERVER "}", "{" PLUGIN ", username: me, password: pw}"), false },
		{ CONFIG("{" SERVER "}", "{" PLUGIN ", client-certificate: client.crt, client-key: "
					 "client.key}"),
		  false },
		{ CONFIG("{server: 'http://c'}", "{" PLUGIN "}"), false },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(cases[i].config, &NOTHING);

		ck_assert_msg((target->exec != NULL) == cases[i].kept, "case %zu", i);
	}
}
END_TEST

START_TEST(extensions_of_the_cluster_are_carried)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *target = resolve(
		CONFIG("{" SERVER ", extensions: [{name: a.b/c, extension: {k: 1}}]}", "{}"),
		&NOTHING);
	HZ_AUTO(hz_freep) char *got = hz_json_text(target->cluster_extensions);

	ck_assert_str_eq(got, "{\"a.b/c\":{\"k\":1}}");
}
END_TEST

START_TEST(timeouts_are_seconds_or_durations)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = { { "0", 0 },         { "5", 5000 },    { "1s", 1000 },     { "2m", 120000 },
		     { "3h", 10800000 }, { "500ms", 500 }, { "1m30s", 90000 }, { "1.5s", 1500 } };
	static const char *const bad[] = {
		"five", "5 s", "-1", "-1s", "5x", "9223372036854775807"
	};

	for (size_t i = 0; i < HZ_COUNT(good); i++) {
		const struct hz_kube_overrides overrides = { .request_timeout = good[i].text };
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(CLEAN, &overrides);

		ck_assert_int_eq(target->timeout_ms, good[i].ms);
	}
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		const struct hz_kube_overrides overrides = { .request_timeout = bad[i] };
		struct hz_kube_target *target = NULL;

		hz_ck_fails(resolve_text(CLEAN, &overrides, &target, &err), &err,
			    "must be seconds, or a duration such as 500ms, 90s or 2m");
		ck_assert_int_eq(err.kind, HZ_ERR_USAGE);
	}
}
END_TEST

START_TEST(extra_without_a_key_is_refused)
{
	static const char *const bad[] = { "key", "=value", "" };

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_strv_done) struct hz_strv extra = HZ_STRV_INIT;
		struct hz_kube_overrides overrides = { .as = "me" };
		struct hz_kube_target *target = NULL;

		hz_strv_add(&extra, bad[i]);
		overrides.as_user_extra = extra;
		hz_ck_fails(resolve_text(CLEAN, &overrides, &target, &err), &err,
			    "must be KEY=VALUE");
		ck_assert_int_eq(err.kind, HZ_ERR_USAGE);
	}
}
END_TEST

START_TEST(secrets_are_registered)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *token = resolve(CLEAN, &NOTHING);
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *others =
		resolve(CONFIG("{" SERVER ", proxy-url: 'http://me:proxy-password@p'}",
			       "{client-certificate-data: " FAKE_CERT_DATA
			       ", client-key-data: " FAKE_KEY_DATA
			       ", username: me, password: the-password}"),
			&NOTHING);

	ck_assert(token && others);
	ck_assert(hz_secret_in("token-of-u"));
	ck_assert(hz_secret_in("the-password"));
	ck_assert(hz_secret_in("proxy-password"));
	ck_assert(hz_secret_in(FAKE_KEY));
	ck_assert(hz_secret_in(FAKE_KEY_DATA));
}
END_TEST

HZ_SUITE_WITH(
	"kubeconfig_resolve", fresh_home, item_24_the_namespace_may_have_its_resource_before_it,
	item_25_options_that_are_empty_change_nothing, item_25_lists_are_replaced_and_maps_united,
	item_26_compression_can_be_disabled, item_27_insecure_replaces_every_certificate_authority,
	item_28_a_certificate_authority_replaces_data_and_insecure,
	item_29_the_tls_server_name_is_carried, item_30_another_server_has_another_name,
	item_31_impersonation_is_carried_in_full, item_31_impersonation_is_sent_without_tls_as_well,
	item_32_the_namespace_is_that_of_the_option_or_of_the_context,
	item_33_context_cluster_and_user_can_each_be_chosen,
	item_34_embedded_certificates_are_carried, item_35_proxies_are_http_https_or_socks5,
	item_35_other_proxies_are_refused_without_showing_a_password,
	item_36_user_name_and_password_are_carried, item_37_a_token_file_is_read,
	item_38_a_token_beside_a_token_file_is_the_fall_back,
	item_38_a_token_by_option_replaces_both, item_39_a_clean_config_resolves,
	item_39_a_path_in_the_server_is_a_prefix, item_39_a_server_alone_is_enough,
	item_39_kubernetes_master_is_the_default_server, item_40_an_unknown_name_offers_the_nearest,
	item_43_a_namespace_can_be_given_without_a_context, item_44_options_are_laid_over_the_user,
	item_45_every_option_of_the_cluster_is_laid_over_it,
	item_46_a_certificate_by_option_replaces_file_and_data,
	item_46_a_key_by_option_alone_replaces_the_key, paths_of_options_mean_the_working_directory,
	without_tls_no_credential_is_kept, a_plugin_is_kept_only_where_nothing_else_says_who_we_are,
	extensions_of_the_cluster_are_carried, timeouts_are_seconds_or_durations,
	extra_without_a_key_is_refused, secrets_are_registered)
