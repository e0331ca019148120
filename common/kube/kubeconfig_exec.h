/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exec stanza of a kubeconfig user: the credential plugin to run.
 */
#ifndef HZ_KUBE_KUBECONFIG_EXEC_H
#define HZ_KUBE_KUBECONFIG_EXEC_H

#include <jansson.h>

#include "base/problems.h"

#define HZ_EXEC_GROUP "client.authentication.k8s.io"
#define HZ_EXEC_V1 HZ_EXEC_GROUP "/v1"
#define HZ_EXEC_V1BETA1 HZ_EXEC_GROUP "/v1beta1"

/* Gives a stanza of a version before v1 that has no interactiveMode the mode of old. */
void hz_kube_exec_default(json_t *exec);

/*
 * Adds what is wrong with the stanza of the user that @title names. Whether we know its
 * API version matters only for @https, as the plugin is not run otherwise.
 */
void hz_kube_exec_check(const json_t *exec, const char *title, bool https,
			struct hz_problems *problems);

#endif
