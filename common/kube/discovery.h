/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server serves: groups, versions and resources. Asked once per process, or, where
 * hz_kube_cache() was called, once in some minutes.
 */
#ifndef HZ_KUBE_DISCOVERY_H
#define HZ_KUBE_DISCOVERY_H

#include "kube/client.h"

struct hz_discovery;

/* From the cache, else by aggregated discovery, with the old form as fall-back. */
int hz_discovery_load(struct hz_kube *kube, struct hz_discovery **ret, struct hz_err *err);
void hz_discovery_free(struct hz_discovery *discovery);
void hz_discovery_freep(struct hz_discovery **discovery);

/*
 * For when something was not found: asks the server if that was not done yet. Returns 1
 * when it now was, so that looking once more is worth it, 0 when it had been. What was
 * found before stays valid.
 */
int hz_discovery_refresh(struct hz_kube *kube, struct hz_discovery *discovery, struct hz_err *err);

/*
 * The resource of @kind in @group, in @version or (NULL) in the version that the
 * server prefers. NULL when it is not served. Borrowed from @discovery.
 */
const struct hz_resource *hz_discovery_find(const struct hz_discovery *discovery, const char *group,
					    const char *version, const char *kind);

#endif
