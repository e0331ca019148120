/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A command line, understood: which command, its options, its arguments.
 *
 * It is read twice, because options may stand before the word that says whose they
 * are: first to find the command, then with that command's options.
 */
#include "cli/parse.h"

#include <string.h>

#include "base/str.h"
#include "cli/argv.h"
#include "cli/global_options.h"
#include "cli/suggest.h"

void hz_command_line_done(struct hz_command_line *line)
{
	if (line->opts)
		hz_opt_done(line->cmd->opts, line->opts);
	free(line->opts);
	free(line->path);
	free(line->rest);
	hz_strv_done(&line->args);
	*line = (struct hz_command_line){ .cmd = NULL };
}

static const struct hz_cmd *find_subcommand(const struct hz_cmd *cmd, const char *word)
{
	for (const struct hz_cmd *const *sub = cmd->subcommands; sub && *sub; sub++)
		if (strcmp((*sub)->name, word) == 0)
			return *sub;
	return NULL;
}

static int unknown_command(const struct hz_command_line *line, const char *word, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;

	for (const struct hz_cmd *const *sub = line->cmd->subcommands; *sub; sub++)
		hz_strv_add(&names, (*sub)->name);
	hz_err_set(err, HZ_ERR_USAGE, "UnknownCommand", "unknown command \"%s\" for \"%s\"", word,
		   line->path);
	if (names.count == 0)
		return -1;
	return hz_suggest(err, word, (const char *const *)names.item, "");
}

/*
 * Goes to the subcommand @word. Returns 0 when it is an argument of the command
 * where we are, which then is the one.
 */
static int descend(struct hz_command_line *line, const char *word, struct hz_cli *cli,
		   struct hz_err *err)
{
	const struct hz_cmd *sub = find_subcommand(line->cmd, word);
	char *path;

	if (!sub && strcmp(word, "help") == 0) {
		cli->help = true;
		return 1;
	}
	if (!sub && line->cmd->run && line->cmd->max_args != 0)
		return 0;
	if (!sub)
		return unknown_command(line, word, err);
	path = hz_strf("%s %s", line->path, sub->name);
	free(line->path);
	line->path = path;
	line->cmd = sub;
	return 1;
}

/* Takes the string that was read last out of the rest. */
static void remove_last(struct hz_command_line *line, struct hz_argv *reader)
{
	size_t last = (size_t)(reader->next - line->rest) - 1;

	for (char **at = &line->rest[last]; *at; at++)
		at[0] = at[1];
	reader->next = &line->rest[last];
}

/*
 * Whether the value that was read is none: where one command has the option with a
 * value and another without, the name of a command is not taken for a value.
 */
static bool is_command_after_all(const struct hz_cmd *cmd, const struct hz_argv *reader,
				 const struct hz_arg *arg)
{
	bool next_word = arg->text == reader->next[-1];

	return next_word && find_subcommand(cmd, arg->text) &&
	       hz_opt_stands_alone_below(cmd, arg->opt);
}

static int find_command(struct hz_command_line *line, struct hz_cli *cli, struct hz_err *err)
{
	struct hz_argv reader = { .next = line->rest };

	while (line->cmd->subcommands) {
		struct hz_opt_scope scope = { .cmd = line->cmd, .below = true };
		struct hz_arg arg;
		int r = hz_argv_next(&reader, &scope, &arg, err);

		if (r <= 0 || reader.ended)
			return r < 0 ? r : 0;
		if (arg.opt && is_command_after_all(line->cmd, &reader, &arg))
			reader.next--;
		if (arg.opt)
			continue;
		r = descend(line, arg.text, cli, err);
		if (r <= 0)
			return r;
		remove_last(line, &reader);
	}
	return 0;
}

static int read_rest(struct hz_command_line *line, struct hz_cli *cli, struct hz_err *err)
{
	struct hz_opt_scope scope = { .cmd = line->cmd };
	struct hz_argv reader = { .next = line->rest };
	struct hz_arg arg;
	int r = hz_argv_next(&reader, &scope, &arg, err);

	for (; r > 0; r = hz_argv_next(&reader, &scope, &arg, err)) {
		if (!arg.opt)
			hz_strv_add(&line->args, arg.text);
		else if (hz_opt_set(arg.opt, hz_global_option_is(arg.opt) ? cli : line->opts,
				    arg.text, err) < 0)
			return -1;
	}
	return r;
}

/* The word number @index of "NAME [FILE]". Owned by the caller. */
static char *argument_name(const char *args, size_t index)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;

	hz_strv_split(&names, args ? args : "ARGUMENT", ' ');
	return hz_strdup(names.item[index < names.count ? index : names.count - 1]);
}

static int check_args(const struct hz_command_line *line, struct hz_err *err)
{
	const struct hz_cmd *cmd = line->cmd;
	size_t count = line->args.count;

	if (count < (size_t)cmd->min_args) {
		HZ_AUTO(hz_freep) char *name = argument_name(cmd->args, count);

		return hz_err_set(err, HZ_ERR_USAGE, "MissingArgument", "missing argument: %s",
				  name);
	}
	if (cmd->max_args >= 0 && count > (size_t)cmd->max_args)
		return hz_err_set(err, HZ_ERR_USAGE, "UnexpectedArgument",
				  "unexpected argument \"%s\"", line->args.item[cmd->max_args]);
	return 0;
}

/* The same strings in an array of our own. */
static char **copy_pointers(char *const strings[])
{
	char **copy;
	size_t count = 0;

	while (strings[count])
		count++;
	copy = hz_alloc(count + 1, sizeof(*copy));
	for (size_t i = 0; i < count; i++)
		copy[i] = strings[i];
	return copy;
}

int hz_command_line_read(struct hz_command_line *line, const struct hz_cmd *root, const char *words,
			 char *const argv[], struct hz_cli *cli, struct hz_err *err)
{
	line->cmd = root;
	line->path = hz_strdup(words);
	line->rest = copy_pointers(argv);
	if (find_command(line, cli, err) < 0)
		return -1;
	line->opts = hz_alloc(1, line->cmd->opts_size + 1);
	hz_opt_init(line->cmd->opts, line->opts);
	if (read_rest(line, cli, err) < 0)
		return -1;
	return cli->help ? 0 : check_args(line, err);
}
