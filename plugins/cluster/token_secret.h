/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The Secret with the Hetzner token that a HetznerCluster refers to.
 *
 * An existing Secret is used as it is, if what it holds can be a token. One that holds
 * another token than the one that was given is an error that names both sources and shows
 * neither value, unless it is to be replaced. No function here prints, logs or returns a
 * token.
 */
#ifndef HZ_CLUSTER_TOKEN_SECRET_H
#define HZ_CLUSTER_TOKEN_SECRET_H

#include "context.h"

/* What has to be written. */
enum hz_token_write {
	HZ_TOKEN_KEEP, /* the Secret is there and right */
	HZ_TOKEN_CREATE,
	HZ_TOKEN_REPLACE,
};

/* Zero-initialise; hz_token_secret_done() wipes it. @name, @key and @namespace_ are borrowed. */
struct hz_token_secret {
	const char *namespace_;
	const char *name;
	const char *key;
	json_t *live;       /* owned; NULL when there is no such Secret */
	char *token;        /* owned, secret; the given one, NULL when none was */
	const char *source; /* of @token, for messages */
	enum hz_token_write write;
};

void hz_token_secret_done(struct hz_token_secret *secret);

/* Reads the Secret; one that does not exist is no error. */
int hz_token_secret_load(struct hz_kube *kube, struct hz_token_secret *secret, struct hz_err *err);

/*
 * Decides what to write. @token is taken over; NULL means that none was given, which
 * needs a Secret that is there. Kind CONFLICT, reason "OtherToken" or "NoTokenKey"; reason
 * "InvalidToken" when the one that is there is none, of kind INVALID if none was given.
 */
int hz_token_secret_decide(struct hz_token_secret *secret, char *token, const char *source,
			   bool replace, struct hz_err *err);

/* Carries the decision out. */
int hz_token_secret_write(struct hz_kube *kube, const struct hz_token_secret *secret, bool dry_run,
			  struct hz_err *err);

#endif
