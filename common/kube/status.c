/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of an API server as errors.
 *
 * The shape of a Status and the reasons are those of
 * k8s.io/apimachinery/pkg/apis/meta/v1/types.go.
 */
#include "kube/status.h"

#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "kube/status_reason.h"
#include "net/reply.h"
#include "net/said.h"
#include "text/json.h"

#define LONGEST_MESSAGE 2048 /* bytes of what a server says, as client-go has it */
#define LONGEST_WORD 200
#define MOST_CAUSES 50

/* One line of the list of causes, "field: message"; owned. */
static char *cause_line(const json_t *cause)
{
	struct hz_buf line = HZ_BUF_INIT;
	const char *field = hz_json_str(cause, "field");
	const char *message = hz_json_str(cause, "message");

	if (!hz_str_empty(field)) {
		hz_said_add(&line, field, LONGEST_MESSAGE);
		hz_buf_adds(&line, ": ");
	}
	if (message)
		hz_said_add(&line, message, LONGEST_MESSAGE);
	return hz_buf_take(&line);
}

struct causes {
	struct hz_strv lines; /* each once, and at most MOST_CAUSES */
	size_t more;          /* that are not among them */
};

static void done_causes(struct causes *causes)
{
	hz_strv_done(&causes->lines);
}

/* The causes of @status that have the reason @only, or any for NULL. */
static struct causes causes_of(const json_t *status, const char *only)
{
	struct causes causes = { .more = 0 };
	const json_t *cause;
	size_t i;

	json_array_foreach(hz_json_array(status, "details.causes"), i, cause) {
		HZ_AUTO(hz_freep) char *line = NULL;

		if (only && !hz_str_eq(hz_json_str(cause, "reason"), only))
			continue;
		line = cause_line(cause);
		if (causes.lines.count == MOST_CAUSES)
			causes.more++;
		else if (*line && !hz_strv_has(&causes.lines, line))
			hz_strv_own(&causes.lines, HZ_TAKE(line));
	}
	return causes;
}

static void add_causes(struct hz_buf *out, const struct causes *causes)
{
	for (size_t i = 0; i < causes->lines.count; i++)
		hz_buf_addf(out, "\n  %s", causes->lines.item[i]);
	if (causes->more > 0)
		hz_buf_addf(out, "\n  … and %zu more", causes->more);
}

/* The message of @status, or what its reason says where it has none. */
static void add_message(struct hz_buf *out, const json_t *status,
			const struct hz_status_reason *reason, int code)
{
	const char *message = hz_json_str(status, "message");
	const char *name = hz_json_str(status, "reason");

	if (hz_str_empty(message))
		hz_buf_addf(out, "the server answers %d", code);
	else
		hz_said_add(out, message, LONGEST_MESSAGE);
	if ((hz_str_empty(name) && reason->code == 0) || (name && hz_str_eq(name, message)))
		return;
	hz_buf_adds(out, " (");
	if (hz_str_empty(name))
		hz_buf_adds(out, reason->name);
	else
		hz_said_add(out, name, LONGEST_WORD);
	hz_buf_adds(out, ")");
}

/* A conflict of an apply: which fields, and whose they are. */
static bool add_field_conflicts(struct hz_buf *out, const json_t *status)
{
	HZ_AUTO(done_causes) struct causes causes = causes_of(status, "FieldManagerConflict");
	size_t count = causes.lines.count + causes.more;

	if (count == 0)
		return false;
	hz_buf_addf(out, "%zu field%s belong%s to another manager (Conflict):", count,
		    count == 1 ? "" : "s", count == 1 ? "s" : "");
	add_causes(out, &causes);
	return true;
}

/* An object that breaks the rules of its kind: each broken rule. */
static bool add_invalid_fields(struct hz_buf *out, const json_t *status)
{
	HZ_AUTO(done_causes) struct causes causes = causes_of(status, NULL);
	const char *kind = hz_json_str(status, "details.kind");

	if (causes.lines.count == 0 || hz_str_empty(kind))
		return false;
	hz_buf_adds(out, "the ");
	hz_said_add(out, kind, LONGEST_WORD);
	hz_buf_adds(out, " is not valid (Invalid):");
	add_causes(out, &causes);
	return true;
}

/* Whether @name can stand in a command that we ask somebody to run. */
static bool is_plain_name(const char *name)
{
	return !hz_str_empty(name) && *name != '-' &&
	       name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-.")] == '\0';
}

