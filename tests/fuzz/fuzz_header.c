/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header of an answer, line by line as libcurl brings it.
 */
#include "net/header.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Each is "name: value", the name not empty and in lower case, on one line. */
static void check(const char *header)
{
	const char *colon = strstr(header, ": ");

	if (!colon || colon == header || strpbrk(header, "\r\n"))
		abort();
	for (; header < colon; header++)
		if (isupper((unsigned char)*header))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	const char *line = (const char *)data;
	size_t left = size;

	while (left > 0) {
		const char *end = memchr(line, '\n', left);
		size_t len = end ? (size_t)(end - line) + 1 : left;

		hz_header_add(&headers, line, len);
		line += len;
		left -= len;
	}
	for (size_t i = 0; i < headers.count; i++)
		check(headers.item[i]);
	return 0;
}
