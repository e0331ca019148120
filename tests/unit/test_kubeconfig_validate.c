/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is wrong with the cluster and the user that are used: items 49-74 of the
 * conformance list, and our own.
 */
#include "base/str.h"
#include "kubeconfig_case.h"

/* Asserts that @text does not resolve, with @want in the message, and the kind. */
static void check_fails(const char *text, enum hz_err_kind kind, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	hz_ck_fails(resolve_text(text, NULL, &target, &err), &err, want);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_ptr_null(target);
}

/* An exec stanza that wants nothing but a command. */
#define NEVER "apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never"

static void check_resolves(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_text(text, NULL, &target, &err), &err);
}

START_TEST(item_49_bad_entries_that_are_not_used_do_not_matter)
{
	check_resolves("clusters: [{name: c, cluster: {server: 'https://c'}}, {name: bad}]\n"
		       "users: [{name: u, user: {}}, {name: bad, user: {token: a, username: b}}]\n"
		       "contexts: [{name: x, context: {cluster: c, user: u}},"
		       " {name: bad, context: {cluster: gone, user: gone}}]\n"
		       "current-context: x\n");
}
END_TEST

START_TEST(item_50_a_context_must_not_name_what_does_not_exist)
{
	check_fails("clusters: [{name: prod, cluster: {server: 'https://c'}}]\n"
		    "contexts: [{name: x, context: {cluster: prd, user: u}}]\n"
		    "current-context: x\n",
		    HZ_ERR_INVALID,
		    "cannot use context \"x\":\n"
		    "  - context \"x\" names the cluster \"prd\", which is not in config; did you "
		    "mean \"prod\"?\n"
		    "  - context \"x\" names the user \"u\", which is not in config");
}
END_TEST

START_TEST(item_50_what_the_command_line_gives_need_not_exist)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .server = "https://given", .token = "given" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_text("contexts: [{name: x, context: {cluster: gone, user: gone}}]\n"
			      "current-context: x\n",
			      &overrides, &target, &err),
		 &err);
	ck_assert_str_eq(target->server, "https://given");
	ck_assert_str_eq(target->token, "given");
}
END_TEST

START_TEST(item_51_without_any_file_the_missing_one_is_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err, "no kubeconfig: ");
	ck_assert(hz_str_ends(err.message, "/.kube/config does not exist"));
	ck_assert_str_eq(err.reason, "NoContext");
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	ck_assert_str_eq(err.advice, "Give one by --kubeconfig FILE or KUBECONFIG=FILE.");
}
END_TEST

START_TEST(item_51_an_empty_list_is_no_file_either)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	ck_assert_int_eq(setenv("KUBECONFIG", ":", 1), 0);
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err,
		    "no kubeconfig: KUBECONFIG names no file");
}
END_TEST

START_TEST(item_51_without_a_current_context_the_files_are_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	put("one", "contexts: [{name: prod}, {name: dev}]");
	put("two", "");
	ck_assert_int_eq(setenv("KUBECONFIG", "gone:one:two", 1), 0);
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err,
		    "no current context is set in one, two");
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_str_eq(err.advice, "Choose one by --context NAME, or by \"kubectl config "
				     "use-context NAME\": dev, prod");
}
END_TEST

START_TEST(item_52_a_current_context_that_does_not_exist_is_named)
{
	check_fails("contexts: [{name: x}]\ncurrent-context: missing\n", HZ_ERR_INVALID,
		    "current-context names the context \"missing\", which is not in config");
}
END_TEST

START_TEST(item_53_an_entry_without_a_name_is_never_chosen)
{
	check_fails("clusters: [{cluster: {server: 'https://c'}}]\n"
		    "contexts: [{context: {cluster: ''}}]\n",
		    HZ_ERR_INVALID, "no current context is set in config");
}
END_TEST

