/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command that prints a token.
 */
#include "cli/token_command.h"

#include <unistd.h>

#include "base/process.h"

int hz_token_run_command(const char *command, struct hz_buf *text, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
	struct hz_process process = { .share_stdin = isatty(STDIN_FILENO) == 1 };

	hz_strv_add(&argv, "/bin/sh");
	hz_strv_add(&argv, "-c");
	hz_strv_add(&argv, command);
	process.argv = argv.item;
	return hz_process_run(&process, text, err);
}
