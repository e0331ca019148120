/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/cluster_state.h"

#include <string.h>

#include "base/file.h"
#include "capi/conditions.h"
#include "capi/data_file.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

/* Adds the objects of a YAML text to an inventory. */
static void add_yaml(struct hz_inventory *inventory, const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *objects = NULL;
	const struct hz_yaml_options options = { .name = "test", .all = true };
	json_t *object;
	size_t i;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &objects, &err), &err);
	json_array_foreach(objects, i, object)
		hz_inventory_set(inventory, object);
}

START_TEST(reads_how_far_a_cluster_is_under_the_newer_contract)
{
	HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
	struct hz_cluster_state state;

	add_yaml(&inventory,
		 "apiVersion: cluster.x-k8s.io/v1beta2\n"
		 "kind: Cluster\n"
		 "metadata: {name: demo}\n"
		 "spec: {controlPlaneEndpoint: {host: 203.0.113.1, port: 443}}\n"
		 "status: {phase: Provisioned, initialization: {infrastructureProvisioned: true}}\n"
		 "---\n"
		 "apiVersion: controlplane.cluster.x-k8s.io/v1beta2\n"
		 "kind: KubeadmControlPlane\n"
		 "metadata: {name: demo-control-plane}\n"
		 "spec: {replicas: 3, version: v1.35.4}\n"
		 "status: {readyReplicas: 1, initialization: {controlPlaneInitialized: true}}\n"
		 "---\n"
		 "apiVersion: cluster.x-k8s.io/v1beta2\n"
		 "kind: MachineDeployment\n"
		 "metadata: {name: demo-a}\n"
		 "spec: {replicas: 2}\n"
		 "status: {readyReplicas: 2}\n"
		 "---\n"
		 "apiVersion: cluster.x-k8s.io/v1beta2\n"
		 "kind: MachineDeployment\n"
		 "metadata: {name: demo-b}\n"
		 "spec: {}\n");
	state = hz_cluster_state_read(&inventory);
	ck_assert(state.exists && !state.deleting);
	ck_assert(state.infrastructure_ready && state.control_plane_initialized);
	ck_assert_int_eq(state.control_planes_ready, 1);
	ck_assert_int_eq(state.control_planes_wanted, 3);
	ck_assert_int_eq(state.workers_ready, 2);
	ck_assert_int_eq(state.workers_wanted, 3);
	ck_assert_str_eq(state.phase, "Provisioned");
	ck_assert_str_eq(state.version, "v1.35.4");
	ck_assert_str_eq(state.host, "203.0.113.1");
	ck_assert_int_eq(state.port, 443);
}
END_TEST

START_TEST(reads_it_under_the_older_contract_too)
{
	HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
	struct hz_cluster_state state;

	add_yaml(&inventory, "apiVersion: cluster.x-k8s.io/v1beta1\n"
			     "kind: Cluster\n"
			     "metadata: {name: demo, deletionTimestamp: '2026-11-21T05:20:23Z'}\n"
			     "status: {infrastructureReady: true}\n"
			     "---\n"
			     "apiVersion: controlplane.cluster.x-k8s.io/v1beta1\n"
			     "kind: KubeadmControlPlane\n"
			     "metadata: {name: demo-control-plane}\n"
			     "status: {initialized: true}\n");
	state = hz_cluster_state_read(&inventory);
	ck_assert(state.deleting && state.infrastructure_ready && state.control_plane_initialized);
	ck_assert_str_eq(state.phase, "Pending");
	ck_assert_str_eq(state.host, "");
}
END_TEST

START_TEST(an_empty_inventory_is_a_cluster_that_does_not_exist)
{
	const struct hz_inventory inventory = { .objects = { NULL } };
	struct hz_blocker blocker;

	ck_assert(!hz_cluster_state_read(&inventory).exists);
	ck_assert_uint_eq(hz_inventory_count(&inventory), 0);
	ck_assert(!hz_cluster_blocker(&inventory, &blocker));
}
END_TEST