START_TEST(item_54_a_cluster_without_a_server_is_named)
{
	check_fails(CONFIG("{}", "{}"), HZ_ERR_INVALID,
		    "cluster \"c\" in config:1: no server is set");
	check_fails(CONFIG("{server: ''}", "{}"), HZ_ERR_INVALID, "no server is set");
	check_fails("contexts: [{name: x}]\ncurrent-context: x\n", HZ_ERR_INVALID,
		    "context \"x\" without a cluster: no server is set");
}
END_TEST

START_TEST(a_server_that_is_no_url_is_named)
{
	check_fails(CONFIG("{server: 'https://c:port'}", "{}"), HZ_ERR_INVALID,
		    "cluster \"c\" in config:1: server: \"https://c:port\" is not a URL");
}
END_TEST

START_TEST(item_55_a_missing_ca_file_is_named)
{
	check_fails(CONFIG("{" SERVER ", certificate-authority: /nowhere/ca}", "{}"), HZ_ERR_FAILED,
		    "cluster \"c\" in config:1: certificate-authority: cannot open /nowhere/ca: No "
		    "such file or directory");
}
END_TEST

START_TEST(item_56_a_clean_cluster_is_fine_with_and_without_a_ca)
{
	put("ca.crt", FAKE_CERT);
	check_resolves(CONFIG("{" SERVER "}", "{}"));
	check_resolves(CONFIG("{" SERVER ", certificate-authority: ca.crt}", "{}"));
}
END_TEST

START_TEST(item_57_an_empty_user_is_nobody_and_fine)
{
	check_resolves(CONFIG("{" SERVER "}", "{}"));
	check_resolves("clusters: [{name: c, cluster: {" SERVER "}}]\n"
		       "contexts: [{name: x, context: {cluster: c}}]\ncurrent-context: x\n");
}
END_TEST

START_TEST(item_58_all_missing_files_are_reported_together)
{
	check_fails(
		CONFIG("{" SERVER ", certificate-authority: /nowhere/ca}",
		       "{client-certificate: /nowhere/crt, client-key: /nowhere/key}"),
		HZ_ERR_FAILED,
		"cannot use context \"x\":\n"
		"  - cluster \"c\" in config:1: certificate-authority: cannot open /nowhere/ca: "
		"No such file or directory\n"
		"  - user \"u\" in config:2: client-certificate: cannot open /nowhere/crt: No "
		"such file or directory\n"
		"  - user \"u\" in config:2: client-key: cannot open /nowhere/key: No such file "
		"or directory");
}
END_TEST

START_TEST(item_59_data_and_file_exclude_each_other)
{
	put("ca.crt", FAKE_CERT);
	check_fails(CONFIG("{" SERVER ", certificate-authority: ca.crt, "
			   "certificate-authority-data: " FAKE_CERT_DATA "}",
			   "{}"),
		    HZ_ERR_INVALID,
		    "cluster \"c\" in config:1: certificate-authority and "
		    "certificate-authority-data are both set; keep one of them");
	check_fails(
		CONFIG("{" SERVER "}",
		       "{client-certificate: ca.crt, client-certificate-data: " FAKE_CERT_DATA
		       ", client-key: k, client-key-data: " FAKE_KEY_DATA "}"),
		HZ_ERR_INVALID,
		"cannot use context \"x\":\n"
		"  - user \"u\" in config:2: client-certificate and client-certificate-data are "
		"both set; keep one of them\n"
		"  - user \"u\" in config:2: client-key and client-key-data are both set; keep "
		"one of them");
}
END_TEST

START_TEST(item_60_clean_certificate_files_are_fine)
{
	put("crt", FAKE_CERT);
	put("key", FAKE_KEY);
	check_resolves(CONFIG("{" SERVER "}", "{client-certificate: crt, client-key: key}"));
}
END_TEST

START_TEST(item_61_a_clean_token_is_fine)
{
	check_resolves(CLEAN);
}
END_TEST

