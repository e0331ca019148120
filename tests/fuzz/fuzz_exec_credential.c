/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a credential plugin prints.
 */
#include <stdint.h>

#include "base/secret.h"
#include "kube/exec_credential.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential credential = { .expires = 0 };

	(void)hz_exec_credential_parse((const char *)data, size, "client.authentication.k8s.io/v1",
				       &credential, &err);
	hz_secret_forget();
	return 0;
}
