/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ClusterConfig as the objects of Cluster API and of its Hetzner provider.
 */
#include "capi/render.h"

#include "base/str.h"
#include "capi/data_file.h"
#include "capi/render_values.h"
#include "capi/template.h"
#include "text/json.h"

struct rendering {
	const char *contract;
	json_t *values;   /* owned */
	json_t *metadata; /* what all objects have; owned */
	json_t *objects;  /* owned */
};

static void rendering_done(struct rendering *rendering)
{
	json_decref(rendering->values);
	json_decref(rendering->metadata);
	json_decref(rendering->objects);
}

/* The file of a template, for the contract. Owned by the caller. */
static char *template_file(const struct rendering *rendering, const char *template)
{
	const char *rest = hz_str_after(template, "CONTRACT/");

	return rest ? hz_strf("%s/%s", rendering->contract, rest) : hz_strdup(template);
}

/* Gives @object the metadata of all objects; its own stay. */
static void add_metadata(json_t *object, const json_t *metadata)
{
	HZ_AUTO(hz_json_unrefp) json_t *common = json_deep_copy(metadata);
	json_t *own = json_object_get(object, "metadata");

	(void)json_object_update_recursive(own, common);
}

static int add_object(struct rendering *rendering, const char *template, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *file = template_file(rendering, template);
	json_t *object = NULL;

	if (hz_template_fill(file, rendering->values, &object, err) < 0)
		return -1;
	add_metadata(object, rendering->metadata);
	(void)json_array_append_new(rendering->objects, object);
	return 0;
}

/* One object for each item of the list @each. */
static int add_objects(struct rendering *rendering, const char *template, const char *each,
		       struct hz_err *err)
{
	size_t i;
	json_t *item;

	json_array_foreach(json_object_get(rendering->values, each), i, item) {
		(void)json_object_set(rendering->values, "item", item);
		if (add_object(rendering, template, err) < 0)
			return -1;
	}
	(void)json_object_del(rendering->values, "item");
	return 0;
}

int hz_render(const struct hz_cluster_config *config, const char *contract, json_t **ret,
	      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *rows = hz_data_file("templates/objects.yaml");
	HZ_AUTO(rendering_done)
	struct rendering rendering = { .contract = contract, .objects = json_array() };
	size_t i;
	json_t *row;

	if (hz_render_values(config, &rendering.values, err) < 0 ||
	    hz_template_fill("metadata.yaml", rendering.values, &rendering.metadata, err) < 0)
		return -1;
	json_array_foreach(rows, i, row) {
		const char *template = hz_json_str(row, "template");
		const char *each = hz_json_str(row, "each");

		if ((each ? add_objects(&rendering, template, each, err)
			  : add_object(&rendering, template, err)) < 0)
			return -1;
	}
	*ret = HZ_TAKE(rendering.objects);
	return 0;
}
