/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command that prints a token.
 */
#ifndef HZ_CLI_TOKEN_COMMAND_H
#define HZ_CLI_TOKEN_COMMAND_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Runs a command line of the user's, so a shell reads it, and appends what it prints. It
 * may ask the person, but not read what is meant for us.
 */
int hz_token_run_command(const char *command, struct hz_buf *text, struct hz_err *err);

#endif
