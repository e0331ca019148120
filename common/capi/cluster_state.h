/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far a cluster has come, read from its objects, and what holds it back.
 *
 * The same answers for both contracts (capi/kinds.h): fields that moved between them
 * are looked up in both places.
 */
#ifndef HZ_CAPI_CLUSTER_STATE_H
#define HZ_CAPI_CLUSTER_STATE_H

#include "capi/inventory.h"

struct hz_cluster_state {
	bool exists;
	bool deleting;
	bool infrastructure_ready;
	bool control_plane_initialized; /* its API has answered Cluster API once */
	int control_planes_wanted;
	int control_planes_ready;
	int workers_wanted;
	int workers_ready;
	const char *phase;   /* "Provisioned"; never NULL; borrowed */
	const char *version; /* of Kubernetes, as asked for; "" if unknown; borrowed */
	const char *host;    /* of the API server; "" until known; borrowed */
	int port;
};

struct hz_cluster_state hz_cluster_state_read(const struct hz_inventory *inventory);

/* The readings of single objects, for lists. */
int hz_replicas_wanted(const json_t *object);
int hz_replicas_ready(const json_t *object);
bool hz_control_plane_initialized(const json_t *control_plane);

/* What holds a cluster back; strings are owned. Zero-initialise, hz_blocker_done() releases. */
struct hz_blocker {
	char *object;          /* "HCloudMachine/demo-md-0-x7k2p" */
	char *condition;       /* "ServerCreated: ImageNotFound" */
	char *message;         /* the controllers' own words, one line */
	char *advice;          /* what to do; NULL if there is nothing better than to wait */
	bool waiting;          /* nothing is wrong */
	bool final;            /* waiting is of no use */
	enum hz_err_kind kind; /* of the failure, when final */
};

void hz_blocker_done(struct hz_blocker *blocker);

/* The first blocker by capi/data/blockers.yaml: whether there is one. */
bool hz_cluster_blocker(const struct hz_inventory *inventory, struct hz_blocker *ret);

#endif
