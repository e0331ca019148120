/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The command line, read one word or option at a time.
 */
#include "cli/argv.h"

#include <string.h>

#include "base/str.h"
#include "cli/suggest.h"

/* @typed is the option as it stood there, such as "--nmae". */
static int unknown_option(const struct hz_opt_scope *scope, const char *typed, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	const char *name = hz_str_after(typed, "--");

	hz_err_set(err, HZ_ERR_USAGE, "UnknownOption", "unknown option %s", typed);
	if (name) {
		hz_opt_names(scope, &names);
		hz_suggest(err, name, (const char *const *)names.item, "--");
	}
	if (!err->advice && scope->below)
		hz_err_advise(err, "The options of a command go after its name.");
	return -1;
}

static int missing_value(const char *typed, const struct hz_opt *opt, struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_USAGE, "MissingValue", "%s needs a value: %s %s", typed,
			  typed, opt->metavar ? opt->metavar : "VALUE");
}

/* The value of @opt, which has none in its own string: the next one, or what a bare one means. */
static int take_value(struct hz_argv *argv, const char *typed, const struct hz_opt *opt,
		      const char **ret, struct hz_err *err)
{
	if (!hz_opt_takes_word(opt)) {
		*ret = opt->optional ? opt->optional : "true";
		return 0;
	}
	if (!*argv->next)
		return missing_value(typed, opt, err);
	*ret = *argv->next++;
	return 0;
}

/* "--name" or "--name=value". */
static int read_long(struct hz_argv *argv, const struct hz_opt_scope *scope, struct hz_arg *ret,
		     struct hz_err *err)
{
	const char *string = *argv->next++;
	size_t len = strcspn(string, "=");
	struct hz_opt_key key = { .name = string + 2, .len = len - 2 };
	HZ_AUTO(hz_freep) char *typed = hz_strndup(string, len);
	struct hz_arg arg = { .opt = hz_opt_find(scope, &key) };

	if (!arg.opt)
		return unknown_option(scope, typed, err);
	if (string[len] == '=')
		arg.text = string + len + 1;
	else if (take_value(argv, typed, arg.opt, &arg.text, err) < 0)
		return -1;
	*ret = arg;
	return 1;
}

/* The next letter of a bundle: "-x", "-xv" or "-x=v". */
static int read_letter(struct hz_argv *argv, const struct hz_opt_scope *scope, struct hz_arg *ret,
		       struct hz_err *err)
{
	struct hz_opt_key key = { .letter = *argv->letters };
	const char *rest = argv->letters + 1;
	struct hz_arg arg = { .opt = hz_opt_find(scope, &key) };
	HZ_AUTO(hz_freep) char *typed = hz_strf("-%c", key.letter);

	if (!arg.opt)
		return unknown_option(scope, typed, err);
	argv->letters = NULL;
	if (*rest == '=')
		arg.text = rest + 1;
	else if (*rest && hz_opt_takes_word(arg.opt))
		arg.text = rest;
	else if (take_value(argv, typed, arg.opt, &arg.text, err) < 0)
		return -1;
	else if (*rest)
		argv->letters = rest;
	*ret = arg;
	return 1;
}

int hz_argv_next(struct hz_argv *argv, const struct hz_opt_scope *scope, struct hz_arg *ret,
		 struct hz_err *err)
{
	if (argv->letters)
		return read_letter(argv, scope, ret, err);
	if (!argv->ended && hz_str_eq(*argv->next, "--")) {
		argv->ended = true;
		argv->next++;
	}
	if (!*argv->next)
		return 0;
	if (!argv->ended && hz_str_starts(*argv->next, "--"))
		return read_long(argv, scope, ret, err);
	if (!argv->ended && **argv->next == '-' && (*argv->next)[1]) {
		argv->letters = *argv->next++ + 1;
		return read_letter(argv, scope, ret, err);
	}
	*ret = (struct hz_arg){ .text = *argv->next++ };
	return 1;
}
