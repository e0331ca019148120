/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The values that the templates of capi/data/templates read.
 */
#include "capi/render_values.h"

#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/str.h"
#include "capi/node_label.h"
#include "capi/pool_layout.h"
#include "capi/template.h"
#include "text/json.h"

static const char control_plane_name[] = "control-plane";

/* Puts @item at the end of the list @list of @object; takes over the reference. */
static void append(json_t *object, const char *list, json_t *item)
{
	(void)json_array_append_new(json_object_get(object, list), item);
}

/* A new reference to @value, or null where it is NULL. */
static json_t *or_null(json_t *value)
{
	return value ? json_incref(value) : json_null();
}

static void add_network(json_t *values, const json_t *spec)
{
	const json_t *network = hz_json_get(spec, "network");
	json_t *said = hz_json_bool(network, "enabled")
			       ? json_deep_copy(network)
			       : json_pack("{s:n, s:n, s:n}", "cidr", "subnetCIDR", "zone");

	(void)json_object_set_new(values, "network", said);
}

static void add_ssh_keys(json_t *values, const json_t *spec)
{
	HZ_AUTO(hz_json_unrefp) json_t *keys = json_array();
	size_t i;
	json_t *name;

	json_array_foreach(hz_json_array(spec, "sshKeys"), i, name)
		(void)json_array_append_new(keys, json_pack("{s:O}", "name", name));
	(void)json_object_set_new(values, "sshKeys",
				  or_null(json_array_size(keys) > 0 ? keys : NULL));
}

/*
 * A HCloudMachineTemplate and the placement group of its machines, if they have one.
 * @part is the name without that of the cluster, for both.
 */
static void add_machine_set(json_t *values, const json_t *machine, const char *part)
{
	const char *cluster = hz_json_str(values, "name");
	const char *group = hz_pool_is_spread(machine) ? part : NULL;
	HZ_AUTO(hz_freep) char *name = hz_strf("%s-%s", cluster, part);

	append(values, "machineSets",
	       json_pack("{s:s, s:s, s:s, s:s?}", "name", name, "type",
			 hz_json_str(machine, "type"), "image", hz_json_str(machine, "image"),
			 "placementGroup", group));
	if (group)
		append(values, "placementGroups",
		       json_pack("{s:s, s:s}", "name", group, "type", "spread"));
}

/*
 * How many of @replicas machines may be broken while repairs go on. The share stays a
 * share as long as it allows one, so that it follows when the pool is scaled. Cluster
 * API rounds down: 40% of two machines would be none, and nothing ever repaired.
 */
static json_t *max_unhealthy(const json_t *said, int replicas)
{
	const char *text = json_string_value(said);
	HZ_AUTO(hz_freep) char *digits = text ? hz_strndup(text, strlen(text) - 1) : NULL;
	int percent;

	if (!text || hz_parse_int_in(digits, 0, 100, &percent) < 0)
		return json_deep_copy(said);
	return replicas * percent / 100 >= 1 ? json_string(text) : json_integer(1);
}

/* The MachineHealthCheck of @replicas machines that have the label @key. */
static void add_health_check(json_t *values, const char *part, const char *key, const char *value,
			     int replicas)
{
	const json_t *said = hz_json_get(values, "spec.healthChecks");
	const char *cluster = hz_json_str(values, "name");
	HZ_AUTO(hz_freep) char *name = hz_strf("%s-%s", cluster, part);
	HZ_AUTO(hz_freep)
	char *remediation = hz_strf("%s-%s-remediation-request", cluster,
				    hz_str_eq(part, control_plane_name) ? part : "worker");
	int64_t ms = 0;

	if (!hz_json_bool(said, "enabled"))
		return;
	(void)hz_duration_parse(hz_json_str(said, "nodeStartupTimeout"), &ms);
	append(values, "healthChecks",
	       json_pack("{s:s, s:{s:s}, s:I, s:o, s:s}", "name", name, "selector", key, value,
			 "nodeStartupSeconds", (json_int_t)(ms / 1000), "maxUnhealthy",
			 max_unhealthy(hz_json_get(said, "maxUnhealthy"), replicas), "remediation",
			 remediation));
	if (json_array_size(hz_json_array(values, "remediations")) <
	    (hz_str_eq(part, control_plane_name) ? 1 : 2))
		append(values, "remediations", json_pack("{s:s}", "name", remediation));
}