START_TEST(an_inventory_follows_changes)
{
	HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
	HZ_AUTO(hz_json_unrefp) json_t *gone = NULL;
	static const char machine[] = "{apiVersion: cluster.x-k8s.io/v1beta2, kind: Machine, "
				      "metadata: {name: m}, status: {phase: %s}}";
	HZ_AUTO(hz_freep) char *pending = hz_strf(machine, "Pending");
	HZ_AUTO(hz_freep) char *running = hz_strf(machine, "Running");

	add_yaml(&inventory, pending);
	add_yaml(&inventory, running);
	add_yaml(&inventory, "{apiVersion: v1, kind: ConfigMap, metadata: {name: other}}");
	ck_assert_uint_eq(hz_inventory_count(&inventory), 1);
	ck_assert_str_eq(hz_json_str(hz_inventory_one(&inventory, HZ_KIND_MACHINE), "status.phase"),
			 "Running");
	gone = json_incref(hz_inventory_one(&inventory, HZ_KIND_MACHINE));
	hz_inventory_drop(&inventory, gone);
	hz_inventory_drop(&inventory, gone);
	ck_assert_uint_eq(hz_inventory_count(&inventory), 0);
}
END_TEST

START_TEST(prefers_the_newer_list_of_conditions)
{
	HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
	struct hz_condition condition;
	const json_t *object;

	add_yaml(&inventory,
		 "apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\n"
		 "kind: HetznerCluster\n"
		 "metadata: {name: demo}\n"
		 "status:\n"
		 "  conditions: [{type: Ready, status: 'True'}, {type: Old, status: 'False'}]\n"
		 "  v1beta2: {conditions: [{type: Ready, status: 'False', reason: R}]}\n");
	object = hz_inventory_one(&inventory, HZ_KIND_HETZNER_CLUSTER);
	ck_assert(hz_condition_find(object, "Ready", &condition));
	ck_assert_str_eq(condition.status, "False");
	ck_assert_str_eq(condition.reason, "R");
	ck_assert_str_eq(condition.message, "");
	ck_assert(hz_condition_is(object, "Old", "False"));
	ck_assert(!hz_condition_find(object, "None", &condition));
}
END_TEST

/* What a machine's server says, and what we make of it. */
static const struct {
	const char *condition;
	const char *want; /* in the advice; NULL: no advice */
	bool final;
	bool waiting;
	enum hz_err_kind kind;
} blockers[] = {
	{ "{type: ServerCreateSucceeded, status: 'False', reason: "
	  "ServerCreateFailedIrrecoverableError, "
	  "message: 'error during placement (resource_unavailable, 1)'}",
	  "delete Machine demo-md-0-x", true, false, HZ_ERR_UNAVAILABLE },
	{ "{type: ServerCreateSucceeded, status: 'False', reason: "
	  "ServerCreateFailedIrrecoverableError, "
	  "message: 'unsupported location for server type (invalid_input, 1)'}",
	  "choose another type or location", true, false, HZ_ERR_INVALID },
	{ "{type: ServerCreateSucceeded, status: 'False', reason: SSHKeyNotFound, message: x}",
	  "Upload the ssh key", true, false, HZ_ERR_INVALID },
	{ "{type: ServerCreateSucceeded, status: 'False', reason: ImageNotFound, message: x}",
	  "caph-image-name", true, false, HZ_ERR_INVALID },
	{ "{type: ServerCreateSucceeded, status: 'False', reason: ServerCreateFailedReason, "
	  "message: 'server limit exceeded (resource_limit_exceeded, 1)'}",
	  "quota", false, false, HZ_ERR_FAILED },
	{ "{type: ServerProvisioned, status: 'False', reason: BootingToRealOS, message: x}", NULL,
	  false, true, HZ_ERR_FAILED },
	{ "{type: HCloudTokenAvailable, status: 'False', reason: HCloudCredentialsInvalid, "
	  "message: x}",
	  "cluster create demo -n ns with the same options, another token", false, false,
	  HZ_ERR_FORBIDDEN },
};

