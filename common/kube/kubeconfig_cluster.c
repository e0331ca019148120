/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The cluster of a kubeconfig as a target: where its server is and how to trust it.
 * (k8s.io/client-go/tools/clientcmd/validation.go: validateClusterInfo)
 */
#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "kube/kubeconfig_entries.h"
#include "kube/kubeconfig_material.h"
#include "kube/server_url.h"
#include "net/url.h"
#include "text/json.h"

static void add_problem(const struct hz_kube_choice *choice, struct hz_problems *problems,
			const char *why)
{
	hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig", "%s: %s", choice->cluster_title,
			 why);
}

/* Adds what is wrong with a URL, which stands in @field or was given as --<field>. */
static void add_bad_url(const struct hz_kube_choice *choice, struct hz_problems *problems,
			const char *field, bool by_option, struct hz_err *why)
{
	if (by_option)
		(void)hz_err_wrap(why, "--%s", field);
	else
		(void)hz_err_wrap(why, "%s: %s", choice->cluster_title, field);
	hz_problems_take(problems, why);
}

static void read_server(const struct hz_kube_choice *choice,
			const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
			struct hz_problems *problems)
{
	const char *server = hz_json_str(choice->cluster, "server");
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_str_empty(server))
		server = choice->default_server;
	if (hz_str_empty(server)) {
		add_problem(choice, problems,
			    "no server is set; add it, or give one by --server URL");
		return;
	}
	if (hz_server_url(server, &target->server, &err) < 0) {
		add_bad_url(choice, problems, "server", !hz_str_empty(overrides->server), &err);
		return;
	}
	target->server_told = hz_server_url_told(server);
}

/* The user name and password of a proxy are sent as one word; so they are hidden as one. */
static void hide_login(const char *url)
{
	const char *authority = strstr(url, "://");
	size_t len = authority ? strcspn(authority + 3, "/?#") : 0;
	const char *end = len > 0 ? memrchr(authority + 3, '@', len) : NULL;
	HZ_AUTO(hz_secret_freep) char *login = NULL;
	const char *password;

	if (!end)
		return;
	login = hz_strndup(authority + 3, (size_t)(end - authority - 3));
	password = strchr(login, ':');
	hz_secret_register(login);
	hz_secret_register(password ? password + 1 : NULL);
}

static int check_proxy(const char *text, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };

	if (hz_url_parse(text, &url, err) < 0)
		return -1;
	if (hz_str_eq(url.scheme, "http") || hz_str_eq(url.scheme, "https") ||
	    hz_str_eq(url.scheme, "socks5"))
		return 0;
	return hz_err_set(err, HZ_ERR_INVALID, "BadUrl",
			  "the scheme must be http, https or socks5, not %s", url.scheme);
}

static void read_proxy(const struct hz_kube_choice *choice,
		       const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
		       struct hz_problems *problems)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	target->proxy_url = hz_kube_entry_text(choice->cluster, "proxy-url");
	if (!target->proxy_url)
		return;
	hide_login(target->proxy_url);
	if (check_proxy(target->proxy_url, &err) < 0)
		add_bad_url(choice, problems, "proxy-url", !hz_str_empty(overrides->proxy_url),
			    &err);
}

static void read_trust(const struct hz_kube_choice *choice,
		       const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
		       struct hz_problems *problems)
{
	bool https = !target->server || hz_str_starts(target->server, "https:");
	const struct hz_material ca = {
		.entry = choice->cluster,
		.title = choice->cluster_title,
		.field = "certificate-authority",
		.by_option = !hz_str_empty(overrides->certificate_authority),
		.unused = !https,
		.kind = HZ_PEM_CERTIFICATE,
	};

	target->ca = hz_material_load(&ca, problems);
	target->insecure = hz_json_bool(choice->cluster, "insecure-skip-tls-verify");
	target->tls_server_name = hz_kube_entry_text(choice->cluster, "tls-server-name");
	if (https && target->insecure && hz_material_is_set(&ca))
		add_problem(choice, problems,
			    "insecure-skip-tls-verify and a certificate-authority are both "
			    "set; keep one of them");
}

static void read_extensions(const struct hz_kube_choice *choice, struct hz_kube_target *target)
{
	const json_t *list = hz_json_array(choice->cluster, "extensions");
	json_t *item;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	target->cluster_extensions = json_object();
	json_array_foreach(list, i, item) {
		const char *name = hz_json_str(item, "name");

		(void)json_object_set(target->cluster_extensions, name ? name : "",
				      json_object_get(item, "extension"));
	}
}

void hz_kube_read_cluster(const struct hz_kube_choice *choice,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
			  struct hz_problems *problems)
{
	if (!choice->cluster)
		return;
	read_server(choice, overrides, target, problems);
	read_proxy(choice, overrides, target, problems);
	read_trust(choice, overrides, target, problems);
	read_extensions(choice, target);
	target->no_compression = hz_json_bool(choice->cluster, "disable-compression");
}