/* Checks what is said of a user with this body behind `user "u" in config:2: `. */
static void check_user(const char *body, const char *why)
{
	HZ_AUTO(hz_freep)
	char *text = hz_strf("clusters: [{name: c, cluster: {" SERVER "}}]\n"
			     "users: [{name: u, user: %s}]\n"
			     "contexts: [{name: x, context: {cluster: c, user: u}}]\n"
			     "current-context: x\n",
			     body);
	HZ_AUTO(hz_freep) char *want = hz_strf("user \"u\" in config:2: %s", why);

	check_fails(text, strstr(want, "cannot open") ? HZ_ERR_FAILED : HZ_ERR_INVALID, want);
}

START_TEST(item_58_a_certificate_needs_its_key)
{
	check_user("{client-certificate-data: " FAKE_CERT_DATA "}",
		   "client-certificate is set, but no client-key or client-key-data");
}
END_TEST

START_TEST(item_62_only_one_way_to_log_in_is_allowed)
{
	check_user("{token: a-token, username: me, password: pw}",
		   "token and username or password are both set; only one way to log in is "
		   "allowed: keep one of them");
	check_user("{token: a-token, password: pw}", "token and username or password are both set");
	check_user("{tokenFile: /dev/null, username: me}",
		   "token and username or password are both set");
}
END_TEST

START_TEST(item_64_an_exec_stanza_needs_a_version)
{
	check_user("{exec: {command: p, interactiveMode: Never}}",
		   "exec: apiVersion is not set; it must be client.authentication.k8s.io/v1 or "
		   "client.authentication.k8s.io/v1beta1");
	check_user("{exec: {command: p, apiVersion: client.authentication.k8s.io/v1alpha1}}",
		   "exec: apiVersion must be client.authentication.k8s.io/v1 or "
		   "client.authentication.k8s.io/v1beta1, not "
		   "\"client.authentication.k8s.io/v1alpha1\"");
}
END_TEST

START_TEST(item_65_an_exec_stanza_needs_a_command)
{
	check_user("{exec: {" NEVER "}}",
		   "exec: command is not set; it names the credential plugin");
}
END_TEST

START_TEST(item_66_exec_and_auth_provider_exclude_each_other)
{
	check_user("{exec: {command: p, " NEVER "}, auth-provider: {name: oidc}}",
		   "exec and auth-provider are both set; keep one of them");
}
END_TEST

START_TEST(item_67_a_variable_of_a_plugin_needs_a_name)
{
	check_user("{exec: {command: p, " NEVER ", env: [{name: A}, {value: b}]}}",
		   "exec: env.1 has no name");
}
END_TEST

START_TEST(item_68_version_1_needs_an_interactive_mode)
{
	check_user("{exec: {command: p, apiVersion: client.authentication.k8s.io/v1}}",
		   "exec: interactiveMode is not set; it must be Never, IfAvailable or Always");
}
END_TEST

START_TEST(item_69_the_interactive_mode_must_be_a_known_one)
{
	check_user("{exec: {command: p, apiVersion: client.authentication.k8s.io/v1, "
		   "interactiveMode: Sometimes}}",
		   "exec: interactiveMode must be Never, IfAvailable or Always, not "
		   "\"Sometimes\"");
}
END_TEST

START_TEST(item_70_a_user_can_be_impersonated)
{
	check_resolves(CONFIG("{" SERVER "}", "{as: me}"));
}
END_TEST

START_TEST(item_71_everything_of_a_user_can_be_impersonated)
{
	check_resolves(CONFIG("{" SERVER "}", "{as: me, as-uid: '7', as-groups: [g], "
					      "as-user-extra: {k: [v]}}"));
}
END_TEST

#define NOBODY "as-uid, as-groups or as-user-extra is set without as: whom to act as is missing"

START_TEST(item_72_groups_need_a_user_to_impersonate)
{
	check_user("{as-groups: [g]}", NOBODY);
}
END_TEST

