/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The context of a kubeconfig as a target: its name, and the namespace to work in.
 */
#include <string.h>
#include <strings.h>

#include "base/str.h"
#include "kube/in_cluster.h"
#include "kube/kubeconfig_entries.h"

/* --namespace takes kubectl's names of the resource before it: "ns/kube-system". */
static const char *strip_resource(const char *name)
{
	static const char *const prefixes[] = { "namespaces/", "namespace/", "ns/" };

	for (size_t i = 0; i < HZ_COUNT(prefixes); i++) {
		size_t len = strlen(prefixes[i]);

		if (strncasecmp(name, prefixes[i], len) == 0 && name[len])
			return name + len;
	}
	return name;
}

/*
 * The option, else the context's, else a pod's own even where a kubeconfig names the
 * server (k8s.io/client-go/tools/clientcmd/merged_client_builder.go: Namespace).
 */
static char *choose_namespace(const char *option, const struct hz_kube_choice *choice)
{
	if (!hz_str_empty(option))
		return hz_strdup(strip_resource(option));
	if (!hz_str_empty(choice->namespace_))
		return hz_strdup(choice->namespace_);
	return hz_in_cluster_possible() ? hz_in_cluster_namespace() : hz_strf("default");
}

void hz_kube_read_context(const struct hz_kube_choice *choice,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target *target)
{
	target->context = hz_strdup(choice->context);
	target->namespace_given = !hz_str_empty(overrides->namespace_);
	target->namespace_ = choose_namespace(overrides->namespace_, choice);
}
