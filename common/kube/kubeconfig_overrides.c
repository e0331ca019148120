/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the command line changes of a cluster and a user.
 * (k8s.io/client-go/tools/clientcmd/client_config.go: getCluster, getAuthInfo)
 */
#include <string.h>

#include "base/str.h"
#include "kube/kubeconfig_entries.h"
#include "text/json.h"

int hz_kube_overrides_check(const struct hz_kube_overrides *overrides, struct hz_err *err)
{
	for (size_t i = 0; i < overrides->as_user_extra.count; i++) {
		const char *extra = overrides->as_user_extra.item[i];

		if (!strchr(extra, '=') || *extra == '=')
			return hz_err_set(err, HZ_ERR_USAGE, "BadOption",
					  "--as-user-extra \"%s\": must be KEY=VALUE, such as "
					  "scopes=view",
					  extra);
	}
	return 0;
}

/* Sets a field to the value of an option that was given. */
static void overlay(json_t *entry, const char *field, const char *value)
{
	if (!hz_str_empty(value))
		(void)json_object_set_new(entry, field, json_string_nocheck(value));
}

/* The same for a file, which replaces the embedded data of the same purpose. */
static void overlay_file(json_t *entry, const char *field, const char *data_field,
			 const char *value)
{
	if (hz_str_empty(value))
		return;
	overlay(entry, field, value);
	(void)json_object_del(entry, data_field);
}

/* A new way to trust the server replaces the old one as a whole. */
static void overlay_trust(json_t *cluster, const struct hz_kube_overrides *overrides)
{
	if (hz_str_empty(overrides->certificate_authority) && !overrides->insecure_skip_tls_verify)
		return;
	(void)json_object_del(cluster, "certificate-authority");
	(void)json_object_del(cluster, "certificate-authority-data");
	(void)json_object_set_new(cluster, "insecure-skip-tls-verify",
				  json_boolean(overrides->insecure_skip_tls_verify));
	overlay(cluster, "certificate-authority", overrides->certificate_authority);
}

static void overlay_cluster(json_t *cluster, const struct hz_kube_overrides *overrides)
{
	overlay_trust(cluster, overrides);
	if (!hz_str_empty(overrides->server)) /* the entry's name is that of another server */
		(void)json_object_del(cluster, "tls-server-name");
	overlay(cluster, "tls-server-name", overrides->tls_server_name);
	overlay(cluster, "server", overrides->server);
	overlay(cluster, "proxy-url", overrides->proxy_url);
	if (overrides->disable_compression)
		(void)json_object_set_new(cluster, "disable-compression", json_true());
}

/* The keys that are given replace those of the entry; its other keys stay. */
static void overlay_extra(json_t *user, const struct hz_strv *given)
{
	HZ_AUTO(hz_json_unrefp) json_t *extra = json_object();

	for (size_t i = 0; i < given->count; i++) {
		const char *value = strchr(given->item[i], '=') + 1;
		HZ_AUTO(hz_freep)
		char *key = hz_strndup(given->item[i], (size_t)(value - 1 - given->item[i]));

		if (!json_object_get(extra, key))
			(void)json_object_set_new_nocheck(extra, key, json_array());
		(void)json_array_append_new(json_object_get(extra, key),
					    json_string_nocheck(value));
	}
	if (!json_is_object(json_object_get(user, "as-user-extra")))
		(void)json_object_set_new(user, "as-user-extra", json_object());
	(void)json_object_update(json_object_get(user, "as-user-extra"), extra);
}

static void overlay_impersonation(json_t *user, const struct hz_kube_overrides *overrides)
{
	overlay(user, "as", overrides->as);
	overlay(user, "as-uid", overrides->as_uid);
	if (overrides->as_groups.count > 0) {
		json_t *groups = json_array();

		for (size_t i = 0; i < overrides->as_groups.count; i++)
			(void)json_array_append_new(
				groups, json_string_nocheck(overrides->as_groups.item[i]));
		(void)json_object_set_new(user, "as-groups", groups);
	}
	if (overrides->as_user_extra.count > 0)
		overlay_extra(user, &overrides->as_user_extra);
}

static void overlay_user(json_t *user, const struct hz_kube_overrides *overrides)
{
	overlay_file(user, "token", "tokenFile", overrides->token);
	overlay_file(user, "client-certificate", "client-certificate-data",
		     overrides->client_certificate);
	overlay_file(user, "client-key", "client-key-data", overrides->client_key);
	overlay(user, "username", overrides->username);
	overlay(user, "password", overrides->password);
	overlay_impersonation(user, overrides);
}

void hz_kube_overrides_apply(const struct hz_kube_overrides *overrides,
			     struct hz_kube_choice *choice)
{
	if (choice->cluster)
		overlay_cluster(choice->cluster, overrides);
	if (choice->user)
		overlay_user(choice->user, overrides);
}
