/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of Hetzner's Robot webservice.
 */
#include "hcloud/robot.h"

#include <string.h>

#include "base/base64.h"
#include "base/clock.h"
#include "base/secret.h"
#include "base/str.h"
#include "hcloud/endpoint.h"
#include "hcloud/robot_answer.h"
#include "hcloud/robot_error.h"
#include "net/url.h"
#include "text/json.h"

#define REQUEST_MS (30 * 1000)

struct hz_robot {
	struct hz_http *http; /* borrowed */
	char *endpoint;       /* owned */
	char *ca;             /* owned; or NULL */
	struct hz_http_server server;
	struct hz_strv headers; /* of each request, with the log-in */
	struct hz_strv headers_with_body;
	struct hz_hcloud_pace pace;
	bool accepted; /* the log-in is right, as a success has shown */
	bool refused;  /* it is wrong: nothing is sent any more */
};

/* --- the client ---------------------------------------------------------------------------- */

static int check_login(const struct hz_robot_target *target, struct hz_err *err)
{
	if (hz_str_empty(target->user) || hz_str_empty(target->password))
		return hz_err_set(err, HZ_ERR_INVALID, "BadLogin",
				  "the %s of Hetzner Robot is empty",
				  hz_str_empty(target->user) ? "user" : "password");
	if (strchr(target->user, ':'))
		return hz_err_set(err, HZ_ERR_INVALID, "BadLogin",
				  "the user of Hetzner Robot must not hold a \":\"");
	return 0;
}

static void add_headers(struct hz_strv *headers, const struct hz_robot_target *target)
{
	HZ_AUTO(hz_secret_freep) char *login = hz_strf("%s:%s", target->user, target->password);
	HZ_AUTO(hz_buf_wipe) struct hz_buf header = HZ_BUF_INIT;

	hz_buf_adds(&header, "Authorization: Basic ");
	hz_base64_encode(&header, login, strlen(login));
	hz_strv_add(headers, hz_buf_str(&header));
	hz_strv_add(headers, "Accept: application/json");
}

int hz_robot_new(struct hz_http *http, const struct hz_robot_target *target, struct hz_robot **ret,
		 struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *endpoint = NULL;
	struct hz_robot *robot;

	hz_secret_register(target->password);
	if (check_login(target, err) < 0 ||
	    hz_endpoint_read(target->endpoint ? target->endpoint : HZ_ROBOT_ENDPOINT,
			     "the endpoint of Hetzner Robot", &endpoint, err) < 0)
		return -1;
	robot = hz_alloc(1, sizeof(*robot));
	robot->http = http;
	robot->endpoint = HZ_TAKE(endpoint);
	robot->ca = hz_strdup(target->ca);
	robot->server = (struct hz_http_server){
		.url = robot->endpoint,
		.ca = robot->ca,
		.timeout_ms = target->timeout_ms ? target->timeout_ms : REQUEST_MS,
	};
	add_headers(&robot->headers, target);
	add_headers(&robot->headers_with_body, target);
	hz_strv_add(&robot->headers_with_body, "Content-Type: application/x-www-form-urlencoded");
	robot->pace = HZ_HCLOUD_PACE;
	*ret = robot;
	return 0;
}

void hz_robot_free(struct hz_robot *robot)
{
	if (!robot)
		return;
	hz_strv_wipe(&robot->headers);
	hz_strv_wipe(&robot->headers_with_body);
	free(robot->endpoint);
	free(robot->ca);
	free(robot);
}

void hz_robot_freep(struct hz_robot **robot)
{
	hz_robot_free(*robot);
}

void hz_robot_set_pace(struct hz_robot *robot, const struct hz_hcloud_pace *pace)
{
	robot->pace = *pace;
}

/* --- requests ------------------------------------------------------------------------------ */

