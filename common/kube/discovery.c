/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a server serves: groups, versions and resources.
 *
 * Two requests where the server knows the aggregated form (Kubernetes 1.27 and later),
 * else one more for each group and version.
 */
#include "kube/discovery.h"

#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "kube/discovery_cache.h"
#include "kube/discovery_document.h"
#include "text/json.h"

/* The order of the parameters matters to servers: g, v, as. */
#define AGGREGATED(version) \
	"application/json;g=apidiscovery.k8s.io;v=" version ";as=APIGroupDiscoveryList"
#define ACCEPT AGGREGATED("v2") "," AGGREGATED("v2beta1") ",application/json"

#define MOST_IN_FLIGHT 16

struct hz_discovery {
	struct hz_resource_list resources;
	struct hz_resource_list cached; /* what they were before hz_discovery_refresh() */
	bool asked;                     /* the server, and not the cache */
};

void hz_discovery_free(struct hz_discovery *discovery)
{
	if (!discovery)
		return;
	hz_resource_list_done(&discovery->resources);
	hz_resource_list_done(&discovery->cached);
	free(discovery);
}

void hz_discovery_freep(struct hz_discovery **discovery)
{
	hz_discovery_free(*discovery);
}

/* Waits for a root document; @paths gets what an old one refers to. */
static int load_root(struct hz_kube *kube, struct hz_resource_list *list, struct hz_kube_call *call,
		     struct hz_strv *paths, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *document = NULL;

	if (hz_kube_wait(kube, call, &document, err) < 0)
		return -1;
	if (hz_discovery_is_aggregated(document))
		return hz_discovery_read_aggregated(list, document, err);
	return hz_discovery_read_versions(paths, document, err);
}

static int load_roots(struct hz_kube *kube, struct hz_resource_list *list, struct hz_strv *paths,
		      struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *core = NULL;
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *groups = NULL;

	if (hz_kube_start_path(kube, "/api", ACCEPT, &core, err) < 0 ||
	    hz_kube_start_path(kube, "/apis", ACCEPT, &groups, err) < 0 ||
	    load_root(kube, list, core, paths, err) < 0)
		return -1;
	return load_root(kube, list, groups, paths, err);
}

/* A group whose own server does not answer, or that is gone since it was listed. */
static bool is_stale(const struct hz_err *err)
{
	return hz_err_is(err, "ServiceUnavailable") || hz_err_is(err, "InternalError") ||
	       hz_err_is(err, "NoSuchKind") || hz_err_is(err, "NotFound");
}

static int load_version(struct hz_kube *kube, struct hz_resource_list *list,
			struct hz_kube_call *call, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *document = NULL;

	if (hz_kube_wait(kube, call, &document, &failure) == 0)
		return hz_discovery_read_resources(list, document, err);
	if (!is_stale(&failure))
		return hz_err_move(err, &failure);
	list->incomplete = true;
	return 0;
}

/* The calls under way, a ring: that of path i is at i modulo its size. */
struct window {
	struct hz_kube_call *call[MOST_IN_FLIGHT]; /* owned */
};

static void done_window(struct window *window)
{
	for (size_t i = 0; i < MOST_IN_FLIGHT; i++)
		hz_kube_call_free(window->call[i]);
}

/* Loads the APIResourceLists at @paths, in their order, several of them at once. */
static int load_versions(struct hz_kube *kube, struct hz_resource_list *list,
			 const struct hz_strv *paths, struct hz_err *err)
{
	HZ_AUTO(done_window) struct window window = { .call = { NULL } };
	size_t started = 0;

	for (size_t i = 0; i < paths->count; i++) {
		struct hz_kube_call **call = &window.call[i % MOST_IN_FLIGHT];

		for (; started < paths->count && started < i + MOST_IN_FLIGHT; started++)
			if (hz_kube_start_path(kube, paths->item[started], "application/json",
					       &window.call[started % MOST_IN_FLIGHT], err) < 0)
				return -1;
		if (load_version(kube, list, *call, err) < 0)
			return -1;
		hz_kube_call_freep(call);
		*call = NULL;
	}
	return 0;
}

/* It is the first that is asked of a server, so the error has to name it; once is enough. */
static int name_server(const struct hz_kube *kube, struct hz_err *err)
{
	const char *server = hz_kube_server(kube);

	if (strstr(err->message, server))
		return -1;
	return hz_err_wrap(err, "cannot ask %s what it serves", server);
}

/* Asks the server. */
static int ask(struct hz_kube *kube, struct hz_resource_list *ret, struct hz_err *err)
{
	HZ_AUTO(hz_resource_list_done) struct hz_resource_list list = { .count = 0 };
	HZ_AUTO(hz_strv_done) struct hz_strv paths = HZ_STRV_INIT;

	kube->from_cache = false;
	if (load_roots(kube, &list, &paths, err) < 0 || load_versions(kube, &list, &paths, err) < 0)
		return name_server(kube, err);
	hz_discovery_cache_write(kube, &list);
	*ret = list;
	list = (struct hz_resource_list){ .count = 0 };
	return 0;
}

int hz_discovery_load(struct hz_kube *kube, struct hz_discovery **ret, struct hz_err *err)
{
	HZ_AUTO(hz_discovery_freep)
	struct hz_discovery *discovery = hz_alloc(1, sizeof(*discovery));

	if (hz_discovery_cache_read(kube, &discovery->resources))
		kube->from_cache = true;
	else if (hz_discovery_refresh(kube, discovery, err) < 0)
		return -1;
	*ret = HZ_TAKE(discovery);
	return 0;
}

int hz_discovery_refresh(struct hz_kube *kube, struct hz_discovery *discovery, struct hz_err *err)
{
	struct hz_resource_list resources;

	if (discovery->asked)
		return 0;
	if (ask(kube, &resources, err) < 0)
		return -1;
	discovery->cached = discovery->resources;
	discovery->resources = resources;
	discovery->asked = true;
	return 1;
}

const struct hz_resource *hz_discovery_find(const struct hz_discovery *discovery, const char *group,
					    const char *version, const char *kind)
{
	for (size_t i = 0; i < discovery->resources.count; i++) {
		const struct hz_resource *resource = &discovery->resources.item[i];

		if (hz_str_eq(resource->group, group) && hz_str_eq(resource->kind, kind) &&
		    (!version || hz_str_eq(resource->version, version)))
			return resource;
	}
	return NULL;
}
