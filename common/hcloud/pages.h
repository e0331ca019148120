/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list of the Cloud API, which comes in pages of at most 50, put together to one:
 * https://docs.hetzner.cloud/reference/cloud#pagination
 */
#ifndef HZ_HCLOUD_PAGES_H
#define HZ_HCLOUD_PAGES_H

#include <jansson.h>

#include "base/err.h"

/* Zero-initialise; hz_hcloud_pages_done() releases the contents. */
struct hz_hcloud_pages {
	json_t *items; /* owned; those of all pages so far; NULL before the first */
	unsigned got;  /* pages so far */
};

void hz_hcloud_pages_done(struct hz_hcloud_pages *pages);

/* The number of the page to ask for now, from 1. */
unsigned hz_hcloud_pages_next(const struct hz_hcloud_pages *pages);

/* Its path, from the list's own. Owned by the caller. */
char *hz_hcloud_pages_path(const struct hz_hcloud_pages *pages, const char *path) HZ_OWNED(free)
	HZ_NOT_NULL;

/*
 * Takes in the @answer for that page, whose items stand under @key. Returns 1 when
 * there are more pages, 0 when the list is complete, -1 when it is no list: then
 * *@ret_fault says so behind "the answer ", owned by the caller. A page that is not
 * followed by the next one is a fault, so that no list goes round in circles.
 */
int hz_hcloud_pages_add(struct hz_hcloud_pages *pages, const json_t *answer, const char *key,
			char **ret_fault);

#endif
