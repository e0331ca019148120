/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Did you mean …?"
 */
#include "cli/suggest.h"

#include "base/str.h"

int hz_suggest(struct hz_err *err, const char *word, const char *const words[], const char *prefix)
{
	const char *nearest = hz_str_nearest(word, words);

	if (nearest)
		hz_err_advise(err, "Did you mean %s%s?", prefix, nearest);
	return -1;
}
