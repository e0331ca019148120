/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An answer of one of Hetzner's APIs: as an error of each, as a page of a list, as one
 * thing of the Robot's. The first byte chooses the code, the rest is the body.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "hcloud/error.h"
#include "hcloud/pages.h"
#include "hcloud/robot_answer.h"
#include "net/reply.h"
#include "text/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a terminal is given has no character that steers it. */
static void check_harmless(const char *text)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(text ? text : "");

	if (text && strcmp(text, visible) != 0)
		abort();
}

static void check_error(const struct hz_err *err, const char *start)
{
	if (err->kind == HZ_ERR_NONE || !err->reason || !hz_str_starts(err->message, start))
		abort();
	check_harmless(err->message);
	check_harmless(err->advice);
}

static void read_error(const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_json_unrefp) json_t *error = hz_hcloud_error_of(reply);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_hcloud_error_set(&err, error, reply, 2);
	check_error(&err, "Hetzner Cloud API: ");
	hz_hcloud_error_of_action(&err, error);
	check_error(&err, "Hetzner Cloud API: ");
	hz_hcloud_bad_answer(&err, reply, "is not right");
	check_error(&err, "Hetzner Cloud API: the answer is not right");
}

/* The same page again is never one that follows itself. */
static void read_pages(const struct hz_http_reply *reply)
{
	HZ_AUTO(hz_hcloud_pages_done) struct hz_hcloud_pages pages = { .items = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *json = NULL;
	HZ_AUTO(hz_freep) char *not_json = NULL;
	int r = 1;

	if (hz_reply_json(reply, &json, &not_json) < 0)
		return;
	while (r > 0) {
		HZ_AUTO(hz_freep) char *fault = NULL;

		r = hz_hcloud_pages_add(&pages, json, "servers", &fault);
		if ((r < 0) != (fault != NULL) || pages.got > 2)
			abort();
	}
}

static void read_robot(const struct hz_http_reply *reply, enum hz_robot_verb verb)
{
	const struct hz_robot_request request = { .verb = verb, .key = "server", .what = "x" };
	HZ_AUTO(hz_json_unrefp) json_t *answer = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_robot_answer_take(&request, reply, &answer, &err) < 0)
		check_error(&err, "Hetzner Robot: ");
	else if (verb == HZ_ROBOT_LIST ? !json_is_array(answer) : !json_is_object(answer))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv headers = HZ_STRV_INIT;
	struct hz_http_reply reply = { .body = &body, .headers = &headers };

	if (size == 0)
		return 0;
	hz_buf_add(&body, data + 1, size - 1);
	reply.status = data[0] < 16 ? 200 + data[0] : 300 + data[0];
	read_error(&reply);
	read_pages(&reply);
	read_robot(&reply, HZ_ROBOT_LIST);
	read_robot(&reply, HZ_ROBOT_GET);
	return 0;
}
