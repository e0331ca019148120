/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Kinds of objects: what is needed to make an object's URL, and those kinds that every
 * cluster serves. All others come from discovery.
 */
#ifndef HZ_KUBE_KINDS_H
#define HZ_KUBE_KINDS_H

#include <stdbool.h>

/* Strings are borrowed or static. */
struct hz_resource {
	const char *group;   /* "" for the core group */
	const char *version; /* "v1beta2" */
	const char *plural;  /* "machinedeployments" */
	const char *kind;    /* "MachineDeployment" */
	bool cluster_scoped;
};

extern const struct hz_resource hz_kind_namespace;
extern const struct hz_resource hz_kind_node;
extern const struct hz_resource hz_kind_pod;
extern const struct hz_resource hz_kind_event;
extern const struct hz_resource hz_kind_secret;
extern const struct hz_resource hz_kind_config_map;
extern const struct hz_resource hz_kind_deployment;
extern const struct hz_resource hz_kind_daemon_set;
extern const struct hz_resource hz_kind_crd; /* CustomResourceDefinition */

/* Whether the objects are Secrets, whose contents no trace may show. */
bool hz_resource_is_secret(const struct hz_resource *resource);

#endif
