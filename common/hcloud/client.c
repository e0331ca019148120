/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of the Hetzner Cloud API: its verbs.
 */
#include "hcloud/client.h"

#include <ctype.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/str.h"
#include "hcloud/call.h"
#include "hcloud/endpoint.h"

#define READ_MS (30 * 1000)

/* A token with a blank or a control character would break the header. */
static int check_token(const char *token, struct hz_err *err)
{
	const char *at = token;

	while (isgraph((unsigned char)*at))
		at++;
	if (at > token && *at == '\0')
		return 0;
	return hz_err_set(
		err, HZ_ERR_INVALID, "BadToken", "the token of the Hetzner project %s",
		*at ? "holds a blank, a line break or another character that it cannot have"
		    : "is empty");
}

static void add_headers(struct hz_strv *headers, const char *token)
{
	hz_strv_addf(headers, "Authorization: Bearer %s", token);
	hz_strv_add(headers, "Accept: application/json");
}

static struct hz_http_server server_of(const struct hz_hcloud *hcloud, int64_t timeout_ms)
{
	return (struct hz_http_server){
		.url = hcloud->endpoint,
		.ca = hcloud->ca,
		.timeout_ms = timeout_ms,
	};
}

int hz_hcloud_new(struct hz_http *http, const struct hz_hcloud_target *target,
		  struct hz_hcloud **ret, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *endpoint = NULL;
	struct hz_hcloud *hcloud;

	hz_secret_register(target->token);
	if (check_token(target->token, err) < 0 ||
	    hz_endpoint_read(target->endpoint, "the endpoint of the Hetzner Cloud API", &endpoint,
			     err) < 0)
		return -1;
	hcloud = hz_alloc(1, sizeof(*hcloud));
	hcloud->http = http;
	hcloud->endpoint = HZ_TAKE(endpoint);
	hcloud->ca = hz_strdup(target->ca);
	hcloud->reads = server_of(hcloud, target->timeout_ms ? target->timeout_ms : READ_MS);
	hcloud->writes = server_of(hcloud, target->timeout_ms);
	add_headers(&hcloud->headers, target->token);
	add_headers(&hcloud->headers_with_body, target->token);
	hz_strv_add(&hcloud->headers_with_body, "Content-Type: application/json");
	hcloud->pace = HZ_HCLOUD_PACE;
	hcloud->rate = HZ_HCLOUD_RATE_UNKNOWN;
	*ret = hcloud;
	return 0;
}

void hz_hcloud_free(struct hz_hcloud *hcloud)
{
	if (!hcloud)
		return;
	hz_strv_wipe(&hcloud->headers);
	hz_strv_wipe(&hcloud->headers_with_body);
	free(hcloud->endpoint);
	free(hcloud->ca);
	free(hcloud);
}

void hz_hcloud_freep(struct hz_hcloud **hcloud)
{
	hz_hcloud_free(*hcloud);
}

void hz_hcloud_set_pace(struct hz_hcloud *hcloud, const struct hz_hcloud_pace *pace)
{
	hcloud->pace = *pace;
}

const struct hz_hcloud_pace *hz_hcloud_pace(const struct hz_hcloud *hcloud)
{
	return &hcloud->pace;
}

struct hz_hcloud_rate hz_hcloud_rate(const struct hz_hcloud *hcloud)
{
	return hcloud->rate;
}

int hz_hcloud_start(struct hz_hcloud *hcloud, const struct hz_hcloud_request *request,
		    struct hz_hcloud_call **ret, struct hz_err *err)
{
	struct hz_hcloud_message message;

	if (hz_hcloud_message_make(request, &message, err) < 0)
		return -1;
	return hz_hcloud_call_start(hcloud, &message, ret, err);
}

/* Lets the network work until a call may have got further, or until @end. */
static int step(struct hz_hcloud *hcloud, int64_t end, struct hz_err *err)
{
	int64_t now = hz_clock_ms();
	int64_t due = hz_hcloud_calls_due(hcloud, end);
	int64_t wait = due > now ? due - now : 0;

	return hz_http_step(hcloud->http, due == INT64_MAX ? -1 : wait, err);
}

int hz_hcloud_wait(struct hz_hcloud *hcloud, struct hz_hcloud_call *call, json_t **ret,
		   struct hz_err *err)
{
	hz_hcloud_calls_advance(hcloud);
	while (!call->done) {
		if (step(hcloud, INT64_MAX, err) < 0)
			return -1;
		hz_hcloud_calls_advance(hcloud);
	}
	return hz_hcloud_call_take(call, ret, err);
}

int hz_hcloud_pause(struct hz_hcloud *hcloud, int64_t ms, struct hz_err *err)
{
	int64_t end = hz_clock_ms() + ms;

	while (hz_clock_ms() < end) {
		hz_hcloud_calls_advance(hcloud);
		if (step(hcloud, end, err) < 0)
			return -1;
	}
	return 0;
}

int hz_hcloud_do(struct hz_hcloud *hcloud, const struct hz_hcloud_request *request, json_t **ret,
		 struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_call_freep) struct hz_hcloud_call *call = NULL;

	if (hz_hcloud_start(hcloud, request, &call, err) < 0)
		return -1;
	return hz_hcloud_wait(hcloud, call, ret, err);
}

int hz_hcloud_list(struct hz_hcloud *hcloud, const char *path, const char *key, const char *what,
		   json_t **ret, struct hz_err *err)
{
	return hz_hcloud_do(hcloud,
			    &(struct hz_hcloud_request){
				    .verb = HZ_HCLOUD_LIST,
				    .path = path,
				    .key = key,
				    .what = what,
			    },
			    ret, err);
}
