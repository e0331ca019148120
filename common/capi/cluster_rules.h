/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must hold between the values of a complete ClusterConfig for the cluster to come
 * up. Found here, a mistake costs a message; found by the controllers, it costs servers.
 */
#ifndef HZ_CAPI_CLUSTER_RULES_H
#define HZ_CAPI_CLUSTER_RULES_H

#include <jansson.h>

#include "base/strv.h"
#include "capi/versions.h"
#include "text/mistakes.h"

/* What the rules look at and add to; all borrowed. */
struct hz_cluster_rules {
	const json_t *tree; /* passed the schema and is complete */
	const struct hz_versions *versions;
	const json_t *facts;          /* capi/hetzner_facts.h */
	struct hz_mistakes *mistakes; /* what is wrong */
	struct hz_strv *notes;        /* what is only worth knowing */
};

/* Checks everything. */
void hz_cluster_rules_check(const struct hz_cluster_rules *rules);

/* Its parts: locations, zones and ranges of addresses; machines; pools, labels and taints. */
void hz_network_rules_check(const struct hz_cluster_rules *rules);
void hz_machine_rules_check(const struct hz_cluster_rules *rules);
void hz_pool_rules_check(const struct hz_cluster_rules *rules);

#endif
