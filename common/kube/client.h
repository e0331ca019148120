/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client of one Kubernetes API server.
 *
 * The verbs come in two forms. hz_kube_start() gives a call, so that many can be
 * under way at once; hz_kube_wait() gives its result. The functions behind it are
 * one call each, waited for. Answers are json_t trees, new references.
 *
 * A Status answer becomes an error whose kind follows its code and reason
 * (kube/status.h) and whose message names verb, resource and namespace. Requests are
 * repeated by client-go's rules only: a 429 or 5xx with Retry-After any verb, a lost
 * connection only GET and server-side apply.
 */
#ifndef HZ_KUBE_CLIENT_H
#define HZ_KUBE_CLIENT_H

#include <jansson.h>

#include "kube/kinds.h"
#include "kube/kubeconfig.h"
#include "kube/object.h"
#include "net/http.h"

struct hz_kube;
struct hz_kube_call;

/*
 * Opens a client; no connection is made. @http and @target are borrowed and must
 * outlive it; it must outlive its calls and watches.
 */
struct hz_kube *hz_kube_new(struct hz_http *http, const struct hz_kube_target *target);
void hz_kube_free(struct hz_kube *kube);
void hz_kube_freep(struct hz_kube **kube);

/* Has @warn called for the server's warnings, each distinct text once. */
void hz_kube_on_warning(struct hz_kube *kube, void (*warn)(void *data, const char *text),
			void *data);

/*
 * Has what the server serves kept below @folder for some minutes (kube/discovery_cache.h);
 * NULL: $KUBECACHEDIR, else ~/.kube/cache; "": nowhere. Without this call, nowhere.
 */
void hz_kube_cache(struct hz_kube *kube, const char *folder);

/* The server's URL, for messages. */
const char *hz_kube_server(const struct hz_kube *kube);

enum hz_kube_verb {
	HZ_KUBE_GET,
	HZ_KUBE_LIST,
	HZ_KUBE_APPLY, /* server-side, field manager kubectl-hetzner, strict validation */
	HZ_KUBE_CREATE,
	HZ_KUBE_MERGE_PATCH,
	HZ_KUBE_JSON_PATCH, /* @body is the array of operations */
	HZ_KUBE_DELETE,
};

struct hz_kube_request {
	enum hz_kube_verb verb;
	const struct hz_resource *resource;
	const char *namespace_;  /* NULL: the object's, or all namespaces of a list */
	const char *name;        /* NULL: the object's; of no use for a list */
	const char *subresource; /* "status", or NULL */
	const json_t *body;      /* the object, the patch, or DeleteOptions */
	const char *version;     /* of a patch, apply or delete: only while it is this one, else */
				 /* the error is a Conflict; metadata.resourceVersion; or NULL */
	const char *label_selector;
	const char *field_selector;
	bool dry_run;
	bool force;         /* of an apply: take over other managers' fields */
	bool metadata_only; /* of a get or list: PartialObjectMetadata */
	bool secret;        /* the objects are Secrets: bodies never appear in a trace */
	/*
	 * For a list that may be long: called with the items of each page, which are no part
	 * of the result. With @first the list begins, perhaps anew after it expired: what
	 * came before counts no more.
	 */
	void (*on_items)(void *data, const json_t *items, bool first);
	void *data;
};

/* @request and what it points to, but @data, may go once this returns. */
int hz_kube_start(struct hz_kube *kube, const struct hz_kube_request *request,
		  struct hz_kube_call **ret, struct hz_err *err);

/*
 * A GET of any path that answers with JSON, with query, such as "/apis"; @accept is the
 * Accept header.
 */
int hz_kube_start_path(struct hz_kube *kube, const char *path, const char *accept,
		       struct hz_kube_call **ret, struct hz_err *err);

/*
 * The result of @call: the object, or for a list an object with all "items" of all
 * pages and the "metadata.resourceVersion" of the first. @ret may be NULL. Once only
 * for each call. While it waits, all calls go on, also those of other clients of its hz_http.
 */
int hz_kube_wait(struct hz_kube *kube, struct hz_kube_call *call, json_t **ret, struct hz_err *err);

void hz_kube_call_free(struct hz_kube_call *call);
void hz_kube_call_freep(struct hz_kube_call **call);

/* hz_kube_start() and hz_kube_wait() in one. */
int hz_kube_do(struct hz_kube *kube, const struct hz_kube_request *request, json_t **ret,
	       struct hz_err *err);

int hz_kube_get(struct hz_kube *kube, const struct hz_resource *resource, const char *namespace_,
		const char *name, json_t **ret, struct hz_err *err);

/* As get, but an object that does not exist is success with *@ret NULL. */
int hz_kube_find(struct hz_kube *kube, const struct hz_resource *resource, const char *namespace_,
		 const char *name, json_t **ret, struct hz_err *err);

/* GET of any path, such as "/version" or "/readyz"; a body that is not JSON gives a string. */
int hz_kube_get_path(struct hz_kube *kube, const char *path, json_t **ret, struct hz_err *err);

/*
 * Deletes the object with this UID only, in the background. Gone already is success, also
 * when another one has its name by now.
 */
int hz_kube_delete(struct hz_kube *kube, const struct hz_resource *resource, const json_t *object,
		   bool dry_run, struct hz_err *err);

#endif
