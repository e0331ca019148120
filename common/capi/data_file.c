/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The YAML files below common/capi/data, which are part of the programs.
 */
#include "capi/data_file.h"

#include <string.h>

#include "base/embedded.h"
#include "text/yaml.h"

json_t *hz_data_file(const char *name)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("capi/%s", name);
	const char *text = hz_embedded_text(path);
	const struct hz_yaml_options options = { .name = path, .strict = true };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *data = NULL;

	if (hz_yaml_parse(text, strlen(text), &options, &data, &err) < 0)
		abort();
	return data;
}
