/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a pool of workers is spread over machine deployments.
 */
#include "capi/pool_layout.h"

#include "base/str.h"
#include "text/json.h"

bool hz_pool_is_spread(const json_t *pool)
{
	return hz_str_eq(hz_json_str(pool, "placementGroup"), "spread");
}

int hz_pool_parts(const json_t *pool)
{
	int replicas = (int)hz_json_int(pool, "replicas");

	if (!hz_pool_is_spread(pool) || replicas == 0)
		return 1;
	return (replicas + HZ_PLACEMENT_GROUP_SERVERS - 1) / HZ_PLACEMENT_GROUP_SERVERS;
}

int hz_pool_part_replicas(const json_t *pool, int part)
{
	int replicas = (int)hz_json_int(pool, "replicas");
	int left = replicas - part * HZ_PLACEMENT_GROUP_SERVERS;

	if (!hz_pool_is_spread(pool))
		return replicas;
	return left < HZ_PLACEMENT_GROUP_SERVERS ? left : HZ_PLACEMENT_GROUP_SERVERS;
}

char *hz_pool_part_name(const json_t *pool, int part)
{
	const char *name = hz_json_str(pool, "name");

	return part == 0 ? hz_strdup(name) : hz_strf("%s-%d", name, part + 1);
}
