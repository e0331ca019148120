/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a request or an answer a person may see in a trace.
 *
 * Beside the registered secrets (base/secret.h), which are removed wherever they
 * stand, this hides what is known to be secret by its place: the values of a Secret,
 * fields such as user_data or root_password, keys, kubeconfigs with credentials.
 * What is not JSON and may hold such things is not shown at all.
 */
#ifndef HZ_NET_REDACT_H
#define HZ_NET_REDACT_H

#include "base/buf.h"

/*
 * Appends the body of a message, with control characters made visible. @of_secrets:
 * the URL is one of Secrets, so that "data" means theirs even where no kind is named.
 */
void hz_redact_body(struct hz_buf *out, const char *bytes, size_t len, bool of_secrets);

/* Appends a header line; of one with credentials only its name and their kind. */
void hz_redact_header(struct hz_buf *out, const char *line);

/* Appends a URL without the user and password in it. */
void hz_redact_url(struct hz_buf *out, const char *url);

/* Whether the URL's path names Secrets. */
bool hz_redact_is_of_secrets(const char *url);

#endif
