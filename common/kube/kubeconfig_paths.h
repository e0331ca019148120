/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paths in a kubeconfig file: relative ones mean the folder of that file.
 */
#ifndef HZ_KUBE_KUBECONFIG_PATHS_H
#define HZ_KUBE_KUBECONFIG_PATHS_H

#include <jansson.h>

/*
 * Makes the paths in @document absolute: certificates, keys, token files, and the
 * command of an exec plugin if it is a path and no bare name. They are relative to the
 * folder of @file as it was given; a symbolic link counts where it lies, not where
 * it leads to.
 */
void hz_kubeconfig_resolve_paths(json_t *document, const char *file);

#endif
