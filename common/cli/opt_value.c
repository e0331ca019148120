/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The value of an option: from the text of the command line into its field.
 */
#include <limits.h>
#include <string.h>

#include "base/clock.h"
#include "base/num.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/opt.h"
#include "cli/suggest.h"

static int refuse(const struct hz_opt *opt, const char *value, const char *wanted,
		  struct hz_err *err)
{
	return hz_err_set(err, HZ_ERR_USAGE, "InvalidValue", "invalid value \"%s\" for --%s: %s",
			  value, opt->name, wanted);
}

/* The words that Go's strconv.ParseBool takes, as every flag of kubectl does. */
static int set_bool(const struct hz_opt *opt, bool *field, const char *value, struct hz_err *err)
{
	static const char *const yes[] = { "true", "1", "t", "T", "TRUE", "True" };
	static const char *const no[] = { "false", "0", "f", "F", "FALSE", "False" };

	for (size_t i = 0; i < HZ_COUNT(yes); i++) {
		if (!hz_str_eq(value, yes[i]) && !hz_str_eq(value, no[i]))
			continue;
		*field = hz_str_eq(value, yes[i]);
		return 0;
	}
	return refuse(opt, value, "must be true or false", err);
}

static int set_int(const struct hz_opt *opt, int *field, const char *value, struct hz_err *err)
{
	if (hz_parse_int_in(value, INT_MIN, INT_MAX, field) < 0)
		return refuse(opt, value, "must be a whole number", err);
	return 0;
}

/* A bare number counts seconds, as in kubectl's --request-timeout. */
static int parse_seconds(const char *value, int64_t *ret_ms)
{
	int64_t seconds;

	if (hz_parse_int64(value, &seconds) < 0 || seconds > INT64_MAX / 1000)
		return -1;
	*ret_ms = seconds * 1000;
	return 0;
}

static int set_duration(const struct hz_opt *opt, int64_t *field, const char *value,
			struct hz_err *err)
{
	int64_t ms;

	if ((parse_seconds(value, &ms) < 0 && hz_duration_parse(value, &ms) < 0) || ms < 0)
		return refuse(opt, value, "must be a time such as 90s, 30m or 1h30m", err);
	*field = ms;
	return 0;
}

static bool is_one_of(const char *value, const char *const choices[])
{
	for (; *choices; choices++)
		if (strcmp(value, *choices) == 0)
			return true;
	return false;
}

static int refuse_choice(const struct hz_opt *opt, const char *value, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf wanted = HZ_BUF_INIT;

	hz_buf_adds(&wanted, "must be ");
	for (size_t i = 0; opt->choices[i]; i++)
		hz_buf_addf(&wanted, "%s%s",
			    i == 0                ? ""
			    : opt->choices[i + 1] ? ", "
						  : " or ",
			    opt->choices[i]);
	refuse(opt, value, hz_buf_str(&wanted), err);
	return hz_suggest(err, value, opt->choices, "");
}

static int check_text(const struct hz_opt *opt, const char *value, struct hz_err *err)
{
	if (opt->check)
		return opt->check(value, err);
	if (opt->choices && !is_one_of(value, opt->choices))
		return refuse_choice(opt, value, err);
	return 0;
}

/* The arguments of a process stand in its shell's history and in ps for everybody. */
static int refuse_secret(const struct hz_opt *opt, const char *value, struct hz_err *err)
{
	hz_secret_register(value);
	hz_err_set(err, HZ_ERR_USAGE, "SecretArgument",
		   "there is no --%s: others can read the arguments of a program, and the "
		   "shell's history keeps them",
		   opt->name);
	return hz_err_advise(err, "%s", opt->help);
}

static int set_field(const struct hz_opt *opt, void *field, const char *value, struct hz_err *err)
{
	switch (opt->type) {
	case HZ_OPT_BOOL:
		return set_bool(opt, field, value, err);
	case HZ_OPT_INT:
		return set_int(opt, field, value, err);
	case HZ_OPT_DURATION:
		return set_duration(opt, field, value, err);
	case HZ_OPT_STRING:
		*(const char **)field = value;
		return check_text(opt, value, err);
	case HZ_OPT_STRINGS:
		hz_strv_add(field, value);
		return check_text(opt, value, err);
	case HZ_OPT_HEADING:
	case HZ_OPT_END_OF_TABLE:
		break;
	}
	abort();
}

int hz_opt_set(const struct hz_opt *opt, void *fields, const char *value, struct hz_err *err)
{
	int r;

	if (opt->secret)
		return refuse_secret(opt, value, err);
	r = set_field(opt, (char *)fields + opt->offset, value, err);
	if (r == 0 && opt->given)
		*(bool *)((char *)fields + opt->given) = true;
	return r;
}
