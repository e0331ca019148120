/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The token of the Hetzner project.
 */
#ifndef HZ_CLI_TOKEN_H
#define HZ_CLI_TOKEN_H

#include "cli/command.h"

/* Whether @text has the shape of a Hetzner Cloud token: 64 letters and digits. */
bool hz_token_is_hetzner(const char *text);

/* Registers what the environment holds, so that no message of ours can show it. */
void hz_token_register_environment(void);

#endif
