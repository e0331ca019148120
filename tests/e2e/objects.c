/* SPDX-License-Identifier: Apache-2.0 */
/*
 * objects NAMESPACE COUNT: makes so many ConfigMaps, patches and lists them, deletes them,
 * and watches all of it, several requests at once, through the public calls of the library.
 * Connections may break at any time: what the library does not repeat, because it may have been
 * done, is looked at and done again here. Prints a line for each step, "created 1000", and fails at
 * the first thing that is lost, comes twice, or is an error of another kind.
 */
#include <stdio.h>

#include "base/num.h"
#include "base/str.h"
#include "kube/watch.h"
#include "text/json.h"

#define IN_FLIGHT 8
#define LABEL "kubectl-hetzner.dev/objects"
#define PATIENCE_MS 30000

struct thing {
	char *name;
	char *uid;                 /* NULL until it was created */
	char *version;             /* when it was created */
	struct hz_kube_call *call; /* under way, or NULL */
	unsigned set;              /* events of the watch */
	unsigned deleted;
	bool listed;
	bool lost; /* an answer about it */
};

struct work {
	struct hz_kube *kube;
	struct hz_watch *watch;
	const char *namespace_;
	struct thing *things;
	size_t count;
	size_t again; /* writes whose answers were lost, so that they were looked at */
	size_t events;
};

/* What is done with one object: started, then ended with the call's result. */
struct step {
	const char *done; /* "created" */
	int (*start)(struct work *work, struct thing *thing, struct hz_err *err);
	/* @r and @result are those of the call: 0, or < 0 with @err */
	int (*end)(struct work *work, struct thing *thing, int r, json_t *result,
		   struct hz_err *err);
};

static int bug(struct hz_err *err, const char *what, const struct thing *thing)
{
	return hz_err_set(err, HZ_ERR_FAILED, "Bug", "%s: %s", thing->name, what);
}

static bool is_lost(const struct hz_err *err)
{
	return hz_err_is(err, "CutOff");
}

/* Done by the request whose answer was lost, perhaps after we had looked. */
static bool is_done_before(const struct thing *thing, const struct hz_err *err)
{
	return thing->lost && (hz_err_is(err, "AlreadyExists") || hz_err_is(err, "Conflict"));
}

/* --- the watch ----------------------------------------------------------------------------- */

static struct thing *thing_of(struct work *work, const json_t *object)
{
	int i;

	if (hz_parse_int_in(hz_object_name(object) + 1, 0, (int)work->count - 1, &i) < 0)
		return NULL;
	return &work->things[i];
}

static int take_event(struct work *work, const struct hz_watch_event *event, struct hz_err *err)
{
	struct thing *thing = event->object ? thing_of(work, event->object) : NULL;

	if (event->type == HZ_WATCH_SYNCED)
		return 0;
	if (!thing)
		return hz_err_set(err, HZ_ERR_FAILED, "Bug", "an event of something else");
	work->events++;
	if (thing->deleted > 0)
		return bug(err, "an event after it was deleted", thing);
	if (event->type == HZ_WATCH_DELETED && thing->set == 0)
		return bug(err, "deleted before it was there", thing);
	if (event->type == HZ_WATCH_DELETED)
		thing->deleted++;
	else
		thing->set++;
	return 0;
}

/* Takes one event: 1, or 0 when none came in time. */
static int follow(struct work *work, int64_t timeout_ms, struct hz_err *err)
{
	struct hz_watch_event event;
	size_t which;
	int r = hz_watch_next(&work->watch, 1, timeout_ms, &event, &which, err);

	if (r <= 0)
		return r;
	r = take_event(work, &event, err);
	json_decref(event.object);
	return r < 0 ? -1 : 1;
}

static bool saw_all(const struct work *work, bool deleted)
{
	for (size_t i = 0; i < work->count; i++)
		if (deleted ? work->things[i].deleted != 1 : work->things[i].set == 0)
			return false;
	return true;
}

static int wait_for_all(struct work *work, bool deleted, struct hz_err *err)
{
	while (!saw_all(work, deleted)) {
		int r = follow(work, PATIENCE_MS, err);

		if (r < 0)
			return -1;
		if (r == 0)
			return hz_err_set(err, HZ_ERR_FAILED, "Lost",
					  "the watch does not tell that all are %s",
					  deleted ? "deleted" : "there");
	}
	(void)printf("watched %zu\n", work->count);
	return 0;
}

/* --- the writes ---------------------------------------------------------------------------- */

static struct hz_kube_request request_for(const struct work *work, const struct thing *thing,
					  enum hz_kube_verb verb, const json_t *body)
{
	return (struct hz_kube_request){
		.verb = verb,
		.resource = &hz_kind_config_map,
		.namespace_ = work->namespace_,
		.name = thing->name,
		.body = body,
	};
}

