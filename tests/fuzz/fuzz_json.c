/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A JSON text: it is refused with a message, or what is written of it reads back
 * as the same text.
 */
#include <string.h>

#include "text/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is written of the text, or NULL when it is no JSON. */
static char *rewrite(const char *text, size_t len, int indent)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	struct hz_buf out = HZ_BUF_INIT;

	if (hz_json_parse(text, len, &json, &err) < 0) {
		if (!err.message)
			abort();
		return NULL;
	}
	(void)hz_json_get(json, "a.0.b[c.d]");
	hz_json_set_str(json, "a.b.0", "x");
	hz_json_write(&out, json, indent);
	return hz_buf_take(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *once = rewrite((const char *)data, size, 0);
	HZ_AUTO(hz_freep) char *twice = NULL;
	HZ_AUTO(hz_freep) char *again = NULL;

	if (!once)
		return 0;
	/* The first time may make an integer of a number such as -0.0. */
	twice = rewrite(once, strlen(once), 4);
	if (!twice)
		abort();
	again = rewrite(twice, strlen(twice), 4);
	if (!again || strcmp(twice, again) != 0)
		abort();
	return 0;
}
