/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/parse.h"

#include <string.h>

#include "base/buf.h"
#include "cli/global_options.h"
#include "cli/opt.h"
#include "cli/report.h"
#include "unit.h"

struct create_opts {
	const char *file;
	const char *wait;
	const char *dry_run;
	struct hz_strv pools;
	int replicas;
	int64_t timeout;
	bool adopt;
	bool replicas_given;
};

#define FIELD(name) offsetof(struct create_opts, name)

static const char *const wait_choices[] = { "none", "control-plane", "ready", NULL };

static int check_file(const char *value, struct hz_err *err)
{
	if (strcmp(value, "bad.yaml") == 0)
		return hz_err_set(err, HZ_ERR_USAGE, "Test", "the check speaks for itself");
	return 0;
}

static const struct hz_opt create_options[] = {
	{ .type = HZ_OPT_STRING,
	  .letter = 'f',
	  .name = "file",
	  .metavar = "FILE",
	  .help = "Read the spec from FILE",
	  .check = check_file,
	  .offset = FIELD(file) },
	{ .type = HZ_OPT_STRINGS, .name = "pool", .help = "Add a pool", .offset = FIELD(pools) },
	{ .type = HZ_OPT_HEADING, .help = "Control plane" },
	{ .type = HZ_OPT_INT,
	  .letter = 'r',
	  .name = "control-plane-replicas",
	  .help = "How many",
	  .fallback = "3",
	  .given = FIELD(replicas_given),
	  .offset = FIELD(replicas) },
	{ .type = HZ_OPT_BOOL, .letter = 'a', .name = "adopt", .offset = FIELD(adopt) },
	{ .type = HZ_OPT_STRING,
	  .name = "wait",
	  .choices = wait_choices,
	  .fallback = "control-plane",
	  .offset = FIELD(wait) },
	{ .type = HZ_OPT_STRING,
	  .name = "dry-run",
	  .optional = "client",
	  .offset = FIELD(dry_run) },
	{ .type = HZ_OPT_DURATION, .name = "timeout", .fallback = "30m", .offset = FIELD(timeout) },
	{ .type = HZ_OPT_END_OF_TABLE },
};

static int run_nothing(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)cli;
	(void)opts;
	(void)args;
	(void)err;
	return 0;
}

static const struct hz_cmd create = {
	.name = "create",
	.args = "NAME [FILE]",
	.min_args = 1,
	.max_args = 2,
	.opts = create_options,
	.opts_size = sizeof(struct create_opts),
	.run = run_nothing,
};
static const struct hz_cmd list = { .name = "list", .run = run_nothing };

/* --wait has a value in create, and none here; both have -f, this one without a value. */
static const struct hz_opt delete_options[] = {
	{ .type = HZ_OPT_BOOL, .letter = 'f', .name = "wait" },
	{ .type = HZ_OPT_END_OF_TABLE },
};
static const struct hz_cmd delete = {
	.name = "delete",
	.args = "NAME",
	.min_args = 1,
	.max_args = 1,
	.opts = delete_options,
	.opts_size = sizeof(bool),
	.run = run_nothing,
};
static const struct hz_cmd all = { .name = "all", .max_args = -1, .run = run_nothing };
static const struct hz_cmd get_one = { .name = "one", .run = run_nothing };
static const struct hz_cmd *const get_commands[] = { &get_one, NULL };
static const struct hz_cmd get = { .name = "get", .subcommands = get_commands };
/* Both: an argument, and a subcommand. */
static const struct hz_cmd move = {
	.name = "move", .subcommands = get_commands, .max_args = 1, .run = run_nothing
};
static const struct hz_cmd *const commands[] = { &delete, &create, &list, &all, &get, &move, NULL };
static const struct hz_cmd root = { .name = "tool", .subcommands = commands };

/* What was read, as one line of text. */
static void describe(struct hz_buf *out, const struct hz_command_line *line,
		     const struct hz_cli *cli)
{
	const struct create_opts *opts = line->opts;
	HZ_AUTO(hz_freep) char *args = hz_strv_join(&line->args, ",");

	hz_buf_addf(out, "%s [%s]", line->path, args);
	if (line->cmd == &create && opts->file)
		hz_buf_addf(out, " file=%s", opts->file);
	if (line->cmd == &create && opts->replicas_given)
		hz_buf_addf(out, " replicas=%d", opts->replicas);
	if (line->cmd == &create && opts->adopt)
		hz_buf_adds(out, " adopt");
	if (line->cmd == &create && opts->dry_run)
		hz_buf_addf(out, " dry-run=%s", opts->dry_run);
	for (size_t i = 0; line->cmd == &create && i < opts->pools.count; i++)
		hz_buf_addf(out, " pool=%s", opts->pools.item[i]);
	if (cli->kube.context)
		hz_buf_addf(out, " context=%s", cli->kube.context);
	if (cli->kube.namespace_)
		hz_buf_addf(out, " ns=%s", cli->kube.namespace_);
	if (cli->kube.request_timeout)
		hz_buf_addf(out, " request-timeout=%s", cli->kube.request_timeout);
	if (cli->kube.insecure_skip_tls_verify)
		hz_buf_adds(out, " insecure");
	if (cli->verbosity)
		hz_buf_addf(out, " v=%d", cli->verbosity);
	if (cli->yes)
		hz_buf_adds(out, " yes");
	if (cli->help)
		hz_buf_adds(out, " help");
}

