/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What kubectl get -o name does, by the library's public calls, on the cluster of the
 * kubeconfig:
 *
 *	client get NAME      the ConfigMap NAME of the namespace
 *	client list          all of them, in pages
 *	client fill COUNT    makes them: config-0 and so on
 *
 * With "count" as last word it says on stderr how many requests and connections that took.
 */
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "kube/client.h"
#include "kube/discovery.h"
#include "text/json.h"

/* How many requests are under way at once when objects are made. */
#define WINDOW 50

struct client {
	struct hz_kube_target *target; /* owned, as the others */
	struct hz_http *http;
	struct hz_kube *kube;
	struct hz_discovery *discovery;
	const struct hz_resource *resource; /* borrowed */
};

static void close_client(struct client *client)
{
	hz_discovery_free(client->discovery);
	hz_kube_free(client->kube);
	hz_kube_target_free(client->target);
	hz_http_free(client->http);
}

static int open_client(struct client *client, struct hz_err *err)
{
	const struct hz_kube_overrides overrides = { .kubeconfig = NULL };
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;

	if (hz_kubeconfig_load(NULL, &config, err) < 0 ||
	    hz_kubeconfig_resolve(config, &overrides, &client->target, err) < 0)
		return -1;
	client->http = hz_http_new();
	client->kube = hz_kube_new(client->http, client->target);
	hz_kube_cache(client->kube, NULL);
	if (hz_discovery_load(client->kube, &client->discovery, err) < 0)
		return -1;
	client->resource = hz_discovery_find(client->discovery, "", NULL, "ConfigMap");
	if (!client->resource)
		return hz_err_set(err, HZ_ERR_NOT_FOUND, "NotServed", "no ConfigMaps are served");
	return 0;
}

static void print_name(const char *name)
{
	(void)printf("configmap/%s\n", name);
}

static int get(struct client *client, const char *name, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;

	if (hz_kube_get(client->kube, client->resource, client->target->namespace_, name, &object,
			err) < 0)
		return -1;
	print_name(hz_object_name(object));
	return 0;
}

static void keep_names(void *data, const json_t *items, bool first)
{
	struct hz_strv *names = data;
	const json_t *object;
	size_t i;

	if (first)
		hz_strv_done(names);
	json_array_foreach(items, i, object)
		hz_strv_add(names, hz_object_name(object));
}

static int list(struct client *client, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_LIST,
		.resource = client->resource,
		.namespace_ = client->target->namespace_,
		.on_items = keep_names,
		.data = &names,
	};

	if (hz_kube_do(client->kube, &request, NULL, err) < 0)
		return -1;
	for (size_t i = 0; i < names.count; i++)
		print_name(names.item[i]);
	return 0;
}

/* One of normal size: eight values of 128 bytes. */
static json_t *make_object(int number)
{
	HZ_AUTO(hz_freep) char *name = hz_strf("config-%d", number);
	json_t *data = json_object();

	for (int i = 0; i < 8; i++) {
		HZ_AUTO(hz_freep) char *key = hz_strf("key-%d", i);
		HZ_AUTO(hz_freep) char *value = hz_strf("%0128d", number + i);

		(void)json_object_set_new(data, key, json_string(value));
	}
	return json_pack("{s:s, s:s, s:{s:s, s:{s:s}}, s:o}", "apiVersion", "v1", "kind",
			 "ConfigMap", "metadata", "name", name, "labels", "app.kubernetes.io/name",
			 "bench", "data", data);
}

static int start_create(struct client *client, int number, struct hz_kube_call **ret,
			struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = make_object(number);
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_CREATE,
		.resource = client->resource,
		.namespace_ = client->target->namespace_,
		.body = object,
	};

	return hz_kube_start(client->kube, &request, ret, err);
}

static int fill(struct client *client, const char *text, struct hz_err *err)
{
	struct hz_kube_call *calls[WINDOW] = { NULL };
	int count, r = 0;

	if (hz_parse_int_in(text, 0, 100000, &count) < 0)
		return hz_err_set(err, HZ_ERR_USAGE, "Usage", "\"%s\" is no count", text);
	for (int i = 0; i < count + WINDOW && r == 0; i++) {
		struct hz_kube_call **slot = &calls[i % WINDOW];

		if (*slot)
			r = hz_kube_wait(client->kube, *slot, NULL, err);
		hz_kube_call_free(HZ_TAKE(*slot));
		if (r == 0 && i < count)
			r = start_create(client, i, slot, err);
	}
	for (size_t i = 0; i < WINDOW; i++)
		hz_kube_call_free(calls[i]);
	return r;
}

static int run(struct client *client, int argc, char **argv, struct hz_err *err)
{
	if (open_client(client, err) < 0)
		return -1;
	if (argc > 2 && strcmp(argv[1], "get") == 0)
		return get(client, argv[2], err);
	if (argc > 1 && strcmp(argv[1], "list") == 0)
		return list(client, err);
	if (argc > 2 && strcmp(argv[1], "fill") == 0)
		return fill(client, argv[2], err);
	return hz_err_set(err, HZ_ERR_USAGE, "Usage",
			  "usage: client get NAME | list | fill COUNT [count]");
}

int main(int argc, char **argv)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(close_client) struct client client = { .kube = NULL };

	if (run(&client, argc, argv, &err) < 0) {
		(void)fprintf(stderr, "error: %s\n", err.message);
		return hz_err_exit_code(&err);
	}
	if (strcmp(argv[argc - 1], "count") == 0) {
		struct hz_http_stats stats = hz_http_stats(client.http);

		(void)fprintf(stderr, "%u %u\n", stats.requests, stats.connections);
	}
	return 0;
}
