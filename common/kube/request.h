/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a struct hz_kube_request to what goes over the wire: method, path, headers and
 * body. Sends nothing.
 */
#ifndef HZ_KUBE_REQUEST_H
#define HZ_KUBE_REQUEST_H

#include "kube/client.h"

/* The field manager of all that we write. */
#define HZ_FIELD_MANAGER "kubectl-hetzner"

struct hz_message {
	const char *method;       /* static */
	char *path;               /* owned; with query, without what asks for a page of a list */
	const char *accept;       /* static */
	const char *content_type; /* static; NULL without a body */
	struct hz_buf body;       /* may hold a secret */
	bool secret;              /* no trace may show a body */
	bool repeatable;          /* sending it twice is sending it once */
	char *what;               /* owned; for errors: get machines.x "a" in namespace "b" */
	char *kind;               /* owned; "Machine"; NULL for a path */
	char *api_version;        /* owned; "cluster.x-k8s.io/v1beta2"; NULL for a path */
};

void hz_message_done(struct hz_message *message);

/*
 * Makes *@ret, which is released with hz_message_done(). Kind INVALID, reason "BadName",
 * when the name or namespace is missing or can be no part of a path.
 */
int hz_message_make(const struct hz_kube_request *request, struct hz_message *ret,
		    struct hz_err *err);

/* A GET of @path. */
struct hz_message hz_message_of_path(const char *path, const char *accept);

/* The Accept header for objects or for lists, whole or their metadata only. Static. */
const char *hz_message_accept(bool list, bool metadata_only);

#endif