/* Some are made by an apply, which the library itself repeats, after a second. */
static int start_create(struct work *work, struct thing *thing, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *object = json_pack("{s:s, s:s, s:{s:s, s:{s:s}}, s:{s:s}}", "apiVersion", "v1",
				   "kind", "ConfigMap", "metadata", "name", thing->name, "labels",
				   LABEL, "yes", "data", "step", "1");
	bool apply = (thing - work->things) % 100 == 0;
	struct hz_kube_request request =
		request_for(work, thing, apply ? HZ_KUBE_APPLY : HZ_KUBE_CREATE, object);

	return hz_kube_start(work->kube, &request, &thing->call, err);
}

static int find(struct work *work, const struct thing *thing, json_t **ret, struct hz_err *err)
{
	return hz_kube_find(work->kube, &hz_kind_config_map, work->namespace_, thing->name, ret,
			    err);
}

static int end_create(struct work *work, struct thing *thing, int r, json_t *result,
		      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *found = NULL;

	if (r < 0 && !is_lost(err) && !is_done_before(thing, err))
		return -1;
	if (r < 0 && find(work, thing, &found, err) < 0)
		return -1;
	result = r < 0 ? found : result;
	if (!result)
		return 1;
	thing->uid = hz_strdup(hz_object_uid(result));
	thing->version = hz_strdup(hz_object_version(result));
	return thing->uid ? 0 : bug(err, "created without a UID", thing);
}

/* Only while it is as it was created. */
static int start_patch(struct work *work, struct thing *thing, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *operations =
		json_pack("[{s:s, s:s, s:s}]", "op", "replace", "path", "/data/step", "value", "2");
	HZ_AUTO(hz_json_unrefp) json_t *merge = json_pack("{s:{s:s}}", "data", "step", "2");
	bool odd = (thing - work->things) % 2 == 1;
	struct hz_kube_request request =
		request_for(work, thing, odd ? HZ_KUBE_JSON_PATCH : HZ_KUBE_MERGE_PATCH,
			    odd ? operations : merge);

	request.version = thing->version;
	return hz_kube_start(work->kube, &request, &thing->call, err);
}

static int end_patch(struct work *work, struct thing *thing, int r, json_t *result,
		     struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *found = NULL;

	(void)result;
	if (r == 0)
		return 0;
	if (!is_lost(err) && !is_done_before(thing, err))
		return -1;
	if (find(work, thing, &found, err) < 0)
		return -1;
	return hz_str_eq(hz_json_str(found, "data.step"), "2") ? 0 : 1;
}

static int start_delete(struct work *work, struct thing *thing, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *options = json_pack("{s:{s:s}}", "preconditions", "uid", thing->uid);
	struct hz_kube_request request = request_for(work, thing, HZ_KUBE_DELETE, options);

	return hz_kube_start(work->kube, &request, &thing->call, err);
}

static int end_delete(struct work *work, struct thing *thing, int r, json_t *result,
		      struct hz_err *err)
{
	(void)work;
	(void)thing;
	(void)result;
	if (r == 0 || hz_err_is(err, "NotFound"))
		return 0;
	return is_lost(err) ? 1 : -1;
}

static const struct step create = { "created", start_create, end_create };
static const struct step patch = { "patched", start_patch, end_patch };
static const struct step delete = { "deleted", start_delete, end_delete };

/* Waits for the call of @thing, and does it again as long as it was lost. */
static int finish(struct work *work, const struct step *step, struct thing *thing,
		  struct hz_err *err)
{
	int r;

	do {
		HZ_AUTO(hz_json_unrefp) json_t *result = NULL;
		HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

		r = hz_kube_wait(work->kube, thing->call, &result, &failure);
		hz_kube_call_free(HZ_TAKE(thing->call));
		thing->lost = thing->lost || (r < 0 && is_lost(&failure));
		work->again += r < 0;
		r = step->end(work, thing, r, result, &failure);
		if (r < 0)
			return hz_err_move(err, &failure);
		if (r > 0 && step->start(work, thing, err) < 0)
			return -1;
	} while (r > 0);
	return 0;
}

/* Does the step with all objects, several at once. */
static int run(struct work *work, const struct step *step, struct hz_err *err)
{
	size_t started = 0;
	int r;

	for (size_t i = 0; i < work->count; i++) {
		for (; started < work->count && started < i + IN_FLIGHT; started++)
			if (step->start(work, &work->things[started], err) < 0)
				return -1;
		if (finish(work, step, &work->things[i], err) < 0)
			return -1;
		while ((r = follow(work, 0, err)) > 0)
			;
		if (r < 0)
			return -1;
	}
	(void)printf("%s %zu\n", step->done, work->count);
	return 0;
}

