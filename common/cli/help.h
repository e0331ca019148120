/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --help: the text about a command, made of its table, 80 columns wide.
 */
#ifndef HZ_CLI_HELP_H
#define HZ_CLI_HELP_H

#include "base/buf.h"
#include "cli/command.h"

/* Appends all about @cmd, which users call @path. */
void hz_help_add(struct hz_buf *out, const struct hz_cmd *cmd, const char *path);

/* Appends the options of @table, each group under its heading, the first under @heading. */
void hz_help_add_options(struct hz_buf *out, const struct hz_opt *table, const char *heading);

#endif
