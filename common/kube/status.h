/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of an API server as errors.
 */
#ifndef HZ_KUBE_STATUS_H
#define HZ_KUBE_STATUS_H

#include "base/err.h"
#include "net/http.h"

/*
 * Sets @err from an answer that is no success; @what says what was tried ("get
 * machines \"a\" in namespace \"b\""). The Status reason decides the kind, the HTTP code
 * where there is none: 401, 403 → FORBIDDEN, 404 → NOT_FOUND, 409 → CONFLICT,
 * 400, 422 → INVALID, else FAILED. The reason is Kubernetes' own ("NotFound",
 * "AlreadyExists", …). A body that is no Status (a proxy's page) is quoted, shortened
 * and made safe. Conflicts of an apply are listed field by field with their managers.
 * Always returns -1.
 */
int hz_status_err(struct hz_err *err, const struct hz_http_reply *reply, const char *what);

#endif