/* One deployment of a pool. A full placement group has no place for a surplus machine. */
static void add_deployment(json_t *values, const json_t *pool, int part)
{
	const char *cluster = hz_json_str(values, "name");
	HZ_AUTO(hz_freep) char *part_name = hz_pool_part_name(pool, part);
	HZ_AUTO(hz_freep) char *name = hz_strf("%s-%s", cluster, part_name);
	int replicas = hz_pool_part_replicas(pool, part);
	int surge = !hz_pool_is_spread(pool) || replicas < HZ_PLACEMENT_GROUP_SERVERS;
	json_t *labels = hz_node_labels_of_machine(pool);

	hz_json_set_str(labels, "[cluster.x-k8s.io/cluster-name]", cluster);
	hz_json_set_str(labels, "[cluster.x-k8s.io/deployment-name]", name);
	hz_json_set_str(labels, "[" HZ_LABEL_POOL "]", hz_json_str(pool, "name"));
	append(values, "machineDeployments",
	       json_pack("{s:s, s:s, s:s, s:i, s:i, s:i, s:o}", "name", name, "pool",
			 hz_json_str(pool, "name"), "location", hz_json_str(pool, "location"),
			 "replicas", replicas, "maxSurge", surge, "maxUnavailable", !surge,
			 "machineLabels", labels));
	add_machine_set(values, pool, part_name);
}

static void add_pool(json_t *values, const json_t *pool)
{
	const char *name = hz_json_str(pool, "name");
	json_t *taints = hz_json_array(pool, "taints");
	HZ_AUTO(hz_freep) char *labels = hz_node_labels_of_kubelet(pool);

	append(values, "pools",
	       json_pack("{s:s, s:s, s:o}", "name", name, "nodeLabels", labels, "taints",
			 or_null(json_array_size(taints) > 0 ? taints : NULL)));
	for (int part = 0; part < hz_pool_parts(pool); part++)
		add_deployment(values, pool, part);
	add_health_check(values, name, HZ_LABEL_POOL, name, (int)hz_json_int(pool, "replicas"));
}

static void add_control_plane(json_t *values)
{
	const json_t *control_plane = hz_json_get(values, "spec.controlPlane");

	add_machine_set(values, control_plane, control_plane_name);
	add_health_check(values, control_plane_name, "cluster.x-k8s.io/control-plane", "",
			 (int)hz_json_int(control_plane, "replicas"));
}

static int add_node(json_t *values, struct hz_err *err)
{
	HZ_AUTO(hz_freep)
	char *name = hz_strf("node/%s.yaml", hz_json_str(values, "spec.nodeSetup"));
	HZ_AUTO(hz_json_unrefp) json_t *template = hz_template_load(name);
	json_t *node = NULL;

	if (hz_template_fill(template, values, &node, err) < 0)
		return hz_err_wrap(err, "template %s", name);
	(void)json_object_set_new(values, "node", node);
	return 0;
}

int hz_render_values(const struct hz_cluster_config *config, json_t **ret, struct hz_err *err)
{
	json_t *spec = hz_json_get(config->tree, "spec");
	HZ_AUTO(hz_json_unrefp)
	json_t *values = json_pack("{s:s, s:s, s:O, s:[], s:[], s:[], s:[], s:[], s:[]}", "name",
				   hz_cluster_config_name(config), "namespace",
				   hz_cluster_config_namespace(config), "spec", spec,
				   "placementGroups", "machineSets", "pools", "machineDeployments",
				   "healthChecks", "remediations");
	size_t i;
	json_t *pool;

	add_network(values, spec);
	add_ssh_keys(values, spec);
	add_control_plane(values);
	json_array_foreach(hz_json_array(spec, "workers"), i, pool)
		add_pool(values, pool);
	if (add_node(values, err) < 0)
		return -1;
	*ret = HZ_TAKE(values);
	return 0;
}
