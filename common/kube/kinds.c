/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The kinds that every cluster serves.
 */
#include "kube/kinds.h"

#include "base/str.h"

const struct hz_resource hz_kind_namespace = {
	.group = "",
	.version = "v1",
	.plural = "namespaces",
	.kind = "Namespace",
	.cluster_scoped = true,
};

const struct hz_resource hz_kind_node = {
	.group = "",
	.version = "v1",
	.plural = "nodes",
	.kind = "Node",
	.cluster_scoped = true,
};

const struct hz_resource hz_kind_pod = {
	.group = "",
	.version = "v1",
	.plural = "pods",
	.kind = "Pod",
};

const struct hz_resource hz_kind_event = {
	.group = "",
	.version = "v1",
	.plural = "events",
	.kind = "Event",
};

const struct hz_resource hz_kind_secret = {
	.group = "",
	.version = "v1",
	.plural = "secrets",
	.kind = "Secret",
};

const struct hz_resource hz_kind_config_map = {
	.group = "",
	.version = "v1",
	.plural = "configmaps",
	.kind = "ConfigMap",
};

const struct hz_resource hz_kind_deployment = {
	.group = "apps",
	.version = "v1",
	.plural = "deployments",
	.kind = "Deployment",
};

const struct hz_resource hz_kind_daemon_set = {
	.group = "apps",
	.version = "v1",
	.plural = "daemonsets",
	.kind = "DaemonSet",
};

const struct hz_resource hz_kind_crd = {
	.group = "apiextensions.k8s.io",
	.version = "v1",
	.plural = "customresourcedefinitions",
	.kind = "CustomResourceDefinition",
	.cluster_scoped = true,
};

bool hz_resource_is_secret(const struct hz_resource *resource)
{
	return hz_str_eq(resource->group, "") && hz_str_eq(resource->plural, "secrets");
}
