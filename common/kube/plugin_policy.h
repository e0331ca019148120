/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which credential plugins the user lets run: credentialPluginPolicy and
 * credentialPluginAllowlist of kubectl's own settings, $KUBERC or ~/.kube/kuberc.
 * (k8s.io/kubectl/pkg/kuberc, k8s.io/client-go/plugin/pkg/client/auth/exec)
 */
#ifndef HZ_KUBE_PLUGIN_POLICY_H
#define HZ_KUBE_PLUGIN_POLICY_H

#include "base/err.h"

/*
 * 0 when @command may run, which is so where nothing is set and with KUBERC=off.
 * Kind FORBIDDEN, reason "PluginNotAllowed", when it may not. Settings that cannot be
 * read allow nothing: it is a lock, and kubectl's warning would be overlooked.
 */
int hz_plugin_policy_check(const char *command, struct hz_err *err);

#endif
