/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which proxy a request takes, by the rules of Go, which kubectl follows:
 * https://pkg.go.dev/golang.org/x/net/http/httpproxy
 *
 * HTTPS_PROXY counts for https, HTTP_PROXY for http, each in lower case where the
 * upper-case form is empty; "localhost" and loopback addresses never take one.
 * NO_PROXY lists what else takes none: names (with all below them), names with a dot
 * in front (only those below), addresses, networks (10.0.0.0/8), each but the last
 * with ":port", or "*".
 *
 * One deviation: a variable that holds no URL is an error here; Go then connects
 * directly, or to a host by the name of "http".
 */
#ifndef HZ_NET_PROXY_H
#define HZ_NET_PROXY_H

#include "net/url.h"

/* The variables; borrowed, NULL or "" for none. */
struct hz_proxy_env {
	const char *http;
	const char *https;
	const char *no_proxy;
	bool cgi; /* REQUEST_METHOD is set: HTTP_PROXY may come from a client then */
};

/* Those of this process; valid until the environment changes. */
struct hz_proxy_env hz_proxy_env(void);

/*
 * The proxy for @url, an owned URL in the form of hz_proxy_parse(), or NULL for none.
 * Reason "ProxyFailed".
 */
int hz_proxy_find(const struct hz_proxy_env *env, const struct hz_url *url, char **ret,
		  struct hz_err *err);

/*
 * Reads a proxy's URL: http, https or socks5; without a scheme it is http. Gives it as
 * libcurl needs it, owned: socks5 as socks5h, because Go lets the proxy resolve names.
 * A password in it is registered as a secret. Reason "ProxyFailed".
 */
int hz_proxy_parse(const char *text, char **ret, struct hz_err *err);

/* Whether @host (lower case) is "localhost" or an address of this machine's loopback. */
bool hz_proxy_is_loopback(const char *host);

/* Whether NO_PROXY lets @host (lower case) and @port go without a proxy. */
bool hz_proxy_is_exempt(const char *no_proxy, const char *host, int port);

#endif
