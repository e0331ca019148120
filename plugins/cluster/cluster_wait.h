/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Waiting for a cluster to come up, with progress, and an early end when waiting is
 * of no use.
 */
#ifndef HZ_CLUSTER_CLUSTER_WAIT_H
#define HZ_CLUSTER_CLUSTER_WAIT_H

#include "capi/cluster_state.h"
#include "cli/progress.h"
#include "context.h"

/* How far to wait. Each level includes those before it. */
enum hz_wait_level {
	HZ_WAIT_NONE,
	HZ_WAIT_INFRASTRUCTURE, /* load balancer, network, placement groups */
	HZ_WAIT_CONTROL_PLANE,  /* initialized, and its API answers us */
	HZ_WAIT_READY,          /* all machines and nodes are ready */
};

/* The words of --wait, in the order of the levels, NULL-terminated. */
extern const char *const hz_wait_words[];

enum hz_wait_level hz_wait_level_of(const char *word);

struct hz_wait {
	struct hz_cli *cli;
	struct hz_context *context;
	const char *namespace_;
	const char *name; /* of the cluster */
	enum hz_wait_level level;
	int64_t timeout_ms;
};

/*
 * Waits. Kinds: TIMEOUT with what it waited for; UNAVAILABLE, INVALID or FORBIDDEN when the
 * controllers have given up (capi/data/blockers.yaml); FOUND, reason "MissingAddon", when
 * nodes wait for a network plugin or cloud controller that is not installed.
 */
int hz_cluster_wait(const struct hz_wait *wait, struct hz_progress *progress, struct hz_err *err);

#endif
