/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a struct hz_kube_request to what goes over the wire.
 */
#include "kube/request.h"

#include <string.h>

#include "base/str.h"
#include "net/url.h"
#include "text/json.h"

struct verb {
	const char *word;
	const char *method;
	const char *content_type;
	bool repeatable;
};

static const struct verb verbs[] = {
	[HZ_KUBE_GET] = { "get", "GET", NULL, true },
	[HZ_KUBE_LIST] = { "list", "GET", NULL, true },
	/* the body is JSON, which is YAML; older servers know only this name */
	[HZ_KUBE_APPLY] = { "apply", "PATCH", "application/apply-patch+yaml", true },
	[HZ_KUBE_CREATE] = { "create", "POST", "application/json", false },
	[HZ_KUBE_MERGE_PATCH] = { "patch", "PATCH", "application/merge-patch+json", false },
	[HZ_KUBE_JSON_PATCH] = { "patch", "PATCH", "application/json-patch+json", false },
	[HZ_KUBE_DELETE] = { "delete", "DELETE", "application/json", false },
};

void hz_message_done(struct hz_message *message)
{
	free(message->path);
	free(message->what);
	free(message->kind);
	free(message->api_version);
	hz_buf_wipe(&message->body);
}

const char *hz_message_accept(bool list, bool metadata_only)
{
	if (!metadata_only)
		return "application/json";
	return list ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,"
		      "application/json"
		    : "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,"
		      "application/json";
}

static const char *name_of(const struct hz_kube_request *request)
{
	if (request->verb == HZ_KUBE_LIST)
		return NULL;
	return request->name ? request->name : hz_object_name(request->body);
}

static const char *namespace_of(const struct hz_kube_request *request)
{
	if (request->resource->cluster_scoped)
		return NULL;
	if (request->namespace_ || request->verb == HZ_KUBE_LIST)
		return request->namespace_;
	return hz_object_namespace(request->body);
}

/* Whether the name stands in the path; a create sends it in the body. */
static bool is_named(const struct hz_kube_request *request)
{
	return request->verb != HZ_KUBE_LIST &&
	       (request->verb != HZ_KUBE_CREATE || request->subresource);
}

static char *api_version_of(const struct hz_resource *resource)
{
	return *resource->group ? hz_strf("%s/%s", resource->group, resource->version)
				: hz_strdup(resource->version);
}

/* "machines.cluster.x-k8s.io/status", as error messages and roles call it. */
static void add_resource(struct hz_buf *out, const struct hz_kube_request *request)
{
	const struct hz_resource *resource = request->resource;

	hz_buf_adds(out, resource->plural);
	if (*resource->group)
		hz_buf_addf(out, ".%s", resource->group);
	if (request->subresource)
		hz_buf_addf(out, "/%s", request->subresource);
}

static char *describe(const struct hz_kube_request *request)
{
	struct hz_buf what = HZ_BUF_INIT;
	const char *name = name_of(request);
	const char *namespace_ = namespace_of(request);

	hz_buf_addf(&what, "%s ", verbs[request->verb].word);
	add_resource(&what, request);
	if (name)
		hz_buf_addf(&what, " \"%s\"", name);
	if (namespace_)
		hz_buf_addf(&what, " in namespace \"%s\"", namespace_);
	else if (request->verb == HZ_KUBE_LIST && !request->resource->cluster_scoped)
		hz_buf_adds(&what, " in all namespaces");
	return hz_buf_take(&what);
}

/* The rule of k8s.io/apimachinery/pkg/api/validation/path: it must stay one segment. */
static int check_segment(const char *value, const char *what, const char *part, struct hz_err *err)
{
	if (hz_str_empty(value))
		return hz_err_set(err, HZ_ERR_INVALID, "BadName", "cannot %s: the %s is missing",
				  what, part);
	if (hz_str_eq(value, ".") || hz_str_eq(value, "..") || strpbrk(value, "/%"))
		return hz_err_set(err, HZ_ERR_INVALID, "BadName",
				  "cannot %s: \"%s\" can be no %s: it must not be \".\" or \"..\" "
				  "or contain \"/\" or \"%%\"",
				  what, value, part);
	return 0;
}

static int check_names(const struct hz_kube_request *request, const char *what, struct hz_err *err)
{
	bool everywhere = request->verb == HZ_KUBE_LIST && !request->namespace_;

	if (is_named(request) && check_segment(name_of(request), what, "name", err) < 0)
		return -1;
	if (request->resource->cluster_scoped || everywhere)
		return 0;
	return check_segment(namespace_of(request), what, "namespace", err);
}

