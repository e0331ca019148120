/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster list`: the clusters of a namespace or of all.
 */
#include "base/clock.h"
#include "base/str.h"
#include "capi/cluster_state.h"
#include "cli/printer.h"
#include "commands.h"
#include "context.h"
#include "text/json.h"

struct list_opts {
	bool all_namespaces;
	const char *output;
	bool no_headers;
	const char *selector;
};

static const struct hz_opt list_options[] = {
	{ .type = HZ_OPT_BOOL,
	  .letter = 'A',
	  .name = "all-namespaces",
	  .help = "List the clusters of all namespaces",
	  .offset = offsetof(struct list_opts, all_namespaces) },
	{ .type = HZ_OPT_STRING,
	  .letter = 'l',
	  .name = "selector",
	  .metavar = "SELECTOR",
	  .help = "Only clusters with these labels, such as env=test",
	  .offset = offsetof(struct list_opts, selector) },
	HZ_OUTPUT_OPTION(struct list_opts, output),
	{ .type = HZ_OPT_BOOL,
	  .name = "no-headers",
	  .help = "Print a table without its header",
	  .offset = offsetof(struct list_opts, no_headers) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

/* A row of the table: the Cluster with the objects that belong to it. */

static void add_text(struct hz_buf *out, const json_t *row, const char *path)
{
	const char *text = hz_json_str(row, path);

	hz_buf_adds(out, text ? text : "");
}

static void namespace_cell(struct hz_buf *out, const json_t *row)
{
	add_text(out, row, "cluster.metadata.namespace");
}

static void name_cell(struct hz_buf *out, const json_t *row)
{
	add_text(out, row, "cluster.metadata.name");
}

static void phase_cell(struct hz_buf *out, const json_t *row)
{
	const char *phase = hz_json_str(row, "cluster.status.phase");

	if (hz_json_str(row, "cluster.metadata.deletionTimestamp"))
		phase = "Deleting";
	hz_buf_adds(out, phase ? phase : "Pending");
}

static void version_cell(struct hz_buf *out, const json_t *row)
{
	add_text(out, row, "controlPlane.spec.version");
}

static void control_planes_cell(struct hz_buf *out, const json_t *row)
{
	const json_t *control_plane = hz_json_get(row, "controlPlane");

	if (control_plane)
		hz_buf_addf(out, "%d/%d", hz_replicas_ready(control_plane),
			    hz_replicas_wanted(control_plane));
}

static void workers_cell(struct hz_buf *out, const json_t *row)
{
	const json_t *deployment;
	size_t i;
	int ready = 0;
	int wanted = 0;

	json_array_foreach(hz_json_array(row, "pools"), i, deployment) {
		ready += hz_replicas_ready(deployment);
		wanted += hz_replicas_wanted(deployment);
	}
	hz_buf_addf(out, "%d/%d", ready, wanted);
}

static void endpoint_cell(struct hz_buf *out, const json_t *row)
{
	const char *host = hz_json_str(row, "cluster.spec.controlPlaneEndpoint.host");

	if (!hz_str_empty(host))
		hz_buf_addf(out, "%s:%d", host,
			    (int)hz_json_int(row, "cluster.spec.controlPlaneEndpoint.port"));
}

static void pools_cell(struct hz_buf *out, const json_t *row)
{
	const json_t *deployment;
	size_t i;

	json_array_foreach(hz_json_array(row, "pools"), i, deployment)
		hz_buf_addf(out, "%s%s", i > 0 ? "," : "", hz_object_name(deployment));
}

static void age_cell(struct hz_buf *out, const json_t *row)
{
	const char *created = hz_json_str(row, "cluster.metadata.creationTimestamp");
	int64_t since;

	if (!created || hz_rfc3339_parse(created, &since) < 0)
		hz_buf_adds(out, "<unknown>");
	else
		hz_age_add(out, hz_clock_now() - since);
}

/* With -A the first column is the namespace; without it the table starts behind that. */
static const struct hz_column columns[] = {
	{ .header = "NAMESPACE", .cell = namespace_cell },
	{ .header = "NAME", .cell = name_cell },
	{ .header = "PHASE", .cell = phase_cell },
	{ .header = "VERSION", .cell = version_cell },
	{ .header = "CONTROL-PLANES", .cell = control_planes_cell },
	{ .header = "WORKERS", .cell = workers_cell },
	{ .header = "ENDPOINT", .cell = endpoint_cell, .wide = true },
	{ .header = "POOLS", .cell = pools_cell, .wide = true },
	{ .header = "AGE", .cell = age_cell },
	{ .header = NULL },
};

/* The kinds that a row is made of, in the order of the lists below. */
static const enum hz_kind kinds[] = { HZ_KIND_CLUSTER, HZ_KIND_CONTROL_PLANE,
				      HZ_KIND_MACHINE_DEPLOYMENT };
enum {
	CLUSTERS,
	CONTROL_PLANES,
	DEPLOYMENTS,
	LISTS
};

static void free_calls(struct hz_kube_call *(*calls)[LISTS])
{
	for (size_t i = 0; i < LISTS; i++)
		hz_kube_call_free((*calls)[i]);
}

/* Lists all three kinds at once. */
static int read_lists(struct hz_context *context, const struct list_opts *opts,
		      json_t *lists[static LISTS], struct hz_err *err)
{
	HZ_AUTO(free_calls) struct hz_kube_call *calls[LISTS] = { NULL };

	for (size_t i = 0; i < LISTS; i++) {
		struct hz_kube_request request = {
			.verb = HZ_KUBE_LIST,
			.resource = context->capi.resource[kinds[i]],
			.namespace_ = opts->all_namespaces ? NULL : hz_context_namespace(context),
			.label_selector = i == CLUSTERS ? opts->selector : NULL,
		};

		if (hz_kube_start(context->session.kube, &request, &calls[i], err) < 0)
			return -1;
	}
	for (size_t i = 0; i < LISTS; i++)
		if (hz_kube_wait(context->session.kube, calls[i], &lists[i], err) < 0)
			return -1;
	return 0;
}

/* Whether @object belongs to @cluster: same namespace, and named by its label or its spec. */
static bool belongs_to(const json_t *object, const json_t *cluster)
{
	const char *owner = hz_object_label(object, HZ_LABEL_CLUSTER_NAME);

	if (!owner)
		owner = hz_json_str(object, "spec.clusterName");
	return hz_str_eq(owner, hz_object_name(cluster)) &&
	       hz_str_eq(hz_object_namespace(object), hz_object_namespace(cluster));
}

/* The KubeadmControlPlane that the Cluster refers to; borrowed. */
static json_t *control_plane_of(const json_t *cluster, const json_t *control_planes)
{
	const char *name = hz_json_str(cluster, "spec.controlPlaneRef.name");
	json_t *object;
	size_t i;

	json_array_foreach(control_planes, i, object)
		if (hz_str_eq(hz_object_name(object), name) &&
		    hz_str_eq(hz_object_namespace(object), hz_object_namespace(cluster)))
			return object;
	return NULL;
}

static json_t *make_row(json_t *cluster, const json_t *control_planes, const json_t *deployments)
{
	json_t *row = json_object();
	json_t *pools = json_array();
	json_t *control_plane = control_plane_of(cluster, control_planes);
	json_t *deployment;
	size_t i;

	(void)json_object_set(row, "cluster", cluster);
	if (control_plane)
		(void)json_object_set(row, "controlPlane", control_plane);
	json_array_foreach(deployments, i, deployment)
		if (belongs_to(deployment, cluster))
			(void)json_array_append(pools, deployment);
	(void)json_object_set_new(row, "pools", pools);
	return row;
}

static void free_lists(json_t *(*lists)[LISTS])
{
	for (size_t i = 0; i < LISTS; i++)
		json_decref((*lists)[i]);
}

static int list_run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct list_opts *opts = data;
	HZ_AUTO(hz_context_done) struct hz_context context = { .discovery = NULL };
	HZ_AUTO(free_lists) json_t *lists[LISTS] = { NULL };
	HZ_AUTO(hz_json_unrefp) json_t *rows = json_array();
	struct hz_view view = { .columns = columns + !opts->all_namespaces, .what = "clusters" };
	HZ_AUTO(hz_output_done) struct hz_output output = { .format = HZ_OUTPUT_TABLE };
	struct hz_print print = { .output = &output,
				  .view = &view,
				  .no_headers = opts->no_headers };
	json_t *cluster;
	size_t i;

	(void)args;
	if (hz_output_parse(opts->output, &output, err) < 0 ||
	    hz_context_open(cli, &context, err) < 0 || read_lists(&context, opts, lists, err) < 0)
		return -1;
	json_array_foreach(hz_json_array(lists[CLUSTERS], "items"), i, cluster)
		(void)json_array_append_new(
			rows, make_row(cluster, hz_json_array(lists[CONTROL_PLANES], "items"),
				       hz_json_array(lists[DEPLOYMENTS], "items")));
	print.rows = rows;
	print.objects = hz_json_array(lists[CLUSTERS], "items");
	return hz_print(cli, &print, err);
}

const struct hz_cmd hz_cmd_cluster_list = {
	.name = "list",
	.summary = "List clusters and how far they are",
	.description =
		"Lists the clusters of the current namespace, or of all, with their phase, the "
		"Kubernetes version asked for, and how many of their machines are ready.",
	.examples = "# The clusters of all namespaces\n"
		    "kubectl hetzner cluster list -A\n"
		    "\n"
		    "# The address of each, for a script\n"
		    "kubectl hetzner cluster list -o \\\n"
		    "  "
		    "custom-columns=NAME:.metadata.name,HOST:.spec.controlPlaneEndpoint.host\n",
	.opts = list_options,
	.opts_size = sizeof(struct list_opts),
	.run = list_run,
};
