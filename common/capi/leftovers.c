/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a workload cluster made in the Hetzner project that outlives it.
 */
#include "capi/leftovers.h"

#include "base/str.h"
#include "text/json.h"

static const struct hz_resource service = { "", "v1", "services", "Service", false };
static const struct hz_resource volume = { "", "v1", "persistentvolumes", "PersistentVolume",
					   true };

static void add_load_balancer(const json_t *object, struct hz_strv *ret)
{
	const json_t *ingress =
		json_array_get(hz_json_array(object, "status.loadBalancer.ingress"), 0);
	const char *address = hz_json_str(ingress, "ip");

	if (hz_str_eq(hz_json_str(object, "spec.type"), "LoadBalancer"))
		hz_strv_addf(ret, "load balancer of Service %s/%s%s%s%s",
			     hz_object_namespace(object), hz_object_name(object),
			     address ? " (" : "", address ? address : "", address ? ")" : "");
}

static void add_volume(const json_t *object, struct hz_strv *ret)
{
	const char *claim = hz_json_str(object, "spec.claimRef.name");
	const char *handle = hz_json_str(object, "spec.csi.volumeHandle");

	if (hz_str_eq(hz_json_str(object, "spec.csi.driver"), "csi.hetzner.cloud"))
		hz_strv_addf(ret, "volume %s of PersistentVolumeClaim %s/%s", handle ? handle : "?",
			     claim ? hz_json_str(object, "spec.claimRef.namespace") : "",
			     claim ? claim : "?");
}

void hz_leftovers_of(const json_t *services, const json_t *volumes, struct hz_strv *ret)
{
	const json_t *object;
	size_t i;

	json_array_foreach(services, i, object)
		add_load_balancer(object, ret);
	json_array_foreach(volumes, i, object)
		add_volume(object, ret);
}

int hz_leftovers_read(struct hz_kube *workload, struct hz_strv *ret, struct hz_err *err)
{
	const struct hz_kube_request list_services = { .verb = HZ_KUBE_LIST, .resource = &service };
	const struct hz_kube_request list_volumes = { .verb = HZ_KUBE_LIST, .resource = &volume };
	HZ_AUTO(hz_json_unrefp) json_t *services = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *volumes = NULL;

	if (hz_kube_do(workload, &list_services, &services, err) < 0 ||
	    hz_kube_do(workload, &list_volumes, &volumes, err) < 0)
		return -1;
	hz_leftovers_of(hz_json_array(services, "items"), hz_json_array(volumes, "items"), ret);
	return 0;
}
