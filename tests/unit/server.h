/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Servers for tests: programs that listen on a free port of 127.0.0.1, print it,
 * and end when their standard input does, so that none outlives its test.
 */
#ifndef HZ_TESTS_SERVER_H
#define HZ_TESTS_SERVER_H

#include "base/buf.h"

/*
 * Starts a program of tests/servers with its arguments, NULL at the end, and returns
 * the port that it prints. It ends with this process.
 */
int hz_test_serve(const char *program, ...) __attribute__((sentinel));

/* The same for any program on PATH; the port is what stands behind the last ':' of a
 * line that it prints. */
int hz_test_serve_with(const char *program, ...) __attribute__((sentinel));

/* Starts nghttpd, which speaks HTTP/2 over TLS, on the files of @folder; its port. */
int hz_test_serve_http2(const char *folder, const char *cert);

/* Runs a command of the shell, which must succeed. */
void hz_test_shell(const char *command);

/*
 * A folder with the certificates that tests/servers/certs.sh makes. It is made once
 * by each test program, by HZ_SERVER_SUITE(), and removed when that ends.
 */
void hz_test_make_certs(void);

/* HZ_SUITE() of a program that uses servers or certificates. */
#define HZ_SERVER_SUITE(name, ...)                                      \
	__attribute__((constructor)) static void make_certs_first(void) \
	{                                                               \
		hz_test_make_certs();                                   \
	}                                                               \
	HZ_SUITE(name, __VA_ARGS__)

/* The path of the file @name in that folder, and what is in it. Both live until the end. */
const char *hz_test_cert_path(const char *name);
const char *hz_test_cert(const char *name);

/* The path of a log file that a server may write; it is empty after each call. */
const char *hz_test_log_path(void);

/* What is in it, or "". Lives until the end. */
const char *hz_test_log(void);

/* How many lines of it contain @text. */
int hz_test_log_count(const char *text);

#endif
