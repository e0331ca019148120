/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner options`: the options of every command.
 */
#include "base/buf.h"
#include "cli/global_options.h"
#include "cli/help.h"
#include "commands.h"

static int print_options(struct hz_cli *cli, const void *opts, char *const args[],
			 struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	(void)opts;
	(void)args;
	(void)err;
	hz_buf_adds(&text, "Every command takes these options, before or after its name.\n");
	hz_help_add_options(&text, hz_global_options, NULL);
	(void)fputs(hz_buf_str(&text), cli->out);
	return 0;
}

const struct hz_cmd hz_cmd_options = {
	.name = "options",
	.summary = "List the options that every command takes",
	.run = print_options,
};
