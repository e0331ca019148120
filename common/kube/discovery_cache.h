/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server serves, kept in a file for ten minutes, so that most commands need not
 * ask for it.
 *
 * The file is that of the host, as kubectl has it, and says which server it is about: one
 * of another certificate authority at the same address is another one. It is never
 * trusted to the end: who misses a kind asks the server (hz_discovery_refresh()), and
 * where the server does not serve what the file says, the command is begun anew
 * (hz_discovery_doubt()). A file that is broken, foreign, too old or not to be written
 * makes a command slower, and nothing else.
 */
#ifndef HZ_KUBE_DISCOVERY_CACHE_H
#define HZ_KUBE_DISCOVERY_CACHE_H

#include "kube/discovery_document.h"
#include "kube/exchange.h"

#define HZ_DISCOVERY_CACHE_SECONDS (10 * 60)

/*
 * The file for @target below @folder; NULL: $KUBECACHEDIR, else ~/.kube/cache. NULL when
 * there is no such folder, or it is "". Owned.
 */
char *hz_discovery_cache_path(const char *folder, const struct hz_kube_target *target);

/* Whether @list is now what the file of @kube says, which was asked for not long ago. */
bool hz_discovery_cache_read(const struct hz_kube *kube, struct hz_resource_list *list);

/* Keeps @list, unless a part of it is missing. */
void hz_discovery_cache_write(const struct hz_kube *kube, const struct hz_resource_list *list);

/*
 * The same of the file's text, written for the server @identity; @now is in seconds since
 * 1970. False, with @list empty, when it is anything else.
 */
bool hz_discovery_cache_parse(const char *text, size_t len, const char *identity, int64_t now,
			      struct hz_resource_list *list);

/*
 * Looks at a failure of a request of @kube: where it is that a kind is not served, though
 * the cache told of it, the cache is removed. If nothing was written so far, the reason
 * becomes "StaleDiscovery": whoever runs the command begins it anew. Always returns -1.
 */
int hz_discovery_doubt(struct hz_kube *kube, struct hz_err *err);

#endif
