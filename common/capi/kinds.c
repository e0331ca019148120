/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of Cluster API and its Hetzner provider that we work with.
 */
#include "capi/kinds.h"

#include <string.h>

#include "base/str.h"
#include "text/json.h"

static const char core[] = "cluster.x-k8s.io";
static const char bootstrap[] = "bootstrap.cluster.x-k8s.io";
static const char control_plane[] = "controlplane.cluster.x-k8s.io";
static const char infrastructure[] = "infrastructure.cluster.x-k8s.io";

static const struct {
	const char *group;
	const char *kind;
} kinds[HZ_KIND_COUNT] = {
	[HZ_KIND_CLUSTER] = { core, "Cluster" },
	[HZ_KIND_HETZNER_CLUSTER] = { infrastructure, "HetznerCluster" },
	[HZ_KIND_CONTROL_PLANE] = { control_plane, "KubeadmControlPlane" },
	[HZ_KIND_MACHINE_DEPLOYMENT] = { core, "MachineDeployment" },
	[HZ_KIND_MACHINE_SET] = { core, "MachineSet" },
	[HZ_KIND_MACHINE] = { core, "Machine" },
	[HZ_KIND_HCLOUD_MACHINE] = { infrastructure, "HCloudMachine" },
	[HZ_KIND_BARE_METAL_MACHINE] = { infrastructure, "HetznerBareMetalMachine" },
	[HZ_KIND_KUBEADM_CONFIG] = { bootstrap, "KubeadmConfig" },
	[HZ_KIND_KUBEADM_CONFIG_TEMPLATE] = { bootstrap, "KubeadmConfigTemplate" },
	[HZ_KIND_HCLOUD_MACHINE_TEMPLATE] = { infrastructure, "HCloudMachineTemplate" },
	[HZ_KIND_BARE_METAL_MACHINE_TEMPLATE] = { infrastructure,
						  "HetznerBareMetalMachineTemplate" },
	[HZ_KIND_MACHINE_HEALTH_CHECK] = { core, "MachineHealthCheck" },
	[HZ_KIND_HCLOUD_REMEDIATION] = { infrastructure, "HCloudRemediation" },
	[HZ_KIND_HCLOUD_REMEDIATION_TEMPLATE] = { infrastructure, "HCloudRemediationTemplate" },
};

/* What installs the kinds of a group, in the words of users. */
static const struct {
	const char *group;
	const char *provider;
} providers[] = {
	{ core, "Cluster API core" },
	{ bootstrap, "the kubeadm bootstrap provider" },
	{ control_plane, "the kubeadm control plane provider" },
	{ infrastructure, "the Hetzner infrastructure provider" },
};

static bool group_is_complete(const struct hz_capi *capi, const char *group)
{
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		if (kinds[kind].group == group && !capi->resource[kind])
			return false;
	return true;
}

static int missing_providers(const struct hz_capi *capi, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv missing = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *names = NULL;

	for (size_t i = 0; i < HZ_COUNT(providers); i++)
		if (!group_is_complete(capi, providers[i].group))
			hz_strv_add(&missing, providers[i].provider);
	names = hz_strv_join(&missing, ", ");
	hz_err_set(err, HZ_ERR_NOT_FOUND, "NoClusterApi",
		   "this cluster is no management cluster: it does not serve the kinds of %s",
		   names);
	return hz_err_advise(err, "Install them with: kubectl hetzner init");
}

int hz_capi_discover(const struct hz_discovery *discovery, struct hz_capi *ret, struct hz_err *err)
{
	struct hz_capi capi = { .v1beta2 = false };
	bool complete = true;

	for (int kind = 0; kind < HZ_KIND_COUNT; kind++) {
		const char *version = kinds[kind].group == infrastructure ? "v1beta1" : NULL;

		capi.resource[kind] =
			hz_discovery_find(discovery, kinds[kind].group, version, kinds[kind].kind);
		complete = complete && capi.resource[kind];
	}
	if (!complete)
		return missing_providers(&capi, err);
	capi.v1beta2 = hz_str_eq(capi.resource[HZ_KIND_CLUSTER]->version, "v1beta2");
	*ret = capi;
	return 0;
}

/* Whether @api_version ("group/version") is of @group. */
static bool is_of_group(const char *api_version, const char *group)
{
	const char *rest = hz_str_after(api_version, group);

	return rest && *rest == '/';
}

enum hz_kind hz_kind_of(const json_t *object)
{
	const char *api_version = hz_json_str(object, "apiVersion");
	const char *name = hz_json_str(object, "kind");

	for (int kind = 0; api_version && name && kind < HZ_KIND_COUNT; kind++)
		if (hz_str_eq(name, kinds[kind].kind) &&
		    is_of_group(api_version, kinds[kind].group))
			return (enum hz_kind)kind;
	return HZ_KIND_COUNT;
}

enum hz_kind hz_kind_by_name(const char *name)
{
	for (int kind = 0; name && kind < HZ_KIND_COUNT; kind++)
		if (hz_str_eq(name, kinds[kind].kind))
			return (enum hz_kind)kind;
	return HZ_KIND_COUNT;
}

const char *hz_kind_name(enum hz_kind kind)
{
	return kind < HZ_KIND_COUNT ? kinds[kind].kind : "object";
}

char *hz_object_title(const json_t *object)
{
	const char *kind = hz_json_str(object, "kind");
	const char *name = hz_object_name(object);

	return hz_strf("%s/%s", kind ? kind : "object", name ? name : "");
}
