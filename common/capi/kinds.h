/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds of Cluster API and its Hetzner provider that we work with, and in
 * which version a server serves them.
 *
 * Nothing assumes a version: hz_capi_discover() asks the server. The contract that
 * follows from it (v1beta2 for Cluster API 1.11 and later, else v1beta1) decides what
 * we render and where a status keeps its fields.
 */
#ifndef HZ_CAPI_KINDS_H
#define HZ_CAPI_KINDS_H

#include "kube/client.h"
#include "kube/discovery.h"

#define HZ_LABEL_CLUSTER_NAME "cluster.x-k8s.io/cluster-name"
#define HZ_LABEL_CONTROL_PLANE "cluster.x-k8s.io/control-plane"
#define HZ_LABEL_MOVE "clusterctl.cluster.x-k8s.io/move"
#define HZ_LABEL_MANAGED_BY "app.kubernetes.io/managed-by"
#define HZ_MANAGED_BY "kubectl-hetzner"

enum hz_kind {
	HZ_KIND_CLUSTER,
	HZ_KIND_HETZNER_CLUSTER,
	HZ_KIND_CONTROL_PLANE, /* KubeadmControlPlane */
	HZ_KIND_MACHINE_DEPLOYMENT,
	HZ_KIND_MACHINE_SET,
	HZ_KIND_MACHINE,
	HZ_KIND_HCLOUD_MACHINE,
	HZ_KIND_BARE_METAL_MACHINE,
	HZ_KIND_KUBEADM_CONFIG,
	HZ_KIND_KUBEADM_CONFIG_TEMPLATE,
	HZ_KIND_HCLOUD_MACHINE_TEMPLATE,
	HZ_KIND_BARE_METAL_MACHINE_TEMPLATE,
	HZ_KIND_MACHINE_HEALTH_CHECK,
	HZ_KIND_HCLOUD_REMEDIATION,
	HZ_KIND_HCLOUD_REMEDIATION_TEMPLATE,
	HZ_KIND_COUNT,
};

struct hz_capi {
	const struct hz_resource *resource[HZ_KIND_COUNT]; /* borrowed from the discovery */
	bool v1beta2;                                      /* the contract of the core kinds */
};

/* One cluster of a management cluster; all borrowed. */
struct hz_cluster_ref {
	struct hz_kube *kube; /* the management cluster */
	const struct hz_capi *capi;
	const char *namespace_;
	const char *name;
};

/*
 * Finds all kinds. When some are not served: kind NOT_FOUND, reason "NoClusterApi",
 * a message that names the missing providers and the command that installs them.
 */
int hz_capi_discover(const struct hz_discovery *discovery, struct hz_capi *ret, struct hz_err *err);

/* The kind of @object by its apiVersion's group and its kind; HZ_KIND_COUNT for any other. */
enum hz_kind hz_kind_of(const json_t *object);

/* The kind of this name; HZ_KIND_COUNT if it is none of ours. */
enum hz_kind hz_kind_by_name(const char *name);

/* "KubeadmControlPlane". */
const char *hz_kind_name(enum hz_kind kind);

/* "MachineDeployment/demo-md-0", for messages. Owned by the caller. */
char *hz_object_title(const json_t *object) HZ_OWNED(free) HZ_NOT_NULL;

#endif
