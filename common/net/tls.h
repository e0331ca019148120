/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom to trust, and as whom to appear: the TLS options of a request.
 *
 * Certificates and keys go to libcurl in memory. Trust is either the CA that the
 * server comes with and nothing else, or the system's roots.
 */
#ifndef HZ_NET_TLS_H
#define HZ_NET_TLS_H

#include "net/curl.h"
#include "net/http.h"

/*
 * Sets the options for @server, whose PEM texts are not copied and must stay. Fails
 * when the system's roots are needed and there are none.
 */
int hz_tls_set(struct hz_curl_setter *setter, const struct hz_http_server *server,
	       struct hz_err *err);

/*
 * Sets the options for the connection to a proxy that speaks TLS itself. It is trusted
 * by the system's roots, if there are any, and by the CA of @server, which is the one
 * that kubectl would use: the proxy sees no more than any other on the way.
 */
void hz_tls_set_proxy(struct hz_curl_setter *setter, const struct hz_http_server *server);

/*
 * Where the system's roots are; either may be NULL, not both. A folder of single
 * certificates, found by their hash, costs nothing to open; a bundle of all takes
 * some 20 ms to read, so it is the second choice.
 */
struct hz_tls_roots {
	const char *file;
	const char *folder; /* several with ':' between them */
};

/*
 * Finds them: SSL_CERT_FILE and SSL_CERT_DIR, else the usual places. Borrowed from
 * the environment or static. Reason "NoRoots".
 */
int hz_tls_find_roots(struct hz_tls_roots *ret, struct hz_err *err);

#endif
