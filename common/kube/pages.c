/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A list that comes in pages of 500, put together to one.
 */
#include "kube/pages.h"

#include "base/str.h"
#include "kube/object.h"
#include "net/url.h"
#include "text/json.h"

#define PAGE_SIZE "500"
#define MOST_PAGES 10000

void hz_pages_done(struct hz_pages *pages)
{
	json_decref(pages->list);
	*pages = (struct hz_pages){ .list = NULL };
}

char *hz_pages_path(const struct hz_pages *pages, const char *path)
{
	struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, path);
	if (pages->restarts < 2)
		hz_url_query(&out, "limit", PAGE_SIZE);
	if (!hz_str_empty(pages->next))
		hz_url_query(&out, "continue", pages->next);
	return hz_buf_take(&out);
}

static int refuse(struct hz_err *err, const char *why)
{
	return hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "%s", why);
}

/* The items of a page, an empty array for null, which Go writes for a list of nothing. */
static int items_of(json_t *page, json_t **ret, struct hz_err *err)
{
	json_t *items = json_object_get(page, "items");
	const json_t *item;
	size_t i;

	if (json_is_null(items)) {
		json_object_set_new(page, "items", json_array());
		items = json_object_get(page, "items");
	}
	if (!hz_str_ends(hz_json_str(page, "kind") ? hz_json_str(page, "kind") : "", "List") ||
	    !json_is_object(json_object_get(page, "metadata")) || !json_is_array(items))
		return refuse(err, "is no list of objects");
	json_array_foreach(items, i, item)
		if (hz_str_empty(hz_object_name(item)))
			return refuse(err, "is a list with an object that has no name");
	*ret = items;
	return 0;
}

static void name_kinds(json_t *items, const char *kind, const char *api_version)
{
	json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		if (!json_object_get(item, "kind"))
			json_object_set_new(item, "kind", json_string(kind));
		if (!json_object_get(item, "apiVersion"))
			json_object_set_new(item, "apiVersion", json_string(api_version));
	}
}

/* Adds the items of a later page to the first, which gets that page's continue token. */
static void join(json_t *list, const json_t *page, json_t *items)
{
	json_t *metadata = json_object_get(list, "metadata");
	json_t *next = json_object_get(json_object_get(page, "metadata"), "continue");

	json_array_extend(json_object_get(list, "items"), items);
	if (next)
		json_object_set(metadata, "continue", next);
	else
		json_object_del(metadata, "continue");
}

int hz_pages_add(struct hz_pages *pages, json_t *page, const char *kind, const char *api_version,
		 struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *before = hz_strdup(pages->next);
	json_t *items = NULL;

	if (items_of(page, &items, err) < 0)
		return -1;
	name_kinds(items, kind, api_version);
	if (pages->on_items) {
		pages->on_items(pages->data, items, !pages->list);
		json_array_clear(items);
	}
	if (pages->list)
		join(pages->list, page, items);
	else
		pages->list = json_incref(page);
	pages->next = hz_json_str(pages->list, "metadata.continue");
	if (hz_str_empty(pages->next))
		return 0;
	if (hz_str_eq(before, pages->next) || ++pages->count == MOST_PAGES)
		return refuse(err, "is a list without an end");
	return 1;
}

bool hz_pages_restart(struct hz_pages *pages)
{
	if (hz_str_empty(pages->next) || pages->restarts == 2)
		return false;
	json_decref(pages->list);
	*pages = (struct hz_pages){
		.restarts = pages->restarts + 1,
		.on_items = pages->on_items,
		.data = pages->data,
	};
	return true;
}

json_t *hz_pages_take(struct hz_pages *pages)
{
	json_t *metadata = json_object_get(pages->list, "metadata");

	json_object_del(metadata, "continue");
	json_object_del(metadata, "remainingItemCount");
	pages->next = NULL;
	return HZ_TAKE(pages->list);
}
