/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The values that the templates of capi/data/templates read: the ClusterConfig itself
 * and what follows from it.
 */
#ifndef HZ_CAPI_RENDER_VALUES_H
#define HZ_CAPI_RENDER_VALUES_H

#include "capi/cluster_config.h"

/*
 * A new reference in *@ret to an object with
 *
 *	name, namespace     of the cluster
 *	spec                of the ClusterConfig
 *	network             its cidr, subnetCIDR and zone, each null without a private network
 *	sshKeys             [{name}], or null without any
 *	placementGroups     [{name, type}]
 *	node                {files, commands} of a node's set-up, the commands null without any
 *	machineSets         what there is a HCloudMachineTemplate for
 *	pools               what there is a KubeadmConfigTemplate for
 *	machineDeployments  of the pools
 *	healthChecks        of the control plane and of each pool; none when switched off
 *	remediations        that those refer to
 */
int hz_render_values(const struct hz_cluster_config *config, json_t **ret, struct hz_err *err);

#endif
