/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Differences of a cluster that are nobody's wish.
 */
#include "capi/tolerance.h"

#include <string.h>

#include "base/str.h"

/*
 * That of a cluster's infrastructure fills it in once it knows the address (contract of
 * Cluster API, "control plane endpoint").
 */
static bool is_filled_in(const struct hz_json_difference *one)
{
	return hz_str_eq(one->path, "spec.controlPlaneEndpoint.host") &&
	       hz_str_eq(json_string_value(one->want), "");
}

/*
 * We ask for one machine while a share of the pool would be none, and for the share once
 * the pool is larger. A pool that kubectl scaled still has the one.
 */
static bool is_of_smaller_pool(const struct hz_json_difference *one)
{
	const char *share = json_string_value(one->want);

	return (hz_str_eq(one->path, "spec.maxUnhealthy") ||
		hz_str_eq(one->path, "spec.remediation.triggerIf.unhealthyLessThanOrEqualTo")) &&
	       share && strchr(share, '%') && json_integer_value(one->have) == 1;
}

bool hz_cluster_tolerates(const struct hz_json_difference *one)
{
	return is_filled_in(one) || is_of_smaller_pool(one);
}