/* Reads the blank-separated @text; gives what describe() says, or what the user would see. */
static char *read_line(const char *text)
{
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
	HZ_AUTO(hz_command_line_done) struct hz_command_line line = { .cmd = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_buf out = HZ_BUF_INIT;
	struct hz_cli cli = { .out = NULL };
	int r;

	hz_strv_split(&argv, text, ' ');
	hz_opt_init(hz_global_options, &cli);
	r = hz_command_line_read(&line, &root, "tool", argv.item, &cli, &err);
	if (r == 0)
		r = hz_global_options_check(&cli, &err);
	if (r < 0)
		hz_report_error(&out, &err, line.path);
	else
		describe(&out, &line, &cli);
	hz_opt_done(hz_global_options, &cli);
	return hz_buf_take(&out);
}

static void check_line(const char *text, const char *want)
{
	HZ_AUTO(hz_freep) char *got = read_line(text);

	ck_assert_msg(strcmp(got, want) == 0, "%s\n  gives: %s\n  wants: %s", text, got, want);
}

static const struct {
	const char *line;
	const char *want;
} readings[] = {
	{ "list", "tool list []" },
	{ "create demo", "tool create [demo]" },
	/* options of a command: all spellings */
	{ "create demo --file x.yaml", "tool create [demo] file=x.yaml" },
	{ "create demo --file=x.yaml", "tool create [demo] file=x.yaml" },
	{ "create demo -f x.yaml", "tool create [demo] file=x.yaml" },
	{ "create demo -fx.yaml", "tool create [demo] file=x.yaml" },
	{ "create demo -f=x.yaml", "tool create [demo] file=x.yaml" },
	{ "create demo -f -", "tool create [demo] file=-" },
	{ "create demo --file=", "tool create [demo] file=" },
	{ "create demo --file=a=b", "tool create [demo] file=a=b" },
	{ "create demo --control_plane-replicas 5", "tool create [demo] replicas=5" },
	/* a value may look like an option */
	{ "create demo --file --adopt", "tool create [demo] file=--adopt" },
	/* bundles of letters */
	{ "create demo -af x", "tool create [demo] file=x adopt" },
	{ "create demo -afx", "tool create [demo] file=x adopt" },
	{ "create demo -ayr5", "tool create [demo] replicas=5 adopt yes" },
	/* bools */
	{ "create demo --adopt=true", "tool create [demo] adopt" },
	{ "create demo --adopt=false", "tool create [demo]" },
	{ "create demo --adopt --adopt=0", "tool create [demo]" },
	{ "create --adopt demo", "tool create [demo] adopt" },
	{ "create demo -a=T", "tool create [demo] adopt" },
	/* an optional value is never the next word */
	{ "create --dry-run demo", "tool create [demo] dry-run=client" },
	{ "create --dry-run=server demo", "tool create [demo] dry-run=server" },
	/* the last one wins, lists collect */
	{ "create demo --file a --file b", "tool create [demo] file=b" },
	{ "create demo --pool a,b --pool c", "tool create [demo] pool=a,b pool=c" },
	/* anywhere: before the command, after the arguments */
	{ "--file x create demo", "tool create [demo] file=x" },
	{ "-f x --adopt create demo", "tool create [demo] file=x adopt" },
	{ "--context create create demo", "tool create [demo] context=create" },
	{ "--context=a create demo -n b", "tool create [demo] context=a ns=b" },
	{ "create -n list demo", "tool create [demo] ns=list" },
	{ "--insecure-skip-tls-verify list", "tool list [] insecure" },
	{ "--request_timeout 5s list", "tool list [] request-timeout=5s" },
	{ "list -v6", "tool list [] v=6" },
	{ "list -v 6", "tool list [] v=6" },
	{ "list -v=6", "tool list [] v=6" },
	{ "list --v 6", "tool list [] v=6" },
	/* an empty value is as if it was not given, as for client-go */
	{ "list --context= -n b", "tool list [] ns=b" },
	/* a value in one command, and none in another */
	{ "--wait ready create demo", "tool create [demo]" },
	{ "--wait=ready create demo", "tool create [demo]" },
	{ "--wait delete demo", "tool delete [demo]" },
	{ "--wait demo delete", "tool delete [demo]" },
	{ "--wait=false delete demo", "tool delete [demo]" },
	{ "-f delete demo", "tool delete [demo]" },
	{ "delete --wait demo", "tool delete [demo]" },
	{ "delete delete", "tool delete [delete]" },
	{ "-n delete delete delete", "tool delete [delete] ns=delete" },
	/* "--" */
	{ "create -- --file", "tool create [--file]" },
	{ "create demo -- -a", "tool create [demo,-a]" },
	{ "all -- a -- b", "tool all [a,--,b]" },
	{ "all a b c d", "tool all [a,b,c,d]" },
	{ "all - -1=", "error: unknown option -1\nSee 'tool all --help' for usage.\n" },
	/* nested commands, and one that is both */
	{ "get one", "tool get one []" },
	{ "move one", "tool move one []" },
	{ "move two", "tool move [two]" },
	{ "move", "tool move []" },
	{ "move -- one", "tool move [one]" },
	/* help, whatever else is missing */
	{ "create --help", "tool create [] help" },
	{ "--help create", "tool create [] help" },
	{ "-h", "tool [] help" },
	{ "create a b c -h", "tool create [a,b,c] help" },
	{ "help create", "tool create [] help" },
	{ "get help one", "tool get one [] help" },
	{ "help", "tool [] help" },
	{ "get", "tool get []" },
};

START_TEST(reads_command_lines)
{
	for (size_t i = 0; i < HZ_COUNT(readings); i++)
		check_line(readings[i].line, readings[i].want);
}
END_TEST

#define SEE_CREATE "See 'tool create --help' for usage.\n"
#define SEE_ROOT "See 'tool --help' for usage.\n"

static const struct {
	const char *line;
	const char *want;
} refusals[] = {
	{ "create demo --fiel x",
	  "error: unknown option --fiel\n  Did you mean --file?\n" SEE_CREATE },
	{ "create demo --contxt=x",
	  "error: unknown option --contxt\n  Did you mean --context?\n" SEE_CREATE },
	{ "create demo --xyzzy", "error: unknown option --xyzzy\n" SEE_CREATE },
	{ "create demo -x", "error: unknown option -x\n" SEE_CREATE },
	{ "create demo -axf", "error: unknown option -x\n" SEE_CREATE },
	/* no abbreviations */
	{ "create demo --contex x",
	  "error: unknown option --contex\n  Did you mean --context?\n" SEE_CREATE },
	{ "create demo --f x", "error: unknown option --f\n" SEE_CREATE },
	/* of another command */
	{ "list --adopt", "error: unknown option --adopt\nSee 'tool list --help' for usage.\n" },
	{ "--fiel x create demo",
	  "error: unknown option --fiel\n  Did you mean --file?\n" SEE_ROOT },
	{ "-x create",
	  "error: unknown option -x\n  The options of a command go after its name.\n" SEE_ROOT },
	{ "create demo --file", "error: --file needs a value: --file FILE\n" SEE_CREATE },
	{ "create demo -f", "error: -f needs a value: -f FILE\n" SEE_CREATE },
	{ "create demo --pool", "error: --pool needs a value: --pool VALUE\n" SEE_CREATE },
	{ "create demo -f bad.yaml", "error: the check speaks for itself\n" SEE_CREATE },
	{ "create demo --adopt=maybe",
	  "error: invalid value \"maybe\" for --adopt: must be true or false\n" SEE_CREATE },
	{ "create demo -r three", "error: invalid value \"three\" for --control-plane-replicas: "
				  "must be a whole number\n" SEE_CREATE },
	{ "create demo -r 99999999999",
	  "error: invalid value \"99999999999\" for --control-plane-replicas: must be a whole "
	  "number\n" SEE_CREATE },
	{ "create demo --timeout soon", "error: invalid value \"soon\" for --timeout: must be a "
					"time such as 90s, 30m or 1h30m\n" SEE_CREATE },
	{ "create demo --timeout -5s", "error: invalid value \"-5s\" for --timeout: must be a time "
				       "such as 90s, 30m or 1h30m\n" SEE_CREATE },
	{ "create demo --wait redy",
	  "error: invalid value \"redy\" for --wait: must be none, control-plane or ready\n"
	  "  Did you mean ready?\n" SEE_CREATE },
	{ "create", "error: missing argument: NAME\n" SEE_CREATE },
	{ "create a b c", "error: unexpected argument \"c\"\n" SEE_CREATE },
	{ "list x", "error: unexpected argument \"x\"\nSee 'tool list --help' for usage.\n" },
	{ "craete demo",
	  "error: unknown command \"craete\" for \"tool\"\n  Did you mean create?\n" SEE_ROOT },
	{ "xyzzy", "error: unknown command \"xyzzy\" for \"tool\"\n" SEE_ROOT },
	{ "get two", "error: unknown command \"two\" for \"tool get\"\n"
		     "See 'tool get --help' for usage.\n" },
	{ "-- list", "error: unexpected argument \"list\"\n" SEE_ROOT },
	{ "list --progress=loud",
	  "error: invalid value \"loud\" for --progress: must be auto, plain, json or none\n"
	  "See 'tool list --help' for usage.\n" },
	/* what is typed cannot steer the terminal */
	{ "\033[2J", "error: unknown command \"\\x1b[2J\" for \"tool\"\n" SEE_ROOT },
	{ "list --\033[2J",
	  "error: unknown option --\\x1b[2J\nSee 'tool list --help' for usage.\n" },
};

START_TEST(refuses_wrong_command_lines_with_the_way_out)
{
	for (size_t i = 0; i < HZ_COUNT(refusals); i++)
		check_line(refusals[i].line, refusals[i].want);
}
END_TEST

#define HETZNER "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab"

START_TEST(never_takes_a_hetzner_token_as_an_argument)
{
	static const char *const lines[] = {
		"list --hcloud-token " HETZNER,
		"list --hcloud_token=" HETZNER,
		"--hcloud-token " HETZNER " list",
	};

	for (size_t i = 0; i < HZ_COUNT(lines); i++)
		check_line(lines[i],
			   "error: there is no --hcloud-token: others can read the arguments of a "
			   "program, and the shell's history keeps them\n"
			   "  Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard "
			   "input) or --hcloud-token-cmd COMMAND.\n"
			   "See 'tool list --help' for usage.\n");
}
END_TEST

#define WRONG_TOKEN(why)                                                                \
	"error: --token is for Kubernetes, and its value " why "\n"                     \
	"  Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard input) or " \
	"--hcloud-token-cmd COMMAND.\n"                                                 \
	"  If it is one, replace it: the shell's history has it now.\n"                 \
	"See 'tool list --help' for usage.\n"

START_TEST(refuses_a_hetzner_token_as_token_of_kubernetes)
{
	(void)unsetenv("HCLOUD_TOKEN");
	check_line("list --token " HETZNER, WRONG_TOKEN("looks like a token of Hetzner Cloud"));
	check_line("list --token " HETZNER "x", "tool list []");
	check_line("list --token a.b.c", "tool list []");
	(void)setenv("HCLOUD_TOKEN", "a.b.c", 1);
	check_line("list --token a.b.c", WRONG_TOKEN("is that of HCLOUD_TOKEN"));
	check_line("list --token=", "tool list []");
}
END_TEST

START_TEST(gives_defaults_to_what_is_not_on_the_command_line)
{
	HZ_AUTO(hz_command_line_done) struct hz_command_line line = { .cmd = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char *argv[] = { (char[]){ "create" }, (char[]){ "demo" }, NULL };
	struct hz_cli cli = { .out = NULL };
	const struct create_opts *opts;

	hz_opt_init(hz_global_options, &cli);
	hz_ck_ok(hz_command_line_read(&line, &root, "tool", argv, &cli, &err), &err);
	opts = line.opts;
	ck_assert_int_eq(opts->replicas, 3);
	ck_assert(!opts->replicas_given);
	ck_assert_str_eq(opts->wait, "control-plane");
	ck_assert_int_eq(opts->timeout, 30 * 60 * 1000);
	ck_assert_ptr_null(opts->file);
	ck_assert_str_eq(cli.progress, "auto");
	ck_assert_str_eq(cli.color, "auto");
}
END_TEST

START_TEST(reads_durations_as_go_does_and_bare_numbers_as_seconds)
{
	static const struct {
		const char *text;
		int64_t ms;
	} cases[] = {
		{ "90", 90000 }, { "90s", 90000 },  { "1h30m", 5400000 }, { "500ms", 500 },
		{ "0", 0 },      { "1.5m", 90000 }, { "5m0s", 300000 },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		struct create_opts opts = { .timeout = -1 };
		struct hz_opt opt = { .type = HZ_OPT_DURATION,
				      .name = "timeout",
				      .offset = FIELD(timeout) };

		hz_ck_ok(hz_opt_set(&opt, &opts, cases[i].text, &err), &err);
		ck_assert_int_eq(opts.timeout, cases[i].ms);
	}
}
END_TEST

HZ_SUITE("parse", reads_command_lines, refuses_wrong_command_lines_with_the_way_out,
	 never_takes_a_hetzner_token_as_an_argument, refuses_a_hetzner_token_as_token_of_kubernetes,
	 gives_defaults_to_what_is_not_on_the_command_line,
	 reads_durations_as_go_does_and_bare_numbers_as_seconds)
