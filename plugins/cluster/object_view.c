/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The objects of a cluster as a table.
 */
#include "object_view.h"

#include "text/json.h"

static void add_text(struct hz_buf *out, const json_t *object, const char *path)
{
	const char *text = hz_json_str(object, path);

	hz_buf_adds(out, text ? text : "");
}

static void kind_cell(struct hz_buf *out, const json_t *object)
{
	add_text(out, object, "kind");
}

static void name_cell(struct hz_buf *out, const json_t *object)
{
	add_text(out, object, "metadata.name");
}

static void replicas_cell(struct hz_buf *out, const json_t *object)
{
	if (hz_json_get(object, "spec.replicas"))
		hz_buf_addf(out, "%lld", (long long)hz_json_int(object, "spec.replicas"));
}

static void server_type_cell(struct hz_buf *out, const json_t *object)
{
	add_text(out, object, "spec.template.spec.type");
}

/* The location of a pool, or of the control plane's load balancer. */
static void location_cell(struct hz_buf *out, const json_t *object)
{
	add_text(out, object, "spec.template.spec.failureDomain");
	if (out->len == 0)
		add_text(out, object, "spec.controlPlaneLoadBalancer.region");
}

static void api_version_cell(struct hz_buf *out, const json_t *object)
{
	add_text(out, object, "apiVersion");
}

static const struct hz_column columns[] = {
	{ .header = "KIND", .cell = kind_cell },
	{ .header = "NAME", .cell = name_cell },
	{ .header = "REPLICAS", .cell = replicas_cell },
	{ .header = "SERVER-TYPE", .cell = server_type_cell },
	{ .header = "LOCATION", .cell = location_cell },
	{ .header = "API-VERSION", .cell = api_version_cell, .wide = true },
	{ .header = NULL },
};

const struct hz_view hz_object_view = { .columns = columns, .what = "objects" };
