/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kubeconfig from somebody else: read, and resolved for each of its contexts.
 */
#include <stdint.h>

#include "base/secret.h"
#include "kube/kubeconfig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void resolve(const struct hz_kubeconfig *config, const char *context)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	const struct hz_kube_overrides overrides = { .context = context };

	(void)hz_kubeconfig_resolve(config, &overrides, &target, &err);
	hz_secret_forget();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_strv_done) struct hz_strv contexts = HZ_STRV_INIT;

	if (hz_kubeconfig_parse((const char *)data, size, "input", &config, &err) < 0)
		return 0;
	hz_kubeconfig_contexts(config, &contexts);
	resolve(config, NULL);
	for (size_t i = 0; i < contexts.count; i++)
		resolve(config, contexts.item[i]);
	return 0;
}
