/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ClusterConfig of any bytes either fails with a message or renders, for both
 * contracts; written and read again, it says the same.
 */
#include <stdint.h>
#include <string.h>

#include "capi/render.h"
#include "text/json.h"
#include "text/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int complete(const char *text, size_t len, struct hz_cluster_config *ret, struct hz_err *err)
{
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };

	hz_cluster_draft_init(&draft);
	if (hz_versions_choose(NULL, NULL, false, &versions, err) < 0)
		abort();
	if (hz_cluster_draft_parse(&draft, text, len, "f", err) < 0)
		return -1;
	return hz_cluster_config_complete(&draft, &versions, "default", ret, err);
}

static void render(const struct hz_cluster_config *config, const char *contract)
{
	HZ_AUTO(hz_json_unrefp) json_t *objects = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_render(config, contract, &objects, &err) < 0)
		abort();
}

static void read_again(const struct hz_cluster_config *config)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config again = { .tree = NULL };
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_yaml_write(&text, config->tree);
	if (complete(hz_buf_str(&text), text.len, &again, &err) < 0 ||
	    !json_equal(config->tree, again.tree))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (complete((const char *)data, size, &config, &err) < 0) {
		if (!err.message || err.kind == HZ_ERR_NONE)
			abort();
		return 0;
	}
	render(&config, "v1beta2");
	render(&config, "v1beta1");
	read_again(&config);
	return 0;
}
