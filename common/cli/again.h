/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line of this run, as a person can type it again: what a failure that can
 * be resumed advises.
 */
#ifndef HZ_CLI_AGAIN_H
#define HZ_CLI_AGAIN_H

#include "base/mem.h"

/*
 * @words ("kubectl hetzner cluster") and the arguments behind them, quoted for a shell
 * where that is needed. Values of credentials are left out. Owned by the caller.
 */
char *hz_again(const char *words, char *const args[]) HZ_OWNED(free) HZ_NOT_NULL;

/* The same with "@option=@value" in place of what was given for it. Owned by the caller. */
char *hz_again_with(const char *words, char *const args[], const char *option, const char *value)
	HZ_OWNED(free) HZ_NOT_NULL;

#endif
