/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a struct hz_kube_target.
 */
#include "kube/kubeconfig_entries.h"

struct hz_kube_target *hz_kube_target_new(void)
{
	return hz_alloc(1, sizeof(struct hz_kube_target));
}

void hz_kube_target_free(struct hz_kube_target *target)
{
	if (!target)
		return;
	free(target->context);
	free(target->namespace_);
	free(target->server);
	free(target->server_told);
	free(target->ca);
	free(target->tls_server_name);
	hz_secret_free(target->proxy_url); /* may hold a password */
	free(target->client_cert);
	hz_secret_free(target->client_key);
	hz_secret_free(target->token);
	free(target->token_file);
	free(target->username);
	hz_secret_free(target->password);
	json_decref(target->exec);
	json_decref(target->cluster_extensions);
	free(target->as);
	free(target->as_uid);
	hz_strv_done(&target->as_groups);
	json_decref(target->as_user_extra);
	free(target);
}

void hz_kube_target_freep(struct hz_kube_target **target)
{
	hz_kube_target_free(*target);
}
