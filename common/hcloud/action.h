/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Actions: what a change of the Cloud API goes on as, behind the answer to it.
 * https://docs.hetzner.cloud/reference/cloud#actions
 */
#ifndef HZ_HCLOUD_ACTION_H
#define HZ_HCLOUD_ACTION_H

#include "hcloud/client.h"

/* One action at one moment; strings are borrowed from the answer. */
struct hz_hcloud_action {
	int64_t id;
	const char *command; /* "create_server" */
	int progress;        /* percent */
	bool running;
	const json_t *error; /* {"code", "message"} of one that failed, else NULL */
};

struct hz_hcloud_action_wait {
	int64_t timeout_ms; /* 0: none */
	/* Called for each action each time it was looked at; may be NULL. */
	void (*on_look)(void *data, const struct hz_hcloud_action *action);
	void *data;
};

/*
 * Waits until all actions of @answer ("action", "actions", "next_actions") have
 * succeeded. One that fails ends the wait: "action create_server (id 13) failed: Hetzner
 * Cloud API: …", with the kind and reason of its code, else FAILED and "ActionFailed".
 * After the time it is of kind TIMEOUT, reason "ActionTimeout"; the actions go on.
 */
int hz_hcloud_action_wait(struct hz_hcloud *hcloud, const json_t *answer,
			  const struct hz_hcloud_action_wait *wait, struct hz_err *err);

#endif
