/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of the Cloud API as errors.
 *
 * They read "Hetzner Cloud API: 403 token_readonly: only GET is allowed (correlation id
 * 5f3a…)"; the caller puts what was tried in front. The id is what Hetzner's support
 * asks for. What was wrong with which field stands in lines of its own.
 */
#ifndef HZ_HCLOUD_ERROR_H
#define HZ_HCLOUD_ERROR_H

#include <jansson.h>

#include "hcloud/error_code.h"
#include "net/http.h"

/*
 * The "error" of an answer that is no success, a new reference; NULL when somebody else
 * than the API answered.
 */
json_t *hz_hcloud_error_of(const struct hz_http_reply *reply);

/* What @error, which may be NULL, and the status mean. Static. */
const struct hz_hcloud_code *hz_hcloud_error_code(const json_t *error,
						  const struct hz_http_reply *reply);

/*
 * Sets @err from @error, which may be NULL, and its answer; @tries is how often the
 * request was sent. The kind and the reason are those of error_code.c; always returns -1.
 */
int hz_hcloud_error_set(struct hz_err *err, const json_t *error, const struct hz_http_reply *reply,
			unsigned tries);

/*
 * Sets @err from the error of an action, {"code", "message"}. Always returns -1.
 */
int hz_hcloud_error_of_action(struct hz_err *err, const json_t *error);

/*
 * Sets @err for an answer that is a success and not what the API sends; @why stands
 * behind "the answer ". Kind FAILED, reason "BadAnswer". Always returns -1.
 */
int hz_hcloud_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *why);

#endif
