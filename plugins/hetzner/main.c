/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner`: finds the program of a step and becomes it. What stands before
 * the step's name is handed on, so that `kubectl hetzner --context a cluster list` is
 * `kubectl-hetzner-cluster --context a list`.
 *
 * Signals and the like are left as they are before that: a step inherits them.
 */
#include <string.h>

#include "cli/argv.h"
#include "cli/report.h"
#include "commands.h"
#include "step.h"

#define WORDS "kubectl hetzner"

int hz_plugin_hetzner_main(int argc, char *argv[]);

static const struct hz_cmd *const own_commands[] = { &hz_cmd_options, &hz_cmd_version };

static const char description[] =
	"From a Hetzner project and a token to a Kubernetes cluster that manages itself, with "
	"Cluster API. Each command is one step; it works on the current context of the "
	"kubeconfig, and can be run again at any time.";

static const char examples[] = "# See what a cluster would be made of, without touching anything\n"
			       "kubectl hetzner cluster render demo\n"
			       "\n"
			       "# Create it\n"
			       "kubectl hetzner cluster create demo --hcloud-token-file token.txt";

/* The commands of `kubectl hetzner`. Zero-initialise, then fill_menu(). */
struct menu {
	struct hz_cmd root;
	struct hz_cmd steps[HZ_STEPS];
	const struct hz_cmd *commands[HZ_STEPS + HZ_COUNT(own_commands) + 1];
};

/* Steps that are not installed are known, but not shown. */
static void fill_menu(struct menu *menu)
{
	const struct hz_cmd **next = menu->commands;

	for (size_t i = 0; i < HZ_STEPS; i++) {
		HZ_AUTO(hz_freep) char *path = hz_step_find(hz_steps[i].name);

		menu->steps[i] = hz_steps[i];
		menu->steps[i].hidden = !path;
		*next++ = &menu->steps[i];
	}
	for (size_t i = 0; i < HZ_COUNT(own_commands); i++)
		*next++ = own_commands[i];
	menu->root = (struct hz_cmd){
		.name = "hetzner",
		.summary = "Create and run Kubernetes clusters on Hetzner",
		.description = description,
		.examples = examples,
		.subcommands = menu->commands,
	};
}

static bool is_own_command(const char *word)
{
	for (size_t i = 0; i < HZ_COUNT(own_commands); i++)
		if (strcmp(own_commands[i]->name, word) == 0)
			return true;
	return false;
}

/* A command line that names a step. */
struct step_call {
	const char *name;    /* borrowed; NULL: it names none */
	struct hz_strv args; /* owned; what to hand on, without the step's name */
};

static void step_call_done(struct step_call *call)
{
	hz_strv_done(&call->args);
}

/*
 * Finds the first word that is no option's value. "help STEP" is "STEP --help". What
 * is wrong is left to hz_cli_main().
 */
static void read_step_call(const struct hz_cmd *root, char *const argv[], struct step_call *ret)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_opt_scope scope = { .cmd = root, .below = true };
	struct hz_argv reader = { .next = argv };
	char *const *handed_on = argv;
	struct hz_arg arg;

	while (!ret->name && hz_argv_next(&reader, &scope, &arg, &err) > 0 && !reader.ended) {
		if (arg.opt)
			continue;
		for (; handed_on < reader.next - 1; handed_on++)
			hz_strv_add(&ret->args, *handed_on);
		handed_on = reader.next;
		if (strcmp(arg.text, "help") == 0)
			hz_strv_add(&ret->args, "--help");
		else
			ret->name = arg.text;
	}
	for (; *handed_on; handed_on++)
		hz_strv_add(&ret->args, *handed_on);
}

static int refuse_missing_step(const char *name, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_FAILED, "StepNotInstalled",
		   "'" WORDS " %s' is not installed: there is no program kubectl-hetzner-%s", name,
		   name);
	return hz_err_advise(err, "It is looked for beside kubectl-hetzner, in "
				  "../libexec/kubectl-hetzner from there, and on PATH.");
}

/* Becomes the step of @call, if it is one. Returns 0 if it is none, < 0 if that fails. */
static int become_step(const struct step_call *call, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *path = NULL;

	if (!call->name || is_own_command(call->name))
		return 0;
	path = hz_step_find(call->name);
	if (!path)
		return hz_step_is_ours(call->name) ? refuse_missing_step(call->name, err) : 0;
	hz_strv_add(&args, path);
	for (size_t i = 0; i < call->args.count; i++)
		hz_strv_add(&args, call->args.item[i]);
	return hz_step_run(&args, err);
}

static int fail(const struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_report_error(&text, err, WORDS);
	(void)fputs(hz_buf_str(&text), stderr);
	return hz_err_exit_code(err);
}

int hz_plugin_hetzner_main(int argc, char *argv[])
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(step_call_done) struct step_call call = { .name = NULL };
	struct menu menu;

	fill_menu(&menu);
	read_step_call(&menu.root, argv + (argc > 0), &call);
	if (become_step(&call, &err) < 0)
		return fail(&err);
	return hz_cli_main(&menu.root, WORDS, argc, argv);
}
