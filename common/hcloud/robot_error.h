/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of the Robot webservice as errors.
 */
#ifndef HZ_HCLOUD_ROBOT_ERROR_H
#define HZ_HCLOUD_ROBOT_ERROR_H

#include "net/http.h"

/*
 * Sets @err from an answer that is no success: "Hetzner Robot: 404 SERVER_NOT_FOUND:
 * server not found". A 401 is "Unauthorized", what does not exist "NotFound", a used-up
 * limit "RateLimitExceeded" with its size and its interval. Always returns -1.
 */
int hz_robot_error_set(struct hz_err *err, const struct hz_http_reply *reply);

/* Sets @err for a success that is not what the Robot sends. Always returns -1. */
int hz_robot_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *why);

/* Sets @err for a request that is not sent, because the log-in was refused before. */
int hz_robot_error_locked_out(struct hz_err *err);

#endif
