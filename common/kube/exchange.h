/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One request and its answer, once: sent as whoever we are at the moment, and looked at
 * for what every answer may bring, warnings and a refusal of who we are.
 */
#ifndef HZ_KUBE_EXCHANGE_H
#define HZ_KUBE_EXCHANGE_H

#include "kube/auth.h"
#include "kube/request.h"
#include "kube/warning.h"

struct hz_kube {
	struct hz_http *http;                /* borrowed */
	struct hz_http_user user;            /* of @http; the calls */
	const struct hz_kube_target *target; /* borrowed */
	struct hz_auth *auth;                /* owned */
	struct hz_warnings warnings;
	char *cache_path;           /* owned; of the discovery; NULL: not kept */
	bool from_cache;            /* the discovery in use was not asked for */
	bool wrote;                 /* a request that may change something was sent */
	bool lists_whole;           /* the server cannot stream a list */
	struct hz_kube_call *calls; /* borrowed; all that are not freed */
};

/* Zero-initialise; hz_exchange_done() releases it and cancels what is under way. */
struct hz_exchange {
	struct hz_http_call *http;    /* owned; NULL while nothing is under way */
	struct hz_identity *identity; /* a reference */
};

void hz_exchange_done(struct hz_exchange *exchange);

/* For hz_exchange_start(); strings are borrowed until it returns. */
struct hz_exchange_request {
	const struct hz_message *message;
	const char *path; /* instead of the message's */
	unsigned flags;   /* HZ_HTTP_STREAM, HZ_HTTP_FRESH */
	int (*on_data)(void *data, const char *bytes, size_t len, struct hz_err *err);
	void *data; /* for @on_data */
};

/* Sends it. May run a credential plugin first. */
int hz_exchange_start(struct hz_kube *kube, const struct hz_exchange_request *request,
		      struct hz_exchange *ret, struct hz_err *err);

/* The answer of an exchange that hz_http_done() says is done; borrowed from it. */
int hz_exchange_reply(struct hz_kube *kube, const struct hz_exchange *exchange,
		      struct hz_http_reply *ret, struct hz_err *err);

#endif
