/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Watching a cluster go: which objects are left, and what holds them.
 */
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "capi/conditions.h"
#include "cli/progress.h"
#include "deletion.h"
#include "text/json.h"

/* How often the elapsed time is redrawn. */
#define TICK_MS 250

/* Whether @object will go by itself once its owners or finalizers let it. */
static bool will_go(const json_t *object)
{
	return hz_json_str(object, "metadata.deletionTimestamp") ||
	       json_array_size(hz_json_array(object, "metadata.ownerReferences")) > 0;
}

/* The objects that are left, without those that hz_deletion_remove_templates() removes. */
static size_t count_left(const struct hz_inventory *inventory, const json_t **ret_stuck)
{
	size_t left = 0;

	*ret_stuck = NULL;
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++) {
		const char *name;
		json_t *object;

		json_object_foreach(hz_inventory_all(inventory, (enum hz_kind)kind), name, object) {
			if (hz_deletion_is_leftover(object))
				continue;
			left++;
			if (!will_go(object))
				*ret_stuck = object;
		}
	}
	return left;
}

/* Appends what an object says about its own deletion. */
static void add_reason(struct hz_buf *out, const json_t *object)
{
	const json_t *finalizers = hz_json_array(object, "metadata.finalizers");
	const char *finalizer = json_string_value(json_array_get(finalizers, 0));
	struct hz_condition deleting;

	if (hz_condition_find(object, "Deleting", &deleting) && *deleting.message)
		hz_buf_addf(out, ": %.*s", (int)strcspn(deleting.message, "\n"), deleting.message);
	else if (finalizer)
		hz_buf_addf(out, ": finalizer %s", finalizer);
}

/* What holds: the object that is deepest in the order of deletion and already marked. */
static void add_holder(struct hz_buf *out, const struct hz_inventory *inventory)
{
	static const enum hz_kind order[] = { HZ_KIND_HCLOUD_MACHINE, HZ_KIND_BARE_METAL_MACHINE,
					      HZ_KIND_MACHINE,        HZ_KIND_MACHINE_DEPLOYMENT,
					      HZ_KIND_CONTROL_PLANE,  HZ_KIND_HETZNER_CLUSTER,
					      HZ_KIND_CLUSTER };

	for (size_t i = 0; i < HZ_COUNT(order); i++) {
		const char *name;
		json_t *object;

		json_object_foreach(hz_inventory_all(inventory, order[i]), name, object) {
			if (!hz_json_str(object, "metadata.deletionTimestamp"))
				continue;
			hz_buf_addf(out, "%s/%s", hz_kind_name(order[i]), name);
			add_reason(out, object);
			return;
		}
	}
}

/* "2 machines, 11 objects left; Machine/demo-md-0-x: …" */
static char *describe(const struct hz_inventory *inventory, size_t left)
{
	struct hz_buf out = HZ_BUF_INIT;
	struct hz_buf holder = HZ_BUF_INIT;
	size_t machines = hz_inventory_count_of(inventory, HZ_KIND_MACHINE);
	HZ_AUTO(hz_freep) char *what = NULL;

	add_holder(&holder, inventory);
	what = hz_buf_take(&holder);
	hz_buf_addf(&out, "%zu machine%s, %zu object%s left%s%s", machines,
		    machines == 1 ? "" : "s", left, left == 1 ? "" : "s", *what ? "; " : "", what);
	return hz_buf_take(&out);
}

static int timed_out(const struct hz_deletion *deletion, const char *state, struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_TIMEOUT, "Timeout", "cluster %s is not gone yet: %s",
			  deletion->name, state);
}

/* The Cluster is gone and @object stays for ever: nobody owns it and nobody deletes it. */
static int orphaned(const struct hz_deletion *deletion, const json_t *object, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *title = hz_object_title(object);
	enum hz_kind kind = hz_kind_of(object);

	hz_err_set(err, HZ_ERR_PARTIAL, "Orphaned",
		   "cluster %s is gone, but %s stays: nothing owns it", deletion->name, title);
	return hz_err_advise(err, "Look at it, and remove it with: kubectl delete %s %s -n %s",
			     deletion->context.capi.resource[kind]->plural, hz_object_name(object),
			     deletion->namespace_);
}

/* What goes on without us when the wait ends early. */
static int stopped_waiting(const struct hz_cli *cli, const struct hz_deletion *deletion,
			   struct hz_err *err)
{
	if (hz_err_is(err, "Orphaned"))
		return -1;
	hz_err_advise(
		err, "Cluster %s goes on being deleted; what is left costs money until it is gone.",
		deletion->name);
	return hz_err_advise(err, "Watch on with: %s%s", deletion->again, cli->yes ? "" : " --yes");
}

/* Follows until nothing is left that goes by itself. */
static int follow(struct hz_deletion *deletion, struct hz_follow *changes,
		  struct hz_progress *progress, int64_t deadline, struct hz_err *err)
{
	for (;;) {
		const json_t *stuck = NULL;
		size_t left = count_left(&deletion->inventory, &stuck);
		HZ_AUTO(hz_freep) char *state = describe(&deletion->inventory, left);

		if (left == 0)
			return 0;
		if (stuck && !hz_inventory_one(&deletion->inventory, HZ_KIND_CLUSTER))
			return orphaned(deletion, stuck, err);
		if (hz_clock_ms() >= deadline)
			return timed_out(deletion, state, err);
		hz_progress_detail(progress, "delete", "%s", state);
		if (hz_follow_next(changes, TICK_MS, err) < 0)
			return -1;
		hz_progress_tick(progress);
	}
}

int hz_deletion_wait(struct hz_cli *cli, struct hz_deletion *deletion, int64_t timeout_ms,
		     struct hz_err *err)
{
	HZ_AUTO(hz_progress_freep) struct hz_progress *progress = hz_progress_new(cli);
	HZ_AUTO(hz_follow_freep) struct hz_follow *changes = NULL;
	HZ_AUTO(hz_freep) char *title = hz_strf("Deleting cluster %s", deletion->name);
	int64_t deadline = hz_clock_ms() + timeout_ms;

	hz_progress_begin(progress, "delete", title);
	if (hz_follow_new(&deletion->cluster, &deletion->inventory, timeout_ms, &changes, err) <
		    0 ||
	    follow(deletion, changes, progress, deadline, err) < 0) {
		hz_progress_fail(progress, "delete", "%s", hz_err_outcome(err));
		return stopped_waiting(cli, deletion, err);
	}
	hz_progress_done(progress, "delete", "everything is gone");
	return 0;
}
