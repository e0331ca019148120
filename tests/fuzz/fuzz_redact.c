/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a trace shows of a body or a header: never a registered secret, never a
 * control character but line ends and tabs.
 */
#include "net/redact.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_shown(const struct hz_buf *shown)
{
	if (strstr(hz_buf_str(shown), "hunter22"))
		abort();
	for (size_t i = 0; i < shown->len; i++) {
		unsigned char byte = (unsigned char)shown->data[i];

		if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);

	hz_secret_register("hunter22");
	for (int of_secrets = 0; of_secrets < 2; of_secrets++) {
		HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

		/* apart, or the end of one and the beginning of another could be the secret */
		hz_redact_body(&shown, (const char *)data, size, of_secrets);
		hz_buf_addc(&shown, '\n');
		hz_redact_header(&shown, text);
		hz_buf_addc(&shown, '\n');
		hz_redact_url(&shown, text);
		check_shown(&shown);
	}
	return 0;
}
