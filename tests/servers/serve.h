/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every test server has in common: it listens on a free port of 127.0.0.1,
 * prints the port as one line, and ends with whoever started it, by the end of its
 * standard input or, where the system can, by a signal.
 */
#ifndef HZ_TESTS_SERVE_H
#define HZ_TESTS_SERVE_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

static inline void end_with_parent(void)
{
#ifdef __linux__
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
}

/* A listening socket; prints its port. */
static inline int listen_on_loopback(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	end_with_parent();
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) < 0 || listen(fd, 128) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0) {
		perror("listen");
		exit(1);
	}
	printf("%d\n", ntohs(address.sin_port));
	(void)fflush(stdout);
	return fd;
}

/* Waits until whoever started the server closes its standard input. */
static inline void wait_for_stdin(void)
{
	char byte;

	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

/* Appends one line to the log at @path; NULL for none. One write, so that lines stay whole. */
static inline void log_line(const char *path, const char *line)
{
	FILE *file = path ? fopen(path, "ae") : NULL;

	if (!file)
		return;
	(void)fprintf(file, "%s\n", line);
	(void)fclose(file);
}

#endif
