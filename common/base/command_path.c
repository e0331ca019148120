/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a command's program lies, by the PATH of our environment.
 */
#include "base/command_path.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strv.h"

static bool can_run(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

char *hz_command_find(const char *name)
{
	HZ_AUTO(hz_strv_done) struct hz_strv folders = HZ_STRV_INIT;
	const char *path = getenv("PATH");

	if (strchr(name, '/'))
		return hz_strdup(name);
	if (*name == '\0' || !path)
		return NULL;
	hz_strv_split(&folders, path, ':');
	for (size_t i = 0; i < folders.count; i++) {
		HZ_AUTO(hz_freep) char *file = hz_path_join(folders.item[i], name);

		if (*folders.item[i] == '/' && can_run(file))
			return HZ_TAKE(file);
	}
	return NULL;
}
