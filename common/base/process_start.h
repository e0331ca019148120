/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The start of a child process. Only process.c includes this.
 */
#ifndef HZ_BASE_PROCESS_START_H
#define HZ_BASE_PROCESS_START_H

#include <sys/types.h>

#include "base/process.h"

struct hz_child {
	pid_t pid; /* 0 before the start and once it was waited for */
	int out;   /* where its standard output can be read, or -1 */
};

/*
 * Starts the program at @path and returns when it runs. @child starts as { .out = -1 }
 * and must be ended by the caller also after a failure.
 */
int hz_child_start(const struct hz_process *process, const char *path, struct hz_child *child,
		   struct hz_err *err);

#endif
