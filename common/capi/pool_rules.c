/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for worker pools: names, labels and taints.
 */
#include <string.h>

#include "base/str.h"
#include "capi/cluster_rules.h"
#include "capi/node_label.h"
#include "capi/pool_layout.h"
#include "text/json.h"
#include "text/json_path.h"

#define NAME_LENGTH 63
/* What Cluster API puts behind the name of a deployment: "-xxxxx-xxxxx". */
#define MACHINE_SUFFIX 12
/* An argument of the kubelet in a KubeadmConfig v1beta2. */
#define ARGUMENT_LENGTH 1024

/* The names of machine deployments are unique and make host names that fit. */
static void check_name(const struct hz_cluster_rules *rules, const char *path, const json_t *pool,
		       struct hz_strv *taken)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("%s.name", path);
	const char *cluster = hz_json_str(rules->tree, "metadata.name");
	int parts = hz_pool_parts(pool);
	size_t room = NAME_LENGTH - MACHINE_SUFFIX - 1 - strlen(cluster ? cluster : "");
	HZ_AUTO(hz_freep) char *longest = hz_pool_part_name(pool, parts - 1);

	for (int part = 0; part < parts; part++) {
		HZ_AUTO(hz_freep) char *name = hz_pool_part_name(pool, part);

		if (hz_strv_has(taken, name))
			hz_mistakes_add(
				rules->mistakes, field, false,
				"the name %s is taken: control-plane is the control plane's, and a "
				"pool of more than ten servers takes NAME-2, NAME-3 and so on",
				name);
		hz_strv_add(taken, name);
	}
	if (strlen(longest) > room)
		hz_mistakes_add(
			rules->mistakes, field, false,
			"%s is too long: the servers' names, %s-%s-xxxxx-xxxxx, have at most %d "
			"characters",
			longest, cluster, longest, NAME_LENGTH);
}

static void check_label(const struct hz_cluster_rules *rules, const char *path, const char *key)
{
	HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(key);

	if (!hz_qualified_name(key))
		hz_mistakes_add(
			rules->mistakes, path, true,
			"%s is no key for a label: like example.com/name, at most 63 characters "
			"behind the slash",
			shown);
	else if (hz_node_label_way(key) == HZ_NODE_LABEL_RESERVED)
		hz_mistakes_add(
			rules->mistakes, path, true,
			"Kubernetes keeps this label for itself; node-role.kubernetes.io/…, or a "
			"domain of your own, works");
	else if (hz_str_eq(key, HZ_LABEL_POOL))
		hz_mistakes_add(rules->mistakes, path, true,
				"every pool has this label already, with its name");
}

static void check_labels(const struct hz_cluster_rules *rules, const char *path, const json_t *pool)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("%s.labels", path);
	HZ_AUTO(hz_freep) char *argument = hz_node_labels_of_kubelet(pool);
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_get(pool, "labels"), key, value) {
		HZ_AUTO(hz_buf_done) struct hz_buf label = HZ_BUF_INIT;

		hz_buf_adds(&label, field);
		hz_json_path_add(&label, key);
		check_label(rules, hz_buf_str(&label), key);
	}
	if (strlen(argument) > ARGUMENT_LENGTH)
		hz_mistakes_add(
			rules->mistakes, field, false,
			"these are too many labels: together they have %zu characters, and %d are "
			"possible",
			strlen(argument), ARGUMENT_LENGTH);
}

static void check_taints(const struct hz_cluster_rules *rules, const char *path, const json_t *pool)
{
	HZ_AUTO(hz_strv_done) struct hz_strv seen = HZ_STRV_INIT;
	size_t i;
	json_t *taint;

	json_array_foreach(hz_json_array(pool, "taints"), i, taint) {
		HZ_AUTO(hz_freep) char *field = hz_strf("%s.taints.%zu.key", path, i);
		HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(hz_json_str(taint, "key"));
		HZ_AUTO(hz_freep)
		char *both =
			hz_strf("%s:%s", hz_json_str(taint, "key"), hz_json_str(taint, "effect"));

		if (!hz_qualified_name(hz_json_str(taint, "key")))
			hz_mistakes_add(
				rules->mistakes, field, false,
				"%s is no key for a taint: like example.com/name, at most 63 "
				"characters behind the slash",
				shown);
		else if (hz_strv_has(&seen, both))
			hz_mistakes_add(rules->mistakes, field, false,
					"%s stands here twice with the same effect", shown);
		hz_strv_add(&seen, both);
	}
}

void hz_pool_rules_check(const struct hz_cluster_rules *rules)
{
	const json_t *pools = hz_json_array(rules->tree, "spec.workers");
	HZ_AUTO(hz_strv_done) struct hz_strv taken = HZ_STRV_INIT;
	size_t i;
	json_t *pool;

	hz_strv_add(&taken, "control-plane");
	json_array_foreach(pools, i, pool) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.workers.%zu", i);

		check_name(rules, path, pool, &taken);
		check_labels(rules, path, pool);
		check_taints(rules, path, pool);
	}
	if (json_array_size(pools) == 0)
		hz_strv_add(rules->notes,
			    "There are no workers: pods that do not tolerate the control "
			    "plane's taint stay pending.");
}
