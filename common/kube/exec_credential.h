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

void hz_exec_credential_done(struct hz_exec_credential *credential);

/*
 * Runs the plugin of @target->exec. Its stderr is ours; our own secrets are not in
 * its environment. Messages start with "getting credentials: exec: …" and end with
 * the install hint.
 */
int hz_exec_credential_get(const struct hz_kube_target *target, struct hz_exec_credential *ret,
			   struct hz_err *err);

#endif
