/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every subcommand that talks to a management cluster begins with: the
 * connection, and the kinds that the server serves.
 */
#ifndef HZ_CLUSTER_CONTEXT_H
#define HZ_CLUSTER_CONTEXT_H

#include "capi/kinds.h"
#include "capi/versions.h"
#include "cli/session.h"

/* Zero-initialise; hz_context_done() closes it. */
struct hz_context {
	struct hz_session session;
	struct hz_discovery *discovery;
	struct hz_capi capi;
};

void hz_context_done(struct hz_context *context);

/* Connects and discovers; a server without Cluster API is an error. */
int hz_context_open(struct hz_cli *cli, struct hz_context *ret, struct hz_err *err);

/* The namespace that the command works in. Borrowed. */
const char *hz_context_namespace(const struct hz_context *context);

/*
 * The versions of Cluster API and the Hetzner provider that run there: those of
 * clusterctl's inventory, where it can be read, else what the served kinds tell. A pair that is not
 * known to work is refused unless @allow_unsupported.
 */
int hz_context_versions(const struct hz_context *context, bool allow_unsupported,
			struct hz_versions *ret, struct hz_err *err);

/* "context kind-bootstrap" or the server, for prompts and messages. Owned by the caller. */
char *hz_context_title(const struct hz_context *context) HZ_OWNED(free) HZ_NOT_NULL;

#endif