/* Whether it is the server, or what it calls in turn, that does not work. */
static bool is_trouble(const struct hz_err *err)
{
	return hz_err_is(err, "InternalError") || hz_err_is(err, "ServiceUnavailable") ||
	       hz_err_is(err, "Timeout") || hz_err_is(err, "ServerTimeout");
}

/* What to do about the error. Adds nothing where there is nothing to say. */
static void advise(struct hz_err *err, const json_t *status, bool fields)
{
	const char *name = hz_json_str(status, "details.name");

	if (hz_err_is(err, "Unauthorized"))
		hz_err_advise(err, "The server does not accept who the kubeconfig says you are; "
				   "look at it with: kubectl config view --minify");
	else if (hz_err_is(err, "Forbidden"))
		hz_err_advise(err, "See what you may do with: kubectl auth can-i --list");
	else if (hz_err_is(err, "TooManyRequests"))
		hz_err_advise(err, "The server is busy; try again in a while.");
	else if (is_trouble(err))
		hz_err_advise(err, "The server has trouble of its own: its log tells more; try "
				   "again in a while.");
	else if (fields)
		hz_err_advise(err, "Leave these fields to their manager, or have it give them up.");
	else if (hz_err_is(err, "NotFound") && is_plain_name(name) &&
		 hz_str_eq(hz_json_str(status, "details.kind"), "namespaces"))
		hz_err_advise(err, "Create the namespace with: kubectl create namespace %s", name);
}

int hz_status_err_of(struct hz_err *err, const json_t *status, int code, const char *what)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	int own_code = (int)hz_json_int(status, "code");
	const struct hz_status_reason *reason;
	bool listed = false;

	code = own_code > 0 ? own_code : code;
	reason = hz_status_reason_of(status, code);
	if (hz_str_eq(reason->name, "Conflict"))
		listed = add_field_conflicts(&text, status);
	else if (hz_str_eq(reason->name, "Invalid"))
		listed = add_invalid_fields(&text, status);
	if (!listed)
		add_message(&text, status, reason, code);
	hz_err_set(err, reason->kind, reason->name, "cannot %s: %s", what, hz_buf_str(&text));
	advise(err, status, listed && reason->kind == HZ_ERR_CONFLICT);
	return -1;
}

int hz_status_advise_no_api_server(struct hz_err *err)
{
	return hz_err_advise(
		err, "Something other than a Kubernetes API server answers there: check the "
		     "server in the kubeconfig, and HTTPS_PROXY and NO_PROXY.");
}

/* What was answered by somebody who sends no Status. */
static void add_foreign(struct hz_buf *out, const struct hz_http_reply *reply,
			const struct hz_status_reason *reason)
{
	hz_buf_addf(out, "the server answers %d", reply->status);
	if (reason->code != 0)
		hz_buf_addf(out, " (%s)", reason->name);
	hz_reply_quote_refusal(out, reply);
}

/* What an API server, and not only a proxy, says to a path that nothing is at. */
static bool is_unserved(const struct hz_http_reply *reply)
{
	return reply->status == 404 && hz_str_starts(hz_buf_str(reply->body), "404 page not found");
}

/* An answer that is no Status. */
static int foreign_err(struct hz_err *err, const struct hz_http_reply *reply, const char *what)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	const struct hz_status_reason *reason = reply->status == 404
							? hz_status_no_such_kind()
							: hz_status_reason_of_code(reply->status);

	if (is_unserved(reply))
		return hz_err_set(err, reason->kind, reason->name,
				  "cannot %s: the server has nothing at this path", what);
	add_foreign(&text, reply, reason);
	hz_err_set(err, reason->kind, reason->name, "cannot %s: %s", what, hz_buf_str(&text));
	if (reply->body->len == 0 && !hz_http_header(reply, "location"))
		advise(err, NULL, false);
	else
		(void)hz_status_advise_no_api_server(err);
	return -1;
}

static bool is_status(const json_t *json)
{
	return hz_str_eq(hz_json_str(json, "kind"), "Status");
}

int hz_status_err(struct hz_err *err, const struct hz_http_reply *reply, const char *what)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;

	if (reply->body->len > 0 &&
	    hz_json_parse(reply->body->data, reply->body->len, &json, &ignored) == 0 &&
	    is_status(json))
		return hz_status_err_of(err, json, reply->status, what);
	return foreign_err(err, reply, what);
}

int hz_status_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *what,
			 const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf quote = HZ_BUF_INIT;

	hz_reply_quote(&quote, reply);
	hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "cannot %s: the answer %s%s", what, why,
		   hz_buf_str(&quote));
	return hz_status_advise_no_api_server(err);
}
