/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A Warning header.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "kube/warning.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(void *data, const char *text)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(text);

	(void)data;
	if (*text == '\0' || strcmp(text, visible) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_warnings_done) struct hz_warnings warnings = { .warn = check };
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *value = hz_strndup((const char *)data, size);

	hz_strv_addf(&headers, "warning: %s", value);
	hz_warnings_tell(&warnings, &headers);
	return 0;
}
