/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for the cluster as a whole: name, version, durations, keys.
 */
#include "capi/cluster_rules.h"

#include "base/clock.h"
#include "base/str.h"
#include "text/json.h"

static void check_name(const struct hz_cluster_rules *rules)
{
	if (!hz_json_get(rules->tree, "metadata.name"))
		hz_mistakes_add(
			rules->mistakes, "metadata.name", false,
			"is missing; the cluster's name stands here or on the command line");
}

static void check_version(const struct hz_cluster_rules *rules)
{
	HZ_AUTO(hz_freep)
	char *refusal = hz_versions_refusal(rules->versions,
					    hz_json_str(rules->tree, "spec.kubernetesVersion"));

	if (refusal)
		hz_mistakes_add(rules->mistakes, "spec.kubernetesVersion", false, "%s", refusal);
}

/* The duration at @path lies within limits, given in seconds and in words. */
static void check_duration(const struct hz_cluster_rules *rules, const char *path, int64_t least,
			   int64_t most, const char *limits)
{
	const char *text = hz_json_str(rules->tree, path);
	int64_t ms;

	if (hz_duration_parse(text, &ms) < 0 || ms < least * 1000 || ms > most * 1000)
		hz_mistakes_add(rules->mistakes, path, false, "%s is not %s", text, limits);
}

static void check_ssh_keys(const struct hz_cluster_rules *rules)
{
	const json_t *keys = hz_json_array(rules->tree, "spec.sshKeys");
	HZ_AUTO(hz_strv_done) struct hz_strv seen = HZ_STRV_INIT;
	size_t i;
	json_t *key;

	json_array_foreach(keys, i, key) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.sshKeys.%zu", i);
		HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(json_string_value(key));

		if (hz_strv_has(&seen, json_string_value(key)))
			hz_mistakes_add(rules->mistakes, path, false, "%s stands here twice",
					shown);
		hz_strv_add(&seen, json_string_value(key));
	}
	if (seen.count == 0)
		hz_strv_add(rules->notes,
			    "No SSH key is named: nobody can look into a server that does "
			    "not come up.");
}

void hz_cluster_rules_check(const struct hz_cluster_rules *rules)
{
	check_name(rules);
	check_version(rules);
	hz_network_rules_check(rules);
	hz_machine_rules_check(rules);
	hz_pool_rules_check(rules);
	check_ssh_keys(rules);
	check_duration(rules, "spec.healthChecks.nodeStartupTimeout", 30, 24 * 3600,
		       "a time from 30s to 24h");
	check_duration(rules, "spec.remediation.timeout", 1, 3600, "a time from 1s to 1h");
}
