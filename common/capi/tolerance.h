/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a cluster may live otherwise than it is asked for.
 */
#ifndef HZ_CAPI_TOLERANCE_H
#define HZ_CAPI_TOLERANCE_H

#include "kube/changeset.h"

/*
 * An address that a controller filled in where none is asked for, and the share of
 * machines that a MachineHealthCheck was given for as many as there were once.
 */
hz_tolerance_fn hz_cluster_tolerates;

#endif
