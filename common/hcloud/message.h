/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a struct hz_hcloud_request to what goes over the wire. Sends nothing.
 */
#ifndef HZ_HCLOUD_MESSAGE_H
#define HZ_HCLOUD_MESSAGE_H

#include "hcloud/client.h"

/* Everything but @method is owned; hz_hcloud_message_done() releases it. */
struct hz_hcloud_message {
	enum hz_hcloud_verb verb;
	const char *method; /* static */
	char *path;         /* without what asks for a page */
	char *key;          /* NULL: the answer may hold anything */
	char *what;
	struct hz_buf body; /* may hold a secret */
	bool has_body;
	bool secret;
	bool harmless; /* doing it twice is doing it once */
};

void hz_hcloud_message_done(struct hz_hcloud_message *message);

/*
 * Kind INVALID, reason "BadPath": @request's path is none, or one that Hetzner removes
 * (/datacenters, on 2026-10-01; locations took its place).
 */
int hz_hcloud_message_make(const struct hz_hcloud_request *request, struct hz_hcloud_message *ret,
			   struct hz_err *err);

#endif
