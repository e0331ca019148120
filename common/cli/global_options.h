/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of every command: kubectl's own, and those of this suite. Their
 * fields are those of struct hz_cli.
 */
#ifndef HZ_CLI_GLOBAL_OPTIONS_H
#define HZ_CLI_GLOBAL_OPTIONS_H

#include "cli/command.h"

extern const struct hz_opt hz_global_options[];

/* Whether @opt is an entry of hz_global_options. */
bool hz_global_option_is(const struct hz_opt *opt);

/*
 * To be called when all options were read: registers the secrets among them, makes
 * empty values count as not given, as client-go does, and refuses a Hetzner token
 * that was given as --token.
 */
int hz_global_options_check(struct hz_cli *cli, struct hz_err *err);

#endif
