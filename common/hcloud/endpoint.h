/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where one of Hetzner's APIs is: its base URL. Credentials go there, so it is https,
 * or plain http to this machine.
 */
#ifndef HZ_HCLOUD_ENDPOINT_H
#define HZ_HCLOUD_ENDPOINT_H

#include <stdbool.h>

#include "base/err.h"

#define HZ_HCLOUD_ENDPOINT "https://api.hetzner.cloud/v1"
#define HZ_ROBOT_ENDPOINT "https://robot-ws.your-server.de"

/*
 * Checks @text, a URL without user, query and fragment, and gives it without '/' at its
 * end; *@ret is owned by the caller. @source says for messages where it is from. Kind
 * INVALID, reason "BadEndpoint".
 */
int hz_endpoint_read(const char *text, const char *source, char **ret, struct hz_err *err);

/*
 * The endpoint of the Cloud API: HCLOUD_ENDPOINT, else @preferred, that of @source,
 * unless it is NULL, else the public one. As above.
 */
int hz_hcloud_endpoint_choose(const char *preferred, const char *source, char **ret,
			      struct hz_err *err);

/* Whether @endpoint, as these functions give it, is on this machine. */
bool hz_endpoint_is_loopback(const char *endpoint);

#endif
