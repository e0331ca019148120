/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A ClusterConfig as the objects of Cluster API and of its Hetzner provider.
 */
#include "capi/render.h"

#include "base/str.h"
#include "capi/render_values.h"
#include "capi/template.h"
#include "text/json.h"

struct rendering {
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

/* The file of a template for the contract. Owned by the caller. */
static char *file_for(const char *template, const char *contract)
{
	const char *rest = hz_str_after(template, "CONTRACT/");

	return rest ? hz_strf("%s/%s", contract, rest) : hz_strdup(template);
}

/* Gives @object the metadata of all objects; its own stay. */
static void add_metadata(json_t *object, const json_t *metadata)
{
	HZ_AUTO(hz_json_unrefp) json_t *common = json_deep_copy(metadata);
	json_t *own = json_object_get(object, "metadata");

	(void)json_object_update_recursive(own, common);
}

static int add_object(struct rendering *rendering, const json_t *template, struct hz_err *err)
{
	json_t *object = NULL;

	if (hz_template_fill(template, rendering->values, &object, err) < 0)
		return -1;
	add_metadata(object, rendering->metadata);
	(void)json_array_append_new(rendering->objects, object);
	return 0;
}

/* One object for each item of the list @each, or a single one when that is NULL. */
static int add_objects(struct rendering *rendering, const json_t *template, const char *each,
		       struct hz_err *err)
{
	size_t i;
	json_t *item;

	if (!each)
		return add_object(rendering, template, err);
	json_array_foreach(json_object_get(rendering->values, each), i, item) {
		(void)json_object_set(rendering->values, "item", item);
		if (add_object(rendering, template, err) < 0)
			return -1;
	}
	(void)json_object_del(rendering->values, "item");
	return 0;
}

/* The objects of a row of objects.yaml. */
static int add_row(struct rendering *rendering, const json_t *row, const char *contract,
		   struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *file = file_for(hz_json_str(row, "template"), contract);
	HZ_AUTO(hz_json_unrefp) json_t *template = hz_template_load(file);

	if (add_objects(rendering, template, hz_json_str(row, "each"), err) < 0)
		return hz_err_wrap(err, "template %s", file);
	return 0;
}

int hz_render(const struct hz_cluster_config *config, const char *contract, json_t **ret,
	      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *rows = hz_template_load("objects.yaml");
	HZ_AUTO(hz_json_unrefp) json_t *metadata = hz_template_load("metadata.yaml");
	HZ_AUTO(rendering_done) struct rendering rendering = { .objects = json_array() };
	size_t i;
	json_t *row;

	if (hz_render_values(config, &rendering.values, err) < 0 ||
	    hz_template_fill(metadata, rendering.values, &rendering.metadata, err) < 0)
		return -1;
	json_array_foreach(rows, i, row)
		if (add_row(&rendering, row, contract, err) < 0)
			return -1;
	*ret = HZ_TAKE(rendering.objects);
	return 0;
}
