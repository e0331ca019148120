/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner cluster delete`: one DELETE of the Cluster, and a watch until all
 * of its objects are gone.
 *
 * The controllers do the work, in the order that loses nothing: machines, control
 * plane, load balancer and network. We never delete the infrastructure, a machine or
 * the token Secret ourselves, because the controllers need each of them until the end.
 */
#include "base/str.h"
#include "capi/cluster_state.h"
#include "capi/leftovers.h"
#include "cli/again.h"
#include "cli/dry_run.h"
#include "cli/progress.h"
#include "cli/prompt.h"
#include "commands.h"
#include "context.h"
#include "deletion.h"
#include "text/json.h"

struct delete_opts {
	bool delete_secret;
	const char *secret_name;
	const char *dry_run;
	bool wait;
	int64_t timeout;
};

static const struct hz_opt delete_options[] = {
	{ .type = HZ_OPT_BOOL,
	  .name = "delete-secret",
	  .help = "Also delete the token Secret, if no other cluster uses it",
	  .offset = offsetof(struct delete_opts, delete_secret) },
	{ .type = HZ_OPT_STRING,
	  .name = "secret-name",
	  .metavar = "NAME",
	  .help = "The token Secret, if its HetznerCluster is gone already",
	  .offset = offsetof(struct delete_opts, secret_name) },
	HZ_DRY_RUN_OPTION(struct delete_opts, dry_run),
	{ .type = HZ_OPT_BOOL,
	  .name = "wait",
	  .help = "Wait until everything is gone",
	  .fallback = "true",
	  .offset = offsetof(struct delete_opts, wait) },
	{ .type = HZ_OPT_DURATION,
	  .name = "timeout",
	  .metavar = "DURATION",
	  .help = "How long to wait",
	  .fallback = "30m",
	  .offset = offsetof(struct delete_opts, timeout) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

/* The workload cluster's API, if it answers: what outlives the cluster, and who we talk to. */
static int look_into_workload(struct hz_deletion *deletion, struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	HZ_AUTO(hz_workload_done) struct hz_workload workload = { .kube = NULL };
	struct hz_session *session = &deletion->context.session;

	if (hz_workload_open(session->http, session->kube, deletion->namespace_, deletion->name,
			     &workload, &ignored) < 0) {
		/* without a kubeconfig it has never come up, and made nothing itself */
		deletion->leftovers_known = ignored.kind == HZ_ERR_NOT_FOUND;
		return hz_interrupted() ? hz_interrupt_err(err) : 0;
	}
	if (hz_deletion_refuse_self(deletion, &workload, err) < 0)
		return -1;
	deletion->leftovers_known =
		hz_leftovers_read(workload.kube, &deletion->leftovers, &ignored) == 0;
	return hz_interrupted() ? hz_interrupt_err(err) : 0;
}

/* "Delete cluster demo in namespace default (context kind): 3 machines, …" */
static char *question(const struct hz_deletion *deletion)
{
	HZ_AUTO(hz_freep) char *where = hz_context_title(&deletion->context);
	HZ_AUTO(hz_freep) char *leftovers = hz_strv_join(&deletion->leftovers, "\n  stays: ");
	size_t machines = hz_inventory_count_of(&deletion->inventory, HZ_KIND_MACHINE);

	return hz_strf("This deletes cluster %s in namespace %s (%s)\n"
		       "with %zu machine%s and their disks, and its load balancer. It cannot be "
		       "undone.%s%s",
		       deletion->name, deletion->namespace_, where, machines,
		       machines == 1 ? "" : "s", deletion->leftovers.count > 0 ? "\n  stays: " : "",
		       leftovers);
}

static int ask(struct hz_cli *cli, const struct hz_deletion *deletion, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *text = NULL;

	if (cli->yes)
		return 0;
	text = question(deletion);
	return hz_prompt_word(cli, "--yes", text, deletion->name, err);
}

static int delete_cluster(struct hz_cli *cli, struct hz_deletion *deletion,
			  const struct delete_opts *opts, struct hz_err *err)
{
	const json_t *cluster = hz_inventory_one(&deletion->inventory, HZ_KIND_CLUSTER);
	enum hz_dry_run dry_run = hz_dry_run_of(opts->dry_run);

	if (!cluster)
		return hz_deletion_expect_leftovers(deletion, err);
	if (look_into_workload(deletion, err) < 0)
		return -1;
	if (dry_run == HZ_DRY_RUN_NONE && ask(cli, deletion, err) < 0)
		return -1;
	if (dry_run == HZ_DRY_RUN_CLIENT)
		return 0;
	return hz_kube_delete(deletion->context.session.kube,
			      deletion->context.capi.resource[HZ_KIND_CLUSTER], cluster,
			      dry_run == HZ_DRY_RUN_SERVER, err);
}

static void say_what_stays(struct hz_cli *cli, const struct hz_deletion *deletion)
{
	for (size_t i = 0; i < deletion->leftovers.count; i++) {
		HZ_AUTO(hz_freep) char *safe = hz_str_visible(deletion->leftovers.item[i]);

		fprintf(cli->err, "May still cost money: %s\n", safe);
	}
	if (!deletion->leftovers_known)
		fprintf(cli->err, "Load balancers and volumes that the cluster itself had made may "
				  "remain and cost money;\n"
				  "its API did not answer. Look with: hcloud load-balancer list; "
				  "hcloud volume list\n");
}

static void say_that_secret_stays(struct hz_cli *cli, const struct hz_deletion *deletion)
{
	if (deletion->secret)
		fprintf(cli->err,
			"Secret %s/%s with the Hetzner token stays (--delete-secret removes it).\n",
			deletion->namespace_, deletion->secret);
	else
		fprintf(cli->err, "The Secret with the Hetzner token stays; nothing tells its name "
				  "any more.\n");
}

/* Whether the failure is one that the next run would end with as well. */
static bool is_settled(const struct hz_err *err)
{
	return hz_err_is(err, "SecretInUse") || hz_err_is(err, "SecretUnknown");
}

static int clean_up(struct hz_deletion *deletion, bool delete_secret, struct hz_err *secret_stays,
		    struct hz_err *err)
{
	/* before the templates: as long as there is one, the next run knows what is left to do */
	if (delete_secret && hz_deletion_remove_secret(deletion, secret_stays) < 0 &&
	    !is_settled(secret_stays))
		return hz_err_move(err, secret_stays);
	return hz_deletion_remove_templates(deletion, err);
}

/* What follows when the Cluster is marked for deletion. */
static int finish(struct hz_cli *cli, struct hz_deletion *deletion, const struct delete_opts *opts,
		  struct hz_err *err)
{
	HZ_AUTO(hz_err_done) struct hz_err secret_stays = HZ_ERR_INIT;

	if (hz_deletion_wait(cli, deletion, opts->timeout, err) < 0)
		return -1;
	if (clean_up(deletion, opts->delete_secret, &secret_stays, err) < 0)
		return hz_err_advise(err, "The machines of cluster %s are gone; this goes on: %s",
				     deletion->name, deletion->again);
	fprintf(cli->out, "cluster.cluster.x-k8s.io/%s deleted\n", deletion->name);
	if (!opts->delete_secret)
		say_that_secret_stays(cli, deletion);
	say_what_stays(cli, deletion);
	return secret_stays.kind == HZ_ERR_NONE ? 0 : hz_err_move(err, &secret_stays);
}

/* It names the Secret, which the next run can no longer find in a HetznerCluster that is gone. */
static char *command_that_goes_on(const struct hz_cli *cli, const struct hz_deletion *deletion,
				  bool delete_secret)
{
	if (delete_secret && deletion->secret)
		return hz_again_with(cli->words, cli->args, "--secret-name", deletion->secret);
	return hz_strdup(cli->again);
}

static int delete_run(struct hz_cli *cli, const void *data, char *const args[], struct hz_err *err)
{
	const struct delete_opts *opts = data;
	HZ_AUTO(hz_deletion_done) struct hz_deletion deletion = { .name = args[0] };
	enum hz_dry_run dry_run = hz_dry_run_of(opts->dry_run);

	if (hz_deletion_open(cli, args[0], opts->secret_name, &deletion, err) < 0)
		return -1;
	deletion.again = command_that_goes_on(cli, &deletion, opts->delete_secret);
	if (delete_cluster(cli, &deletion, opts, err) < 0)
		return -1;
	if (dry_run != HZ_DRY_RUN_NONE || !opts->wait) {
		fprintf(cli->out, "cluster.cluster.x-k8s.io/%s %s%s\n", args[0],
			dry_run == HZ_DRY_RUN_NONE ? "is being deleted" : "deleted",
			hz_dry_run_note(dry_run));
		return 0;
	}
	return finish(cli, &deletion, opts, err);
}

const struct hz_cmd hz_cmd_cluster_delete = {
	.name = "delete",
	.summary = "Delete a cluster with its machines and load balancer",
	.description =
		"Deletes the Cluster object and waits until the controllers have removed the "
		"machines, the "
		"control plane and the infrastructure. Asks for the cluster's name to be typed "
		"unless --yes "
		"is given. The token Secret stays. Run it again after an interruption: it goes on.",
	.examples = "# Delete a cluster and the Secret with its token\n"
		    "kubectl hetzner cluster delete demo --delete-secret\n",
	.args = "NAME",
	.min_args = 1,
	.max_args = 1,
	.opts = delete_options,
	.opts_size = sizeof(struct delete_opts),
	.run = delete_run,
};
