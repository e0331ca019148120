/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A failed answer as an error. The first byte chooses the code, the rest is the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "kube/status.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a terminal is given has no character that steers it. */
static void check_harmless(const char *text)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(text);

	if (strcmp(text, visible) != 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply = { .body = &body, .headers = &headers };

	if (size == 0)
		return 0;
	reply.status = 300 + data[0];
	hz_buf_add(&body, data + 1, size - 1);
	if (hz_status_err(&err, &reply, "get pods") == 0 || err.kind == HZ_ERR_NONE ||
	    !err.reason || strncmp(err.message, "cannot get pods: ", 17) != 0)
		abort();
	check_harmless(err.message);
	if (err.advice)
		check_harmless(err.advice);
	return 0;
}
