/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The API of a workload cluster, through the kubeconfig that Cluster API keeps in
 * the Secret NAME-kubeconfig of the management cluster.
 */
#ifndef HZ_CAPI_WORKLOAD_H
#define HZ_CAPI_WORKLOAD_H

#include "kube/client.h"

/* Zero-initialise; hz_workload_done() closes it. */
struct hz_workload {
	struct hz_kube_target *target; /* owned */
	struct hz_kube *kube;          /* owned */
};

void hz_workload_done(struct hz_workload *workload);

/*
 * Opens it; nothing is sent to the workload cluster. A Secret that is not there yet is
 * of kind NOT_FOUND. @http is borrowed and must outlive it.
 */
int hz_workload_open(struct hz_http *http, struct hz_kube *management, const char *namespace_,
		     const char *cluster, struct hz_workload *ret, struct hz_err *err);

/* What the nodes of a cluster still need before they can be ready. */
struct hz_node_needs {
	int nodes;             /* that have joined */
	int ready;             /* of them */
	bool cni;              /* a node waits for a network plugin, and none is installed */
	bool cloud_controller; /* a node waits for a cloud controller, and none is installed */
};

/* Asks the workload cluster. */
int hz_node_needs_read(struct hz_kube *workload, struct hz_node_needs *ret, struct hz_err *err);

/* The same from lists of Nodes, DaemonSets and Deployments. */
struct hz_node_needs hz_node_needs_of(const json_t *nodes, const json_t *daemon_sets,
				      const json_t *deployments);

#endif
