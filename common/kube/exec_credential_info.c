/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a credential plugin is told of the cluster.
 * (k8s.io/client-go: rest/exec.go, pkg/apis/clientauthentication)
 */
#include <string.h>

#include "base/base64.h"
#include "base/str.h"
#include "kube/exec_credential.h"
#include "text/json.h"

/* The extension of a cluster that is meant for the plugin. */
#define EXTENSION "client.authentication.k8s.io/exec"

/* The cluster as a plugin sees it; a new reference. */
static json_t *describe_cluster(const struct hz_kube_target *target)
{
	json_t *cluster = json_object();
	json_t *config = json_object_get(target->cluster_extensions, EXTENSION);

	hz_json_set_str(cluster, "server", target->server_told);
	hz_json_set_str(cluster, "tls-server-name", target->tls_server_name);
	hz_json_set_str(cluster, "proxy-url", target->proxy_url);
	if (target->insecure)
		hz_json_set(cluster, "insecure-skip-tls-verify", json_true());
	if (target->no_compression)
		hz_json_set(cluster, "disable-compression", json_true());
	if (target->ca) {
		HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

		hz_base64_encode(&text, target->ca, strlen(target->ca));
		hz_json_set_str(cluster, "certificate-authority-data", hz_buf_str(&text));
	}
	if (config)
		hz_json_set(cluster, "config", json_incref(config));
	return cluster;
}

char *hz_exec_credential_info(const struct hz_kube_target *target, bool interactive)
{
	HZ_AUTO(hz_json_unrefp) json_t *info = json_object();
	struct hz_buf text = HZ_BUF_INIT;

	hz_json_set_str(info, "kind", "ExecCredential");
	hz_json_set_str(info, "apiVersion", hz_json_str(target->exec, "apiVersion"));
	hz_json_set(info, "spec", json_object());
	hz_json_set(info, "spec.interactive", json_boolean(interactive));
	if (hz_json_bool(target->exec, "provideClusterInfo"))
		hz_json_set(info, "spec.cluster", describe_cluster(target));
	hz_json_write(&text, info, 0);
	hz_buf_addc(&text, '\n');
	return hz_buf_take(&text);
}
