/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The connection of a command to the management cluster: the global options
 * resolved, one HTTP engine, one client.
 */
#ifndef HZ_CLI_SESSION_H
#define HZ_CLI_SESSION_H

#include "cli/command.h"
#include "kube/client.h"

struct hz_session {
	struct hz_http *http;
	struct hz_kube_target *target;
	struct hz_kube *kube;
};

void hz_session_done(struct hz_session *session);

/* Opens it; nothing is sent. Warnings of the server are printed to cli->err. */
int hz_session_open(struct hz_cli *cli, struct hz_session *ret, struct hz_err *err);

#endif
