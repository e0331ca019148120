/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Following an inventory: one watch a kind.
 */
#include "base/clock.h"
#include "capi/inventory.h"

struct hz_follow {
	struct hz_inventory *inventory;
	struct hz_watch *watches[HZ_KIND_COUNT];
	int synced; /* how many watches have given all that was there at the start */
};

void hz_follow_free(struct hz_follow *follow)
{
	if (!follow)
		return;
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++)
		hz_watch_free(follow->watches[kind]);
	free(follow);
}

void hz_follow_freep(struct hz_follow **follow)
{
	hz_follow_free(*follow);
}

/* Starts the watches: the Cluster by its name, all else by its label. */
static int watch_all(const struct hz_cluster_ref *cluster, struct hz_follow *follow,
		     struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *label = hz_strf(HZ_LABEL_CLUSTER_NAME "=%s", cluster->name);

	for (int kind = 0; kind < HZ_KIND_COUNT; kind++) {
		bool by_name = kind == HZ_KIND_CLUSTER;
		struct hz_watch_request request = {
			.resource = cluster->capi->resource[kind],
			.namespace_ = cluster->namespace_,
			.name = by_name ? cluster->name : NULL,
			.label_selector = by_name ? NULL : label,
		};

		if (hz_watch_new(cluster->kube, &request, &follow->watches[kind], err) < 0)
			return -1;
	}
	return 0;
}

/* Takes one event in. */
static void take(struct hz_follow *follow, enum hz_watch_type type, json_t *object)
{
	switch (type) {
	case HZ_WATCH_SET:
		hz_inventory_set(follow->inventory, object);
		break;
	case HZ_WATCH_DELETED:
		hz_inventory_drop(follow->inventory, object);
		break;
	case HZ_WATCH_SYNCED:
		follow->synced++;
		break;
	}
}

int hz_follow_next(struct hz_follow *follow, int64_t timeout_ms, struct hz_err *err)
{
	struct hz_watch_event event = { .object = NULL };
	size_t which = 0;
	int r = hz_watch_next(follow->watches, HZ_KIND_COUNT, timeout_ms, &event, &which, err);

	if (r <= 0)
		return r;
	take(follow, event.type, event.object);
	json_decref(event.object);
	return 1;
}

/* Waits until every kind was listed once. */
static int complete(struct hz_follow *follow, int64_t timeout_ms, struct hz_err *err)
{
	int64_t deadline = hz_clock_ms() + timeout_ms;

	while (follow->synced < HZ_KIND_COUNT) {
		int64_t left = deadline - hz_clock_ms();
		int r = left > 0 ? hz_follow_next(follow, left, err) : 0;

		if (r < 0)
			return -1;
		if (r == 0)
			return hz_err_set(
				err, HZ_ERR_TIMEOUT, "Timeout",
				"the server has not listed the objects of the cluster in time");
	}
	return 0;
}

int hz_follow_new(const struct hz_cluster_ref *cluster, struct hz_inventory *inventory,
		  int64_t timeout_ms, struct hz_follow **ret, struct hz_err *err)
{
	HZ_AUTO(hz_follow_freep) struct hz_follow *follow = hz_alloc(1, sizeof(*follow));

	hz_inventory_done(inventory);
	follow->inventory = inventory;
	if (watch_all(cluster, follow, err) < 0 || complete(follow, timeout_ms, err) < 0)
		return -1;
	*ret = HZ_TAKE(follow);
	return 0;
}
