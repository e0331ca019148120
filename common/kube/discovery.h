/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server serves: groups, versions and resources, asked once per process.
 */
#ifndef HZ_KUBE_DISCOVERY_H
#define HZ_KUBE_DISCOVERY_H

#include "kube/client.h"

struct hz_discovery;

/* Aggregated discovery, with the old form as fall-back. */
int hz_discovery_load(struct hz_kube *kube, struct hz_discovery **ret, struct hz_err *err);
void hz_discovery_free(struct hz_discovery *discovery);
void hz_discovery_freep(struct hz_discovery **discovery);

/*
 * The resource of @kind in @group, in @version or (NULL) in the version that the
 * server prefers. NULL when it is not served. Borrowed from @discovery.
 */
const struct hz_resource *hz_discovery_find(const struct hz_discovery *discovery, const char *group,
					    const char *version, const char *kind);

#endif
