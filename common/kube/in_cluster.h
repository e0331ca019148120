/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a pod knows of its own cluster: the service account that the kubelet mounts,
 * and the variables KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT.
 * (k8s.io/client-go/rest.InClusterConfig, tools/clientcmd inClusterClientConfig.)
 */
#ifndef HZ_KUBE_IN_CLUSTER_H
#define HZ_KUBE_IN_CLUSTER_H

#include <jansson.h>
#include <stdbool.h>

#include "base/mem.h"

/* Where the service account is mounted. Only tests set another folder; borrowed. */
extern const char *hz_in_cluster_folder;

/* Whether this is a pod with a service account. */
bool hz_in_cluster_possible(void);

/* The pod's cluster and its account as entries of a kubeconfig; new references. */
json_t *hz_in_cluster_cluster(void);
json_t *hz_in_cluster_user(void);

/* $POD_NAMESPACE, else the account's namespace, else "default"; owned by the caller. */
char *hz_in_cluster_namespace(void) HZ_OWNED(free) HZ_NOT_NULL;

#endif
