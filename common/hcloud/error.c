/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Failed answers of the Cloud API as errors.
 */
#include "hcloud/error.h"

#include "base/str.h"
#include "hcloud/rate.h"
#include "net/reply.h"
#include "net/said.h"
#include "text/json.h"

#define API "Hetzner Cloud API"
#define LONGEST_MESSAGE 2048 /* bytes of what the API says */
#define LONGEST_WORD 100
#define MOST_LINES 50

json_t *hz_hcloud_error_of(const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_freep) char *ignored = NULL;
	json_t *error;

	if (hz_reply_json(reply, &json, &ignored) < 0)
		return NULL;
	error = json_object_get(json, "error");
	return hz_str_empty(hz_json_str(error, "code")) ? NULL : json_incref(error);
}

const struct hz_hcloud_code *hz_hcloud_error_code(const json_t *error,
						  const struct hz_http_reply *reply)
{
	return hz_hcloud_code_find(hz_json_str(error, "code"), reply->status);
}

/* "token_readonly: only GET is allowed", or the code alone. */
static void add_code(struct hz_buf *out, const json_t *error)
{
	const char *message = hz_json_str(error, "message");

	hz_said_add(out, hz_json_str(error, "code"), LONGEST_WORD);
	if (hz_str_empty(message))
		return;
	hz_buf_adds(out, ": ");
	hz_said_add(out, message, LONGEST_MESSAGE);
}

/* " (6 tries, correlation id 5f3a…)", as far as there is something to say. */
static void add_circumstances(struct hz_buf *out, const struct hz_http_reply *reply, unsigned tries)
{
	const char *id = hz_http_header(reply, "x-correlation-id");

	if (tries < 2 && hz_str_empty(id))
		return;
	hz_buf_adds(out, " (");
	if (tries > 1)
		hz_buf_addf(out, "%u tries", tries);
	if (!hz_str_empty(id)) {
		hz_buf_addf(out, "%scorrelation id ", tries > 1 ? ", " : "");
		hz_said_add(out, id, LONGEST_WORD);
	}
	hz_buf_adds(out, ")");
}

/* A line of the list below the message. */
static void add_line(struct hz_buf *out, const char *what, const char *text)
{
	if (hz_str_empty(text))
		return;
	hz_buf_adds(out, "\n  ");
	hz_said_add(out, what, LONGEST_WORD);
	hz_buf_adds(out, ": ");
	hz_said_add(out, text, LONGEST_MESSAGE);
}

static void add_field(struct hz_buf *out, const json_t *field)
{
	const char *name = hz_json_str(field, "name");
	const json_t *message;
	size_t i;

	json_array_foreach(hz_json_array(field, "messages"), i, message) {
		if (i < MOST_LINES)
			add_line(out, name ? name : "?", json_string_value(message));
	}
}

/* What the details of the codes that have some say. */
static void add_details(struct hz_buf *out, const json_t *error)
{
	const json_t *item;
	size_t i;

	json_array_foreach(hz_json_array(error, "details.fields"), i, item) {
		if (i < MOST_LINES)
			add_field(out, item);
	}
	json_array_foreach(hz_json_array(error, "details.limits"), i, item) {
		if (i < MOST_LINES)
			add_line(out, "limit", hz_json_str(item, "name"));
	}
	add_line(out, "announcement", hz_json_str(error, "details.announcement"));
}

static void advise_rate(struct hz_err *err, const struct hz_http_reply *reply)
{
	struct hz_hcloud_rate rate = hz_hcloud_rate_of(reply);
	HZ_AUTO(hz_freep)
	char *limit =
		rate.limit < 0 ? hz_strf("a number of") : hz_strf("%lld", (long long)rate.limit);

	hz_err_advise(err,
		      "The project may send %s requests an hour, all its tokens together, and gets "
		      "back about one each second; find out what else uses them, or try again in a "
		      "few minutes.",
		      limit);
}

/* Somebody else answered, such as a proxy. */
static void advise_foreign(struct hz_err *err)
{
	hz_err_advise(err, "Something other than the Hetzner Cloud API answers there: check "
			   "HCLOUD_ENDPOINT, and HTTPS_PROXY and NO_PROXY.");
}

static void advise(struct hz_err *err, const struct hz_hcloud_code *code,
		   const struct hz_http_reply *reply)
{
	if (code->advice)
		hz_err_advise(err, "%s", code->advice);
	if (hz_err_is(err, "RateLimitExceeded"))
		advise_rate(err, reply);
}

int hz_hcloud_error_set(struct hz_err *err, const json_t *error, const struct hz_http_reply *reply,
			unsigned tries)
{
	const struct hz_hcloud_code *code = hz_hcloud_error_code(error, reply);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, API ": %d", reply->status);
	if (error) {
		hz_buf_addc(&text, ' ');
		add_code(&text, error);
	} else {
		hz_reply_quote_refusal(&text, reply);
	}
	add_circumstances(&text, reply, tries);
	if (error)
		add_details(&text, error);
	hz_err_set(err, code->kind, code->reason, "%s", hz_buf_str(&text));
	advise(err, code, reply);
	if (!error)
		advise_foreign(err);
	return -1;
}

int hz_hcloud_error_of_action(struct hz_err *err, const json_t *error)
{
	const struct hz_hcloud_code *code = hz_hcloud_code_find(hz_json_str(error, "code"), 0);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	if (hz_str_empty(hz_json_str(error, "code")))
		hz_buf_adds(&text, "no reason is given");
	else
		add_code(&text, error);
	hz_err_set(err, code->kind, code->name ? code->reason : "ActionFailed", API ": %s",
		   hz_buf_str(&text));
	if (code->advice)
		hz_err_advise(err, "%s", code->advice);
	return -1;
}

int hz_hcloud_bad_answer(struct hz_err *err, const struct hz_http_reply *reply, const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, API ": the answer %s", why);
	hz_reply_quote(&text, reply);
	add_circumstances(&text, reply, 1);
	hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "%s", hz_buf_str(&text));
	advise_foreign(err);
	return -1;
}
