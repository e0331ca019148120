/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Credential plugins: the program of a kubeconfig's exec stanza is run and prints
 * an ExecCredential of client.authentication.k8s.io/v1 or v1beta1.
 */
#ifndef HZ_KUBE_EXEC_CREDENTIAL_H
#define HZ_KUBE_EXEC_CREDENTIAL_H

#include "kube/kubeconfig.h"

struct hz_exec_credential {
	char *token;       /* owned; secret */
	char *client_cert; /* owned; PEM */
	char *client_key;  /* owned; PEM; secret */
	int64_t expires;   /* seconds since 1970; 0: with the process */
};

/* Wipes and releases the contents. */
void hz_exec_credential_done(struct hz_exec_credential *credential);

/*
 * Runs the plugin of @target->exec. Its stderr is ours, and so is its standard input
 * where the stanza and a terminal allow it; our own secrets are not in its environment.
 * The user's kuberc may forbid it (kube/plugin_policy.h). Messages start with "getting
 * credentials: exec: …"; where the program is missing, the install hint is in the advice.
 */
int hz_exec_credential_get(const struct hz_kube_target *target, struct hz_exec_credential *ret,
			   struct hz_err *err);

/*
 * Reads what a plugin printed, which must be of @api_version and hold a token, or a
 * certificate with its key, or both. Secrets are registered. Kind FAILED, reason
 * "BadExecCredential"; no message shows what was printed.
 */
int hz_exec_credential_parse(const char *text, size_t len, const char *api_version,
			     struct hz_exec_credential *ret, struct hz_err *err);

/*
 * What the plugin of @target->exec is told in KUBERNETES_EXEC_INFO: an ExecCredential
 * without a status; the cluster is in it when the stanza asks for it.
 */
char *hz_exec_credential_info(const struct hz_kube_target *target, bool interactive) HZ_OWNED(free)
	HZ_NOT_NULL;

#endif
