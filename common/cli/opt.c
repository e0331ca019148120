/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Option tables: looking an option up, and the struct that a table describes.
 */
#include "cli/opt.h"

#include <string.h>

#include "cli/global_options.h"

bool hz_opt_is_given_by_users(const struct hz_opt *opt)
{
	return opt->type != HZ_OPT_HEADING;
}

bool hz_opt_takes_word(const struct hz_opt *opt)
{
	return opt->type != HZ_OPT_BOOL && !opt->optional;
}

/* kubectl takes "--request_timeout" as "--request-timeout". */
static bool same_name(const char *name, const char *typed, size_t len)
{
	if (strlen(name) != len)
		return false;
	for (size_t i = 0; i < len; i++)
		if (name[i] != (typed[i] == '_' ? '-' : typed[i]))
			return false;
	return true;
}

static bool matches(const struct hz_opt *opt, const struct hz_opt_key *key)
{
	if (!hz_opt_is_given_by_users(opt))
		return false;
	return key->name ? same_name(opt->name, key->name, key->len) : opt->letter == key->letter;
}

static const struct hz_opt *find_in_table(const struct hz_opt *table, const struct hz_opt_key *key)
{
	for (const struct hz_opt *opt = table; opt && opt->type != HZ_OPT_END_OF_TABLE; opt++)
		if (matches(opt, key))
			return opt;
	return NULL;
}

/* One that takes the next word as its value, or one that does not. */
static const struct hz_opt *find_below(const struct hz_cmd *cmd, const struct hz_opt_key *key,
				       bool takes_word)
{
	const struct hz_opt *found = NULL;

	for (const struct hz_cmd *const *sub = cmd->subcommands; !found && sub && *sub; sub++) {
		found = find_in_table((*sub)->opts, key);
		if (!found || hz_opt_takes_word(found) != takes_word)
			found = find_below(*sub, key, takes_word);
	}
	return found;
}

const struct hz_opt *hz_opt_find(const struct hz_opt_scope *scope, const struct hz_opt_key *key)
{
	const struct hz_opt *found = find_in_table(scope->cmd->opts, key);

	if (!found)
		found = find_in_table(hz_global_options, key);
	if (!found && scope->below)
		found = find_below(scope->cmd, key, true);
	if (!found && scope->below)
		found = find_below(scope->cmd, key, false);
	return found;
}

bool hz_opt_stands_alone_below(const struct hz_cmd *cmd, const struct hz_opt *opt)
{
	struct hz_opt_key name = { .name = opt->name, .len = strlen(opt->name) };
	struct hz_opt_key letter = { .letter = opt->letter };

	return find_below(cmd, &name, false) || (opt->letter && find_below(cmd, &letter, false));
}

static void add_names(const struct hz_opt *table, struct hz_strv *out)
{
	for (const struct hz_opt *opt = table; opt && opt->type != HZ_OPT_END_OF_TABLE; opt++)
		if (hz_opt_is_given_by_users(opt) && !opt->hidden)
			hz_strv_add(out, opt->name);
}

static void add_names_below(const struct hz_cmd *cmd, struct hz_strv *out)
{
	for (const struct hz_cmd *const *sub = cmd->subcommands; sub && *sub; sub++) {
		add_names((*sub)->opts, out);
		add_names_below(*sub, out);
	}
}

void hz_opt_names(const struct hz_opt_scope *scope, struct hz_strv *out)
{
	add_names(scope->cmd->opts, out);
	if (scope->below)
		add_names_below(scope->cmd, out);
	add_names(hz_global_options, out);
}

void hz_opt_init(const struct hz_opt *table, void *fields)
{
	for (const struct hz_opt *opt = table; opt && opt->type != HZ_OPT_END_OF_TABLE; opt++) {
		struct hz_opt value = *opt;
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

		value.given = 0; /* a default was not given */
		if (opt->fallback && hz_opt_set(&value, fields, opt->fallback, &err) < 0)
			abort(); /* a bug in the table */
	}
}

void hz_opt_done(const struct hz_opt *table, void *fields)
{
	for (const struct hz_opt *opt = table; opt && opt->type != HZ_OPT_END_OF_TABLE; opt++)
		if (opt->type == HZ_OPT_STRINGS)
			hz_strv_done((struct hz_strv *)((char *)fields + opt->offset));
}
