/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of Hetzner's Robot webservice, which knows the dedicated servers:
 * https://robot.hetzner.com/doc/webservice/en.html
 *
 * Three failed log-ins lock our address for ten minutes, and with it everybody behind
 * it. So one request goes at a time, a 401 is never tried again, no request follows it,
 * and until the log-in was accepted once, nothing at all is repeated. Requests are few:
 * each path has a limit of its own, some 200 an hour.
 */
#ifndef HZ_HCLOUD_ROBOT_H
#define HZ_HCLOUD_ROBOT_H

#include <jansson.h>

#include "hcloud/retry.h"
#include "net/http.h"

struct hz_robot;

/* Who we are, and where; strings are borrowed until hz_robot_new() returns. */
struct hz_robot_target {
	const char *endpoint; /* as hcloud/endpoint.h gives it; NULL: the public one */
	const char *user;     /* of the webservice, not of the Robot's pages */
	const char *password; /* is registered as a secret */
	const char *ca;       /* PEM; NULL: the system's roots */
	int64_t timeout_ms;   /* of one request; 0: 30 s */
};

/*
 * Opens a client; no connection is made. @http is borrowed and must outlive it. Kind
 * INVALID: "BadEndpoint", "BadLogin".
 */
int hz_robot_new(struct hz_http *http, const struct hz_robot_target *target, struct hz_robot **ret,
		 struct hz_err *err);
void hz_robot_free(struct hz_robot *robot);
void hz_robot_freep(struct hz_robot **robot);

/* How fast retries go; HZ_HCLOUD_PACE until then. */
void hz_robot_set_pace(struct hz_robot *robot, const struct hz_hcloud_pace *pace);

enum hz_robot_verb {
	HZ_ROBOT_GET,
	HZ_ROBOT_LIST, /* a GET of several; none at all is an empty list */
	HZ_ROBOT_POST,
	HZ_ROBOT_DELETE,
};

/* One field of a form; a list has one for each item, all named "name[]". */
struct hz_robot_field {
	const char *name;
	const char *value;
};

struct hz_robot_request {
	enum hz_robot_verb verb;
	const char *path;                    /* "/server/321", escaped */
	const char *key;                     /* what the answer, or each item, has: "server" */
	const struct hz_robot_field *fields; /* of a POST; ends with one without a name */
	const char *what;                    /* "list servers", for errors, behind "cannot" */
	bool secret;                         /* bodies never appear in a trace */
};

/*
 * Sends @request and gives the answer, a new reference: an array of a list, else an
 * object, {} when it is empty. @ret may be NULL. Errors follow the Robot's codes
 * (hcloud/robot_error.h).
 */
int hz_robot_do(struct hz_robot *robot, const struct hz_robot_request *request, json_t **ret,
		struct hz_err *err);

#endif
