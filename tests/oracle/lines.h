/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Our side of an oracle: one request and one answer is one line of JSON (ours/ours.go has
 * the other side).
 */
#ifndef HZ_TESTS_ORACLE_LINES_H
#define HZ_TESTS_ORACLE_LINES_H

#include <jansson.h>

/*
 * Answers each line of stdin by what @answer makes of it, a new reference, until stdin
 * ends. The exit code of the program.
 */
int lines_serve(json_t *(*answer)(const json_t *request));

#endif
