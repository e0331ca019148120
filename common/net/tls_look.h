/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second look at the certificates of a server whom we do not trust, so that the
 * error can say what they are. It makes a connection without checks, on which
 * nothing but the TLS handshake is sent.
 */
#ifndef HZ_NET_TLS_LOOK_H
#define HZ_NET_TLS_LOOK_H

#include "net/call.h"

/*
 * What the server's own certificate says; owned, NULL where it does not say it.
 * hz_tls_look_done() releases it.
 */
struct hz_tls_look {
	char *subject; /* common name, or all of the name without one */
	char *issuer;
	char *root;  /* subject of the last certificate that was sent, if there are several */
	char *names; /* "DNS:good.test, IP Address:127.0.0.1" */
	char *from;  /* "2026-11-21T05:20:23Z" */
	char *until;
};

void hz_tls_look_done(struct hz_tls_look *look);

/*
 * Looks for at most 3 s, with the handle of a call that has failed and that is good for
 * nothing else afterwards. What could not be seen is NULL.
 */
void hz_tls_look(struct hz_http_call *call, struct hz_tls_look *ret);

/*
 * Whether the server's certificate, if @easy has just got it, names no host at all.
 * libcurl then takes its common name for one, which nobody else does any more
 * (RFC 9525 §2).
 */
bool hz_tls_is_nameless(const struct hz_curl *curl, CURL *easy);

#endif
