/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The data files that are part of the programs.
 */
#include "base/embedded.h"

#include <stdlib.h>
#include <string.h>

const char *hz_embedded_text(const char *name)
{
	for (const struct hz_embedded *file = hz_embedded_files; file->name; file++)
		if (strcmp(file->name, name) == 0)
			return file->text;
	abort();
}
