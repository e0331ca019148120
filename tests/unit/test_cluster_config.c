/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/cluster_config.h"

#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

#define HEAD "apiVersion: kubectl-hetzner.dev/v1alpha1\nkind: ClusterConfig\n"
#define DEMO HEAD "metadata: {name: demo}\nspec:\n"

static int complete(const char *text, const char *capi, struct hz_cluster_config *ret,
		    struct hz_err *err)
{
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };

	hz_cluster_draft_init(&draft);
	hz_ck_ok(hz_versions_choose(capi, NULL, false, &versions, err), err);
	if (hz_cluster_draft_parse(&draft, text, strlen(text), "c.yaml", err) < 0)
		return -1;
	return hz_cluster_config_complete(&draft, &versions, "default", ret, err);
}

static void check_message(const char *text, const char *want)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_msg(complete(text, NULL, &config, &err) < 0, "passed: %s", text);
	ck_assert_str_eq(err.message, want);
	ck_assert_int_eq(err.kind, HZ_ERR_INVALID);
	ck_assert_ptr_null(config.tree);
}

/* --- completion ---------------------------------------------------------------------------- */

START_TEST(values_follow_from_others)
{
	static const struct {
		const char *text;
		const char *path;
		const char *want;
	} cases[] = {
		{ DEMO, "metadata.namespace", "default" },
		{ DEMO, "spec.kubernetesVersion", "v1.35.4" },
		{ DEMO "  kubernetesVersion: 1.34.2", "spec.kubernetesVersion", "v1.34.2" },
		{ DEMO, "spec.controlPlane.type", "cpx32" },
		{ DEMO, "spec.controlPlane.architecture", "amd64" },
		{ DEMO, "spec.controlPlane.locations.0", "fsn1" },
		{ DEMO, "spec.workers.0.name", "md-0" },
		{ DEMO, "spec.workers.0.location", "fsn1" },
		{ DEMO, "spec.network.zone", "eu-central" },
		{ DEMO, "spec.tokenSecret.name", "hcloud" },
		{ DEMO "  location: hil", "spec.controlPlane.type", "cpx31" },
		{ DEMO "  location: hil", "spec.workers.0.type", "cpx31" },
		{ DEMO "  location: hil", "spec.workers.0.location", "hil" },
		{ DEMO "  location: hil", "spec.endpoint.loadBalancer.location", "hil" },
		{ DEMO "  location: hil", "spec.network.zone", "us-west" },
		{ DEMO "  controlPlane: {locations: [nbg1, hel1]}",
		  "spec.endpoint.loadBalancer.location", "nbg1" },
		{ DEMO "  controlPlane: {locations: [nbg1, hel1]}", "spec.workers.0.location",
		  "fsn1" },
		{ DEMO "  workers: [{name: a, type: cax11}]", "spec.workers.0.architecture",
		  "arm64" },
		{ DEMO "  workers: [{name: a, architecture: arm64}]", "spec.workers.0.type",
		  "cax21" },
		{ DEMO "  workers: [{name: a, type: cpx99}]", "spec.workers.0.architecture",
		  "amd64" },
		{ DEMO "  healthChecks: {nodeStartupTimeout: 5400s}",
		  "spec.healthChecks.nodeStartupTimeout", "1h30m0s" },
		{ DEMO "  remediation: {timeout: 90s}", "spec.remediation.timeout", "1m30s" },
		{ DEMO "  remediation: {timeout: 0h45s}", "spec.remediation.timeout", "45s" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(complete(cases[i].text, NULL, &config, &err), &err);
		ck_assert_pstr_eq(hz_json_str(config.tree, cases[i].path), cases[i].want);
	}
}
END_TEST

START_TEST(the_version_of_kubernetes_follows_that_of_cluster_api)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(complete(DEMO, "v1.10.7", &config, &err), &err);
	ck_assert_str_eq(hz_json_str(config.tree, "spec.kubernetesVersion"), "v1.34.7");
}
END_TEST

START_TEST(a_complete_config_is_complete)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config first = { .tree = NULL };
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config second = { .tree = NULL };
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf again = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(complete(DEMO "  workers: [{name: a, type: cpx99, labels: {x: '1'}}]\n"
			       "  healthChecks: {maxUnhealthy: 2}",
			  NULL, &first, &err),
		 &err);
	hz_yaml_write(&text, first.tree);
	hz_ck_ok(complete(hz_buf_str(&text), NULL, &second, &err), &err);
	hz_yaml_write(&again, second.tree);
	ck_assert_str_eq(hz_buf_str(&text), hz_buf_str(&again));
}
END_TEST

