/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of an API server as errors.
 *
 * The shape of a Status and the reasons are those of
 * k8s.io/apimachinery/pkg/apis/meta/v1/types.go.
 */
#include "kube/status.h"

#include <ctype.h>
#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "text/json.h"

#define LONGEST_MESSAGE 2048 /* bytes of what a server says, as client-go has it */
#define LONGEST_QUOTE 200    /* bytes of a page that is no Status */
#define MOST_CAUSES 50

struct reason {
	const char *name;
	int code;
	enum hz_err_kind kind;
};

/* The first of a code is its reason where the server gave none. */
static const struct reason reasons[] = {
	{ "BadRequest", 400, HZ_ERR_INVALID },
	{ "Unauthorized", 401, HZ_ERR_FORBIDDEN },
	{ "Forbidden", 403, HZ_ERR_FORBIDDEN },
	{ "NotFound", 404, HZ_ERR_NOT_FOUND },
	{ "MethodNotAllowed", 405, HZ_ERR_FAILED },
	{ "NotAcceptable", 406, HZ_ERR_FAILED },
	{ "Conflict", 409, HZ_ERR_CONFLICT },
	{ "AlreadyExists", 409, HZ_ERR_CONFLICT },
	{ "Expired", 410, HZ_ERR_FAILED },
	{ "Gone", 410, HZ_ERR_FAILED },
	{ "RequestEntityTooLarge", 413, HZ_ERR_FAILED },
	{ "UnsupportedMediaType", 415, HZ_ERR_FAILED },
	{ "Invalid", 422, HZ_ERR_INVALID },
	{ "TooManyRequests", 429, HZ_ERR_FAILED },
	{ "InternalError", 500, HZ_ERR_FAILED },
	{ "StorageReadError", 500, HZ_ERR_FAILED },
	{ "ServiceUnavailable", 503, HZ_ERR_FAILED },
	{ "Timeout", 504, HZ_ERR_FAILED },
	{ "ServerTimeout", 504, HZ_ERR_FAILED },
};

static const struct reason no_such_kind = { "NoSuchKind", 404, HZ_ERR_NOT_FOUND };
static const struct reason unknown = { "Unknown", 0, HZ_ERR_FAILED };

static const struct reason *reason_of_code(int code)
{
	for (size_t i = 0; i < HZ_COUNT(reasons); i++)
		if (reasons[i].code == code)
			return &reasons[i];
	return code >= 500 ? reason_of_code(500) : &unknown;
}

static const struct reason *reason_of(const char *name, int code)
{
	for (size_t i = 0; i < HZ_COUNT(reasons); i++)
		if (hz_str_eq(reasons[i].name, name))
			return &reasons[i];
	return reason_of_code(code);
}

/*
 * An apply with a field that a built-in kind does not have: the server finds it before
 * it validates, and calls it a fault of its own.
 */
static bool is_unknown_field(const json_t *status)
{
	const char *message = hz_json_str(status, "message");

	return message && hz_str_starts(message, "failed to create typed patch object") &&
	       hz_str_empty(hz_json_str(status, "reason"));
}

static const struct reason *reason_of_status(const json_t *status, int code)
{
	const struct reason *reason = reason_of(hz_json_str(status, "reason"), code);

	if (is_unknown_field(status))
		return reason_of_code(400);
	if (reason->code == 404 && hz_str_empty(hz_json_str(status, "details.name")))
		return &no_such_kind;
	return reason;
}

/* @len, or less when @text is longer than @longest; never in the middle of a character. */
static size_t shortened(const char *text, size_t len, size_t longest)
{
	if (len <= longest)
		return len;
	len = longest;
	while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* Appends what a server said: without secrets, shortened, and harmless on a terminal. */
static void add_said(struct hz_buf *out, const char *text, size_t len, size_t longest)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf clean = HZ_BUF_INIT;
	size_t short_len;

	hz_buf_add(&clean, text, len);
	hz_secret_redact(&clean);
	short_len = shortened(clean.data, clean.len, longest);
	hz_str_add_visible(out, clean.data, short_len);
	if (short_len < clean.len)
		hz_buf_adds(out, "…");
}

/* Appends a page as one short line between quotation marks. */
static void add_quote(struct hz_buf *out, const struct hz_buf *page)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf line = HZ_BUF_INIT;
	size_t end = page->len < 16 * LONGEST_QUOTE ? page->len : (size_t)16 * LONGEST_QUOTE;

	for (size_t i = 0; i < end; i++) {
		bool blank = isspace((unsigned char)page->data[i]);

		if (!blank)
			hz_buf_addc(&line, page->data[i]);
		else if (line.len > 0 && line.data[line.len - 1] != ' ')
			hz_buf_addc(&line, ' ');
	}
	if (line.len > 0 && line.data[line.len - 1] == ' ')
		line.len--;
	hz_buf_adds(out, "\"");
	add_said(out, hz_buf_str(&line), line.len, LONGEST_QUOTE);
	hz_buf_adds(out, "\"");
}

/* One line of the list of causes, "field: message"; owned. */
static char *cause_line(const json_t *cause)
{
	struct hz_buf line = HZ_BUF_INIT;
	const char *field = hz_json_str(cause, "field");
	const char *message = hz_json_str(cause, "message");

	if (!hz_str_empty(field)) {
		add_said(&line, field, strlen(field), LONGEST_MESSAGE);
		hz_buf_adds(&line, ": ");
	}
	if (message)
		add_said(&line, message, strlen(message), LONGEST_MESSAGE);
	return hz_buf_take(&line);
}

