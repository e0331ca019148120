/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster render`: the objects of a cluster, made without asking anyone.
 */
#include "capi/render.h"
#include "cli/printer.h"
#include "commands.h"
#include "object_view.h"
#include "spec_options.h"
#include "text/json.h"

struct render_options {
	struct hz_spec_options spec; /* first: its table counts from its own beginning */
	const char *output;
	bool print_config;
	const char *capi_version;
	bool allow_unsupported;
};

#define FIELD(field_) .offset = offsetof(struct render_options, field_)

static const struct hz_opt options[] = {
	HZ_SPEC_OPTIONS,
	{ .type = HZ_OPT_HEADING, .help = "What to print" },
	{ .type = HZ_OPT_STRING,
	  .letter = 'o',
	  .name = "output",
	  .metavar = "FORMAT",
	  .choices = hz_output_choices,
	  .check = hz_output_check,
	  .fallback = "yaml",
	  FIELD(output),
	  .help = "Output format, such as json or jsonpath=TEMPLATE" },
	{ .type = HZ_OPT_BOOL,
	  .name = "print-config",
	  FIELD(print_config),
	  .help = "Print the complete ClusterConfig, with all defaults, in place of the objects" },
	{ .type = HZ_OPT_STRING,
	  .name = "capi-version",
	  .metavar = "VERSION",
	  FIELD(capi_version),
	  .help = "Version of Cluster API to render for, v1.13.5 by default" },
	{ .type = HZ_OPT_BOOL,
	  .name = "allow-unsupported",
	  FIELD(allow_unsupported),
	  .help = "Accept versions that are not known to work together" },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static const char description[] =
	"Prints the objects of Cluster API and its Hetzner provider that make up a cluster, in "
	"the order in which they have to be created. Nothing is contacted: server types "
	"and versions are checked against tables that are part of the program. The Secret with "
	"the token of Hetzner is not among the objects; they refer to it by name.\n"
	"\n"
	"The cluster is described by flags, by a ClusterConfig file, or by both, where flags "
	"win. --print-config turns flags into such a file.";

static const char examples[] =
	"# A small cluster with all defaults\n"
	"kubectl hetzner cluster render demo\n"
	"\n"
	"# A highly available one with two pools, one of them on arm64\n"
	"kubectl hetzner cluster render demo --control-planes 3 --ssh-key me \\\n"
	"  --pool name=amd,replicas=3 --pool name=arm,type=cax21,replicas=2\n"
	"\n"
	"# Keep the description in a file, change it there, and use it\n"
	"kubectl hetzner cluster render demo --network --print-config > demo.yaml\n"
	"kubectl hetzner cluster render -f demo.yaml | kubectl diff --server-side -f -";

/* A ClusterConfig has no table, and a name only in its file. */
static int print_config(struct hz_cli *cli, const struct hz_output *output,
			const struct hz_cluster_config *config, struct hz_err *err)
{
	static const struct hz_output yaml = { .format = HZ_OUTPUT_YAML };
	HZ_AUTO(hz_json_unrefp) json_t *configs = json_array();

	(void)json_array_append(configs, config->tree);
	if (output->format == HZ_OUTPUT_NAME)
		output = &yaml;
	return hz_print_documents(cli, output, configs, err);
}

static int print_objects(struct hz_cli *cli, const struct hz_output *output, const json_t *objects,
			 struct hz_err *err)
{
	struct hz_print print = { .output = output, .view = &hz_object_view, .rows = objects };

	if (output->format == HZ_OUTPUT_TABLE || output->format == HZ_OUTPUT_WIDE)
		return hz_print(cli, &print, err);
	return hz_print_documents(cli, output, objects, err);
}

static int run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct render_options *opts = data;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *objects = NULL;
	HZ_AUTO(hz_output_done) struct hz_output output = { .format = HZ_OUTPUT_TABLE };

	if (hz_output_parse(opts->output, &output, err) < 0 ||
	    hz_versions_choose(opts->capi_version, NULL, opts->allow_unsupported, &versions, err) <
		    0 ||
	    hz_spec_options_read(cli, &opts->spec, args[0], &versions, "default", &config, err) < 0)
		return -1;
	if (opts->print_config)
		return print_config(cli, &output, &config, err);
	if (hz_render(&config, hz_versions_contract(&versions), &objects, err) < 0)
		return -1;
	return print_objects(cli, &output, objects, err);
}

const struct hz_cmd hz_cmd_cluster_render = {
	.name = "render",
	.summary = "Print the objects of a cluster, without touching anything",
	.description = description,
	.examples = examples,
	.args = "[NAME]",
	.max_args = 1,
	.opts = options,
	.opts_size = sizeof(struct render_options),
	.run = run,
};