START_TEST(item_73_extra_values_need_a_user_to_impersonate)
{
	check_user("{as-user-extra: {k: [v]}}", NOBODY);
}
END_TEST

START_TEST(item_74_a_uid_needs_a_user_to_impersonate)
{
	check_user("{as-uid: '7'}", NOBODY);
}
END_TEST

START_TEST(what_else_is_wrong_with_a_user_is_named)
{
	static const struct {
		const char *user;
		const char *want;
	} users[] = {
		{ "{auth-provider: {name: gcp}}",
		  "auth-provider \"gcp\" is not supported; use the "
		  "exec plugin gke-gcloud-auth-plugin, or --token" },
		{ "{auth-provider: {name: own}}",
		  "auth-provider \"own\" is not supported; use an exec plugin, or --token" },
		{ "{tokenFile: /nowhere/token}",
		  "tokenFile: cannot open /nowhere/token: No such file or directory" },
		{ "{token: \"a\\nb\"}",
		  "token: there is a line break or another control character in the token" },
		{ "{client-certificate-data: " FAKE_KEY_DATA ", client-key-data: " FAKE_KEY_DATA
		  "}",
		  "client-certificate-data: holds no PEM certificate" },
		{ "{client-certificate-data: " FAKE_CERT_DATA ", client-key-data: " FAKE_CERT_DATA
		  "}",
		  "client-key-data: holds no PEM private key" },
	};

	for (size_t i = 0; i < HZ_COUNT(users); i++)
		check_user(users[i].user, users[i].want);
}
END_TEST

/* Checks what is said of the options when they are laid over a user with this body. */
static void check_options(const struct hz_kube_overrides *overrides, const char *user,
			  const char *why)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep)
	char *text = hz_strf("clusters: [{name: c, cluster: {" SERVER "}}]\n"
			     "users: [{name: u, user: %s}]\n"
			     "contexts: [{name: x, context: {cluster: c, user: u}}]\n"
			     "current-context: x\n",
			     user);
	struct hz_kube_target *target = NULL;

	hz_ck_fails(resolve_text(text, overrides, &target, &err), &err, why);
}

START_TEST(what_an_option_makes_wrong_is_said_of_the_option)
{
	struct hz_kube_overrides group = { .insecure_skip_tls_verify = false };

	put("crt", FAKE_CERT);
	check_options(&(struct hz_kube_overrides){ .token = "a-token" },
		      "{username: me, password: pw}",
		      "only one way to log in is allowed: leave out --token");
	check_options(&(struct hz_kube_overrides){ .username = "me" }, "{token: a-token}",
		      "only one way to log in is allowed: leave out --username and --password");
	check_options(&(struct hz_kube_overrides){ .server = "ftp://c" }, "{}",
		      "--server: \"ftp://c\" is neither an https nor an http URL");
	check_options(&(struct hz_kube_overrides){ .proxy_url = "socks6://p" }, "{}",
		      "--proxy-url: the scheme must be http, https or socks5, not socks6");
	check_options(&(struct hz_kube_overrides){ .client_certificate = "crt" }, "{}",
		      "--client-certificate needs --client-key");
	hz_strv_add(&group.as_groups, "g");
	check_options(&group, "{}", "--as-uid, --as-group and --as-user-extra need --as");
	hz_strv_done(&group.as_groups);
}
END_TEST

START_TEST(item_63_an_exec_stanza_of_either_version_is_fine)
{
	check_resolves(CONFIG("{" SERVER "}",
			      "{exec: {command: p, interactiveMode: Never, apiVersion: "
			      "client.authentication.k8s.io/v1}}"));
	check_resolves(CONFIG("{" SERVER "}", "{exec: {command: p, apiVersion: "
					      "client.authentication.k8s.io/v1beta1}}"));
}
END_TEST