/* --- files that are none ------------------------------------------------------------------- */

START_TEST(a_file_that_is_no_cluster_config_is_refused)
{
	check_message("", "c.yaml: the file is empty");
	check_message("- a\n", "c.yaml: this is not a ClusterConfig, but a single value or list");
	check_message("apiVersion: v1\nkind: Pod\n",
		      "c.yaml: this is a \"Pod\", and a ClusterConfig is wanted");
	check_message(
		"apiVersion: kubectl-hetzner.dev/v1\nkind: ClusterConfig\nmetadata: {name: a}\n",
		"c.yaml:1:13: apiVersion: \"kubectl-hetzner.dev/v1\" is not "
		"kubectl-hetzner.dev/v1alpha1; did you mean \"kubectl-hetzner.dev/v1alpha1\"?");
	check_message("metadata: {name: a}\n", "c.yaml has 2 problems:\n"
					       "c.yaml:1:1: apiVersion: is missing\n"
					       "c.yaml:1:1: kind: is missing");
	check_message(HEAD "spec: {}\n",
		      "c.yaml:1:1: metadata.name: is missing; the cluster's name "
		      "stands here or on the command line");
}
END_TEST

START_TEST(a_token_in_the_file_is_refused_and_not_repeated)
{
	static const char token[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345678901";
	HZ_AUTO(hz_freep) char *text = hz_strf(DEMO "  tokenSecret: {name: %s}\n", token);
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_eq((int)strlen(token), 64);
	ck_assert_int_lt(complete(text, NULL, &config, &err), 0);
	ck_assert_str_eq(err.message, "c.yaml: a value looks like a Hetzner API token");
	ck_assert_ptr_null(strstr(err.advice, token));
}
END_TEST

/* --- rules --------------------------------------------------------------------------------- */

/* The spec (after DEMO) and what its user gets to read. */
static const struct {
	const char *spec;
	const char *message;
} mistakes[] = {
	{ "  kubernetesVersion: v1.23.7",
	  "c.yaml:5:22: spec.kubernetesVersion: Kubernetes v1.23.7 does not work with Cluster API "
	  "v1.13.5 and Hetzner provider v1.1.8, which take v1.32 to v1.36; v1.35.4 works" },

	/* server types, architectures, images */
	{ "  controlPlane: {type: cpx31}",
	  "c.yaml:5:24: spec.controlPlane.type: server type cpx31 is not sold in fsn1; the nearest "
	  "that is: cpx32" },
	{ "  controlPlane: {type: cx22, locations: [ash]}\n  endpoint: {}",
	  "c.yaml:5:24: spec.controlPlane.type: server type cx22 is not sold in ash; the nearest "
	  "that "
	  "is: cpx21" },
	{ "  workers: [{name: a, type: cax21, location: ash}]",
	  "c.yaml:5:29: spec.workers[0].type: server type cax21 is not sold in ash, only in fsn1, "
	  "hel1, nbg1" },
	{ "  workers: [{name: a, type: cpx32, architecture: arm64}]",
	  "c.yaml:5:50: spec.workers[0].architecture: arm64 does not fit server type cpx32, which "
	  "is "
	  "amd64" },
	{ "  workers: [{name: a, image: rocky-9}]",
	  "c.yaml:5:30: spec.workers[0].image: rocky-9 cannot be set up, only Debian and Ubuntu "
	  "can; "
	  "ubuntu-24.04 works, or an image that has everything, with nodeSetup: none" },

	/* places */
	{ "  controlPlane: {locations: [fsn1, ash], type: ccx13}",
	  "c.yaml:5:36: spec.controlPlane.locations[1]: ash is in network zone us-east, and fsn1 "
	  "in "
	  "eu-central: a control plane stays in one zone" },
	{ "  controlPlane: {locations: [fsn1, fsn1]}",
	  "c.yaml:5:36: spec.controlPlane.locations[1]: fsn1 stands here twice" },
	{ "  endpoint: {loadBalancer: {location: sin}}",
	  "c.yaml:5:39: spec.endpoint.loadBalancer.location: sin is in network zone ap-southeast, "
	  "and "
	  "the control plane in eu-central: a load balancer reaches only servers of its own zone" },
	{ "  network: {enabled: true, zone: us-west}",
	  "c.yaml has 2 problems:\n"
	  "c.yaml:5:3: spec.workers[0].location: fsn1 is in network zone eu-central, where the "
	  "private "
	  "network of zone us-west does not reach\n"
	  "c.yaml:5:34: spec.network.zone: us-west does not reach the control plane in fsn1, which "
	  "is "
	  "in eu-central" },
	{ "  network: {enabled: true}\n  workers: [{name: a, location: hil}]",
	  "c.yaml:6:33: spec.workers[0].location: hil is in network zone us-west, where the "
	  "private "
	  "network of zone eu-central does not reach" },

	/* ranges */
	{ "  podCIDR: 10.244.1.0/16", "c.yaml:5:12: spec.podCIDR: 10.244.1.0/16 is not a range of "
				      "IPv4 addresses: like 10.0.0.0/16, "
				      "with no bits set behind the prefix" },
	{ "  podCIDR: 10.244.0.0/24", "c.yaml:5:12: spec.podCIDR: 10.244.0.0/24 is too small for 2 "
				      "nodes, each of which takes a "
				      "/24" },
	{ "  podCIDR: 10.244.0.0/25\n  workers: []",
	  "c.yaml:5:12: spec.podCIDR: 10.244.0.0/25 is too small for 1 node, each of which takes a "
	  "/24" },
	{ "  serviceCIDR: 10.0.0.0/8\n  podCIDR: 172.16.0.0/16",
	  "c.yaml:5:16: spec.serviceCIDR: 10.0.0.0/8 must have a prefix from /12 to /28" },
	{ "  serviceCIDR: 10.244.0.0/20", "c.yaml:5:16: spec.serviceCIDR: 10.244.0.0/20 overlaps "
					  "with spec.podCIDR, 10.244.0.0/16" },
	{ "  network: {enabled: true, cidr: 10.0.0.0/8}",
	  "c.yaml has 2 problems:\n"
	  "c.yaml:5:34: spec.network.cidr: 10.0.0.0/8 overlaps with spec.podCIDR, 10.244.0.0/16\n"
	  "c.yaml:5:34: spec.network.cidr: 10.0.0.0/8 overlaps with spec.serviceCIDR, "
	  "10.96.0.0/12" },
	{ "  network: {enabled: true, subnetCIDR: 10.1.0.0/24}",
	  "c.yaml:5:40: spec.network.subnetCIDR: 10.1.0.0/24 does not lie in the network, "
	  "10.0.0.0/16" },

	/* pools */
	{ "  workers: [{name: a}, {name: a}]",
	  "c.yaml:5:31: spec.workers[1].name: the name a is taken: control-plane is the control "
	  "plane's, and a pool of more than ten servers takes NAME-2, NAME-3 and so on" },
	{ "  workers: [{name: control-plane}]",
	  "c.yaml:5:20: spec.workers[0].name: the name control-plane is taken: control-plane is "
	  "the "
	  "control plane's, and a pool of more than ten servers takes NAME-2, NAME-3 and so on" },
	{ "  workers: [{name: a, replicas: 11}, {name: a-2}]",
	  "c.yaml:5:45: spec.workers[1].name: the name a-2 is taken: control-plane is the control "
	  "plane's, and a pool of more than ten servers takes NAME-2, NAME-3 and so on" },
	{ "  workers: [{name: a123456789012345678901234567890123456789012345678}]",
	  "c.yaml:5:20: spec.workers[0].name: a123456789012345678901234567890123456789012345678 is "
	  "too "
	  "long: the servers' names, "
	  "demo-a123456789012345678901234567890123456789012345678-xxxxx-xxxxx, "
	  "have at most 63 characters" },
	{ "  workers: [{name: a, labels: {'a b': c}}]",
	  "c.yaml:5:32: spec.workers[0].labels.a b: \"a b\" is no key for a label: like "
	  "example.com/name, at most 63 characters behind the slash" },
	{ "  workers: [{name: a, labels: {kubernetes.io/role: c}}]",
	  "c.yaml:5:32: spec.workers[0].labels[kubernetes.io/role]: Kubernetes keeps this label "
	  "for "
	  "itself; node-role.kubernetes.io/…, or a domain of your own, works" },
	{ "  workers: [{name: a, labels: {kubectl-hetzner.dev/pool: c}}]",
	  "c.yaml:5:32: spec.workers[0].labels[kubectl-hetzner.dev/pool]: every pool has this "
	  "label "
	  "already, with its name" },
	{ "  workers: [{name: a, taints: [{key: -, effect: NoSchedule}]}]",
	  "c.yaml:5:38: spec.workers[0].taints[0].key: \"-\" is no key for a taint: like "
	  "example.com/name, at most 63 characters behind the slash" },
	{ "  workers: [{name: a, taints: [{key: k, effect: NoSchedule}, {key: k, value: v, effect: "
	  "NoSchedule}]}]",
	  "c.yaml:5:68: spec.workers[0].taints[1].key: \"k\" stands here twice with the same "
	  "effect" },

	/* the rest */
	{ "  sshKeys: [a, b, a]", "c.yaml:5:19: spec.sshKeys[2]: \"a\" stands here twice" },
	{ "  healthChecks: {nodeStartupTimeout: 10s}",
	  "c.yaml:5:38: spec.healthChecks.nodeStartupTimeout: 10s is not a time from 30s to 24h" },
	{ "  healthChecks: {nodeStartupTimeout: 999999999999999999999h}",
	  "c.yaml:5:38: spec.healthChecks.nodeStartupTimeout: 999999999999999999999h is not a time "
	  "from 30s to 24h" },
	{ "  remediation: {timeout: 0s}",
	  "c.yaml:5:26: spec.remediation.timeout: 0s is not a time from 1s to 1h" },
};

START_TEST(each_rule_has_its_words)
{
	HZ_AUTO(hz_freep) char *text = hz_strf(DEMO "%s\n", mistakes[_i].spec);

	check_message(text, mistakes[_i].message);
}
END_TEST

START_TEST(too_many_labels_are_refused)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_buf_adds(&text, DEMO "  workers:\n  - name: a\n    labels:\n");
	for (int i = 0; i < 20; i++)
		hz_buf_addf(&text,
			    "      label-%d: "
			    "x12345678901234567890123456789012345678901234567890123456789\n",
			    i);
	hz_ck_fails(complete(hz_buf_str(&text), NULL, &config, &err), &err,
		    "spec.workers[0].labels: these are too many labels: together they have ");
}
END_TEST

