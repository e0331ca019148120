/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a user said about a cluster: a ClusterConfig file, flags on top of it, or only
 * flags; incomplete and not yet checked against each other.
 *
 * Life cycle: hz_cluster_draft_init(); hz_cluster_draft_read() or _parse() at most
 * once, before any flag; hz_cluster_draft_set() for each flag, which wins over the file; then
 * hz_cluster_config_complete() (capi/cluster_config.h); hz_cluster_draft_done().
 */
#ifndef HZ_CAPI_CLUSTER_DRAFT_H
#define HZ_CAPI_CLUSTER_DRAFT_H

#include <jansson.h>

#include "base/err.h"
#include "text/mistakes.h"

struct hz_cluster_draft {
	json_t *schema;              /* of a ClusterConfig; owned */
	json_t *tree;                /* a ClusterConfig; owned */
	struct hz_yaml_marks *marks; /* of the file; owned, NULL without one */
	char *file;                  /* as messages name it; owned, NULL without one */
	struct hz_mistakes mistakes; /* knows where each value came from */
};

void hz_cluster_draft_init(struct hz_cluster_draft *draft);
void hz_cluster_draft_done(struct hz_cluster_draft *draft);

/*
 * Reads the file @path, "-" for standard input. Fails when it cannot be read or parsed,
 * and with all the mistakes that the schema finds in it.
 */
int hz_cluster_draft_read(struct hz_cluster_draft *draft, const char *path, struct hz_err *err);

/* The same of a text; @name is the file's, for messages. */
int hz_cluster_draft_parse(struct hz_cluster_draft *draft, const char *text, size_t len,
			   const char *name, struct hz_err *err);

/* Sets the value at @path; takes over the reference @value. @flag is how messages call it. */
void hz_cluster_draft_set(struct hz_cluster_draft *draft, const char *path, json_t *value,
			  const char *flag);

/* Removes the value at @path, for the default to take its place. */
void hz_cluster_draft_unset(struct hz_cluster_draft *draft, const char *path);

/* The list of worker pools, which is made when there is none. Borrowed. */
json_t *hz_cluster_draft_pools(struct hz_cluster_draft *draft);

/*
 * The path of the pool @name ("spec.workers.2"), which is added when there is none.
 * @flag names it in messages when it is new. Owned by the caller.
 */
char *hz_cluster_draft_pool(struct hz_cluster_draft *draft, const char *name, const char *flag)
	HZ_OWNED(free) HZ_NOT_NULL;

/* Fails, without repeating it, when a value has the form of a token of the Hetzner API. */
int hz_cluster_draft_refuse_tokens(const struct hz_cluster_draft *draft, struct hz_err *err);

#endif