START_TEST(a_file_without_a_pem_block_is_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .certificate_authority = "empty" };
	struct hz_kube_target *target = NULL;

	put("empty", "");
	put("crt", FAKE_CERT);
	put("encrypted", "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
			 "-----END ENCRYPTED PRIVATE KEY-----\n");
	check_fails(CONFIG("{" SERVER ", certificate-authority: empty}", "{}"), HZ_ERR_INVALID,
		    "/empty holds no PEM certificate");
	check_fails(CONFIG("{" SERVER "}", "{client-certificate: crt, client-key: encrypted}"),
		    HZ_ERR_INVALID, "/encrypted holds a private key that is encrypted");
	hz_ck_fails(resolve_text(CLEAN, &overrides, &target, &err), &err,
		    "--certificate-authority: empty holds no PEM certificate");
}
END_TEST

START_TEST(a_ca_and_insecure_exclude_each_other)
{
	check_fails(
		CONFIG("{" SERVER ", insecure-skip-tls-verify: true, "
		       "certificate-authority-data: " FAKE_CERT_DATA "}",
		       "{}"),
		HZ_ERR_INVALID,
		"cluster \"c\" in config:1: insecure-skip-tls-verify and a certificate-authority "
		"are both set; keep one of them");
}
END_TEST

START_TEST(a_key_without_a_certificate_is_not_looked_at)
{
	check_resolves(CONFIG("{" SERVER "}", "{client-key: /nowhere/key, token: a-token}"));
}
END_TEST

START_TEST(without_tls_credentials_are_hardly_looked_at)
{
	check_resolves(CONFIG("{server: 'http://c'}", "{tokenFile: /nowhere/token}"));
	check_resolves(CONFIG("{server: 'http://c'}", "{tokenFile: /nowhere/token, username: me}"));
	check_resolves(CONFIG("{server: 'http://c'}", "{exec: {command: p, apiVersion: other, "
						      "interactiveMode: Never}}"));
	check_resolves(CONFIG("{server: 'http://c', certificate-authority: /}",
			      "{client-certificate: /, client-key: /}"));
	check_fails(CONFIG("{server: 'http://c', certificate-authority: nowhere}", "{}"),
		    HZ_ERR_FAILED, "certificate-authority: cannot open ");
}
END_TEST

START_TEST(problems_of_cluster_and_user_are_reported_together)
{
	check_fails(CONFIG("{proxy-url: 'socks6://p'}", "{token: a-token, username: me}"),
		    HZ_ERR_INVALID,
		    "cannot use context \"x\":\n"
		    "  - cluster \"c\" in config:1: no server is set; add it, or give one by "
		    "--server URL\n"
		    "  - cluster \"c\" in config:1: proxy-url: the scheme must be http, https or "
		    "socks5, not socks6\n"
		    "  - user \"u\" in config:2: token and username or password are both set; only "
		    "one way to log in is allowed: keep one of them");
}
END_TEST

/* Resolves a kubeconfig that is no file of the user. */
static int resolve_foreign(const char *text, struct hz_kube_target **ret, struct hz_err *err)
{
	static const struct hz_kube_overrides none;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;

	hz_ck_ok(hz_kubeconfig_parse(text, strlen(text), "Secret a/b", &config, err), err);
	return hz_kubeconfig_resolve(config, &none, ret, err);
}

START_TEST(a_kubeconfig_in_memory_resolves)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_foreign(CLEAN, &target, &err), &err);
	ck_assert_str_eq(target->server, "https://c:6443");
	ck_assert_str_eq(target->token, "token-of-u");
}
END_TEST

