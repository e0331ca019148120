/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The deletion of one cluster: what it consists of, what must not happen, and the
 * steps that follow when the Cluster object is gone.
 */
#ifndef HZ_CLUSTER_DELETION_H
#define HZ_CLUSTER_DELETION_H

#include "base/interrupt.h"
#include "capi/inventory.h"
#include "capi/workload.h"
#include "context.h"

/* Zero-initialise; hz_deletion_done() releases it. */
struct hz_deletion {
	struct hz_context context;
	struct hz_inventory inventory;
	const char *name;              /* of the cluster; borrowed */
	const char *namespace_;        /* borrowed from the context */
	struct hz_cluster_ref cluster; /* both, and where they are */
	char *secret;                  /* owned; the token Secret's name, NULL when nothing tells */
	char *again;                   /* owned; the command that goes on with it */
	struct hz_strv leftovers;
	bool leftovers_known; /* the workload cluster could be asked */
};

void hz_deletion_done(struct hz_deletion *deletion);

/*
 * Connects and reads all objects. @secret is the token Secret where no HetznerCluster names it;
 * it may be NULL.
 */
int hz_deletion_open(struct hz_cli *cli, const char *name, const char *secret,
		     struct hz_deletion *ret, struct hz_err *err);

/*
 * Kind FORBIDDEN, reason "OwnCluster", when @workload is the very cluster we talk to: it
 * would delete its own controllers and orphan its servers.
 */
int hz_deletion_refuse_self(const struct hz_deletion *deletion, const struct hz_workload *workload,
			    struct hz_err *err);

/* Success when there is something left of a deleted cluster, else kind NOT_FOUND. */
int hz_deletion_expect_leftovers(const struct hz_deletion *deletion, struct hz_err *err);

/* Whether @object is one that hz_deletion_remove_templates() removes. */
bool hz_deletion_is_leftover(const json_t *object);

/* Watches until only objects that nothing else would remove are left; says what holds and why. */
int hz_deletion_wait(struct hz_cli *cli, struct hz_deletion *deletion, int64_t timeout_ms,
		     struct hz_err *err);

/* Removes what we created and no controller owns: remediation and machine templates. */
int hz_deletion_remove_templates(struct hz_deletion *deletion, struct hz_err *err);

/*
 * Removes the token Secret, once the HetznerCluster is gone. Kind CONFLICT, reason
 * "SecretInUse", when another HetznerCluster of the namespace refers to it; kind PARTIAL, reason
 * "SecretUnknown", when nothing tells its name.
 */
int hz_deletion_remove_secret(struct hz_deletion *deletion, struct hz_err *err);

#endif
