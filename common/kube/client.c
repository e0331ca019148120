/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of one Kubernetes API server: its verbs.
 */
#include "kube/client.h"

#include "base/str.h"
#include "kube/call.h"
#include "kube/discovery_cache.h"
#include "kube/status.h"
#include "text/json.h"

struct hz_kube *hz_kube_new(struct hz_http *http, const struct hz_kube_target *target)
{
	struct hz_kube *kube = hz_alloc(1, sizeof(*kube));

	kube->http = http;
	kube->target = target;
	kube->auth = hz_auth_new(target);
	kube->user = (struct hz_http_user){
		.advance = hz_calls_advance,
		.due = hz_calls_due,
		.data = kube,
	};
	hz_http_join(http, &kube->user);
	return kube;
}

void hz_kube_free(struct hz_kube *kube)
{
	if (!kube)
		return;
	hz_http_leave(&kube->user);
	hz_auth_free(kube->auth);
	hz_warnings_done(&kube->warnings);
	free(kube->cache_path);
	free(kube);
}

void hz_kube_freep(struct hz_kube **kube)
{
	hz_kube_free(*kube);
}

void hz_kube_on_warning(struct hz_kube *kube, void (*warn)(void *data, const char *text),
			void *data)
{
	kube->warnings.warn = warn;
	kube->warnings.data = data;
}

void hz_kube_cache(struct hz_kube *kube, const char *folder)
{
	free(kube->cache_path);
	kube->cache_path = hz_discovery_cache_path(folder, kube->target);
}

const char *hz_kube_server(const struct hz_kube *kube)
{
	return kube->target->server;
}

static enum hz_call_result result_of(enum hz_kube_verb verb)
{
	if (verb == HZ_KUBE_LIST)
		return HZ_CALL_LIST;
	return verb == HZ_KUBE_DELETE ? HZ_CALL_STATUS : HZ_CALL_OBJECT;
}

int hz_kube_start(struct hz_kube *kube, const struct hz_kube_request *request,
		  struct hz_kube_call **ret, struct hz_err *err)
{
	struct hz_message message;

	if (hz_message_make(request, &message, err) < 0)
		return -1;
	if (hz_call_start(kube, &message, result_of(request->verb), ret, err) < 0)
		return -1;
	(*ret)->pages.on_items = request->on_items;
	(*ret)->pages.data = request->data;
	return 0;
}

int hz_kube_start_path(struct hz_kube *kube, const char *path, const char *accept,
		       struct hz_kube_call **ret, struct hz_err *err)
{
	struct hz_message message = hz_message_of_path(path, accept);

	return hz_call_start(kube, &message, HZ_CALL_JSON, ret, err);
}

int hz_kube_wait(struct hz_kube *kube, struct hz_kube_call *call, json_t **ret, struct hz_err *err)
{
	hz_http_advance(kube->http);
	while (!hz_call_done(call)) {
		if (hz_http_step(kube->http, -1, err) < 0)
			return -1;
		hz_http_advance(kube->http);
	}
	return hz_call_take(call, ret, err);
}

int hz_kube_do(struct hz_kube *kube, const struct hz_kube_request *request, json_t **ret,
	       struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = NULL;

	if (hz_kube_start(kube, request, &call, err) < 0)
		return -1;
	return hz_kube_wait(kube, call, ret, err);
}

int hz_kube_get(struct hz_kube *kube, const struct hz_resource *resource, const char *namespace_,
		const char *name, json_t **ret, struct hz_err *err)
{
	return hz_kube_do(kube,
			  &(struct hz_kube_request){
				  .verb = HZ_KUBE_GET,
				  .resource = resource,
				  .namespace_ = namespace_,
				  .name = name,
			  },
			  ret, err);
}

int hz_kube_find(struct hz_kube *kube, const struct hz_resource *resource, const char *namespace_,
		 const char *name, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	json_t *object = NULL;

	if (hz_kube_get(kube, resource, namespace_, name, &object, &failure) < 0 &&
	    !hz_err_is(&failure, "NotFound"))
		return hz_err_move(err, &failure);
	*ret = object;
	return 0;
}

int hz_kube_get_path(struct hz_kube *kube, const char *path, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = NULL;
	struct hz_message message = hz_message_of_path(path, "application/json, */*");

	if (hz_call_start(kube, &message, HZ_CALL_ANY, &call, err) < 0)
		return -1;
	return hz_kube_wait(kube, call, ret, err);
}

/*
 * Whether @object is no longer there, though perhaps another one of its name. The server
 * says so in a Conflict whose text is all that tells it from other ones: we look.
 */
static bool is_gone(struct hz_kube *kube, const struct hz_resource *resource, const json_t *object)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *found = NULL;

	if (hz_kube_find(kube, resource, hz_object_namespace(object), hz_object_name(object),
			 &found, &ignored) < 0)
		return false;
	return !hz_str_eq(hz_object_uid(found), hz_object_uid(object));
}

int hz_kube_delete(struct hz_kube *kube, const struct hz_resource *resource, const json_t *object,
		   bool dry_run, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *options = json_object();

	if (!hz_object_uid(object))
		return hz_err_set(err, HZ_ERR_INVALID, "BadName",
				  "cannot delete %s: the object has no UID", resource->plural);
	hz_json_set_str(options, "preconditions.uid", hz_object_uid(object));
	if (hz_kube_do(kube,
		       &(struct hz_kube_request){
			       .verb = HZ_KUBE_DELETE,
			       .resource = resource,
			       .namespace_ = hz_object_namespace(object),
			       .name = hz_object_name(object),
			       .body = options,
			       .dry_run = dry_run,
		       },
		       NULL, &failure) == 0 ||
	    hz_err_is(&failure, "NotFound"))
		return 0;
	if (hz_err_is(&failure, "Conflict") && is_gone(kube, resource, object))
		return 0;
	return hz_err_move(err, &failure);
}
