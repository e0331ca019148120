/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents in which a server says what it serves.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kube/discovery_document.h"
#include "text/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_resource_list_done) struct hz_resource_list list = { .count = 0 };
	HZ_AUTO(hz_strv_done) struct hz_strv paths = HZ_STRV_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *document = NULL;

	if (hz_json_parse((const char *)data, size, &document, &err) < 0)
		return 0;
	(void)hz_discovery_read_aggregated(&list, document, &err);
	(void)hz_discovery_read_versions(&paths, document, &err);
	(void)hz_discovery_read_resources(&list, document, &err);
	for (size_t i = 0; i < list.count; i++)
		if (!*list.item[i].plural || !*list.item[i].kind || !list.item[i].version)
			abort();
	for (size_t i = 0; i < paths.count; i++)
		if (strncmp(paths.item[i], "/api", 4) != 0)
			abort();
	return 0;
}
