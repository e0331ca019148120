/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list that comes in pages of 500, put together to one.
 *
 * A server forgets after some minutes where a list was (410). Then it is begun once
 * more from the front, and if that happens again asked for whole.
 */
#ifndef HZ_KUBE_PAGES_H
#define HZ_KUBE_PAGES_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"

/* Zero-initialise; hz_pages_done() releases the contents. */
struct hz_pages {
	json_t *list;     /* owned; the first page with all items so far; NULL before it */
	const char *next; /* the continue token, "" at the end; borrowed from @list */
	unsigned restarts;
	unsigned count; /* of pages so far */
	/* As in struct hz_kube_request; NULL: the items are kept. */
	void (*on_items)(void *data, const json_t *items, bool first);
	void *data;
};

void hz_pages_done(struct hz_pages *pages);

/* The path of the page to ask for now, from the list's own. Owned by the caller. */
char *hz_pages_path(const struct hz_pages *pages, const char *path) HZ_OWNED(free) HZ_NOT_NULL;

/*
 * Takes in what came for that page; @page is borrowed. Objects without them (those of the
 * built-in kinds) get @kind and @api_version. Returns 1 when there are more
 * pages, 0 when the list is complete, < 0 with "BadAnswer" when it is no list.
 */
int hz_pages_add(struct hz_pages *pages, json_t *page, const char *kind, const char *api_version,
		 struct hz_err *err);

/* After a 410: whether to ask again, from the front. Not if no page was asked for. */
bool hz_pages_restart(struct hz_pages *pages);

/* The complete list, a new reference. */
json_t *hz_pages_take(struct hz_pages *pages);

#endif
