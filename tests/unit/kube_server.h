/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client and the scripted API server that it talks to (tests/servers/kube.c, which
 * says how a script is written). In scripts and JSON of tests a ' stands for a ".
 */
#ifndef HZ_TESTS_KUBE_SERVER_H
#define HZ_TESTS_KUBE_SERVER_H

#include "kube/client.h"

struct hz_test_kube {
	struct hz_kube_target target; /* borrows its strings */
	char *server;                 /* URL */
	char *log_path;
	struct hz_http *http;
	struct hz_kube *kube;
	json_t *log; /* as it was read last */
};

/* Starts a server with @script and opens a client for it, which has no credentials. */
void hz_test_kube_open(struct hz_test_kube *test, const char *script);

/* Opens the client anew, after a test changed the target. */
void hz_test_kube_reopen(struct hz_test_kube *test);
void hz_test_kube_close(struct hz_test_kube *test);

/* How many requests came so far. */
size_t hz_test_kube_count(struct hz_test_kube *test);

/* "GET /api/v1/pods?limit=500": request @i of those that came, "" when it did not come. */
const char *hz_test_kube_request(struct hz_test_kube *test, size_t i);

/* How many of the requests that came start with @start. */
size_t hz_test_kube_matches(struct hz_test_kube *test, const char *start);

/* Its header @name (lower case), NULL without one; several are joined with "|". */
const char *hz_test_kube_header(struct hz_test_kube *test, size_t i, const char *name);
const char *hz_test_kube_body(struct hz_test_kube *test, size_t i);

/* @text with " for each '. Owned by the caller. */
char *hz_test_quoted(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

/* The JSON of @text, with " for each '; a new reference. */
json_t *hz_test_json(const char *text);

#endif
