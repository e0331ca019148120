/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writes NAMESPACE: what a server says to each kind of write of the library. The ConfigMap
 * "settings" must be there, applied by another manager. Prints a line for each write: what
 * it was, and "ok" or the reason of the error, for a conflict of an apply with its message.
 */
#include <stdio.h>

#include "base/str.h"
#include "kube/client.h"
#include "text/json.h"

static const struct hz_resource endpoints = {
	.group = "",
	.version = "v1",
	.plural = "endpoints",
	.kind = "Endpoints",
};

struct bed {
	struct hz_kube *kube;
	const char *namespace_;
};

static void tell(const char *what, int r, const struct hz_err *err)
{
	(void)printf("%s: %s\n", what, r < 0 ? err->reason : "ok");
}

/* The ConfigMap, with the value of data.color. A new reference. */
static json_t *settings(const struct bed *bed, const char *color)
{
	return json_pack("{s:s, s:s, s:{s:s, s:s}, s:{s:s, s:s}}", "apiVersion", "v1", "kind",
			 "ConfigMap", "metadata", "name", "settings", "namespace", bed->namespace_,
			 "data", "color", color, "size", color);
}

static json_t *get_settings(const struct bed *bed)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	json_t *object = NULL;

	(void)hz_kube_get(bed->kube, &hz_kind_config_map, bed->namespace_, "settings", &object,
			  &ignored);
	return object;
}

static void write_settings(const struct bed *bed, const char *what, enum hz_kube_verb verb,
			   const json_t *body, const char *version)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int r = hz_kube_do(bed->kube,
			   &(struct hz_kube_request){
				   .verb = verb,
				   .resource = &hz_kind_config_map,
				   .namespace_ = bed->namespace_,
				   .name = "settings",
				   .body = body,
				   .version = version,
			   },
			   NULL, &err);

	tell(what, r, &err);
	if (verb == HZ_KUBE_APPLY && r < 0 && !version)
		(void)printf("%s\n%s\n", err.message, err.advice);
}

/* With the version that the object has, and with one that it had. */
static void write_versions(const struct bed *bed, const char *what, enum hz_kube_verb verb,
			   const json_t *body)
{
	HZ_AUTO(hz_json_unrefp) json_t *before = get_settings(bed);
	HZ_AUTO(hz_freep) char *old = hz_strf("%s of an old version", what);

	write_settings(bed, what, verb, body, hz_object_version(before));
	write_settings(bed, old, verb, body, hz_object_version(before));
}

static void patch_settings(const struct bed *bed)
{
	HZ_AUTO(hz_json_unrefp) json_t *apply = settings(bed, "red");
	HZ_AUTO(hz_json_unrefp) json_t *merge = json_pack("{s:{s:s}}", "data", "color", "green");
	HZ_AUTO(hz_json_unrefp)
	json_t *operations = json_pack("[{s:s, s:s, s:s}]", "op", "replace", "path", "/data/color",
				       "value", "blue");

	write_settings(bed, "apply", HZ_KUBE_APPLY, apply, NULL);
	write_settings(bed, "create", HZ_KUBE_CREATE, apply, NULL);
	write_versions(bed, "merge patch", HZ_KUBE_MERGE_PATCH, merge);
	write_versions(bed, "JSON patch", HZ_KUBE_JSON_PATCH, operations);
	write_settings(bed, "apply of an old version", HZ_KUBE_APPLY, apply, "1");
}

static void delete_settings(const struct bed *bed)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = get_settings(bed);
	HZ_AUTO(hz_json_unrefp) json_t *other = json_deep_copy(object);
	HZ_AUTO(hz_json_unrefp) json_t *left = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *gone = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	write_settings(bed, "delete of an old version", HZ_KUBE_DELETE, NULL, "1");
	hz_json_set_str(other, "metadata.uid", "11111111-2222-3333-4444-555555555555");
	tell("delete of another one",
	     hz_kube_delete(bed->kube, &hz_kind_config_map, other, false, &err), &err);
	left = get_settings(bed);
	(void)printf("which leaves %s\n", left ? "this one" : "nothing");
	tell("delete", hz_kube_delete(bed->kube, &hz_kind_config_map, object, false, &err), &err);
	gone = get_settings(bed);
	(void)printf("which leaves %s\n", gone ? "this one" : "nothing");
}

/* A status is written through its subresource only, and nothing else with it. */
static void write_status(const struct bed *bed)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *patch = json_pack("{s:{s:{s:s}}, s:{s:b}}", "status", "capacity", "cpu", "4",
				  "spec", "unschedulable", 1);
	HZ_AUTO(hz_json_unrefp) json_t *node = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int r = hz_kube_do(bed->kube,
			   &(struct hz_kube_request){
				   .verb = HZ_KUBE_MERGE_PATCH,
				   .resource = &hz_kind_node,
				   .name = bed->namespace_,
				   .subresource = "status",
				   .body = patch,
			   },
			   &node, &err);

	tell("status", r, &err);
	(void)printf("which has %s CPUs and is %s\n", hz_json_str(node, "status.capacity.cpu"),
		     hz_json_bool(node, "spec.unschedulable") ? "cordoned" : "as it was");
}

static void print_warning(void *data, const char *text)
{
	(void)data;
	(void)printf("Warning: %s\n", text);
}

static void list_endpoints(const struct bed *bed)
{
	for (int i = 0; i < 2; i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		int r = hz_kube_do(bed->kube,
				   &(struct hz_kube_request){
					   .verb = HZ_KUBE_LIST,
					   .resource = &endpoints,
					   .namespace_ = bed->namespace_,
				   },
				   NULL, &err);

		tell("list", r, &err);
	}
}

int main(int argc, char **argv)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_http_freep) struct hz_http *http = hz_http_new();
	HZ_AUTO(hz_kube_freep) struct hz_kube *kube = NULL;
	const struct hz_kube_overrides none = { .kubeconfig = NULL };
	struct bed bed = { .namespace_ = argv[argc - 1] };

	if (argc != 2 || hz_kubeconfig_load(NULL, &config, &err) < 0 ||
	    hz_kubeconfig_resolve(config, &none, &target, &err) < 0) {
		(void)fprintf(stderr, "writes: %s\n", err.message ? err.message : "NAMESPACE?");
		return 2;
	}
	kube = bed.kube = hz_kube_new(http, target);
	hz_kube_on_warning(kube, print_warning, NULL);
	patch_settings(&bed);
	write_status(&bed);
	list_endpoints(&bed);
	delete_settings(&bed);
	return 0;
}
