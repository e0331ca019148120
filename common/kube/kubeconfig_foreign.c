/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a kubeconfig that somebody else wrote may not do on this machine. That of a
 * workload cluster lies in a Secret: who can write there must not be able to run a
 * program here, or to have a file of ours sent to a server of theirs.
 */
#include "base/str.h"
#include "kube/kubeconfig_entries.h"
#include "text/json.h"

static void refuse(const json_t *entry, const char *title, const char *const fields[],
		   struct hz_problems *problems)
{
	for (size_t i = 0; fields[i]; i++) {
		const json_t *value = json_object_get(entry, fields[i]);

		if (!value || json_is_null(value) || hz_str_eq(json_string_value(value), ""))
			continue;
		hz_problems_addf(problems, HZ_ERR_FORBIDDEN, "ForeignKubeconfig",
				 "%s: %s: a kubeconfig that is not a file of yours may name "
				 "no files and no programs",
				 title, fields[i]);
	}
}

void hz_kube_refuse_foreign(const struct hz_kube_choice *choice, struct hz_problems *problems)
{
	static const char *const of_cluster[] = { "certificate-authority", NULL };
	static const char *const of_user[] = { "client-certificate", "client-key",
					       "tokenFile",          "exec",
					       "auth-provider",      NULL };

	refuse(choice->cluster, choice->cluster_title, of_cluster, problems);
	refuse(choice->user, choice->user_title, of_user, problems);
}
