/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server of a kubeconfig's cluster as a URL.
 */
#ifndef HZ_KUBE_SERVER_URL_H
#define HZ_KUBE_SERVER_URL_H

#include "base/err.h"
#include "base/mem.h"

/*
 * Reads @text by client-go's rules (k8s.io/client-go/rest/url_utils.go): a text without
 * a scheme is HOST[:PORT] and means http; a path is kept as a prefix; query and
 * fragment are dropped. *@ret is "scheme://host[:port][/prefix]" without a '/' at the
 * end, owned by the caller. Errors are of kind INVALID, reason "BadUrl". A user name or
 * a password in the URL, which would show in every message, is one.
 */
int hz_server_url(const char *text, char **ret, struct hz_err *err);

/*
 * What a credential plugin is told of the server @text, a URL that hz_server_url() takes:
 * as it is written, less the query behind a prefix
 * (k8s.io/client-go/tools/clientcmd/client_config.go: ClientConfig). Owned by the caller.
 */
char *hz_server_url_told(const char *text) HZ_OWNED(free) HZ_NOT_NULL;

#endif
