/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes wrong, as the person at the terminal reads it.
 */
#ifndef HZ_CLI_REPORT_H
#define HZ_CLI_REPORT_H

#include "base/buf.h"
#include "cli/command.h"

/*
 * Appends "error: <message>", the lines of advice indented by two blanks, and for a
 * usage error the line that leads to the help of the command @path. Whatever came
 * from outside is made visible and registered secrets are redacted; lines of a
 * message after its first are indented, so that a server cannot write lines of ours.
 */
void hz_report_error(struct hz_buf *out, const struct hz_err *err, const char *path);

#endif
