/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields that every Kubernetes object has. All results are borrowed from the object,
 * and NULL where the field is missing or no string.
 */
#ifndef HZ_KUBE_OBJECT_H
#define HZ_KUBE_OBJECT_H

#include <jansson.h>

#include "base/mem.h"

const char *hz_object_name(const json_t *object);
const char *hz_object_namespace(const json_t *object);
const char *hz_object_uid(const json_t *object);
const char *hz_object_version(const json_t *object); /* metadata.resourceVersion */
const char *hz_object_label(const json_t *object, const char *label);

/* "machinedeployment.cluster.x-k8s.io", "secret": what -o name puts before "/NAME". Owned. */
char *hz_object_resource(const json_t *object) HZ_OWNED(free) HZ_NOT_NULL;

#endif