START_TEST(says_what_holds_a_cluster_back_and_what_to_do)
{
	for (size_t i = 0; i < HZ_COUNT(blockers); i++) {
		HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
		HZ_AUTO(hz_blocker_done) struct hz_blocker blocker = { .object = NULL };
		HZ_AUTO(hz_freep)
		char *text = hz_strf("apiVersion: infrastructure.cluster.x-k8s.io/v1beta1\n"
				     "kind: HCloudMachine\n"
				     "metadata:\n"
				     "  name: demo-md-0-x\n"
				     "  namespace: ns\n"
				     "  labels: {cluster.x-k8s.io/cluster-name: demo}\n"
				     "status: {conditions: [%s]}\n",
				     blockers[i].condition);

		add_yaml(&inventory, text);
		ck_assert_msg(hz_cluster_blocker(&inventory, &blocker), "%s",
			      blockers[i].condition);
		ck_assert_str_eq(blocker.object, "HCloudMachine/demo-md-0-x");
		ck_assert_int_eq(blocker.final, blockers[i].final);
		ck_assert_int_eq(blocker.waiting, blockers[i].waiting);
		if (blockers[i].final)
			ck_assert_int_eq(blocker.kind, blockers[i].kind);
		if (blockers[i].want)
			ck_assert_msg(strstr(blocker.advice, blockers[i].want) != NULL, "%s",
				      blocker.advice);
		else
			ck_assert_ptr_null(blocker.advice);
	}
}
END_TEST

static const char *const groups[] = {
	"cluster.x-k8s.io/v1beta2",
	"controlplane.cluster.x-k8s.io/v1beta2",
	"infrastructure.cluster.x-k8s.io/v1beta1",
};

/* Sets the group that has the object's kind. */
static void set_group(json_t *object)
{
	for (size_t i = 0; i < HZ_COUNT(groups) && hz_kind_of(object) == HZ_KIND_COUNT; i++)
		hz_json_set_str(object, "apiVersion", groups[i]);
}

/* An object that @row of the table is about. */
static json_t *object_of(const json_t *row)
{
	const char *status = hz_json_str(row, "status");
	const char *reason = hz_json_str(row, "reasons.0");
	const char *text = hz_json_str(row, "text");

	return json_pack("{s:s, s:{s:s}, s:{s:[{s:s, s:s, s:s, s:s}]}}", "kind",
			 hz_json_str(row, "kind"), "metadata", "name", "thing", "status",
			 "conditions", "type", hz_json_str(row, "condition.0"), "status",
			 status ? status : "False", "reason", reason ? reason : "Any", "message",
			 text ? text : "any");
}

START_TEST(every_advice_is_filled_in_whatever_the_object_lacks)
{
	HZ_AUTO(hz_json_unrefp) json_t *rows = hz_data_file("blockers.yaml");
	const json_t *row;
	size_t i;

	json_array_foreach(rows, i, row) {
		HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
		HZ_AUTO(hz_blocker_done) struct hz_blocker blocker = { .object = NULL };
		HZ_AUTO(hz_json_unrefp) json_t *object = object_of(row);

		set_group(object);
		hz_inventory_set(&inventory, object);
		ck_assert_msg(hz_cluster_blocker(&inventory, &blocker), "row %zu", i);
		if (hz_json_str(row, "advice"))
			ck_assert_msg(blocker.advice && !strstr(blocker.advice, "${"), "row %zu",
				      i);
	}
}
END_TEST

HZ_SUITE("cluster state", reads_how_far_a_cluster_is_under_the_newer_contract,
	 reads_it_under_the_older_contract_too, an_empty_inventory_is_a_cluster_that_does_not_exist,
	 an_inventory_follows_changes, prefers_the_newer_list_of_conditions,
	 says_what_holds_a_cluster_back_and_what_to_do,
	 every_advice_is_filled_in_whatever_the_object_lacks)
