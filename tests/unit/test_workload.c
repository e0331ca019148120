/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/workload.h"

#include <string.h>

#include "capi/leftovers.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static json_t *yaml(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "test" };
	json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	return json;
}

static const char waiting_nodes[] =
	"- spec: {taints: [{key: node.cloudprovider.kubernetes.io/uninitialized}]}\n"
	"  status: {conditions: [{type: Ready, status: 'False', message: 'container runtime "
	"network not "
	"ready: NetworkReady=false reason:NetworkPluginNotReady message:cni plugin not "
	"initialized'}]}\n";
static const char ready_node[] = "- status: {conditions: [{type: Ready, status: 'True'}]}\n";

static const struct {
	const char *nodes;
	const char *daemon_sets;
	const char *deployments;
	bool cni;
	bool cloud;
	int ready;
} cases[] = {
	{ waiting_nodes, "[]", "[]", true, true, 0 },
	{ waiting_nodes, "[{metadata: {name: cilium}}]", "[]", false, true, 0 },
	{ waiting_nodes, "[{metadata: {name: kube-proxy}}]",
	  "[{metadata: {name: hcloud-cloud-controller-manager}}]", true, false, 0 },
	{ ready_node, "[]", "[]", false, false, 1 },
	{ "[]", "[]", "[]", false, false, 0 },
	{ "- status: {conditions: [{type: Ready, status: 'False', message: kubelet stopped}]}\n",
	  "[]", "[]", false, false, 0 },
};

START_TEST(tells_which_addon_the_nodes_wait_for)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *nodes = yaml(cases[i].nodes);
		HZ_AUTO(hz_json_unrefp) json_t *daemon_sets = yaml(cases[i].daemon_sets);
		HZ_AUTO(hz_json_unrefp) json_t *deployments = yaml(cases[i].deployments);
		struct hz_node_needs needs = hz_node_needs_of(nodes, daemon_sets, deployments);

		ck_assert_msg(needs.cni == cases[i].cni, "case %zu", i);
		ck_assert_msg(needs.cloud_controller == cases[i].cloud, "case %zu", i);
		ck_assert_int_eq(needs.ready, cases[i].ready);
		ck_assert_int_eq(needs.nodes, (int)json_array_size(nodes));
	}
}
END_TEST

START_TEST(names_what_outlives_a_cluster_and_costs_money)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *services =
		yaml("- {metadata: {name: web, namespace: a}, spec: {type: LoadBalancer}, "
		     "status: {loadBalancer: {ingress: [{ip: 203.0.113.7}]}}}\n"
		     "- {metadata: {name: new, namespace: a}, spec: {type: LoadBalancer}}\n"
		     "- {metadata: {name: dns, namespace: a}, spec: {type: ClusterIP}}\n");
	HZ_AUTO(hz_json_unrefp)
	json_t *volumes = yaml("- {metadata: {name: pv}, spec: {csi: {driver: csi.hetzner.cloud, "
			       "volumeHandle: '4711'}, "
			       "claimRef: {namespace: a, name: data}}}\n"
			       "- {metadata: {name: nfs}, spec: {nfs: {}}}\n");
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;

	hz_leftovers_of(services, volumes, &names);
	text = hz_strv_join(&names, "; ");
	ck_assert_str_eq(text, "load balancer of Service a/web (203.0.113.7); "
			       "load balancer of Service a/new; "
			       "volume 4711 of PersistentVolumeClaim a/data");
}
END_TEST

HZ_SUITE("workload", tells_which_addon_the_nodes_wait_for,
	 names_what_outlives_a_cluster_and_costs_money)
