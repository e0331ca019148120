/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the nodes of a workload cluster still need before they can be ready: a
 * network plugin (CNI) and a cloud controller manager.
 */
#include <string.h>

#include "base/str.h"
#include "capi/conditions.h"
#include "capi/workload.h"
#include "kube/kinds.h"
#include "text/json.h"

/* The DaemonSets of the network plugins in use with Cluster API; a part of the name is enough. */
static const char *const network_plugins[] = { "cilium", "calico",   "flannel",
					       "canal",  "weave",    "kube-router",
					       "antrea", "kube-ovn", NULL };
static const char *const cloud_controllers[] = { "cloud-controller-manager", NULL };

/* Whether the name of one of @objects has one of @parts in it. */
static bool any_named(const json_t *objects, const char *const parts[])
{
	const json_t *object;
	size_t i;

	json_array_foreach(objects, i, object) {
		const char *name = hz_object_name(object);

		for (size_t part = 0; name && parts[part]; part++)
			if (strstr(name, parts[part]))
				return true;
	}
	return false;
}

/* The kubelet says it in the message of the Ready condition. */
static bool waits_for_network(const json_t *node)
{
	struct hz_condition ready;

	return hz_condition_find(node, "Ready", &ready) && hz_str_eq(ready.status, "False") &&
	       (strstr(ready.message, "NetworkPluginNotReady") || strstr(ready.message, "cni"));
}

static bool waits_for_cloud(const json_t *node)
{
	const json_t *taint;
	size_t i;

	json_array_foreach(hz_json_array(node, "spec.taints"), i, taint)
		if (hz_str_eq(hz_json_str(taint, "key"),
			      "node.cloudprovider.kubernetes.io/uninitialized"))
			return true;
	return false;
}

struct hz_node_needs hz_node_needs_of(const json_t *nodes, const json_t *daemon_sets,
				      const json_t *deployments)
{
	struct hz_node_needs needs = { .nodes = (int)json_array_size(nodes) };
	const json_t *node;
	size_t i;

	json_array_foreach(nodes, i, node) {
		needs.ready += hz_condition_is(node, "Ready", "True");
		needs.cni = needs.cni || waits_for_network(node);
		needs.cloud_controller = needs.cloud_controller || waits_for_cloud(node);
	}
	needs.cni = needs.cni && !any_named(daemon_sets, network_plugins);
	needs.cloud_controller = needs.cloud_controller &&
				 !any_named(daemon_sets, cloud_controllers) &&
				 !any_named(deployments, cloud_controllers);
	return needs;
}

int hz_node_needs_read(struct hz_kube *workload, struct hz_node_needs *ret, struct hz_err *err)
{
	static const struct hz_resource *const resources[] = { &hz_kind_node, &hz_kind_daemon_set,
							       &hz_kind_deployment };
	json_t *lists[HZ_COUNT(resources)] = { NULL };
	int r = 0;

	for (size_t i = 0; r == 0 && i < HZ_COUNT(resources); i++) {
		const struct hz_kube_request request = { .verb = HZ_KUBE_LIST,
							 .resource = resources[i] };

		r = hz_kube_do(workload, &request, &lists[i], err);
	}
	if (r == 0)
		*ret = hz_node_needs_of(hz_json_array(lists[0], "items"),
					hz_json_array(lists[1], "items"),
					hz_json_array(lists[2], "items"));
	for (size_t i = 0; i < HZ_COUNT(resources); i++)
		json_decref(lists[i]);
	return r;
}
