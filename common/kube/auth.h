/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who we are to one server, for each request anew: a token may have been written again
 * to its file, and what a credential plugin gave may have expired.
 */
#ifndef HZ_KUBE_AUTH_H
#define HZ_KUBE_AUTH_H

#include "kube/identity.h"

struct hz_auth;

/* @target is borrowed. Nothing is read or run before the first identity is asked for. */
struct hz_auth *hz_auth_new(const struct hz_kube_target *target);
void hz_auth_free(struct hz_auth *auth);

/*
 * The identity for a request at @now, seconds since 1970; a new reference. The same one
 * until a token file is nearly a minute old, what a plugin gave expires, or the server
 * refused it. While a token file cannot be read, the token that was read last is kept.
 */
int hz_auth_identity(struct hz_auth *auth, int64_t now, struct hz_identity **ret,
		     struct hz_err *err);

/*
 * Tells that the server answered @status to @identity. After a 401 a credential plugin
 * is run again before the next request: not at once, because a command that ends with
 * the 401 must not open a browser for nothing; and not again for the new credential, if
 * that is refused too.
 */
void hz_auth_answered(struct hz_auth *auth, const struct hz_identity *identity, int status);

#endif
