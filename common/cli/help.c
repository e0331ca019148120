/* SPDX-License-Identifier: Apache-2.0 */
/*
 * --help: the text about a command, made of its table. The order of its parts is
 * that of kubectl: what it does, examples, commands, options, usage.
 */
#include "cli/help.h"

#include <string.h>

#include "base/str.h"
#include "cli/global_options.h"
#include "cli/opt.h"
#include "cli/wrap.h"

/* Options that are longer than this have their help on the next line. */
#define WIDEST_OPTION 32

static void add_heading(struct hz_buf *out, const char *heading)
{
	hz_buf_addf(out, "\n%s:\n", heading);
}

/* Each line of @examples, indented. */
static void add_examples(struct hz_buf *out, const char *examples)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	add_heading(out, "Examples");
	hz_strv_split(&lines, examples, '\n');
	for (size_t i = 0; i < lines.count; i++) {
		if (*lines.item[i])
			hz_buf_addf(out, "  %s\n", lines.item[i]);
		else if (i + 1 < lines.count)
			hz_buf_addc(out, '\n');
	}
}

static void add_commands(struct hz_buf *out, const struct hz_cmd *cmd)
{
	int width = 0;

	add_heading(out, "Commands");
	for (const struct hz_cmd *const *sub = cmd->subcommands; *sub; sub++)
		if (!(*sub)->hidden && (int)strlen((*sub)->name) > width)
			width = (int)strlen((*sub)->name);
	for (const struct hz_cmd *const *sub = cmd->subcommands; *sub; sub++) {
		if ((*sub)->hidden)
			continue;
		hz_buf_addf(out, "  %-*s  ", width, (*sub)->name);
		hz_wrap(out, (*sub)->summary, (size_t)width + 4, (size_t)width + 4);
	}
}

/* "-f, --file FILE", "    --dry-run[=MODE]". */
static void add_synopsis(struct hz_buf *out, const struct hz_opt *opt)
{
	if (opt->letter)
		hz_buf_addf(out, "  -%c, --%s", opt->letter, opt->name);
	else
		hz_buf_addf(out, "      --%s", opt->name);
	if (opt->optional)
		hz_buf_addf(out, "[=%s]", opt->metavar ? opt->metavar : "VALUE");
	else if (opt->type != HZ_OPT_BOOL)
		hz_buf_addf(out, " %s", opt->metavar ? opt->metavar : "VALUE");
}

static void add_remark(struct hz_buf *out, const char *remark)
{
	hz_buf_adds(out, out->len > 0 ? "; " : "");
	hz_buf_adds(out, remark);
}

/* What the table knows about the values: "one of: auto, plain; default: auto". */
static void add_remarks(struct hz_buf *out, const struct hz_opt *opt)
{
	if (opt->choices)
		add_remark(out, "one of: ");
	for (size_t i = 0; opt->choices && opt->choices[i]; i++)
		hz_buf_addf(out, "%s%s", i > 0 ? ", " : "", opt->choices[i]);
	if (opt->type == HZ_OPT_STRINGS)
		add_remark(out, "may be repeated");
	if (!hz_str_empty(opt->fallback)) {
		add_remark(out, "default: ");
		hz_buf_adds(out, opt->fallback);
	}
}

static void add_option(struct hz_buf *out, const struct hz_opt *opt, size_t column)
{
	HZ_AUTO(hz_buf_done) struct hz_buf left = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf remarks = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	add_synopsis(&left, opt);
	add_remarks(&remarks, opt);
	hz_buf_adds(&text, opt->help);
	if (remarks.len > 0)
		hz_buf_addf(&text, " (%s)", hz_buf_str(&remarks));
	if (left.len + 2 > column) {
		hz_buf_addc(&left, '\n');
		hz_buf_pad(&left, ' ', column);
	} else {
		hz_buf_pad(&left, ' ', column - left.len);
	}
	hz_buf_adds(out, hz_buf_str(&left));
	hz_wrap(out, hz_buf_str(&text), column, column);
}

/* The column at which the help of all options of @table starts. */
static size_t help_column(const struct hz_opt *table)
{
	size_t column = 0;

	for (const struct hz_opt *opt = table; opt->type != HZ_OPT_END_OF_TABLE; opt++) {
		HZ_AUTO(hz_buf_done) struct hz_buf left = HZ_BUF_INIT;

		if (opt->hidden || !hz_opt_is_given_by_users(opt))
			continue;
		add_synopsis(&left, opt);
		if (left.len > column && left.len <= WIDEST_OPTION)
			column = left.len;
	}
	return (column > 0 ? column : WIDEST_OPTION) + 2;
}

void hz_help_add_options(struct hz_buf *out, const struct hz_opt *table, const char *heading)
{
	size_t column = help_column(table);

	for (const struct hz_opt *opt = table; opt->type != HZ_OPT_END_OF_TABLE; opt++) {
		if (opt->type == HZ_OPT_HEADING) {
			heading = opt->help;
			continue;
		}
		if (opt->hidden)
			continue;
		if (heading)
			add_heading(out, heading);
		heading = NULL;
		add_option(out, opt, column);
	}
}

static void add_global_names(struct hz_buf *out)
{
	HZ_AUTO(hz_buf_done) struct hz_buf names = HZ_BUF_INIT;

	for (const struct hz_opt *opt = hz_global_options; opt->type != HZ_OPT_END_OF_TABLE;
	     opt++) {
		if (opt->hidden || !hz_opt_is_given_by_users(opt))
			continue;
		hz_buf_addf(&names, names.len > 0 ? ", " : "");
		if (opt->letter)
			hz_buf_addf(&names, "-%c/", opt->letter);
		hz_buf_addf(&names, "--%s", opt->name);
	}
	add_heading(out, "Global options (see 'kubectl hetzner options')");
	hz_buf_adds(out, "  ");
	hz_wrap(out, hz_buf_str(&names), 2, 2);
}

static void add_usage(struct hz_buf *out, const struct hz_cmd *cmd, const char *path)
{
	add_heading(out, "Usage");
	if (cmd->run)
		hz_buf_addf(out, "  %s%s%s [options]\n", path, cmd->args ? " " : "",
			    cmd->args ? cmd->args : "");
	if (!cmd->subcommands)
		return;
	hz_buf_addf(out, "  %s COMMAND [options]\n", path);
	hz_buf_addf(out, "\nUse '%s COMMAND --help' for more about a command.\n", path);
}

void hz_help_add(struct hz_buf *out, const struct hz_cmd *cmd, const char *path)
{
	hz_wrap(out, cmd->summary, 0, 0);
	if (cmd->description) {
		hz_buf_addc(out, '\n');
		hz_wrap_paragraphs(out, cmd->description);
	}
	if (cmd->examples)
		add_examples(out, cmd->examples);
	if (cmd->subcommands)
		add_commands(out, cmd);
	if (cmd->opts)
		hz_help_add_options(out, cmd->opts, "Options");
	add_global_names(out);
	add_usage(out, cmd, path);
}