START_TEST(what_looks_wrong_and_is_right_passes)
{
	static const char *const right[] = {
		DEMO "  location: ash\n  controlPlane: {type: cpx31}",
		DEMO "  workers: [{name: a, location: ash}]",
		DEMO "  network: {cidr: 10.0.0.0/8, subnetCIDR: 192.168.0.0/24}",
		DEMO "  workers: [{name: a, image: rocky-9}]\n  nodeSetup: none",
		DEMO "  controlPlane: {type: ccx13, image: my-snapshot}",
		DEMO "  podCIDR: 10.244.0.0/23",
		DEMO "  workers: [{name: a, replicas: 11, placementGroup: none}, {name: a-2}]",
		DEMO
		"  workers: [{name: a, taints: [{key: k, effect: NoSchedule}, {key: k, effect: "
		"NoExecute}]}]",
		DEMO "  workers: ~",
	};

	for (size_t i = 0; i < HZ_COUNT(right); i++) {
		HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		hz_ck_ok(complete(right[i], NULL, &config, &err), &err);
	}
}
END_TEST

START_TEST(what_is_worth_knowing_is_a_note)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *notes = NULL;

	hz_ck_ok(complete(DEMO "  workers: []\n  controlPlane: {type: cpx99}\n  sshKeys: [a]", NULL,
			  &config, &err),
		 &err);
	notes = hz_strv_join(&config.notes, "\n");
	ck_assert_str_eq(
		notes,
		"Server type cpx99 is new here, taken for amd64: whether Hetzner sells it is "
		"not checked.\n"
		"There are no workers: pods that do not tolerate the control plane's taint stay "
		"pending.");
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("cluster_config");
	TCase *tcase = tcase_create("cluster_config");

	tcase_add_test(tcase, values_follow_from_others);
	tcase_add_test(tcase, the_version_of_kubernetes_follows_that_of_cluster_api);
	tcase_add_test(tcase, a_complete_config_is_complete);
	tcase_add_test(tcase, a_file_that_is_no_cluster_config_is_refused);
	tcase_add_test(tcase, a_token_in_the_file_is_refused_and_not_repeated);
	tcase_add_loop_test(tcase, each_rule_has_its_words, 0, (int)HZ_COUNT(mistakes));
	tcase_add_test(tcase, too_many_labels_are_refused);
	tcase_add_test(tcase, what_looks_wrong_and_is_right_passes);
	tcase_add_test(tcase, what_is_worth_knowing_is_a_note);
	suite_add_tcase(suite, tcase);
	return suite;
}
