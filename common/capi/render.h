/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ClusterConfig as the objects of Cluster API and of its Hetzner provider.
 *
 * Which objects there are, in which order, is capi/data/templates/objects.yaml; what is
 * in them, the templates beside it. Nothing is contacted, and there is no Secret among
 * them: they only refer to it.
 */
#ifndef HZ_CAPI_RENDER_H
#define HZ_CAPI_RENDER_H

#include "capi/cluster_config.h"

/*
 * The objects in the order of their creation, for the contract "v1beta2" or "v1beta1"
 * (hz_versions_contract()): a new reference to an array in *@ret.
 */
int hz_render(const struct hz_cluster_config *config, const char *contract, json_t **ret,
	      struct hz_err *err);

#endif