/* --- lists --------------------------------------------------------------------------------- */

static int check_item(struct work *work, const json_t *item, bool metadata_only, struct hz_err *err)
{
	struct thing *thing = thing_of(work, item);

	if (!thing)
		return hz_err_set(err, HZ_ERR_FAILED, "Bug", "something else is listed");
	if (thing->listed || !hz_str_eq(hz_object_uid(item), thing->uid))
		return bug(err, "is listed twice, or is another one", thing);
	if (metadata_only == (json_object_get(item, "data") != NULL))
		return bug(err, "is not listed as it was asked for", thing);
	thing->listed = true;
	return 0;
}

/* Lists all, and checks that there are @count. */
static int list(struct work *work, bool metadata_only, size_t count, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *all = NULL;
	const json_t *item;
	size_t i;

	if (hz_kube_do(work->kube,
		       &(struct hz_kube_request){
			       .verb = HZ_KUBE_LIST,
			       .resource = &hz_kind_config_map,
			       .namespace_ = work->namespace_,
			       .label_selector = LABEL,
			       .metadata_only = metadata_only,
		       },
		       &all, err) < 0)
		return -1;
	json_array_foreach(hz_json_array(all, "items"), i, item)
		if (check_item(work, item, metadata_only, err) < 0)
			return -1;
	for (i = 0; i < work->count; i++)
		work->things[i].listed = false;
	if (json_array_size(hz_json_array(all, "items")) != count)
		return hz_err_set(err, HZ_ERR_FAILED, "Lost", "%zu are listed, not %zu",
				  json_array_size(hz_json_array(all, "items")), count);
	(void)printf("listed %zu%s\n", count, metadata_only ? " by their metadata" : "");
	return 0;
}

/* --- all of it ----------------------------------------------------------------------------- */

static int run_all(struct work *work, struct hz_err *err)
{
	if (run(work, &create, err) < 0 || wait_for_all(work, false, err) < 0 ||
	    list(work, false, work->count, err) < 0 || list(work, true, work->count, err) < 0 ||
	    run(work, &patch, err) < 0 || run(work, &delete, err) < 0 ||
	    wait_for_all(work, true, err) < 0)
		return -1;
	return list(work, false, 0, err);
}

static void free_things(struct work *work)
{
	for (size_t i = 0; i < work->count; i++) {
		hz_kube_call_free(work->things[i].call);
		free(work->things[i].name);
		free(work->things[i].uid);
		free(work->things[i].version);
	}
	free(work->things);
}

static int work_on(struct hz_kube *kube, const char *namespace_, size_t count, struct hz_err *err)
{
	HZ_AUTO(free_things)
	struct work work = {
		.kube = kube,
		.namespace_ = namespace_,
		.things = hz_alloc(count, sizeof(*work.things)),
		.count = count,
	};
	HZ_AUTO(hz_watch_freep) struct hz_watch *watch = NULL;

	for (size_t i = 0; i < count; i++)
		work.things[i].name = hz_strf("o%zu", i);
	if (hz_watch_new(kube,
			 &(struct hz_watch_request){
				 .resource = &hz_kind_config_map,
				 .namespace_ = namespace_,
				 .label_selector = LABEL,
			 },
			 &watch, err) < 0)
		return -1;
	work.watch = watch;
	if (run_all(&work, err) < 0)
		return -1;
	(void)printf("%zu events, %zu writes whose answer was lost\n", work.events, work.again);
	return 0;
}

static int open_and_work(const char *namespace_, size_t count, struct hz_err *err)
{
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_http_freep) struct hz_http *http = hz_http_new();
	HZ_AUTO(hz_kube_freep) struct hz_kube *kube = NULL;
	const struct hz_kube_overrides none = { .kubeconfig = NULL };

	if (hz_kubeconfig_load(NULL, &config, err) < 0 ||
	    hz_kubeconfig_resolve(config, &none, &target, err) < 0)
		return -1;
	kube = hz_kube_new(http, target);
	return work_on(kube, namespace_, count, err);
}

int main(int argc, char **argv)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int count;

	if (argc != 3 || hz_parse_int_in(argv[2], 1, 100000, &count) < 0) {
		(void)fprintf(stderr, "usage: objects NAMESPACE COUNT\n");
		return 2;
	}
	if (open_and_work(argv[1], (size_t)count, &err) == 0)
		return 0;
	(void)fprintf(stderr, "objects: %s\n", err.message);
	return 1;
}
