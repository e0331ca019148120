/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A configuration of the hcloud CLI: read, and each of its contexts chosen.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/secret.h"
#include "base/str.h"
#include "hcloud/cli_config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void choose(const struct hz_hcloud_config *config, const char *name)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_hcloud_context *context = NULL;

	if (hz_hcloud_config_choose(config, name, &context, &err) == 0 && context &&
	    !context->token && !context->token_command)
		abort();
	if (err.message && hz_secret_in(err.message))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_hcloud_config_done) struct hz_hcloud_config config = HZ_HCLOUD_CONFIG_INIT;

	if (hz_hcloud_config_parse((const char *)data, size, "input", &config, &err) < 0) {
		if (!hz_str_starts(err.message, "input:"))
			abort();
	} else {
		choose(&config, NULL);
		for (size_t i = 0; i < config.count; i++)
			choose(&config, config.context[i].name);
	}
	hz_secret_forget();
	return 0;
}
