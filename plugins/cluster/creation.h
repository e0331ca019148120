/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The creation of one cluster: what is asked for beside what lives, and the writes
 * that make up the difference.
 *
 * Everything is read and decided before the first write; then the token Secret and the
 * missing objects are written in the order in which one needs the other. So a creation
 * that is interrupted anywhere is finished by the same command.
 */
#ifndef HZ_CLUSTER_CREATION_H
#define HZ_CLUSTER_CREATION_H

#include "capi/cluster_config.h"
#include "capi/versions.h"
#include "context.h"
#include "kube/changeset.h"
#include "token_secret.h"

/* Zero-initialise; hz_creation_done() releases it. */
struct hz_creation {
	struct hz_cli *cli; /* borrowed */
	struct hz_context context;
	struct hz_versions versions;     /* what the server runs */
	struct hz_cluster_config config; /* what is asked for */
	struct hz_changeset set;
	struct hz_token_secret secret;
	const char *name;       /* of the cluster; borrowed from @config */
	const char *namespace_; /* borrowed from @config */
	bool lacks_namespace;   /* it has to be written too */
	size_t written;         /* objects that the server has accepted in this run */
	bool dry_run;
};

void hz_creation_done(struct hz_creation *creation);

/* Reads what lives and compares it with the objects that @config renders to. Writes nothing. */
int hz_creation_compare(struct hz_creation *creation, struct hz_err *err);

/*
 * Refuses what create never does (kind CONFLICT): take over a Cluster that another tool made
 * unless @adopt, change an object that lives, remove a pool.
 */
int hz_creation_check(struct hz_creation *creation, bool adopt, struct hz_err *err);

/*
 * Looks whether the namespace exists. One that does not is written first if @create, else it
 * is of kind NOT_FOUND, with the command that makes it.
 */
int hz_creation_check_namespace(struct hz_creation *creation, bool create, struct hz_err *err);

/* What a run without --dry-run would write, a line for each object. */
void hz_creation_print_plan(const struct hz_creation *creation);

/* Writes what is missing, and prints a line for each object. */
int hz_creation_write(struct hz_creation *creation, struct hz_err *err);

#endif
