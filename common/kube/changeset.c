/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it would take to make a set of objects live: reading all of them, and applying
 * those that are missing.
 */
#include "kube/changeset.h"

#include <string.h>

#include "base/str.h"
#include "text/json.h"

static void change_done(struct hz_change *change)
{
	json_decref(change->want);
	json_decref(change->have);
	hz_json_diff_done(&change->diff);
	hz_strv_done(&change->dropped);
}

void hz_changeset_done(struct hz_changeset *set)
{
	for (size_t i = 0; i < set->count; i++)
		change_done(&set->change[i]);
	free(set->change);
	*set = (struct hz_changeset){ .count = 0 };
}

/* The resource that @object is one of. */
static const struct hz_resource *resource_of(const struct hz_discovery *discovery,
					     const json_t *object)
{
	const char *api_version = hz_json_str(object, "apiVersion");
	const char *slash = api_version ? strchr(api_version, '/') : NULL;
	HZ_AUTO(hz_freep)
	char *group = hz_strndup(api_version ? api_version : "",
				 slash ? (size_t)(slash - api_version) : 0);

	return hz_discovery_find(discovery, group, slash ? slash + 1 : api_version,
				 hz_json_str(object, "kind"));
}

/* Calls under way, freed with their array. */
struct calls {
	struct hz_kube_call **call;
	size_t count;
};

static void calls_done(struct calls *calls)
{
	for (size_t i = 0; i < calls->count; i++)
		hz_kube_call_free(calls->call[i]);
	free((void *)calls->call);
}

static struct calls calls_new(size_t count)
{
	return (struct calls){ .call = hz_alloc(count, sizeof(struct hz_kube_call *)),
			       .count = count };
}

static int start_get(struct hz_kube *kube, const struct hz_change *change,
		     struct hz_kube_call **ret, struct hz_err *err)
{
	struct hz_kube_request request = {
		.verb = HZ_KUBE_GET,
		.resource = change->resource,
		.namespace_ = hz_object_namespace(change->want),
		.name = hz_object_name(change->want),
	};

	return hz_kube_start(kube, &request, ret, err);
}

/* The result of a get, where "not found" is an answer. */
static int wait_get(struct hz_kube *kube, struct hz_kube_call *call, json_t **ret,
		    struct hz_err *err)
{
	if (hz_kube_wait(kube, call, ret, err) >= 0)
		return 0;
	if (!hz_err_is(err, "NotFound"))
		return -1;
	hz_err_done(err);
	return 0;
}

static int read_all(struct hz_kube *kube, struct hz_changeset *set, struct hz_err *err)
{
	HZ_AUTO(calls_done) struct calls calls = calls_new(set->count);

	for (size_t i = 0; i < set->count; i++)
		if (start_get(kube, &set->change[i], &calls.call[i], err) < 0)
			return -1;
	for (size_t i = 0; i < set->count; i++)
		if (wait_get(kube, calls.call[i], &set->change[i].have, err) < 0)
			return -1;
	return 0;
}

/* The same, of a server that may have been asked too long ago. */
static int find_resource(struct hz_kube *kube, struct hz_discovery *discovery, const json_t *object,
			 const struct hz_resource **ret, struct hz_err *err)
{
	const struct hz_resource *resource = resource_of(discovery, object);

	if (!resource && hz_discovery_refresh(kube, discovery, err) < 0)
		return -1;
	if (!resource)
		resource = resource_of(discovery, object);
	if (!resource)
		return hz_err_set(err, HZ_ERR_NOT_FOUND, "NoSuchKind",
				  "the server does not serve %s of %s", hz_json_str(object, "kind"),
				  hz_json_str(object, "apiVersion"));
	*ret = resource;
	return 0;
}

int hz_changeset_load(struct hz_kube *kube, struct hz_discovery *discovery, const json_t *objects,
		      hz_tolerance_fn *tolerates, struct hz_changeset *ret, struct hz_err *err)
{
	HZ_AUTO(hz_changeset_done) struct hz_changeset set = { .count = 0 };
	json_t *object;
	size_t i;

	set.change = hz_alloc(json_array_size(objects), sizeof(*set.change));
	json_array_foreach(objects, i, object) {
		struct hz_change *change = &set.change[set.count++];

		change->want = json_incref(object);
		if (find_resource(kube, discovery, object, &change->resource, err) < 0)
			return -1;
	}
	if (read_all(kube, &set, err) < 0)
		return -1;
	for (i = 0; i < set.count; i++)
		hz_change_compare(&set.change[i], tolerates);
	*ret = set;
	set = (struct hz_changeset){ .count = 0 };
	return 0;
}

static int start_apply(struct hz_kube *kube, const struct hz_change *change, bool dry_run,
		       struct hz_kube_call **ret, struct hz_err *err)
{
	struct hz_kube_request request = {
		.verb = HZ_KUBE_APPLY,
		.resource = change->resource,
		.body = change->want,
		.dry_run = dry_run,
	};

	return hz_kube_start(kube, &request, ret, err);
}

/* One past the last change of the kind of @first. */
static size_t end_of_kind(const struct hz_changeset *set, size_t first)
{
	size_t end = first + 1;

	while (end < set->count && set->change[end].resource == set->change[first].resource)
		end++;
	return end;
}

/* An apply of a whole set under way. */
struct apply {
	struct hz_kube *kube;
	const struct hz_changeset *set;
	bool dry_run;
	hz_change_fn *applied;
	void *data;
};

static int wait_apply(const struct apply *apply, const struct hz_change *change,
		      struct hz_kube_call *call, struct hz_err *err)
{
	if (hz_kube_wait(apply->kube, call, NULL, err) < 0)
		return -1;
	if (apply->applied)
		apply->applied(apply->data, change);
	return 0;
}

/*
 * Applies what is missing from @first up to @end at once. After a failure the others
 * are still waited for, so that what is told as applied is all that was.
 */
static int apply_range(const struct apply *apply, size_t first, size_t end, struct hz_err *err)
{
	HZ_AUTO(calls_done) struct calls calls = calls_new(apply->set->count);
	int result = 0;

	for (size_t i = first; i < end; i++)
		if (apply->set->change[i].type == HZ_CHANGE_CREATE &&
		    start_apply(apply->kube, &apply->set->change[i], apply->dry_run, &calls.call[i],
				err) < 0)
			return -1;
	for (size_t i = first; i < end; i++) {
		HZ_AUTO(hz_err_done) struct hz_err one = HZ_ERR_INIT;

		if (!calls.call[i] ||
		    wait_apply(apply, &apply->set->change[i], calls.call[i], &one) == 0)
			continue;
		if (result == 0)
			hz_err_move(err, &one);
		result = -1;
	}
	return result;
}

int hz_changeset_apply(struct hz_kube *kube, const struct hz_changeset *set, bool dry_run,
		       hz_change_fn *applied, void *data, struct hz_err *err)
{
	struct apply apply = {
		.kube = kube, .set = set, .dry_run = dry_run, .applied = applied, .data = data
	};

	for (size_t first = 0; first < set->count;) {
		size_t end = end_of_kind(set, first);

		if (apply_range(&apply, first, end, err) < 0)
			return -1;
		first = end;
	}
	return 0;
}
