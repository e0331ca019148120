/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration of the hcloud CLI: which of its contexts is meant.
 */
#include "base/secret.h"
#include "base/str.h"
#include "base/strv.h"
#include "hcloud/cli_config.h"

#define MOST_NAMES 20 /* in a message */

/* @name in quotes, harmless on a terminal, and no token that stands in the wrong place. */
static char *quoted(const char *name)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(name);
	struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text, "\"%s\"", visible);
	hz_secret_redact(&text);
	return hz_buf_take(&text);
}

/* "\"a\", \"b\"": the contexts that there are. */
static char *names_of(const struct hz_hcloud_config *config)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;

	for (size_t i = 0; i < config->count && names.count < MOST_NAMES; i++)
		if (config->context[i].name)
			hz_strv_own(&names, quoted(config->context[i].name));
	return hz_strv_join(&names, ", ");
}

/* "PATH:LINE:COLUMN: ", or less where that is not known. */
static char *place_of(const struct hz_hcloud_config *config, int line, int column)
{
	HZ_AUTO(hz_freep) char *path = hz_str_visible(config->path ? config->path : "");

	return hz_strf("%s:%d:%d", path, line, column);
}

static int no_context(const struct hz_hcloud_config *config, const char *name, bool active,
		      struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *shown = quoted(name);
	HZ_AUTO(hz_freep) char *names = names_of(config);
	HZ_AUTO(hz_freep)
	char *place = active ? place_of(config, config->active_line, config->active_column)
			     : hz_strdup("HCLOUD_CONTEXT");
	HZ_AUTO(hz_freep) char *path = hz_str_visible(config->path ? config->path : "");

	hz_err_set(err, HZ_ERR_NOT_FOUND, "NoContext", "%s: there is no hcloud context %s", place,
		   shown);
	if (!config->path)
		return hz_err_advise(err, "There is no configuration of the hcloud CLI, since HOME "
					  "is not set.");
	if (*names)
		return hz_err_advise(err, "The contexts of %s are: %s", path, names);
	return hz_err_advise(err, "%s has no contexts; make one with: hcloud context create NAME",
			     path);
}

/* The first context @name from @start on, or @count. */
static size_t find(const struct hz_hcloud_config *config, const char *name, size_t start)
{
	while (start < config->count && !hz_str_eq(config->context[start].name, name))
		start++;
	return start;
}

/* Sets the error that something is wrong with @context. Always returns -1. */
static int refuse(const struct hz_hcloud_config *config, const struct hz_hcloud_context *context,
		  const char *reason, const char *what, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *shown = quoted(context->name);
	HZ_AUTO(hz_freep) char *place = place_of(config, context->line, context->column);

	return hz_err_set(err, HZ_ERR_INVALID, reason, "%s: %s %s", place, what, shown);
}

int hz_hcloud_config_choose(const struct hz_hcloud_config *config, const char *name,
			    const struct hz_hcloud_context **ret, struct hz_err *err)
{
	bool active = hz_str_empty(name);
	const char *wanted = active ? config->active : name;
	const struct hz_hcloud_context *context;
	size_t first;
	size_t second;

	if (!wanted) {
		*ret = NULL;
		return 0;
	}
	first = find(config, wanted, 0);
	if (first == config->count)
		return no_context(config, wanted, active, err);
	context = &config->context[first];
	second = find(config, wanted, first + 1);
	if (second < config->count)
		return refuse(config, &config->context[second], "TwoContexts",
			      "there is a second hcloud context", err);
	if (!context->token && !context->token_command)
		return refuse(config, context, "NoToken", "no token is in the hcloud context", err);
	*ret = context;
	return 0;
}
