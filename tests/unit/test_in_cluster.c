/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A pod's own service account: items 42, 47 and 48 of the conformance list.
 */
#include "base/str.h"
#include "kubeconfig_case.h"

/* Makes this a pod of namespace "of-pod". */
static void become_pod(void)
{
	fresh_home();
	hz_in_cluster_folder = ".";
	put("token", "token-of-pod\n");
	put("ca.crt", FAKE_CERT);
	put("namespace", "of-pod\n");
	put("other-ca.crt", "# other\n" FAKE_CERT);
	ck_assert_int_eq(setenv("KUBERNETES_SERVICE_HOST", "10.96.0.1", 1), 0);
	ck_assert_int_eq(setenv("KUBERNETES_SERVICE_PORT", "443", 1), 0);
}

/* The target without --kubeconfig. */
static struct hz_kube_target *resolve(const struct hz_kube_overrides *overrides)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_path(NULL, overrides, &target, &err), &err);
	return target;
}

START_TEST(item_42_the_service_account_is_used)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(NULL);

	ck_assert_ptr_null(target->context);
	ck_assert_str_eq(target->server, "https://10.96.0.1:443");
	ck_assert_str_eq(target->ca, FAKE_CERT);
	ck_assert_str_eq(target->token, "token-of-pod");
	ck_assert_str_eq(target->token_file, "./token");
	ck_assert_str_eq(target->namespace_, "of-pod");
}
END_TEST

START_TEST(item_42_an_ipv6_service_gets_its_brackets)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	ck_assert_int_eq(setenv("KUBERNETES_SERVICE_HOST", "fd00::1", 1), 0);
	target = resolve(NULL);
	ck_assert_str_eq(target->server, "https://[fd00::1]:443");
}
END_TEST

START_TEST(item_42_token_and_ca_by_option_replace_the_pods)
{
	static const struct {
		struct hz_kube_overrides overrides;
		const char *token;
		bool other_ca;
	} cases[] = {
		{ { .token = "by-option" }, "by-option", false },
		{ { .certificate_authority = "other-ca.crt" }, "token-of-pod", true },
		{ { .token = "by-option", .certificate_authority = "other-ca.crt" },
		  "by-option",
		  true },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_kube_target_freep)
		struct hz_kube_target *target = resolve(&cases[i].overrides);

		ck_assert_str_eq(target->server, "https://10.96.0.1:443");
		ck_assert_str_eq(target->token, cases[i].token);
		ck_assert(hz_str_starts(target->ca, "# other") == cases[i].other_ca);
		ck_assert(!target->token_file == hz_str_eq(cases[i].token, "by-option"));
	}
}
END_TEST

START_TEST(item_42_the_pods_token_is_never_sent_to_another_server)
{
	static const struct hz_kube_overrides cases[] = {
		{ .server = "https://other" },
		{ .server = "https://other", .certificate_authority = "other-ca.crt" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(&cases[i]);

		ck_assert_str_eq(target->server, "https://other");
		ck_assert_ptr_null(target->token);
		ck_assert_ptr_null(target->token_file);
	}
}
END_TEST

START_TEST(impersonation_and_insecure_work_in_a_pod)
{
	const struct hz_kube_overrides overrides = { .as = "me", .insecure_skip_tls_verify = true };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(&overrides);

	ck_assert_str_eq(target->as, "me");
	ck_assert(target->insecure);
	ck_assert_ptr_null(target->ca);
	ck_assert_str_eq(target->token, "token-of-pod");
}
END_TEST

START_TEST(item_47_a_file_without_a_current_context_gives_way)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put("config", "contexts: [{name: x}]");
	ck_assert_int_eq(setenv("KUBECONFIG", "config", 1), 0);
	target = resolve(NULL);
	ck_assert_str_eq(target->server, "https://10.96.0.1:443");
}
END_TEST

