/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents in which a server says what it serves, in both forms: the aggregated one
 * that has it all (APIGroupDiscoveryList, k8s.io/api/apidiscovery), and the old one
 * (APIVersions and APIGroupList, with one APIResourceList for each group and version).
 */
#ifndef HZ_KUBE_DISCOVERY_DOCUMENT_H
#define HZ_KUBE_DISCOVERY_DOCUMENT_H

#include <jansson.h>

#include "base/err.h"
#include "base/strv.h"
#include "kube/kinds.h"

/* Kinds in the server's order: of a group, the version that it prefers comes first. */
struct hz_resource_list {
	struct hz_resource *item; /* owned */
	size_t count;
	struct hz_strv strings; /* those of the items */
	bool incomplete;        /* the server of a group did not answer */
};

void hz_resource_list_done(struct hz_resource_list *list);

/* Adds a copy of @resource; one that lacks its plural or kind is of no use. */
void hz_resource_list_add(struct hz_resource_list *list, const struct hz_resource *resource);

/* Whether @document is of the aggregated form. */
bool hz_discovery_is_aggregated(const json_t *document);

/*
 * Adds what @document, an APIGroupDiscoveryList, has. A group whose server does not
 * answer ("Stale") may have nothing in it. Kind FAILED, reason "BadAnswer", for another
 * shape.
 */
int hz_discovery_read_aggregated(struct hz_resource_list *list, const json_t *document,
				 struct hz_err *err);

/*
 * The paths of the APIResourceLists that belong to @document, an APIVersions or an
 * APIGroupList: "/api/v1", "/apis/apps/v1".
 */
int hz_discovery_read_versions(struct hz_strv *paths, const json_t *document, struct hz_err *err);

/* Adds what @document, an APIResourceList, has. */
int hz_discovery_read_resources(struct hz_resource_list *list, const json_t *document,
				struct hz_err *err);

#endif