/* "name=value&…", in which all but plain letters is escaped. */
static void add_form(struct hz_buf *out, const struct hz_robot_field *fields)
{
	for (; fields && fields->name; fields++) {
		if (out->len > 0)
			hz_buf_addc(out, '&');
		hz_url_escape(out, fields->name);
		hz_buf_addc(out, '=');
		hz_url_escape(out, fields->value);
	}
}

static const char *method_of(enum hz_robot_verb verb)
{
	if (verb == HZ_ROBOT_POST)
		return "POST";
	return verb == HZ_ROBOT_DELETE ? "DELETE" : "GET";
}

static int send_request(struct hz_robot *robot, const struct hz_robot_request *request,
			struct hz_http_call **ret, struct hz_err *err)
{
	bool has_body = request->verb == HZ_ROBOT_POST;
	HZ_AUTO(hz_buf_wipe) struct hz_buf body = HZ_BUF_INIT;

	add_form(&body, request->fields);
	return hz_http_start(robot->http,
			     &(struct hz_http_request){
				     .server = &robot->server,
				     .method = method_of(request->verb),
				     .path = request->path,
				     .headers =
					     has_body ? &robot->headers_with_body : &robot->headers,
				     .body = has_body ? hz_buf_str(&body) : NULL,
				     .body_len = body.len,
				     .flags = request->secret ? HZ_HTTP_SECRET_BODY : 0u,
			     },
			     ret, err);
}

/* Notes what the answer says about the log-in. */
static void note_login(struct hz_robot *robot, const struct hz_http_reply *reply)
{
	if (reply->status == 401)
		robot->refused = true;
	else if (reply->status >= 200 && reply->status < 300)
		robot->accepted = true;
}

/*
 * Sends @request once: 0 with *@ret, < 0 with @err, or 1 when it is worth another try in
 * *@ret_wait milliseconds.
 */
static int try_once(struct hz_robot *robot, const struct hz_robot_request *request,
		    struct hz_hcloud_retry *retry, json_t **ret, int64_t *ret_wait,
		    struct hz_err *err)
{
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *call = NULL;
	bool harmless = request->verb != HZ_ROBOT_POST && robot->accepted;
	struct hz_http_reply reply;

	if (send_request(robot, request, &call, err) < 0)
		return -1;
	if (hz_http_wait(robot->http, call, err) < 0) {
		*ret_wait = hz_hcloud_retry_after_failure(retry, &robot->pace, err, harmless);
		return *ret_wait < 0 ? -1 : 1;
	}
	reply = hz_http_reply(call);
	note_login(robot, &reply);
	*ret_wait = hz_hcloud_retry_after_code(retry, &robot->pace,
					       hz_hcloud_code_find(NULL, reply.status), harmless);
	return *ret_wait < 0 ? hz_robot_answer_take(request, &reply, ret, err) : 1;
}

static int wait_for(struct hz_robot *robot, int64_t ms, struct hz_err *err)
{
	int64_t end = hz_clock_ms() + ms;
	int64_t left;

	while ((left = end - hz_clock_ms()) > 0)
		if (hz_http_step(robot->http, left, err) < 0)
			return -1;
	return 0;
}

static int try_often(struct hz_robot *robot, const struct hz_robot_request *request, json_t **ret,
		     struct hz_err *err)
{
	struct hz_hcloud_retry retry = { .done = 0 };
	int64_t wait = 0;
	int r;

	if (robot->refused)
		return hz_robot_error_locked_out(err);
	while ((r = try_once(robot, request, &retry, ret, &wait, err)) > 0)
		if (wait_for(robot, wait, err) < 0)
			return -1;
	return r;
}

int hz_robot_do(struct hz_robot *robot, const struct hz_robot_request *request, json_t **ret,
		struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *answer = NULL;
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

	if (try_often(robot, request, &answer, &failure) < 0) {
		hz_err_wrap(&failure, "cannot %s", request->what);
		return hz_err_move(err, &failure);
	}
	if (ret)
		*ret = HZ_TAKE(answer);
	return 0;
}