START_TEST(item_47_a_kubeconfig_with_a_context_wins)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put("config", CLEAN);
	ck_assert_int_eq(setenv("KUBECONFIG", "config", 1), 0);
	target = resolve(NULL);
	ck_assert_str_eq(target->server, "https://c:6443");
	ck_assert_str_eq(target->token, "token-of-u");
}
END_TEST

START_TEST(item_47_a_bad_file_or_context_does_not_give_way)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;
	const struct hz_kube_overrides overrides = { .context = "gone" };

	hz_ck_fails(resolve_text("kind: Pod", NULL, &target, &err), &err, "must be Config");
	hz_ck_fails(resolve_text("current-context: gone", NULL, &target, &err), &err,
		    "current-context names the context \"gone\"");
	hz_ck_fails(resolve_path(NULL, &overrides, &target, &err), &err,
		    "--context names the context \"gone\"");
}
END_TEST

START_TEST(item_47_what_is_wrong_in_the_pod_is_named)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	put("token", "");
	ck_assert_int_eq(unlink("ca.crt"), 0);
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err,
		    "this pod's cluster: certificate-authority: cannot open ./ca.crt");
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err,
		    "this pod's service account: tokenFile: ./token is empty");
}
END_TEST

START_TEST(item_47_half_a_pod_is_none)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kube_target *target = NULL;

	ck_assert_int_eq(setenv("KUBERNETES_SERVICE_PORT", "", 1), 0);
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err, "no kubeconfig");
	ck_assert_int_eq(setenv("KUBERNETES_SERVICE_PORT", "443", 1), 0);
	ck_assert_int_eq(unlink("token"), 0);
	hz_ck_fails(resolve_path(NULL, NULL, &target, &err), &err, "no kubeconfig");
}
END_TEST

/* The namespace with the kubeconfig @text. */
static void check_namespace(const char *text, const char *context, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .context = context };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_text(text, &overrides, &target, &err), &err);
	ck_assert_str_eq(target->namespace_, want);
	ck_assert(!target->namespace_given);
}

START_TEST(item_48_an_implicit_default_namespace_gives_way_to_the_pods)
{
	static const char *const two =
		"clusters: [{name: c, cluster: {" SERVER "}}]\n"
		"contexts: [{name: implicit, context: {cluster: c}},"
		" {name: explicit, context: {cluster: c, namespace: default}},"
		" {name: other, context: {cluster: c, namespace: other}}]\n"
		"current-context: implicit\n";

	check_namespace(two, NULL, "of-pod");
	check_namespace(two, "explicit", "default");
	check_namespace(two, "other", "other");
	ck_assert_int_eq(setenv("POD_NAMESPACE", "by-variable", 1), 0);
	check_namespace(two, NULL, "by-variable");
	check_namespace(two, "explicit", "default");
	ck_assert_int_eq(unsetenv("POD_NAMESPACE"), 0);
	put("namespace", " \n");
	check_namespace(two, NULL, "default");
	ck_assert_int_eq(unlink("namespace"), 0);
	check_namespace(two, NULL, "default");
}
END_TEST

START_TEST(item_48_an_option_wins_over_the_pods_namespace)
{
	const struct hz_kube_overrides overrides = { .namespace_ = "default" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve(&overrides);

	ck_assert_str_eq(target->namespace_, "default");
	ck_assert(target->namespace_given);
}
END_TEST

HZ_SUITE_WITH("in_cluster", become_pod, item_42_the_service_account_is_used,
	      item_42_an_ipv6_service_gets_its_brackets,
	      item_42_token_and_ca_by_option_replace_the_pods,
	      item_42_the_pods_token_is_never_sent_to_another_server,
	      impersonation_and_insecure_work_in_a_pod,
	      item_47_a_file_without_a_current_context_gives_way,
	      item_47_a_kubeconfig_with_a_context_wins,
	      item_47_a_bad_file_or_context_does_not_give_way,
	      item_47_what_is_wrong_in_the_pod_is_named, item_47_half_a_pod_is_none,
	      item_48_an_implicit_default_namespace_gives_way_to_the_pods,
	      item_48_an_option_wins_over_the_pods_namespace)
