/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The complete description of a cluster: the defaults that depend on other values.
 */
#include "capi/cluster_config.h"

#include "base/clock.h"
#include "base/str.h"
#include "capi/cluster_rules.h"
#include "capi/hetzner_facts.h"
#include "text/json.h"
#include "text/schema.h"

void hz_cluster_config_done(struct hz_cluster_config *config)
{
	json_decref(config->tree);
	hz_strv_done(&config->notes);
	*config = (struct hz_cluster_config){ .tree = NULL };
}

/* Sets what is missing at @path. */
static void fall_back(json_t *tree, const char *path, const char *value)
{
	if (!hz_json_get(tree, path))
		hz_json_set_str(tree, path, value);
}

/*
 * The type and architecture of machines in @location, each by the other where only one is
 * said. An unknown type is taken for amd64.
 */
static void complete_machine(json_t *machine, const char *location, const json_t *facts)
{
	const char *wanted = hz_json_str(machine, "architecture");
	const char *known;

	fall_back(machine, "type",
		  hz_location_server_type(facts, location, wanted ? wanted : "amd64"));
	fall_back(machine, "type", hz_location_server_type(facts, location, "amd64"));
	known = hz_server_type_architecture(facts, hz_json_str(machine, "type"));
	fall_back(machine, "architecture", known ? known : "amd64");
}

static void complete_pools(json_t *tree, const char *location, const json_t *facts)
{
	size_t i;
	json_t *pool;

	json_array_foreach(hz_json_array(tree, "spec.workers"), i, pool) {
		fall_back(pool, "location", location);
		complete_machine(pool, hz_json_str(pool, "location"), facts);
	}
}

static void complete_places(json_t *tree, const json_t *facts)
{
	const char *location = hz_json_str(tree, "spec.location");
	json_t *control_plane = hz_json_get(tree, "spec.controlPlane");
	const char *first;

	if (!hz_json_get(control_plane, "locations"))
		hz_json_set(control_plane, "locations", json_pack("[s]", location));
	first = hz_json_str(control_plane, "locations.0");
	complete_machine(control_plane, first, facts);
	fall_back(tree, "spec.endpoint.loadBalancer.location", first);
	fall_back(tree, "spec.network.zone", hz_location_zone(facts, first));
	complete_pools(tree, location, facts);
}

static void complete_version(json_t *tree, const struct hz_versions *versions)
{
	const char *said = hz_json_str(tree, "spec.kubernetesVersion");
	HZ_AUTO(hz_freep) char *with_v = NULL;

	fall_back(tree, "spec.kubernetesVersion", hz_versions_kubernetes(versions));
	if (said && *said != 'v') {
		with_v = hz_strf("v%s", said);
		hz_json_set_str(tree, "spec.kubernetesVersion", with_v);
	}
}

/*
 * Writes the duration at @path as Go does, "1h0m0s", the form that it has after a typed
 * client read and wrote it. What cannot be read is left to the rules.
 */
static void normalize_duration(json_t *tree, const char *path)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	int64_t seconds;

	if (hz_duration_parse(hz_json_str(tree, path), &seconds) < 0)
		return;
	seconds /= 1000;
	if (seconds >= 3600)
		hz_buf_addf(&text, "%lldh", (long long)(seconds / 3600));
	if (seconds >= 60)
		hz_buf_addf(&text, "%lldm", (long long)(seconds / 60 % 60));
	hz_buf_addf(&text, "%llds", (long long)(seconds % 60));
	hz_json_set_str(tree, path, hz_buf_str(&text));
}

static void complete(json_t *tree, const json_t *schema, const struct hz_versions *versions,
		     const char *namespace_, const json_t *facts)
{
	hz_schema_complete(schema, tree);
	fall_back(tree, "metadata.namespace", namespace_);
	complete_version(tree, versions);
	complete_places(tree, facts);
	normalize_duration(tree, "spec.healthChecks.nodeStartupTimeout");
	normalize_duration(tree, "spec.remediation.timeout");
}

static void hand_over(struct hz_cluster_config *to, struct hz_cluster_config *from)
{
	*to = *from;
	*from = (struct hz_cluster_config){ .tree = NULL };
}

int hz_cluster_config_complete(struct hz_cluster_draft *draft, const struct hz_versions *versions,
			       const char *namespace_, struct hz_cluster_config *ret,
			       struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *facts = hz_hetzner_facts();
	HZ_AUTO(hz_cluster_config_done)
	struct hz_cluster_config config = { .tree = json_deep_copy(draft->tree) };
	const struct hz_cluster_rules rules = {
		.tree = config.tree,
		.versions = versions,
		.facts = facts,
		.mistakes = &draft->mistakes,
		.notes = &config.notes,
	};

	if (hz_cluster_draft_refuse_tokens(draft, err) < 0)
		return -1;
	/* a file by itself was checked when it was read */
	if (!draft->file || draft->mistakes.flags)
		hz_schema_check(draft->schema, config.tree, &draft->mistakes);
	if (hz_mistakes_err(&draft->mistakes, err) < 0)
		return -1;
	complete(config.tree, draft->schema, versions, namespace_, facts);
	hz_cluster_rules_check(&rules);
	if (hz_mistakes_err(&draft->mistakes, err) < 0)
		return -1;
	hand_over(ret, &config);
	return 0;
}

const char *hz_cluster_config_name(const struct hz_cluster_config *config)
{
	return hz_json_str(config->tree, "metadata.name");
}

const char *hz_cluster_config_namespace(const struct hz_cluster_config *config)
{
	return hz_json_str(config->tree, "metadata.namespace");
}
