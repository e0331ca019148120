/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The life of a struct hz_kubeconfig, and what others may ask it.
 */
#include "kube/kubeconfig_entries.h"
#include "text/json.h"

struct hz_kubeconfig *hz_kubeconfig_new(void)
{
	struct hz_kubeconfig *config = hz_alloc(1, sizeof(*config));

	config->contexts = json_object();
	config->clusters = json_object();
	config->users = json_object();
	return config;
}

void hz_kubeconfig_free(struct hz_kubeconfig *config)
{
	if (!config)
		return;
	hz_strv_done(&config->files);
	hz_strv_done(&config->missing);
	json_decref(config->current_context);
	json_decref(config->contexts);
	json_decref(config->clusters);
	json_decref(config->users);
	free(config);
}

void hz_kubeconfig_freep(struct hz_kubeconfig **config)
{
	hz_kubeconfig_free(*config);
}

void hz_kubeconfig_contexts(const struct hz_kubeconfig *config, struct hz_strv *out)
{
	HZ_AUTO(hz_freep) const char **names = hz_json_keys(config->contexts);

	for (size_t i = 0; names[i]; i++)
		hz_strv_add(out, names[i]);
}

const struct hz_strv *hz_kubeconfig_missing(const struct hz_kubeconfig *config)
{
	return &config->missing;
}
