/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/plugin_policy.h"

#include <sys/stat.h>

#include "base/str.h"
#include "kubeconfig_case.h"

#define V1BETA1 "apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n"

static void set_file(const char *text)
{
	put("kuberc", text);
	ck_assert_int_eq(setenv("KUBERC", "kuberc", 1), 0);
}

static void check_allowed(const char *command)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_plugin_policy_check(command, &err), &err);
	ck_assert_ptr_null(err.message);
}

static void check_refused(const char *command, enum hz_err_kind kind, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_fails(hz_plugin_policy_check(command, &err), &err, want);
	ck_assert_int_eq(err.kind, kind);
}

START_TEST(without_settings_every_plugin_may_run)
{
	check_allowed("sh");
}
END_TEST

START_TEST(without_a_policy_every_plugin_may_run)
{
	static const char *const texts[] = {
		"",
		V1BETA1,
		V1BETA1 "credentialPluginPolicy: ''\n",
		V1BETA1 "credentialPluginPolicy: AllowAll\n",
		V1BETA1 "aliases: [{name: a}]\n",
		/* a version that has no policy yet */
		"apiVersion: kubectl.config.k8s.io/v1alpha1\ncredentialPluginPolicy: DenyAll\n",
	};

	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		set_file(texts[i]);
		check_allowed("sh");
	}
}
END_TEST

START_TEST(all_plugins_can_be_denied)
{
	set_file(V1BETA1 "credentialPluginPolicy: DenyAll\n");
	check_refused("sh", HZ_ERR_FORBIDDEN,
		      "executable sh is not allowed: credentialPluginPolicy in kuberc is DenyAll");
}
END_TEST

START_TEST(a_list_allows_by_name_and_by_path)
{
	HZ_AUTO(hz_freep) char *old = hz_strdup(getenv("PATH"));

	set_file(V1BETA1 "credentialPluginPolicy: Allowlist\n"
			 "credentialPluginAllowlist: [{name: sh}, {command: /opt/plugin}]\n");
	check_allowed("sh");
	ck_assert_int_eq(setenv("PATH", "/bin", 1), 0);
	check_allowed("/bin/sh"); /* which PATH finds for sh */
	ck_assert_int_eq(setenv("PATH", old, 1), 0);
	check_allowed("/opt/plugin");
	check_refused("plugin", HZ_ERR_FORBIDDEN, "executable plugin is not allowed");
	check_refused("/opt/sh", HZ_ERR_FORBIDDEN, "executable /opt/sh is not allowed");
}
END_TEST

START_TEST(settings_in_the_home_folder_count)
{
	ck_assert_int_eq(mkdir(".kube", 0700), 0);
	put(".kube/kuberc", V1BETA1 "credentialPluginPolicy: DenyAll\n");
	check_refused("sh", HZ_ERR_FORBIDDEN, "/.kube/kuberc is DenyAll");
	ck_assert_int_eq(setenv("KUBERC", "off", 1), 0);
	check_allowed("sh");
	ck_assert_int_eq(unsetenv("KUBERC"), 0);
	ck_assert_int_eq(setenv("KUBECTL_KUBERC", "false", 1), 0);
	check_allowed("sh");
}
END_TEST

START_TEST(settings_that_cannot_be_read_allow_nothing)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "[", "cannot tell which plugins may run: kuberc:" },
		{ "a text", "kuberc:1:1: must be a mapping, not text" },
		{ V1BETA1 "credentialPluginPolicy: 1\n",
		  "kuberc:3:25: credentialPluginPolicy: must be text, not a number" },
		{ V1BETA1 "credentialPluginPolicy: Deny\n",
		  "kuberc:3:25: credentialPluginPolicy: must be AllowAll, DenyAll or Allowlist, "
		  "not \"Deny\"" },
		{ V1BETA1 "credentialPluginAllowlist: [{name: sh}]\n",
		  "kuberc:3:28: credentialPluginAllowlist: is set, but credentialPluginPolicy is "
		  "not Allowlist" },
		{ V1BETA1 "credentialPluginPolicy: Allowlist\n",
		  "kuberc:3:25: credentialPluginPolicy: is Allowlist, but "
		  "credentialPluginAllowlist is empty; to allow no plugin, use DenyAll" },
		{ V1BETA1 "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: []\n",
		  "credentialPluginAllowlist is empty" },
		{ V1BETA1 "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: sh\n",
		  "credentialPluginAllowlist: must be a list, not text" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		set_file(cases[i].text);
		check_refused("sh", HZ_ERR_INVALID, cases[i].want);
	}
	ck_assert_int_eq(setenv("KUBERC", "gone", 1), 0);
	check_refused("sh", HZ_ERR_FAILED, "cannot open gone: No such file or directory");
}
END_TEST

START_TEST(a_list_without_an_entry_allows_nothing)
{
	set_file(V1BETA1 "credentialPluginPolicy: Allowlist\ncredentialPluginAllowlist: [{}]\n");
	check_refused("sh", HZ_ERR_FORBIDDEN, "executable sh is not allowed");
}
END_TEST

START_TEST(a_refusal_says_how_a_plugin_is_allowed)
{
	HZ_AUTO(hz_err_done) struct hz_err by_list = HZ_ERR_INIT;
	HZ_AUTO(hz_err_done) struct hz_err all = HZ_ERR_INIT;

	set_file(V1BETA1 "credentialPluginPolicy: Allowlist\n"
			 "credentialPluginAllowlist: [{name: other}]\n");
	hz_ck_fails(hz_plugin_policy_check("sh", &by_list), &by_list, "is Allowlist");
	ck_assert_str_eq(by_list.advice, "If you trust it, add \"- name: sh\" to "
					 "credentialPluginAllowlist there.");
	set_file(V1BETA1 "credentialPluginPolicy: DenyAll\n");
	hz_ck_fails(hz_plugin_policy_check("sh", &all), &all, "is DenyAll");
	ck_assert_str_eq(all.advice, "Log in by --token or by a client certificate, or allow the "
				     "plugin there by the policy Allowlist.");
}
END_TEST

HZ_SUITE_WITH("plugin_policy", fresh_home, without_settings_every_plugin_may_run,
	      without_a_policy_every_plugin_may_run, all_plugins_can_be_denied,
	      a_list_allows_by_name_and_by_path, settings_in_the_home_folder_count,
	      settings_that_cannot_be_read_allow_nothing, a_list_without_an_entry_allows_nothing,
	      a_refusal_says_how_a_plugin_is_allowed)
