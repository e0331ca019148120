/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of an API server as errors.
 */
#ifndef HZ_KUBE_STATUS_H
#define HZ_KUBE_STATUS_H

#include <jansson.h>

#include "base/err.h"
#include "net/http.h"

/*
 * Sets @err from an answer that is no success; @what says what was tried ("get
 * machines \"a\" in namespace \"b\""). The Status reason decides the kind, the HTTP code
 * where there is none: 401, 403 → FORBIDDEN, 404 → NOT_FOUND, 409 → CONFLICT,
 * 400, 422 → INVALID, else FAILED. The reason is Kubernetes' own ("NotFound",
 * "AlreadyExists", …), with one exception: a 404 that names no object has the reason
 * "NoSuchKind", because what is not there is the kind or the path. A body that is no
 * Status (a proxy's page) is quoted, shortened and made safe. Conflicts of an apply are
 * listed field by field with their managers. Always returns -1.
 */
int hz_status_err(struct hz_err *err, const struct hz_http_reply *reply, const char *what);

/* The same of a Status object, such as that of a watch; @code counts where it has none. */
int hz_status_err_of(struct hz_err *err, const json_t *status, int code, const char *what);

/*
 * Sets @err for a success whose body is not what an API server sends; @why says what is
 * wrong with it ("is empty"). Reason "BadAnswer". Always returns -1.
 */
int hz_status_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *what,
			 const char *why);

/* Advises what to do where something other than an API server answers. Always returns -1. */
int hz_status_advise_no_api_server(struct hz_err *err);

#endif
