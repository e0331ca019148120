/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bearer tokens, as they stand in an Authorization header.
 */
#ifndef HZ_KUBE_BEARER_H
#define HZ_KUBE_BEARER_H

#include "base/err.h"

/* A token with a control character would break the header: kind INVALID, reason "BadToken". */
int hz_bearer_check(const char *token, struct hz_err *err);

/*
 * Reads a token file, less the white space around the token, and registers the token
 * as a secret. *@ret is owned by the caller: hz_secret_free(). Kubelets replace such
 * files: read them again before they are a minute old
 * (k8s.io/client-go/transport/token_source.go). A file without a token has reason
 * "NoToken", one with something else than a token "BadToken", both kind INVALID.
 */
int hz_bearer_read(const char *path, char **ret, struct hz_err *err);

#endif
