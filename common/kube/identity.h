/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a request reaches the server and says who sends it: a target with its credential
 * read, or its credential plugin run, at one moment.
 *
 * Never changes once it is made; counted, because what is in @server must outlive the
 * calls that were started with it.
 */
#ifndef HZ_KUBE_IDENTITY_H
#define HZ_KUBE_IDENTITY_H

#include "kube/exec_credential.h"
#include "net/http.h"

struct hz_identity {
	unsigned refs;
	struct hz_http_server server;     /* borrows from the target and from @plugin */
	struct hz_strv headers;           /* owned; Authorization and Impersonate-*; secret */
	struct hz_exec_credential plugin; /* owned; empty without an exec stanza */
	int64_t made;                     /* seconds since 1970 */
	bool fell_back;                   /* the token file could not be read */
};

/*
 * Makes one at @now, in seconds since 1970; @target is borrowed and must outlive it. Where
 * its token file cannot be read, its token is taken: that which stands beside the file, or
 * was in it when the kubeconfig was resolved. A credential that cannot be sent has kind
 * INVALID, reason "BadCredential" or "BadToken".
 */
int hz_identity_make(const struct hz_kube_target *target, int64_t now, struct hz_identity **ret,
		     struct hz_err *err);

struct hz_identity *hz_identity_ref(struct hz_identity *identity);
void hz_identity_unref(struct hz_identity *identity);
void hz_identity_unrefp(struct hz_identity **identity);

/* Whether the plugin of @target is run: a static credential wins, and it is not. */
bool hz_identity_uses_plugin(const struct hz_kube_target *target);

#endif
