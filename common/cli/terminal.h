/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the terminal behind a stream can do: whether there is one, its width, colour.
 */
#ifndef HZ_CLI_TERMINAL_H
#define HZ_CLI_TERMINAL_H

#include "cli/command.h"

/* Whether @stream is a terminal that understands cursor movements. */
bool hz_terminal_is(FILE *stream);

/* Its columns: what the terminal says, else $COLUMNS, else 80. */
size_t hz_terminal_columns(FILE *stream);

/* Whether the locale of the environment is one of UTF-8. */
bool hz_terminal_is_utf8(void);

/*
 * Whether to colour what goes to @stream: --color always or never, else when it is a
 * terminal and NO_COLOR is empty or unset (https://no-color.org).
 */
bool hz_color_wanted(const struct hz_cli *cli, FILE *stream);

#endif
