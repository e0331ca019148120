/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster create`: from flags or a file to a cluster that answers.
 */
#include "base/interrupt.h"
#include "base/str.h"
#include "cli/again.h"
#include "cli/dry_run.h"
#include "cli/printer.h"
#include "cli/token.h"
#include "cluster_wait.h"
#include "commands.h"
#include "creation.h"
#include "spec_options.h"
#include "text/json.h"

struct create_opts {
	struct hz_spec_options spec; /* first: HZ_SPEC_OPTIONS */
	struct hz_token_opts token;
	bool replace_token;
	bool adopt;
	bool create_namespace;
	bool allow_unsupported;
	const char *dry_run;
	const char *output;
	const char *wait;
	int64_t timeout;
};

static const struct hz_opt create_options[] = {
	HZ_SPEC_OPTIONS,
	HZ_TOKEN_OPTIONS(struct create_opts, token),
	{ .type = HZ_OPT_BOOL,
	  .name = "replace-token",
	  .help = "Overwrite the token of an existing Secret",
	  .offset = offsetof(struct create_opts, replace_token) },
	{ .type = HZ_OPT_HEADING, .help = "Creation" },
	{ .type = HZ_OPT_BOOL,
	  .name = "adopt",
	  .help = "Take over a cluster of another tool if it is what is asked for",
	  .offset = offsetof(struct create_opts, adopt) },
	{ .type = HZ_OPT_BOOL,
	  .name = "create-namespace",
	  .help = "Make the namespace if there is none",
	  .offset = offsetof(struct create_opts, create_namespace) },
	{ .type = HZ_OPT_BOOL,
	  .name = "allow-unsupported",
	  .help = "Accept versions that are not known to work together",
	  .offset = offsetof(struct create_opts, allow_unsupported) },
	HZ_DRY_RUN_OPTION(struct create_opts, dry_run),
	{ .type = HZ_OPT_STRING,
	  .letter = 'o',
	  .name = "output",
	  .metavar = "FORMAT",
	  .help = "How --dry-run=client shows the objects",
	  .choices = hz_output_choices,
	  .check = hz_output_check,
	  .offset = offsetof(struct create_opts, output) },
	{ .type = HZ_OPT_STRING,
	  .name = "wait",
	  .metavar = "LEVEL",
	  .help = "How far to wait",
	  .fallback = "control-plane",
	  .choices = hz_wait_words,
	  .offset = offsetof(struct create_opts, wait) },
	{ .type = HZ_OPT_DURATION,
	  .name = "timeout",
	  .metavar = "DURATION",
	  .help = "How long to wait",
	  .fallback = "30m",
	  .offset = offsetof(struct create_opts, timeout) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

/*
 * The token. Beyond what was given it is looked for only when there is no Secret to take it
 * from, or that is to be replaced.
 */
static int decide_token(struct hz_creation *creation, const struct create_opts *opts,
			struct hz_err *err)
{
	HZ_AUTO(hz_token_done) struct hz_token token = { .value = NULL };
	struct hz_token_secret *secret = &creation->secret;
	bool needed;

	secret->namespace_ = creation->namespace_;
	secret->name = hz_json_str(creation->config.tree, "spec.tokenSecret.name");
	secret->key = hz_json_str(creation->config.tree, "spec.tokenSecret.key");
	if (hz_token_secret_load(creation->context.session.kube, secret, err) < 0)
		return -1;
	needed = !secret->live || opts->replace_token;
	if (hz_token_get(creation->cli, &opts->token, needed, &token, err) < 0)
		return -1;
	hz_token_announce(creation->cli, &token);
	return hz_token_secret_decide(secret, HZ_TAKE(token.value), token.source,
				      opts->replace_token, err);
}

/* Connects, completes what is asked for, and compares it with what lives. Writes nothing. */
static int prepare(struct hz_creation *creation, const struct create_opts *opts, const char *name,
		   struct hz_err *err)
{
	if (hz_context_open(creation->cli, &creation->context, err) < 0 ||
	    hz_context_versions(&creation->context, opts->allow_unsupported, &creation->versions,
				err) < 0 ||
	    hz_spec_options_read(creation->cli, &opts->spec, name, &creation->versions,
				 hz_context_namespace(&creation->context), &creation->config,
				 err) < 0)
		return -1;
	creation->name = hz_cluster_config_name(&creation->config);
	creation->namespace_ = hz_cluster_config_namespace(&creation->config);
	return hz_creation_compare(creation, err);
}

/* --dry-run=client: what would be written, without the Secret's data. */
static int print_plan(struct hz_creation *creation, const struct create_opts *opts,
		      struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *objects = json_array();
	HZ_AUTO(hz_output_done) struct hz_output output = { .format = HZ_OUTPUT_TABLE };

	if (hz_output_parse(opts->output, &output, err) < 0)
		return -1;
	for (size_t i = 0; i < creation->set.count; i++)
		if (creation->set.change[i].type == HZ_CHANGE_CREATE)
			(void)json_array_append(objects, creation->set.change[i].want);
	if (output.format != HZ_OUTPUT_TABLE)
		return hz_print_documents(creation->cli, &output, objects, err);
	hz_creation_print_plan(creation);
	return 0;
}

/* What to say beside an error once something was written. */
static int stopped_half_way(const struct hz_creation *creation, struct hz_err *err)
{
	if (creation->written == 0 || creation->dry_run)
		return -1;
	return hz_err_advise(err, "%zu object%s written; this goes on: %s", creation->written,
			     creation->written == 1 ? " was" : "s were", creation->cli->again);
}

/* What goes on without us when the wait ends early, unless the cluster itself is the cause. */
static int stopped_waiting(const struct hz_creation *creation, struct hz_err *err)
{
	if (hz_err_is(err, "Blocked") || hz_err_is(err, "MissingAddon"))
		return -1;
	if (hz_err_is(err, "Deleted"))
		return hz_err_advise(err, "Once it is gone, create it anew with: %s",
				     creation->cli->again);
	hz_err_advise(
		err,
		"The controllers go on building cluster %s, which costs money. Wait on with: %s",
		creation->name, creation->cli->again);
	return hz_err_advise(err, "Remove it with: kubectl hetzner cluster delete %s -n %s",
			     creation->name, creation->namespace_);
}

static void print_receipt(const struct hz_creation *creation, enum hz_wait_level level)
{
	const struct hz_cli *cli = creation->cli;
	FILE *err = cli->err;
	HZ_AUTO(hz_freep)
	char *wait_on = hz_again_with(cli->words, cli->args, "--wait", "control-plane");

	if (level < HZ_WAIT_CONTROL_PLANE)
		fprintf(err, "Next: %s\n", wait_on);
	else if (level < HZ_WAIT_READY)
		fprintf(err, "Next: kubectl hetzner addons install %s -n %s\n", creation->name,
			creation->namespace_);
	else
		fprintf(err, "Next: kubectl hetzner cluster kubeconfig %s -n %s\n", creation->name,
			creation->namespace_);
}

static int write_and_wait(struct hz_creation *creation, const struct create_opts *opts,
			  struct hz_err *err)
{
	HZ_AUTO(hz_progress_freep) struct hz_progress *progress = NULL;
	struct hz_wait wait = {
		.cli = creation->cli,
		.context = &creation->context,
		.namespace_ = creation->namespace_,
		.name = creation->name,
		.level = hz_wait_level_of(opts->wait),
		.timeout_ms = opts->timeout,
	};

	if (hz_creation_write(creation, err) < 0)
		return stopped_half_way(creation, err);
	if (!creation->written)
		fprintf(creation->cli->err, "Cluster %s is as asked for; nothing was changed.\n",
			creation->name);
	if (creation->dry_run)
		return 0;
	(void)fflush(creation->cli->out); /* a pipe shows what was written before the wait */
	progress = hz_progress_new(creation->cli);
	if (hz_cluster_wait(&wait, progress, err) < 0)
		return stopped_waiting(creation, err);
	hz_progress_free(HZ_TAKE(progress));
	print_receipt(creation, wait.level);
	return 0;
}

static int create_run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct create_opts *opts = data;
	enum hz_dry_run dry_run = hz_dry_run_of(opts->dry_run);
	HZ_AUTO(hz_creation_done)
	struct hz_creation creation = { .cli = cli, .dry_run = dry_run == HZ_DRY_RUN_SERVER };

	if (hz_spec_options_check(&opts->spec, args[0], err) < 0 ||
	    prepare(&creation, opts, args[0], err) < 0 ||
	    hz_creation_check(&creation, opts->adopt, err) < 0)
		return -1;
	if (dry_run == HZ_DRY_RUN_CLIENT)
		return print_plan(&creation, opts, err);
	if (hz_creation_check_namespace(&creation, opts->create_namespace, err) < 0 ||
	    decide_token(&creation, opts, err) < 0)
		return -1;
	return write_and_wait(&creation, opts, err);
}

const struct hz_cmd hz_cmd_cluster_create = {
	.name = "create",
	.summary = "Create a cluster, or go on creating it",
	.description = "Writes the objects of a cluster to the management cluster and waits until "
		       "its control plane "
		       "answers. What exists already is left as it is; run again after an "
		       "interruption, it goes on.\n"
		       "\n"
		       "The Hetzner token comes from --hcloud-token-file, --hcloud-token-cmd, "
		       "HCLOUD_TOKEN, the "
		       "context of the hcloud CLI or a prompt, and is kept in a Secret beside the "
		       "cluster.",
	.examples = "# Three control planes and three workers in Falkenstein\n"
		    "kubectl hetzner cluster create demo --ssh-key me \\\n"
		    "  --control-planes 3 --workers 3\n"
		    "\n"
		    "# From a file, to the end\n"
		    "kubectl hetzner cluster create -f demo.yaml --wait=ready\n",
	.args = "[NAME]",
	.min_args = 0,
	.max_args = 1,
	.opts = create_options,
	.opts_size = sizeof(struct create_opts),
	.run = create_run,
};
