/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of the Robot webservice as errors.
 */
#include "hcloud/robot_error.h"

#include "base/clock.h"
#include "base/str.h"
#include "hcloud/error_code.h"
#include "net/reply.h"
#include "net/said.h"
#include "text/json.h"

#define ROBOT "Hetzner Robot"
#define LONGEST_MESSAGE 2048 /* bytes of what the Robot says */
#define LONGEST_WORD 100
#define MOST_LINES 50

/* A code, or with a '*' in front the end of several. */
static const struct {
	const char *code;
	const char *reason;
	enum hz_err_kind kind;
} codes[] = {
	{ "RATE_LIMIT_EXCEEDED", "RateLimitExceeded", HZ_ERR_FAILED },
	{ "UNAUTHORIZED", "Unauthorized", HZ_ERR_FORBIDDEN },
	{ "INVALID_INPUT", "InvalidInput", HZ_ERR_INVALID },
	{ "CONFLICT", "Conflict", HZ_ERR_CONFLICT },
	{ "RESET_MANUAL_ACTIVE", "Conflict", HZ_ERR_CONFLICT },
	{ "BOOT_ALREADY_ENABLED", "Conflict", HZ_ERR_CONFLICT },
	{ "BOOT_BLOCKED", "Conflict", HZ_ERR_CONFLICT },
	{ "UNAVAILABLE", "Unavailable", HZ_ERR_UNAVAILABLE },
	{ "*_NOT_AVAILABLE", "Unavailable", HZ_ERR_UNAVAILABLE },
	{ "*_ALREADY_EXISTS", "AlreadyExists", HZ_ERR_CONFLICT },
	{ "*NOT_FOUND", "NotFound", HZ_ERR_NOT_FOUND },
	{ "*_FAILED", "Failed", HZ_ERR_FAILED },
	{ "INTERNAL_ERROR", "InternalError", HZ_ERR_FAILED },
};

static bool fits(const char *pattern, const char *code)
{
	return *pattern == '*' ? hz_str_ends(code, pattern + 1) : hz_str_eq(pattern, code);
}

/* Sets kind and reason by the code, which may be NULL, or else by the status. */
static void set_kind(struct hz_err *err, const char *code, int status)
{
	const struct hz_hcloud_code *by_status = hz_hcloud_code_find(NULL, status);

	err->kind = by_status->kind;
	err->reason = status == 401 ? "Unauthorized" : by_status->reason;
	for (size_t i = 0; code && i < HZ_COUNT(codes); i++) {
		if (!fits(codes[i].code, code))
			continue;
		err->kind = codes[i].kind;
		err->reason = codes[i].reason;
		return;
	}
}

/* The "error" of the answer, a new reference; NULL when somebody else answered. */
static json_t *error_of(const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_freep) char *ignored = NULL;
	json_t *error;

	if (hz_reply_json(reply, &json, &ignored) < 0)
		return NULL;
	error = json_object_get(json, "error");
	return hz_str_empty(hz_json_str(error, "code")) ? NULL : json_incref(error);
}

/* " (at most 200 requests in 1h00m)" of an exceeded limit. */
static void add_limit(struct hz_buf *out, const json_t *error)
{
	json_int_t most = hz_json_int(error, "max_request");
	json_int_t seconds = hz_json_int(error, "interval");

	if (most <= 0 || seconds <= 0 || seconds > INT32_MAX)
		return;
	hz_buf_addf(out, " (at most %lld request%s in ", (long long)most, most == 1 ? "" : "s");
	hz_elapsed_add(out, seconds * 1000);
	hz_buf_addc(out, ')');
}

/* The names of fields that are "missing" or "invalid", a line for each. */
static void add_fields(struct hz_buf *out, const json_t *error, const char *what)
{
	const json_t *name;
	size_t i;

	json_array_foreach(hz_json_array(error, what), i, name) {
		if (i == MOST_LINES || !json_is_string(name))
			break;
		hz_buf_addf(out, "\n  %s: ", what);
		hz_said_add(out, json_string_value(name), LONGEST_WORD);
	}
}

static void add_error(struct hz_buf *out, const json_t *error)
{
	const char *message = hz_json_str(error, "message");

	hz_buf_addc(out, ' ');
	hz_said_add(out, hz_json_str(error, "code"), LONGEST_WORD);
	if (!hz_str_empty(message)) {
		hz_buf_adds(out, ": ");
		hz_said_add(out, message, LONGEST_MESSAGE);
	}
	add_limit(out, error);
	add_fields(out, error, "missing");
	add_fields(out, error, "invalid");
}

static void advise_login(struct hz_err *err)
{
	hz_err_advise(err, "Check the user and the password before you try again: three failed "
			   "log-ins lock this address for ten minutes.");
	hz_err_advise(err, "They are those of the webservice (in the Robot under Settings, Web "
			   "service and app settings), not those of the Robot's pages.");
}

static void advise_foreign(struct hz_err *err)
{
	hz_err_advise(err, "Something other than Hetzner's Robot answers there: check HTTPS_PROXY "
			   "and NO_PROXY.");
}

static void advise(struct hz_err *err, const json_t *error)
{
	if (hz_err_is(err, "Unauthorized"))
		advise_login(err);
	else if (hz_err_is(err, "RateLimitExceeded"))
		hz_err_advise(err, "Try again when that time is over; the Cluster API provider may "
				   "use the same log-in.");
	else if (!error)
		advise_foreign(err);
}

int hz_robot_error_set(struct hz_err *err, const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *error = error_of(reply);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, ROBOT ": %d", reply->status);
	if (error)
		add_error(&text, error);
	else
		hz_reply_quote_refusal(&text, reply);
	hz_err_set(err, HZ_ERR_FAILED, NULL, "%s", hz_buf_str(&text));
	set_kind(err, hz_json_str(error, "code"), reply->status);
	advise(err, error);
	return -1;
}

int hz_robot_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, ROBOT ": the answer %s", why);
	hz_reply_quote(&text, reply);
	hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "%s", hz_buf_str(&text));
	advise_foreign(err);
	return -1;
}

int hz_robot_error_locked_out(struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_FORBIDDEN, "Unauthorized",
		   ROBOT " refused the user and the password before; it is not asked again");
	advise_login(err);
	return -1;
}
