/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an answer of the Robot webservice brings.
 */
#include "hcloud/robot_answer.h"

#include "hcloud/robot_error.h"
#include "net/reply.h"
#include "text/json.h"

static bool holds(const json_t *json, const char *key)
{
	return json_is_object(json) && (!key || json_is_object(json_object_get(json, key)));
}

/* What is wrong with the answer, or NULL. Owned by the caller. */
static char *fault_of(const json_t *json, const struct hz_robot_request *request)
{
	const json_t *item;
	size_t i;

	if (request->verb != HZ_ROBOT_LIST && holds(json, request->key))
		return NULL;
	if (request->verb != HZ_ROBOT_LIST)
		return hz_strf("has no %s", request->key ? request->key : "object");
	if (!json_is_array(json))
		return hz_strf("is no list");
	json_array_foreach(json, i, item) {
		if (!holds(item, request->key))
			return hz_strf("is a list with one that has no %s",
				       request->key ? request->key : "object");
	}
	return NULL;
}

static int take_success(const struct hz_robot_request *request, const struct hz_http_reply *reply,
			json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_freep) char *fault = NULL;

	if (reply->body->len == 0 && !request->key && request->verb != HZ_ROBOT_LIST)
		json = json_object();
	else if (hz_reply_json(reply, &json, &fault) == 0)
		fault = fault_of(json, request);
	if (fault)
		return hz_robot_bad_answer(err, reply, fault);
	*ret = HZ_TAKE(json);
	return 0;
}

/* The Robot says NOT_FOUND where a list is empty. */
static int take_refusal(const struct hz_robot_request *request, const struct hz_http_reply *reply,
			json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

	hz_robot_error_set(&failure, reply);
	if (request->verb != HZ_ROBOT_LIST || !hz_err_is(&failure, "NotFound"))
		return hz_err_move(err, &failure);
	*ret = json_array();
	return 0;
}

int hz_robot_answer_take(const struct hz_robot_request *request, const struct hz_http_reply *reply,
			 json_t **ret, struct hz_err *err)
{
	if (reply->status >= 200 && reply->status < 300)
		return take_success(request, reply, ret, err);
	return take_refusal(request, reply, ret, err);
}
