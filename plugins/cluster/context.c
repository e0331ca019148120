/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every subcommand that talks to a management cluster begins with.
 */
#include "context.h"

#include "base/str.h"
#include "text/json.h"

void hz_context_done(struct hz_context *context)
{
	hz_discovery_free(context->discovery);
	hz_session_done(&context->session);
	*context = (struct hz_context){ .discovery = NULL };
}

/* Finds the kinds, and if one is missing asks whether it still is. */
static int find_kinds(struct hz_context *context, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err missing = HZ_ERR_INIT;
	int r;

	if (hz_capi_discover(context->discovery, &context->capi, &missing) == 0)
		return 0;
	r = hz_discovery_refresh(context->session.kube, context->discovery, err);
	if (r == 0)
		return hz_err_move(err, &missing);
	return r < 0 ? -1 : hz_capi_discover(context->discovery, &context->capi, err);
}

int hz_context_open(struct hz_cli *cli, struct hz_context *ret, struct hz_err *err)
{
	HZ_AUTO(hz_context_done) struct hz_context context = { .discovery = NULL };

	if (hz_session_open(cli, &context.session, err) < 0 ||
	    hz_discovery_load(context.session.kube, &context.discovery, err) < 0 ||
	    find_kinds(&context, err) < 0)
		return -1;
	*ret = context;
	context = (struct hz_context){ .discovery = NULL };
	return 0;
}

const char *hz_context_namespace(const struct hz_context *context)
{
	return context->session.target->namespace_;
}

char *hz_context_title(const struct hz_context *context)
{
	const struct hz_kube_target *target = context->session.target;

	if (target->context)
		return hz_strf("context %s", target->context);
	return hz_strf("server %s", target->server);
}

/* The version of @provider in clusterctl's inventory, or NULL. Borrowed. */
static const char *inventory_version(const json_t *providers, const char *provider)
{
	const json_t *object;
	size_t i;

	json_array_foreach(providers, i, object)
		if (hz_str_eq(hz_json_str(object, "providerName"), provider))
			return hz_json_str(object, "version");
	return NULL;
}

/* The Provider objects of all namespaces; none where they cannot be read. */
static json_t *read_providers(const struct hz_context *context)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_LIST,
		.resource = hz_discovery_find(context->discovery, "clusterctl.cluster.x-k8s.io",
					      NULL, "Provider"),
	};
	json_t *list = NULL;

	if (request.resource)
		(void)hz_kube_do(context->session.kube, &request, &list, &ignored);
	return list;
}

int hz_context_versions(const struct hz_context *context, bool allow_unsupported,
			struct hz_versions *ret, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *list = read_providers(context);
	HZ_AUTO(hz_freep)
	char *assumed = hz_versions_core_of(context->capi.v1beta2 ? "v1beta2" : "v1beta1");
	const json_t *providers = hz_json_array(list, "items");
	const char *core = inventory_version(providers, "cluster-api");

	return hz_versions_choose(core ? core : assumed, inventory_version(providers, "hetzner"),
				  allow_unsupported, ret, err);
}
