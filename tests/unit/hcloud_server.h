/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of the Hetzner Cloud API and the scripted server that it talks to: that of
 * kube_server.h, whose functions tell what it was asked. In scripts a ' stands for a ".
 */
#ifndef HZ_TESTS_HCLOUD_SERVER_H
#define HZ_TESTS_HCLOUD_SERVER_H

#include "hcloud/client.h"
#include "kube_server.h"

#define TEST_HCLOUD(name) \
	HZ_AUTO(hz_test_hcloud_close) struct hz_test_hcloud name = { .hcloud = NULL }

#define HCLOUD_TOKEN "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"

/* Two retries, without waiting; and as many as there are. */
#define HURRY ((struct hz_hcloud_pace){ 1, 2, 2, 1 })
#define HURRY_OFTEN ((struct hz_hcloud_pace){ 1, 2, 5, 1 })

struct hz_test_hcloud {
	struct hz_test_kube kube;
	struct hz_hcloud *hcloud;
};

/* Starts a server with @script and opens a client for it, at the prefix /v1, in a hurry. */
void hz_test_hcloud_open(struct hz_test_hcloud *test, const char *script);

/* The same with requests that may take @timeout_ms only. */
void hz_test_hcloud_open_within(struct hz_test_hcloud *test, const char *script,
				int64_t timeout_ms);
void hz_test_hcloud_close(struct hz_test_hcloud *test);

/* A request for "/servers/42", or with the body of a POST or PUT. */
int hz_test_hcloud_do(struct hz_test_hcloud *test, enum hz_hcloud_verb verb, json_t **ret,
		      struct hz_err *err);

#endif
