/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a cluster has come, read from its objects.
 */
#include "capi/cluster_state.h"

#include "base/str.h"
#include "capi/conditions.h"
#include "text/json.h"

static const char *text_or(const json_t *object, const char *path, const char *fallback)
{
	const char *text = hz_json_str(object, path);

	return text ? text : fallback;
}

int hz_replicas_wanted(const json_t *object)
{
	/* the API server's default where the field is left out */
	return hz_json_get(object, "spec.replicas") ? (int)hz_json_int(object, "spec.replicas") : 1;
}

int hz_replicas_ready(const json_t *object)
{
	return (int)hz_json_int(object, "status.readyReplicas");
}

bool hz_control_plane_initialized(const json_t *control_plane)
{
	return hz_json_bool(control_plane, "status.initialization.controlPlaneInitialized") ||
	       hz_json_bool(control_plane, "status.initialized");
}

static bool infrastructure_ready(const json_t *cluster, const json_t *infrastructure)
{
	return hz_json_bool(cluster, "status.initialization.infrastructureProvisioned") ||
	       hz_json_bool(cluster, "status.infrastructureReady") ||
	       hz_json_bool(infrastructure, "status.ready");
}

static void count_workers(const struct hz_inventory *inventory, struct hz_cluster_state *state)
{
	const char *name;
	json_t *deployment;

	json_object_foreach(hz_inventory_all(inventory, HZ_KIND_MACHINE_DEPLOYMENT), name,
			    deployment) {
		state->workers_wanted += hz_replicas_wanted(deployment);
		state->workers_ready += hz_replicas_ready(deployment);
	}
}

/* The provider knows it first; Cluster API copies it. */
static const json_t *endpoint_of(const json_t *cluster, const json_t *infrastructure)
{
	const json_t *endpoint = hz_json_get(cluster, "spec.controlPlaneEndpoint");

	if (!hz_str_empty(hz_json_str(endpoint, "host")))
		return endpoint;
	return hz_json_get(infrastructure, "spec.controlPlaneEndpoint");
}

struct hz_cluster_state hz_cluster_state_read(const struct hz_inventory *inventory)
{
	const json_t *cluster = hz_inventory_one(inventory, HZ_KIND_CLUSTER);
	const json_t *infrastructure = hz_inventory_one(inventory, HZ_KIND_HETZNER_CLUSTER);
	const json_t *control_plane = hz_inventory_one(inventory, HZ_KIND_CONTROL_PLANE);
	const json_t *endpoint = endpoint_of(cluster, infrastructure);
	struct hz_cluster_state state = {
		.exists = cluster != NULL,
		.deleting = hz_json_str(cluster, "metadata.deletionTimestamp") != NULL,
		.infrastructure_ready = infrastructure_ready(cluster, infrastructure),
		.control_plane_initialized = hz_control_plane_initialized(control_plane),
		.control_planes_wanted = control_plane ? hz_replicas_wanted(control_plane) : 0,
		.control_planes_ready = control_plane ? hz_replicas_ready(control_plane) : 0,
		.phase = text_or(cluster, "status.phase", "Pending"),
		.version = text_or(control_plane, "spec.version", ""),
		.host = text_or(endpoint, "host", ""),
		.port = (int)hz_json_int(endpoint, "port"),
	};

	count_workers(inventory, &state);
	return state;
}
