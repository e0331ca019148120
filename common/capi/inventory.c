/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of one cluster as they are now.
 */
#include "capi/inventory.h"

#include <string.h>

#include "text/json.h"

void hz_inventory_done(struct hz_inventory *inventory)
{
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		json_decref(inventory->objects[kind]);
	*inventory = (struct hz_inventory){ .objects = { NULL } };
}

void hz_inventory_set(struct hz_inventory *inventory, json_t *object)
{
	enum hz_kind kind = hz_kind_of(object);
	const char *name = hz_object_name(object);

	if (kind == HZ_KIND_COUNT || !name)
		return;
	if (!inventory->objects[kind])
		inventory->objects[kind] = json_object();
	(void)json_object_set(inventory->objects[kind], name, object);
}

void hz_inventory_drop(struct hz_inventory *inventory, const json_t *object)
{
	enum hz_kind kind = hz_kind_of(object);
	const char *name = hz_object_name(object);

	if (kind < HZ_KIND_COUNT && name)
		(void)json_object_del(inventory->objects[kind], name);
}

json_t *hz_inventory_one(const struct hz_inventory *inventory, enum hz_kind kind)
{
	return json_object_iter_value(json_object_iter(inventory->objects[kind]));
}

json_t *hz_inventory_all(const struct hz_inventory *inventory, enum hz_kind kind)
{
	return inventory->objects[kind];
}

size_t hz_inventory_count_of(const struct hz_inventory *inventory, enum hz_kind kind)
{
	return json_object_size(inventory->objects[kind]);
}

size_t hz_inventory_count(const struct hz_inventory *inventory)
{
	size_t count = 0;

	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		count += hz_inventory_count_of(inventory, (enum hz_kind)kind);
	return count;
}

/* The list request for @kind: the Cluster by its name, all else by its label. */
static struct hz_kube_request list_request(const struct hz_cluster_ref *cluster, enum hz_kind kind,
					   const char *field, const char *label)
{
	bool by_name = kind == HZ_KIND_CLUSTER;

	return (struct hz_kube_request){
		.verb = HZ_KUBE_LIST,
		.resource = cluster->capi->resource[kind],
		.namespace_ = cluster->namespace_,
		.field_selector = by_name ? field : NULL,
		.label_selector = by_name ? NULL : label,
	};
}

static void add_items(struct hz_inventory *inventory, const struct hz_resource *resource,
		      const json_t *list)
{
	json_t *items = hz_json_array(list, "items");
	json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		/* the items of a list may come without these two */
		if (!hz_json_str(item, "kind")) {
			hz_json_set_str(item, "kind", resource->kind);
			hz_json_set(item, "apiVersion",
				    json_sprintf("%s/%s", resource->group, resource->version));
		}
		hz_inventory_set(inventory, item);
	}
}

/* One list a kind under way. */
struct lists {
	struct hz_kube_call *call[HZ_KIND_COUNT];
};

static void lists_done(struct lists *lists)
{
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		hz_kube_call_free(lists->call[kind]);
}

static int start_lists(const struct hz_cluster_ref *cluster, struct lists *lists,
		       struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("metadata.name=%s", cluster->name);
	HZ_AUTO(hz_freep) char *label = hz_strf(HZ_LABEL_CLUSTER_NAME "=%s", cluster->name);

	for (int kind = 0; kind < HZ_KIND_COUNT; kind++) {
		struct hz_kube_request request =
			list_request(cluster, (enum hz_kind)kind, field, label);

		if (hz_kube_start(cluster->kube, &request, &lists->call[kind], err) < 0)
			return -1;
	}
	return 0;
}

/* Takes the answer of one list in; what is forbidden is named in @unknown and left out. */
static int take_list(const struct hz_cluster_ref *cluster, enum hz_kind kind,
		     struct hz_kube_call *call, struct hz_inventory *inventory,
		     struct hz_strv *unknown, struct hz_err *err)
{
	const struct hz_resource *resource = cluster->capi->resource[kind];
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;

	if (hz_kube_wait(cluster->kube, call, &list, err) >= 0) {
		add_items(inventory, resource, list);
		return 0;
	}
	if (err->kind != HZ_ERR_FORBIDDEN || kind == HZ_KIND_CLUSTER)
		return -1;
	if (unknown)
		hz_strv_add(unknown, resource->plural);
	hz_err_done(err);
	return 0;
}

int hz_inventory_load(const struct hz_cluster_ref *cluster, struct hz_inventory *ret,
		      struct hz_strv *unknown, struct hz_err *err)
{
	HZ_AUTO(hz_inventory_done) struct hz_inventory inventory = { .objects = { NULL } };
	HZ_AUTO(lists_done) struct lists lists = { .call = { NULL } };

	if (start_lists(cluster, &lists, err) < 0)
		return -1;
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		if (take_list(cluster, (enum hz_kind)kind, lists.call[kind], &inventory, unknown,
			      err) < 0)
			return -1;
	*ret = inventory;
	inventory = (struct hz_inventory){ .objects = { NULL } };
	return 0;
}
