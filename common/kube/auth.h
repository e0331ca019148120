/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who we are to one server, for each request anew: a token may have been written again
 * to its file, and what a credential plugin gave may have expired.
 */
#ifndef HZ_KUBE_AUTH_H
#define HZ_KUBE_AUTH_H

#include "kube/exec_credential.h"
#include "net/http.h"

struct hz_auth;

/*
 * How a request reaches the server and says who sends it. Never changes; counted,
 * because what is in @server must outlive the calls that were started with it.
 */
struct hz_identity {
	unsigned refs;
	struct hz_http_server server;     /* borrows from the target and from @plugin */
	struct hz_strv headers;           /* owned; Authorization and Impersonate-*; secret */
	struct hz_exec_credential plugin; /* owned; empty without an exec stanza */
	int64_t made;                     /* seconds since 1970 */
};

struct hz_identity *hz_identity_ref(struct hz_identity *identity);
void hz_identity_unref(struct hz_identity *identity);
void hz_identity_unrefp(struct hz_identity **identity);

/* @target is borrowed. Nothing is read or run before the first identity is asked for. */
struct hz_auth *hz_auth_new(const struct hz_kube_target *target);
void hz_auth_free(struct hz_auth *auth);

/*
 * The identity for a request at @now, seconds since 1970; a new reference. The same one
 * until a token file is a minute old, what a plugin gave expires, or the server refused it.
 * A credential that cannot be sent has kind INVALID, reason "BadCredential".
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
