/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which versions of Cluster API, of the Hetzner provider and of Kubernetes work
 * together; the table is capi/data/versions.yaml.
 */
#ifndef HZ_CAPI_VERSIONS_H
#define HZ_CAPI_VERSIONS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/semver.h"

/* A Cluster API and a Hetzner provider that work together. Release with hz_versions_done(). */
struct hz_versions {
	char *capi;            /* "v1.13.5"; owned */
	char *caph;            /* owned */
	bool unsupported;      /* outside the table, and the user wants it so */
	json_t *table;         /* owned */
	const json_t *pair;    /* the row of the table; borrowed from it */
	struct hz_semver core; /* @capi */
};

void hz_versions_done(struct hz_versions *versions);

/*
 * Chooses the pair for the two versions, of which either or both may be NULL: then the
 * table says. A pair outside the table is an error of kind INVALID, reason
 * "UnsupportedVersions", unless @allow_unsupported.
 */
int hz_versions_choose(const char *capi, const char *caph, bool allow_unsupported,
		       struct hz_versions *ret, struct hz_err *err);

/*
 * The version of Cluster API to assume where only the API version of its kinds is known,
 * "v1beta2" or "v1beta1". Owned by the caller.
 */
char *hz_versions_core_of(const char *contract) HZ_OWNED(free);

/* The API version of the core, bootstrap and control plane kinds: "v1beta2" or "v1beta1". */
const char *hz_versions_contract(const struct hz_versions *versions);

/* The version of Kubernetes for those who name none. */
const char *hz_versions_kubernetes(const struct hz_versions *versions);

/*
 * Why workload clusters cannot have the version @kubernetes, and which they can have;
 * NULL if they can. Owned by the caller.
 */
char *hz_versions_refusal(const struct hz_versions *versions, const char *kubernetes)
	HZ_OWNED(free);

#endif
