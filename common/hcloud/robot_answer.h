/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an answer of the Robot webservice brings.
 */
#ifndef HZ_HCLOUD_ROBOT_ANSWER_H
#define HZ_HCLOUD_ROBOT_ANSWER_H

#include "hcloud/robot.h"

/* The result of @request by its answer; see hz_robot_do(). */
int hz_robot_answer_take(const struct hz_robot_request *request, const struct hz_http_reply *reply,
			 json_t **ret, struct hz_err *err);

#endif
