/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The file in which discovery is kept.
 */
#include <stdint.h>
#include <stdlib.h>

#include "kube/discovery_cache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_resource_list_done) struct hz_resource_list list = { .count = 0 };
	bool taken = hz_discovery_cache_parse((const char *)data, size, "me", 1000, &list);

	if (taken != (list.count > 0))
		abort();
	for (size_t i = 0; i < list.count; i++)
		if (!list.item[i].group || !*list.item[i].version || !*list.item[i].plural ||
		    !*list.item[i].kind)
			abort();
	return 0;
}