/* The causes of @status that have the reason @only, or any for NULL, none twice. */
static void collect_causes(const json_t *status, const char *only, struct hz_strv *ret)
{
	const json_t *cause;
	size_t i;

	json_array_foreach(hz_json_array(status, "details.causes"), i, cause) {
		HZ_AUTO(hz_freep) char *line = NULL;

		if (only && !hz_str_eq(hz_json_str(cause, "reason"), only))
			continue;
		line = cause_line(cause);
		if (*line && !hz_strv_has(ret, line))
			hz_strv_own(ret, HZ_TAKE(line));
	}
}

static void add_causes(struct hz_buf *out, const struct hz_strv *causes)
{
	size_t count = causes->count < MOST_CAUSES ? causes->count : MOST_CAUSES;

	for (size_t i = 0; i < count; i++)
		hz_buf_addf(out, "\n  %s", causes->item[i]);
	if (count < causes->count)
		hz_buf_addf(out, "\n  … and %zu more", causes->count - count);
}

/* The message of @status, or what its reason says where it has none. */
static void add_message(struct hz_buf *out, const json_t *status, const struct reason *reason,
			int code)
{
	const char *message = hz_json_str(status, "message");
	const char *name = hz_json_str(status, "reason");

	if (hz_str_empty(message))
		hz_buf_addf(out, "the server answers %d", code);
	else
		add_said(out, message, strlen(message), LONGEST_MESSAGE);
	if ((hz_str_empty(name) && reason->code == 0) || (name && hz_str_eq(name, message)))
		return;
	hz_buf_adds(out, " (");
	if (hz_str_empty(name))
		hz_buf_adds(out, reason->name);
	else
		add_said(out, name, strlen(name), LONGEST_QUOTE);
	hz_buf_adds(out, ")");
}

/* A conflict of an apply: which fields, and whose they are. */
static bool add_field_conflicts(struct hz_buf *out, const json_t *status)
{
	HZ_AUTO(hz_strv_done) struct hz_strv causes = HZ_STRV_INIT;

	collect_causes(status, "FieldManagerConflict", &causes);
	if (causes.count == 0)
		return false;
	hz_buf_addf(out, "%zu field%s belong%s to another manager (Conflict):", causes.count,
		    causes.count == 1 ? "" : "s", causes.count == 1 ? "s" : "");
	add_causes(out, &causes);
	return true;
}

/* An object that breaks the rules of its kind: each broken rule. */
static bool add_invalid_fields(struct hz_buf *out, const json_t *status)
{
	HZ_AUTO(hz_strv_done) struct hz_strv causes = HZ_STRV_INIT;
	const char *kind = hz_json_str(status, "details.kind");

	collect_causes(status, NULL, &causes);
	if (causes.count == 0 || hz_str_empty(kind))
		return false;
	hz_buf_adds(out, "the ");
	add_said(out, kind, strlen(kind), LONGEST_QUOTE);
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
	const struct reason *reason;
	bool listed = false;

	code = own_code > 0 ? own_code : code;
	reason = reason_of_status(status, code);
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

static void advise_no_api_server(struct hz_err *err)
{
	hz_err_advise(err, "Something other than a Kubernetes API server answers there: check the "
			   "server in the kubeconfig, and HTTPS_PROXY and NO_PROXY.");
}

/* What was answered by somebody who sends no Status. */
static void add_foreign(struct hz_buf *out, const struct hz_http_reply *reply,
			const struct reason *reason)
{
	const char *location = hz_http_header(reply, "location");

	hz_buf_addf(out, "the server answers %d", reply->status);
	if (reason->code != 0)
		hz_buf_addf(out, " (%s)", reason->name);
	if (location && reply->status < 400) {
		hz_buf_adds(out, ", a redirect that is not followed, to ");
		add_said(out, location, strlen(location), LONGEST_QUOTE);
	} else if (reply->body->len > 0) {
		hz_buf_adds(out, ": ");
		add_quote(out, reply->body);
	}
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
	const struct reason *reason =
		reply->status == 404 ? &no_such_kind : reason_of_code(reply->status);

	if (is_unserved(reply))
		return hz_err_set(err, reason->kind, reason->name,
				  "cannot %s: the server has nothing at this path", what);
	add_foreign(&text, reply, reason);
	hz_err_set(err, reason->kind, reason->name, "cannot %s: %s", what, hz_buf_str(&text));
	if (reply->body->len == 0 && !hz_http_header(reply, "location"))
		advise(err, NULL, false);
	else
		advise_no_api_server(err);
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

/* Whether it begins as JSON does; such a body may be a Secret and is never quoted. */
static bool looks_like_json(const struct hz_buf *body)
{
	const char *text = hz_buf_str(body);

	text += strspn(text, " \t\r\n");
	return *text == '{' || *text == '[';
}

int hz_status_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *what,
			 const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf quote = HZ_BUF_INIT;

	if (reply->body->len > 0 && !looks_like_json(reply->body)) {
		hz_buf_adds(&quote, ": ");
		add_quote(&quote, reply->body);
	}
	hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "cannot %s: the answer %s%s", what, why,
		   hz_buf_str(&quote));
	advise_no_api_server(err);
	return -1;
}
