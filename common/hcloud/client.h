/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of the Hetzner Cloud API: https://docs.hetzner.cloud/reference/cloud
 *
 * hz_hcloud_start() gives a call, so that many can be under way at once, over one
 * connection; hz_hcloud_wait() gives its result. The functions behind it are one call
 * each, waited for. Answers are json_t trees, new references.
 *
 * An error of the API becomes an error whose kind and reason follow its code
 * (hcloud/error_code.c): "cannot list servers (page 2): Hetzner Cloud API: 403
 * token_readonly: …". Requests are repeated by the rules of hcloud/retry.h. Things
 * change by actions, which go on at Hetzner: hcloud/action.h waits for them.
 */
#ifndef HZ_HCLOUD_CLIENT_H
#define HZ_HCLOUD_CLIENT_H

#include <jansson.h>

#include "hcloud/rate.h"
#include "hcloud/retry.h"
#include "net/http.h"

struct hz_hcloud;
struct hz_hcloud_call;

/* Which project of which API; strings are borrowed until hz_hcloud_new() returns. */
struct hz_hcloud_target {
	const char *endpoint; /* as hcloud/endpoint.h gives it */
	const char *token;    /* is registered as a secret */
	const char *ca;       /* PEM; NULL: the system's roots */
	int64_t timeout_ms;   /* of one request; 0: 30 s for a read, none for a write */
};

/*
 * Opens a client; no connection is made. @http is borrowed and must outlive it; it must
 * outlive its calls. Kind INVALID: "BadEndpoint", "BadToken".
 */
int hz_hcloud_new(struct hz_http *http, const struct hz_hcloud_target *target,
		  struct hz_hcloud **ret, struct hz_err *err);
void hz_hcloud_free(struct hz_hcloud *hcloud);
void hz_hcloud_freep(struct hz_hcloud **hcloud);

/* How fast it goes from now on; HZ_HCLOUD_PACE until then. */
void hz_hcloud_set_pace(struct hz_hcloud *hcloud, const struct hz_hcloud_pace *pace);
const struct hz_hcloud_pace *hz_hcloud_pace(const struct hz_hcloud *hcloud);

/* What the last answer of all said about the rate limit. */
struct hz_hcloud_rate hz_hcloud_rate(const struct hz_hcloud *hcloud);

enum hz_hcloud_verb {
	HZ_HCLOUD_GET,
	HZ_HCLOUD_LIST, /* a GET of all pages */
	HZ_HCLOUD_POST,
	HZ_HCLOUD_PUT,
	HZ_HCLOUD_DELETE,
};

struct hz_hcloud_request {
	enum hz_hcloud_verb verb;
	const char *path;   /* "/servers/42" or "/servers?name=a", escaped (net/url.h) */
	const char *key;    /* what the answer has: "server", of a list "servers"; or NULL */
	const json_t *body; /* of a POST or PUT; NULL: none */
	const char *what;   /* "create server a", for errors, behind "cannot" */
	bool secret;        /* bodies never appear in a trace */
};

/* @request and what it points to may go once this returns. */
int hz_hcloud_start(struct hz_hcloud *hcloud, const struct hz_hcloud_request *request,
		    struct hz_hcloud_call **ret, struct hz_err *err);

/*
 * The result of @call: the whole answer, {} when it is empty, or of a list an array of
 * the items of all pages. What stands under the key is an object, and ids are ids
 * (hcloud/item.h). A DELETE that had to be repeated, and then finds nothing, was done.
 * @ret may be NULL. Once only for each call. While it waits, all calls of the client
 * go on.
 */
int hz_hcloud_wait(struct hz_hcloud *hcloud, struct hz_hcloud_call *call, json_t **ret,
		   struct hz_err *err);

/* What the last answer to @call said about the rate limit. */
struct hz_hcloud_rate hz_hcloud_call_rate(const struct hz_hcloud_call *call);

void hz_hcloud_call_free(struct hz_hcloud_call *call);
void hz_hcloud_call_freep(struct hz_hcloud_call **call);

/* Lets all calls go on for @ms milliseconds. */
int hz_hcloud_pause(struct hz_hcloud *hcloud, int64_t ms, struct hz_err *err);

/* hz_hcloud_start() and hz_hcloud_wait() in one. */
int hz_hcloud_do(struct hz_hcloud *hcloud, const struct hz_hcloud_request *request, json_t **ret,
		 struct hz_err *err);

/* All items of the list at @path, an array; @what is "list servers". */
int hz_hcloud_list(struct hz_hcloud *hcloud, const char *path, const char *key, const char *what,
		   json_t **ret, struct hz_err *err);

#endif
