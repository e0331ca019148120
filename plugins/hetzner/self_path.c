/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the running program lies. Not argv[0]: kubectl and krew give the path of a
 * link, a shell only the name.
 */
#include "self_path.h"

#include <limits.h>
#ifdef __APPLE__
#include <mach-o/dyld.h>
#endif

#ifdef __APPLE__
char *hz_self_path(void)
{
	char path[PATH_MAX];
	uint32_t size = sizeof(path);

	if (_NSGetExecutablePath(path, &size) != 0)
		return NULL;
	return realpath(path, NULL);
}
#else
char *hz_self_path(void)
{
	return realpath("/proc/self/exe", NULL);
}
#endif