static void add_path(struct hz_buf *out, const struct hz_kube_request *request)
{
	const struct hz_resource *resource = request->resource;
	const char *namespace_ = namespace_of(request);
	HZ_AUTO(hz_freep) char *version = api_version_of(resource);

	hz_buf_addf(out, "%s/%s", *resource->group ? "/apis" : "/api", version);
	if (namespace_) {
		hz_buf_adds(out, "/namespaces/");
		hz_url_escape(out, namespace_);
	}
	hz_buf_addf(out, "/%s", resource->plural);
	if (!is_named(request))
		return;
	hz_buf_addc(out, '/');
	hz_url_escape(out, name_of(request));
	if (request->subresource)
		hz_buf_addf(out, "/%s", request->subresource);
}

static void add_write_query(struct hz_buf *path, const struct hz_kube_request *request)
{
	hz_url_query(path, "fieldManager", HZ_FIELD_MANAGER);
	if (request->verb == HZ_KUBE_APPLY)
		hz_url_query(path, "force", request->force ? "true" : "false");
	hz_url_query(path, "fieldValidation", "Strict");
	if (request->dry_run)
		hz_url_query(path, "dryRun", "All");
}

static void add_query(struct hz_buf *path, const struct hz_kube_request *request)
{
	switch (request->verb) {
	case HZ_KUBE_LIST:
		hz_url_query(path, "labelSelector", request->label_selector);
		hz_url_query(path, "fieldSelector", request->field_selector);
		return;
	case HZ_KUBE_APPLY:
	case HZ_KUBE_CREATE:
	case HZ_KUBE_MERGE_PATCH:
	case HZ_KUBE_JSON_PATCH:
		add_write_query(path, request);
		return;
	case HZ_KUBE_GET:
	case HZ_KUBE_DELETE: /* a server that gets DeleteOptions does not look at the query */
		return;
	}
}

/* The caller's DeleteOptions, or our own, with what the request says. A new reference. */
static json_t *delete_options(const struct hz_kube_request *request)
{
	json_t *options = request->body ? json_deep_copy(request->body) : json_object();

	if (!json_object_get(options, "propagationPolicy"))
		json_object_set_new(options, "propagationPolicy", json_string("Background"));
	hz_json_set_str(options, "preconditions.resourceVersion", request->version);
	if (request->dry_run)
		json_object_set_new(options, "dryRun", json_pack("[s]", "All"));
	return options;
}

/* The operations, behind one that has the server refuse them but for @version. */
static json_t *json_patch(const json_t *operations, const char *version)
{
	json_t *patch = json_pack("[{s:s, s:s, s:s}]", "op", "replace", "path",
				  "/metadata/resourceVersion", "value", version);

	json_array_extend(patch, hz_json_read(operations));
	return patch;
}

/* The body that is sent; a new reference, or NULL for none. */
static json_t *body_of(const struct hz_kube_request *request)
{
	json_t *body;

	if (request->verb == HZ_KUBE_DELETE)
		return delete_options(request);
	if (!verbs[request->verb].content_type || !request->body)
		return NULL;
	if (!request->version || request->verb == HZ_KUBE_CREATE)
		return json_incref(hz_json_read(request->body));
	if (request->verb == HZ_KUBE_JSON_PATCH)
		return json_patch(request->body, request->version);
	body = json_deep_copy(request->body);
	hz_json_set_str(body, "metadata.resourceVersion", request->version);
	return body;
}

static void add_body(struct hz_buf *out, const struct hz_kube_request *request)
{
	HZ_AUTO(hz_json_unrefp) json_t *body = body_of(request);

	if (body)
		hz_json_write(out, body, 0);
}

int hz_message_make(const struct hz_kube_request *request, struct hz_message *ret,
		    struct hz_err *err)
{
	const struct verb *verb = &verbs[request->verb];
	HZ_AUTO(hz_freep) char *what = describe(request);
	struct hz_buf path = HZ_BUF_INIT;

	if (check_names(request, what, err) < 0)
		return -1;
	add_path(&path, request);
	add_query(&path, request);
	*ret = (struct hz_message){
		.method = verb->method,
		.path = hz_buf_take(&path),
		.accept = hz_message_accept(request->verb == HZ_KUBE_LIST, request->metadata_only),
		.content_type = verb->content_type,
		.body = HZ_BUF_INIT,
		.secret = request->secret || hz_resource_is_secret(request->resource),
		.repeatable = verb->repeatable,
		.what = HZ_TAKE(what),
		.kind = hz_strdup(request->resource->kind),
		.api_version = api_version_of(request->resource),
	};
	add_body(&ret->body, request);
	return 0;
}

struct hz_message hz_message_of_path(const char *path, const char *accept)
{
	return (struct hz_message){
		.method = "GET",
		.path = hz_strdup(path),
		.accept = accept,
		.body = HZ_BUF_INIT,
		.repeatable = true,
		.what = hz_strf("get %s", path),
	};
}
