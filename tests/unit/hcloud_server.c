/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of the Hetzner Cloud API and the scripted server that it talks to.
 */
#include "hcloud_server.h"

#include "unit.h"

void hz_test_hcloud_open_within(struct hz_test_hcloud *test, const char *script, int64_t timeout_ms)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *endpoint = NULL;

	hz_test_kube_open(&test->kube, script);
	endpoint = hz_strf("%s/v1", test->kube.server);
	hz_ck_ok(hz_hcloud_new(test->kube.http,
			       &(struct hz_hcloud_target){
				       .endpoint = endpoint,
				       .token = HCLOUD_TOKEN,
				       .timeout_ms = timeout_ms,
			       },
			       &test->hcloud, &err),
		 &err);
	hz_hcloud_set_pace(test->hcloud, &HURRY);
}

void hz_test_hcloud_open(struct hz_test_hcloud *test, const char *script)
{
	hz_test_hcloud_open_within(test, script, 0);
}

void hz_test_hcloud_close(struct hz_test_hcloud *test)
{
	hz_hcloud_free(test->hcloud);
	hz_test_kube_close(&test->kube);
}

int hz_test_hcloud_do(struct hz_test_hcloud *test, enum hz_hcloud_verb verb, json_t **ret,
		      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *body = NULL;
	bool written = verb == HZ_HCLOUD_POST || verb == HZ_HCLOUD_PUT;

	if (written)
		body = hz_test_json("{'name': 'a'}");
	return hz_hcloud_do(test->hcloud,
			    &(struct hz_hcloud_request){
				    .verb = verb,
				    .path = verb == HZ_HCLOUD_POST ? "/servers" : "/servers/42",
				    .key = verb == HZ_HCLOUD_DELETE ? NULL : "server",
				    .body = body,
				    .what = verb == HZ_HCLOUD_GET ? "get server 42"
					    : written             ? "write server a"
								  : "delete server 42",
			    },
			    ret, err);
}
