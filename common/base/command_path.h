/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a command's program lies, by the PATH of our environment.
 */
#ifndef HZ_BASE_COMMAND_PATH_H
#define HZ_BASE_COMMAND_PATH_H

#include "base/mem.h"

/*
 * The path of the program @name, owned by the caller; NULL when there is none. A
 * @name with a '/' is the path itself. Relative and empty entries of PATH are not
 * searched, so that nobody's working directory decides what runs (as in Go's os/exec).
 */
char *hz_command_find(const char *name) HZ_OWNED(free);

#endif
