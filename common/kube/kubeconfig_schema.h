/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The form of a kubeconfig file: which fields there are and of which type.
 * (k8s.io/client-go/tools/clientcmd/api/v1/types.go)
 */
#ifndef HZ_KUBE_KUBECONFIG_SCHEMA_H
#define HZ_KUBE_KUBECONFIG_SCHEMA_H

#include "text/yaml.h"

/*
 * Checks a whole document, entries that nobody uses included, as client-go does
 * when it decodes one: types of fields, base64 of the -data fields, names that stand
 * twice in a list, kind and apiVersion where they are present. A null counts as
 * absent, unknown fields are ignored. The error is of kind INVALID, reason
 * "BadKubeconfig": "FILE:LINE:COLUMN: <path of the field>: …", never with the value.
 */
int hz_kubeconfig_check(const json_t *document, const char *file, const struct hz_yaml_marks *marks,
			struct hz_err *err);

#endif
