/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a pool of workers is spread over machine deployments.
 *
 * A placement group of Hetzner takes ten servers, and all machines of a deployment share
 * one group. A larger pool so becomes several deployments, "md-0", "md-0-2", "md-0-3",
 * each with a group of the same name, which are filled one after the other: a pool that
 * grows changes only its last deployment. Without placement groups it is always one.
 */
#ifndef HZ_CAPI_POOL_LAYOUT_H
#define HZ_CAPI_POOL_LAYOUT_H

#include <jansson.h>
#include <stdbool.h>

#include "base/mem.h"

#define HZ_PLACEMENT_GROUP_SERVERS 10

/* The functions take the pool as it stands in a complete ClusterConfig. */

/* How many deployments, at least one. */
int hz_pool_parts(const json_t *pool);

/* The replicas of the deployment @part, counted from 0. */
int hz_pool_part_replicas(const json_t *pool, int part);

/* Its name without that of the cluster. Owned by the caller. */
char *hz_pool_part_name(const json_t *pool, int part) HZ_OWNED(free) HZ_NOT_NULL;

/* Whether the servers are in placement groups. */
bool hz_pool_is_spread(const json_t *pool);

#endif
