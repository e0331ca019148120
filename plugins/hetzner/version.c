/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner version`: what this program is. Nothing is contacted.
 */
#include "commands.h"

static int print_version(struct hz_cli *cli, const void *opts, char *const args[],
			 struct hz_err *err)
{
	(void)opts;
	(void)args;
	(void)err;
	(void)fputs("Client Version: " HZ_VERSION "\n", cli->out);
	return 0;
}

const struct hz_cmd hz_cmd_version = {
	.name = "version",
	.summary = "Print the version of these programs",
	.run = print_version,
};
