/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The user of a kubeconfig as a target: who we are.
 * (k8s.io/client-go/tools/clientcmd: validateAuthInfo in validation.go,
 * getUserIdentificationPartialConfig in client_config.go)
 */
#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "kube/bearer.h"
#include "kube/kubeconfig_entries.h"
#include "kube/kubeconfig_exec.h"
#include "kube/kubeconfig_material.h"
#include "text/json.h"

/* What is read. */
struct reading {
	const json_t *user;
	const char *title;
	const struct hz_kube_overrides *overrides;
	struct hz_problems *problems;
	bool https; /* credentials are sent only then; kubectl then looks closer as well */
};

static void add_problem(const struct reading *reading, const char *why)
{
	hz_problems_addf(reading->problems, HZ_ERR_INVALID, "BadKubeconfig", "%s: %s",
			 reading->title, why);
}

/* A key alone means nothing, and is not even looked at. */
static void read_certificate(const struct reading *reading, struct hz_kube_target *target)
{
	const struct hz_material cert = {
		.entry = reading->user,
		.title = reading->title,
		.field = "client-certificate",
		.by_option = !hz_str_empty(reading->overrides->client_certificate),
		.unused = !reading->https,
		.kind = HZ_PEM_CERTIFICATE,
	};
	const struct hz_material key = {
		.entry = reading->user,
		.title = reading->title,
		.field = "client-key",
		.by_option = !hz_str_empty(reading->overrides->client_key),
		.unused = !reading->https,
		.kind = HZ_PEM_PRIVATE_KEY,
	};

	if (!hz_material_is_set(&cert))
		return;
	target->client_cert = hz_material_load(&cert, reading->problems);
	if (!hz_material_is_set(&key))
		add_problem(reading, cert.by_option ? "--client-certificate needs --client-key"
						    : "client-certificate is set, but no "
						      "client-key or client-key-data");
	target->client_key = hz_material_load(&key, reading->problems);
}

/* A token beside a token file is what is used when the file cannot be read. */
static void read_token(const struct reading *reading, struct hz_kube_target *target)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	target->token = hz_kube_entry_text(reading->user, "token");
	target->token_file = hz_kube_entry_text(reading->user, "tokenFile");
	if (target->token) {
		hz_secret_register(target->token);
		if (hz_bearer_check(target->token, &err) == 0)
			return;
		(void)hz_err_wrap(&err, "%s: token", reading->title);
		hz_problems_take(reading->problems, &err);
	} else if (target->token_file && reading->https &&
		   hz_bearer_read(target->token_file, &target->token, &err) < 0) {
		(void)hz_err_wrap(&err, "%s: tokenFile", reading->title);
		hz_problems_take(reading->problems, &err);
	}
}

/* Why two ways to log in are too many, and which of them may go. */
static const char *explain_two_ways(const struct hz_kube_overrides *overrides)
{
	if (!hz_str_empty(overrides->username) || !hz_str_empty(overrides->password))
		return "token and username or password are both set; only one way to log in is "
		       "allowed: leave out --username and --password";
	if (!hz_str_empty(overrides->token))
		return "token and username or password are both set; only one way to log in is "
		       "allowed: leave out --token";
	return "token and username or password are both set; only one way to log in is allowed: "
	       "keep one of them";
}

static void read_password(const struct reading *reading, struct hz_kube_target *target)
{
	target->username = hz_kube_entry_text(reading->user, "username");
	target->password = hz_kube_entry_text(reading->user, "password");
	hz_secret_register(target->password);
	if (((target->username || target->password) &&
	     !hz_str_empty(hz_json_str(reading->user, "token"))) ||
	    (target->username && target->token_file && reading->https))
		add_problem(reading, explain_two_ways(reading->overrides));
}

/* Whether we can log in without running anything; a plugin is not run then. */
static bool has_static_credential(const struct hz_kube_target *target)
{
	return target->token || target->token_file || target->username ||
	       (target->client_cert && target->client_key);
}

static void read_exec(const struct reading *reading, struct hz_kube_target *target)
{
	json_t *exec = json_object_get(reading->user, "exec");

	if (!json_is_object(exec))
		return;
	hz_kube_exec_default(exec);
	hz_kube_exec_check(exec, reading->title, reading->https, reading->problems);
	if (json_is_object(json_object_get(reading->user, "auth-provider")))
		add_problem(reading, "exec and auth-provider are both set; keep one of them");
	if (!has_static_credential(target))
		target->exec = json_incref(exec);
}

/* The program that has taken the place of what was built into kubectl once. */
static const char *successor_of(const char *provider)
{
	static const struct {
		const char *provider;
		const char *plugin;
	} known[] = {
		{ "azure", "the exec plugin kubelogin" },
		{ "gcp", "the exec plugin gke-gcloud-auth-plugin" },
		{ "oidc", "the exec plugin kubectl-oidc_login" },
	};

	for (size_t i = 0; i < HZ_COUNT(known); i++)
		if (hz_str_eq(provider, known[i].provider))
			return known[i].plugin;
	return "an exec plugin";
}

static void refuse_auth_provider(const struct reading *reading, const struct hz_kube_target *target)
{
	const json_t *provider = json_object_get(reading->user, "auth-provider");
	const char *name = hz_json_str(provider, "name");
	HZ_AUTO(hz_freep) char *why = NULL;

	if (!json_is_object(provider) || !reading->https || target->exec ||
	    has_static_credential(target))
		return;
	why = hz_strf("auth-provider \"%s\" is not supported; use %s, or --token", name ? name : "",
		      successor_of(name));
	add_problem(reading, why);
}

static bool impersonates_by_option(const struct hz_kube_overrides *overrides)
{
	return !hz_str_empty(overrides->as_uid) || overrides->as_groups.count > 0 ||
	       overrides->as_user_extra.count > 0;
}

static void read_impersonation(const struct reading *reading, struct hz_kube_target *target)
{
	const json_t *groups = hz_json_array(reading->user, "as-groups");
	json_t *extra = json_object_get(reading->user, "as-user-extra");
	const json_t *group;
	size_t i;

	target->as = hz_kube_entry_text(reading->user, "as");
	target->as_uid = hz_kube_entry_text(reading->user, "as-uid");
	json_array_foreach(groups, i, group) {
		hz_strv_add(&target->as_groups,
			    json_is_string(group) ? json_string_value(group) : "");
	}
	if (json_object_size(extra) > 0)
		target->as_user_extra = json_incref(extra);
	if (!target->as && (target->as_uid || target->as_groups.count > 0 || target->as_user_extra))
		add_problem(reading, impersonates_by_option(reading->overrides)
					     ? "--as-uid, --as-group and --as-user-extra need --as"
					     : "as-uid, as-groups or as-user-extra is set without "
					       "as: whom to act as is missing");
}

void hz_kube_read_user(const struct hz_kube_choice *choice,
		       const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
		       struct hz_problems *problems)
{
	const struct reading reading = {
		.user = choice->user,
		.title = choice->user_title,
		.overrides = overrides,
		.problems = problems,
		.https = !target->server || hz_str_starts(target->server, "https:"),
	};

	if (!choice->user)
		return;
	read_certificate(&reading, target);
	read_token(&reading, target);
	read_password(&reading, target);
	read_exec(&reading, target);
	refuse_auth_provider(&reading, target);
	read_impersonation(&reading, target);
}
