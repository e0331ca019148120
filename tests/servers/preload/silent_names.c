/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Name servers that never answer, for the program that this is preloaded into. It says
 * "asking for NAME" on standard error when the wait begins.
 */
#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

int getaddrinfo(const char *node, const char *service, const struct addrinfo *hints,
		struct addrinfo **ret)
{
	(void)service;
	(void)hints;
	(void)ret;
	(void)dprintf(STDERR_FILENO, "asking for %s\n", node ? node : "nothing");
	for (;;)
		(void)pause();
}
