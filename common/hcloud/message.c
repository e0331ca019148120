/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a struct hz_hcloud_request to what goes over the wire.
 */
#include "hcloud/message.h"

#include "base/str.h"
#include "text/json.h"

static const struct {
	const char *method;
	bool harmless;
} verbs[] = {
	[HZ_HCLOUD_GET] = { "GET", true },       [HZ_HCLOUD_LIST] = { "GET", true },
	[HZ_HCLOUD_POST] = { "POST", false },    [HZ_HCLOUD_PUT] = { "PUT", true },
	[HZ_HCLOUD_DELETE] = { "DELETE", true }, /* no id is ever given again */
};

void hz_hcloud_message_done(struct hz_hcloud_message *message)
{
	free(message->path);
	free(message->key);
	free(message->what);
	hz_buf_wipe(&message->body);
}

static int check_path(const struct hz_hcloud_request *request, struct hz_err *err)
{
	if (*request->path != '/')
		return hz_err_set(err, HZ_ERR_INVALID, "BadPath",
				  "cannot %s: the path must begin with \"/\"", request->what);
	if (hz_str_starts(request->path, "/datacenters"))
		return hz_err_set(err, HZ_ERR_INVALID, "BadPath",
				  "cannot %s: Hetzner has removed /datacenters; locations have "
				  "taken its place",
				  request->what);
	return 0;
}

int hz_hcloud_message_make(const struct hz_hcloud_request *request, struct hz_hcloud_message *ret,
			   struct hz_err *err)
{
	if (check_path(request, err) < 0)
		return -1;
	*ret = (struct hz_hcloud_message){
		.verb = request->verb,
		.method = verbs[request->verb].method,
		.path = hz_strdup(request->path),
		.key = hz_strdup(request->key),
		.what = hz_strdup(request->what),
		.body = HZ_BUF_INIT,
		.has_body = request->body != NULL,
		.secret = request->secret,
		.harmless = verbs[request->verb].harmless,
	};
	if (request->body)
		hz_json_write(&ret->body, request->body, 0);
	return 0;
}
