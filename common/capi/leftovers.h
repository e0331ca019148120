/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a workload cluster made in the Hetzner project that goes on costing money
 * when the cluster is deleted, because the provider does not know of it: load
 * balancers of Services and volumes of PersistentVolumes.
 */
#ifndef HZ_CAPI_LEFTOVERS_H
#define HZ_CAPI_LEFTOVERS_H

#include "kube/client.h"

/* Appends "load balancer of Service web/frontend (203.0.113.7)" and "volume 4711 of …" each. */
int hz_leftovers_read(struct hz_kube *workload, struct hz_strv *ret, struct hz_err *err);

/* The same from lists of Services and PersistentVolumes. */
void hz_leftovers_of(const json_t *services, const json_t *volumes, struct hz_strv *ret);

#endif
