/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests and answers as lines of JSON.
 */
#include "lines.h"

#include <stdio.h>

#include "base/mem.h"
#include "text/json.h"

int lines_serve(json_t *(*answer)(const json_t *request))
{
	HZ_AUTO(hz_freep) char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		HZ_AUTO(hz_json_unrefp)
		json_t *request = json_loads(line, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		HZ_AUTO(hz_json_unrefp) json_t *reply = NULL;

		if (!request) {
			(void)fputs("oracle: the request is no JSON\n", stderr);
			return 1;
		}
		reply = answer(request);
		if (json_dumpf(reply, stdout, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY) < 0)
			return 1;
		(void)putchar('\n');
		(void)fflush(stdout);
	}
	return 0;
}
