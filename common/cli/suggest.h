/* SPDX-License-Identifier: Apache-2.0 */
/*
 * "Did you mean …?"
 */
#ifndef HZ_CLI_SUGGEST_H
#define HZ_CLI_SUGGEST_H

#include "base/err.h"

/*
 * Adds as advice the one of @words (NULL-terminated) that is nearest to @word, with
 * @prefix before it, if one is near enough to be meant. Always returns -1.
 */
int hz_suggest(struct hz_err *err, const char *word, const char *const words[], const char *prefix);

#endif
