/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list of the Cloud API, which comes in pages, put together to one.
 */
#include "hcloud/pages.h"

#include "hcloud/item.h"
#include "net/url.h"
#include "text/json.h"

#define PAGE_SIZE "50"
#define MOST_PAGES 2000

void hz_hcloud_pages_done(struct hz_hcloud_pages *pages)
{
	json_decref(pages->items);
	*pages = (struct hz_hcloud_pages){ .items = NULL };
}

unsigned hz_hcloud_pages_next(const struct hz_hcloud_pages *pages)
{
	return pages->got + 1;
}

char *hz_hcloud_pages_path(const struct hz_hcloud_pages *pages, const char *path)
{
	struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *page = hz_strf("%u", hz_hcloud_pages_next(pages));

	hz_buf_adds(&out, path);
	hz_url_query(&out, "page", page);
	hz_url_query(&out, "per_page", PAGE_SIZE);
	return hz_buf_take(&out);
}

static int add_items(struct hz_hcloud_pages *pages, json_t *items, const char *key,
		     char **ret_fault)
{
	const json_t *item;
	size_t i;

	if (!json_is_array(items)) {
		*ret_fault = hz_strf("has no list of %s", key);
		return -1;
	}
	json_array_foreach(items, i, item) {
		const char *fault = hz_hcloud_item_fault(item);

		if (fault) {
			*ret_fault = hz_strf("has a list of %s with one that %s", key, fault);
			return -1;
		}
	}
	if (!pages->items)
		pages->items = json_array();
	(void)json_array_extend(pages->items, items);
	return 0;
}

/* Whether there is another page: 1 or 0, or -1 when the number of the next one is wrong. */
static int look_for_next(const struct hz_hcloud_pages *pages, const json_t *answer,
			 char **ret_fault)
{
	const json_t *next = hz_json_get(answer, "meta.pagination.next_page");

	if (!next || json_is_null(next))
		return 0;
	if (!json_is_integer(next))
		*ret_fault = hz_strf("names a next page that is no number");
	else if (json_integer_value(next) != (json_int_t)pages->got + 1)
		*ret_fault = hz_strf("says that page %lld follows page %u",
				     (long long)json_integer_value(next), pages->got);
	else if (pages->got == MOST_PAGES)
		*ret_fault = hz_strf("is one of more than %d pages", MOST_PAGES);
	else
		return 1;
	return -1;
}

int hz_hcloud_pages_add(struct hz_hcloud_pages *pages, const json_t *answer, const char *key,
			char **ret_fault)
{
	if (add_items(pages, json_object_get(answer, key), key, ret_fault) < 0)
		return -1;
	pages->got++;
	return look_for_next(pages, answer, ret_fault);
}
