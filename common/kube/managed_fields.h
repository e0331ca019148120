/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metadata.managedFields: which manager set which field (FieldsV1 of
 * sigs.k8s.io/structured-merge-diff).
 */
#ifndef HZ_KUBE_MANAGED_FIELDS_H
#define HZ_KUBE_MANAGED_FIELDS_H

#include <jansson.h>

#include "base/strv.h"

/*
 * Appends the paths of the fields of @have that @manager applied and that @want no
 * longer has: what an apply of @want would remove. List items with keys are written
 * "spec.ports[port=80].name".
 */
void hz_managed_dropped(const json_t *want, const json_t *have, const char *manager,
			struct hz_strv *ret);

#endif
