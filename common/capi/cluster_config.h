/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The complete description of a cluster: a ClusterConfig in which every value is said,
 * that passed all checks, and that renders without a further question (capi/render.h).
 * Written to a file and read again it is the same, byte for byte.
 */
#ifndef HZ_CAPI_CLUSTER_CONFIG_H
#define HZ_CAPI_CLUSTER_CONFIG_H

#include <jansson.h>

#include "base/err.h"
#include "base/strv.h"
#include "capi/cluster_draft.h"
#include "capi/versions.h"

/* Zero-initialise; hz_cluster_config_done() releases it. */
struct hz_cluster_config {
	json_t *tree;         /* the ClusterConfig; owned */
	struct hz_strv notes; /* what a user should know, one sentence each */
};

void hz_cluster_config_done(struct hz_cluster_config *config);

/*
 * Completes and checks @draft for the pair @versions. @namespace_ is for a draft that
 * names none. All mistakes of the draft are one error of kind INVALID.
 */
int hz_cluster_config_complete(struct hz_cluster_draft *draft, const struct hz_versions *versions,
			       const char *namespace_, struct hz_cluster_config *ret,
			       struct hz_err *err);

/* Borrowed from @config, never NULL. */
const char *hz_cluster_config_name(const struct hz_cluster_config *config);
const char *hz_cluster_config_namespace(const struct hz_cluster_config *config);

#endif
