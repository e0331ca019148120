/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command line, understood: which command, its options, its arguments.
 *
 * Zero-initialise; hz_command_line_done() releases it.
 */
#ifndef HZ_CLI_PARSE_H
#define HZ_CLI_PARSE_H

#include "cli/command.h"

struct hz_command_line {
	const struct hz_cmd *cmd; /* the command that was named */
	char *path;               /* owned; "kubectl hetzner cluster create" */
	void *opts;               /* owned; the options struct of @cmd */
	struct hz_strv args;      /* owned */
	char **rest; /* owned, its strings are argv's: all but the words that named it */
};

void hz_command_line_done(struct hz_command_line *line);

/*
 * Reads @argv (NULL-terminated, without the program's name) for the program @root,
 * which users call @words. Global options go into @cli, whose defaults are there.
 * "help" before the name of a command is --help.
 *
 * On failure, which is of kind USAGE, @line->cmd and @line->path name the command
 * that the error is about.
 */
int hz_command_line_read(struct hz_command_line *line, const struct hz_cmd *root, const char *words,
			 char *const argv[], struct hz_cli *cli, struct hz_err *err);

#endif