START_TEST(a_kubeconfig_in_memory_cannot_name_files_or_programs)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ CONFIG("{" SERVER ", certificate-authority: /etc/hosts}", "{}"),
		  "cluster \"c\" in Secret a/b:1: certificate-authority: a kubeconfig that is not "
		  "a "
		  "file of yours may name no files and no programs" },
		{ CONFIG("{" SERVER "}", "{tokenFile: /etc/hosts}"), "tokenFile: a kubeconfig" },
		{ CONFIG("{" SERVER "}", "{client-certificate: a, client-key-data: ''}"),
		  "client-certificate: a kubeconfig" },
		{ CONFIG("{" SERVER "}", "{client-key: a}"), "client-key: a kubeconfig" },
		{ CONFIG("{" SERVER "}", "{exec: {command: sh}}"), "exec: a kubeconfig" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		struct hz_kube_target *target = NULL;

		hz_ck_fails(resolve_foreign(cases[i].text, &target, &err), &err, cases[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_FORBIDDEN);
	}
}
END_TEST

START_TEST(a_kubeconfig_in_memory_is_not_completed_by_the_environment)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	ck_assert_int_eq(setenv("KUBERNETES_MASTER", "https://master", 1), 0);
	hz_ck_fails(resolve_foreign(CONFIG("{}", "{}"), &target, &err), &err, "no server is set");
	hz_ck_fails(resolve_foreign("", &target, &err), &err,
		    "no current context is set in Secret a/b");
}
END_TEST

START_TEST(a_kubeconfig_in_memory_that_is_none_is_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kubeconfig *config = NULL;

	hz_ck_fails(hz_kubeconfig_parse("kind: Pod", 9, "Secret a/b", &config, &err), &err,
		    "Secret a/b:1:7: kind: must be Config, not \"Pod\"");
}
END_TEST

HZ_SUITE_WITH(
	"kubeconfig_validate", fresh_home, item_49_bad_entries_that_are_not_used_do_not_matter,
	item_50_a_context_must_not_name_what_does_not_exist,
	item_50_what_the_command_line_gives_need_not_exist,
	item_51_without_any_file_the_missing_one_is_named, item_51_an_empty_list_is_no_file_either,
	item_51_without_a_current_context_the_files_are_named,
	item_52_a_current_context_that_does_not_exist_is_named,
	item_53_an_entry_without_a_name_is_never_chosen,
	item_54_a_cluster_without_a_server_is_named, a_server_that_is_no_url_is_named,
	item_55_a_missing_ca_file_is_named, item_56_a_clean_cluster_is_fine_with_and_without_a_ca,
	item_57_an_empty_user_is_nobody_and_fine, item_58_all_missing_files_are_reported_together,
	item_59_data_and_file_exclude_each_other, item_60_clean_certificate_files_are_fine,
	item_61_a_clean_token_is_fine, item_58_a_certificate_needs_its_key,
	item_62_only_one_way_to_log_in_is_allowed, item_64_an_exec_stanza_needs_a_version,
	item_65_an_exec_stanza_needs_a_command, item_66_exec_and_auth_provider_exclude_each_other,
	item_67_a_variable_of_a_plugin_needs_a_name, item_68_version_1_needs_an_interactive_mode,
	item_69_the_interactive_mode_must_be_a_known_one, item_70_a_user_can_be_impersonated,
	item_71_everything_of_a_user_can_be_impersonated, item_72_groups_need_a_user_to_impersonate,
	item_73_extra_values_need_a_user_to_impersonate, item_74_a_uid_needs_a_user_to_impersonate,
	what_else_is_wrong_with_a_user_is_named, what_an_option_makes_wrong_is_said_of_the_option,
	item_63_an_exec_stanza_of_either_version_is_fine, a_file_without_a_pem_block_is_named,
	a_ca_and_insecure_exclude_each_other, a_key_without_a_certificate_is_not_looked_at,
	without_tls_credentials_are_hardly_looked_at,
	problems_of_cluster_and_user_are_reported_together, a_kubeconfig_in_memory_resolves,
	a_kubeconfig_in_memory_cannot_name_files_or_programs,
	a_kubeconfig_in_memory_is_not_completed_by_the_environment,
	a_kubeconfig_in_memory_that_is_none_is_named)
