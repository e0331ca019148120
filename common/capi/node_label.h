/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a label gets onto a node. The kubelet sets most labels when it registers; it may
 * not set those of Kubernetes' own domains, of which Cluster API carries a few over
 * from the Machine.
 */
#ifndef HZ_CAPI_NODE_LABEL_H
#define HZ_CAPI_NODE_LABEL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/mem.h"

/* The label of ours that all nodes of a pool, its machines and deployments have. */
#define HZ_LABEL_POOL "kubectl-hetzner.dev/pool"

enum hz_node_label {
	HZ_NODE_LABEL_KUBELET,  /* by the kubelet's --node-labels */
	HZ_NODE_LABEL_MACHINE,  /* by Cluster API, from the labels of the Machine */
	HZ_NODE_LABEL_RESERVED, /* nobody may set it */
};

enum hz_node_label hz_node_label_way(const char *key);

/* Whether @key is a qualified name: "[dns.subdomain/]name", 63 letters behind the '/'. */
bool hz_qualified_name(const char *key);

/* The argument of the kubelet's --node-labels for @pool of a ClusterConfig. Owned by the caller. */
char *hz_node_labels_of_kubelet(const json_t *pool) HZ_OWNED(free) HZ_NOT_NULL;

/* The labels of @pool that Cluster API carries over from the Machine: a new object. */
json_t *hz_node_labels_of_machine(const json_t *pool);

#endif
