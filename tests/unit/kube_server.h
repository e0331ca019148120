/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client and the scripted API server that it talks to (tests/servers/kube.c, which
 * says how a script is written). In scripts and JSON of tests a ' stands for a ".
 */
#ifndef HZ_TESTS_KUBE_SERVER_H
#define HZ_TESTS_KUBE_SERVER_H

#include "kube/client.h"
#include "text/json.h"

/* Variables of a test that release themselves. */
#define TEST_KUBE(name) HZ_AUTO(hz_test_kube_close) struct hz_test_kube name = { .log = NULL }
#define TEST_ERR(name) HZ_AUTO(hz_err_done) struct hz_err name = HZ_ERR_INIT
#define TEST_JSON(name) HZ_AUTO(hz_json_unrefp) json_t *name = NULL

/* Parts of scripts and answers. */
#define POD "{'kind': 'Pod', 'apiVersion': 'v1', 'metadata': {'name': 'a', 'namespace': 'n'}}"
#define GET_POD "> GET /api/v1/namespaces/n/pods/a\n"
#define LIST_PODS "> GET /api/v1/namespaces/n/pods?limit=500\n"
#define MACHINE                                                          \
	"{'kind': 'Machine', 'apiVersion': 'cluster.x-k8s.io/v1beta2', " \
	"'metadata': {'name': 'm', 'namespace': 'n', 'uid': 'u-1'}}"
#define AGAIN "< 429\n< Retry-After: 0\n{'kind': 'Status', 'reason': 'TooManyRequests'}\n"
#define PAGE(version, next, items)                              \
	"{'kind': 'PodList', 'apiVersion': 'v1', 'metadata': "  \
	"{'resourceVersion': '" version "', 'continue': '" next \
	"', 'remainingItemCount': 7}, 'items': [" items "]}\n"
#define NAMED(name) "{'metadata': {'name': '" name "'}}"
#define NEXT(token) "> GET /api/v1/namespaces/n/pods?limit=500&continue=" token "\n"
#define EXPIRED                                                                              \
	"< 410\n{'kind': 'Status', 'reason': 'Expired', 'message': 'too old', 'code': 410, " \
	"'metadata': {'continue': 'inconsistent'}}\n"

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

/* A get of the pod "a" in the namespace "n". */
int hz_test_get_pod(struct hz_test_kube *test, json_t **ret, struct hz_err *err);

/* Starts a call about the pod @name in the namespace "n"; @body may be NULL. */
struct hz_kube_call *hz_test_start(struct hz_test_kube *test, enum hz_kube_verb verb,
				   const char *name, const json_t *body);

/* The names of the list's items with blanks between them. Owned by the caller. */
char *hz_test_names(const json_t *list) HZ_OWNED(free) HZ_NOT_NULL;

/* @text with " for each '. Owned by the caller. */
char *hz_test_quoted(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

/* The JSON of @text, with " for each '; a new reference. */
json_t *hz_test_json(const char *text);

#endif
