/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Questions to a person, on /dev/tty. Without one, or in the background, nothing waits
 * and nothing is assumed: the error is of kind APPROVAL (exit code 3) and names the
 * option to add. A question may have several lines; it is made safe for the terminal.
 */
#ifndef HZ_CLI_PROMPT_H
#define HZ_CLI_PROMPT_H

#include "cli/command.h"

/*
 * Asks "@question (y/N)"; success is yes, and so is --yes without asking. @option is
 * what answers it without asking, "--yes". A no is of kind APPROVAL, reason "Declined".
 */
int hz_prompt_yes(struct hz_cli *cli, const char *option, const char *question, struct hz_err *err);

/* Wants @word typed exactly; the rest as above. */
int hz_prompt_word(struct hz_cli *cli, const char *option, const char *question, const char *word,
		   struct hz_err *err);

/*
 * Asks for a secret without echo; the terminal is restored on every way out, on
 * SIGTSTP too. --yes is no answer. The caller wipes *@ret, which is registered as secret.
 */
int hz_prompt_secret(struct hz_cli *cli, const char *option, const char *question, char **ret,
		     struct hz_err *err);

#endif
