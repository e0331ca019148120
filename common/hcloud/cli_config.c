/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The configuration of the hcloud CLI: how the file is read.
 */
#include "hcloud/cli_config.h"

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "hcloud/token.h"
#include "text/toml.h"

void hz_hcloud_config_done(struct hz_hcloud_config *config)
{
	for (size_t i = 0; i < config->count; i++) {
		struct hz_hcloud_context *context = &config->context[i];

		free(context->name);
		hz_secret_free(context->token);
		free(context->token_command);
		free(context->endpoint);
	}
	free(config->context);
	free(config->path);
	free(config->active);
	free(config->endpoint);
	*config = HZ_HCLOUD_CONFIG_INIT;
}

static int refuse(const struct hz_hcloud_config *config, const struct hz_toml_value *value,
		  const char *why, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *path = hz_str_visible(config->path);

	return hz_err_set(err, HZ_ERR_INVALID, "BadToml", "%s:%d:%d: %s %s", path, value->line,
			  value->column, value->key, why);
}

/* The context @index; those before it may have been empty. */
static struct hz_hcloud_context *context_at(struct hz_hcloud_config *config, size_t index,
					    const struct hz_toml_value *value)
{
	while (config->count <= index) {
		config->context =
			hz_resize(config->context, config->count + 1, sizeof(*config->context));
		config->context[config->count++] = (struct hz_hcloud_context){
			.line = value->line,
			.column = value->column,
		};
	}
	return &config->context[index];
}

/* Where a value of the context's own table goes; NULL for one that is not looked at. */
static char **place_in_context(struct hz_hcloud_context *context, const struct hz_toml_value *value)
{
	if (hz_str_eq(value->key, "token"))
		return &context->token;
	if (hz_str_eq(value->key, "token_command"))
		return &context->token_command;
	if (!hz_str_eq(value->key, "name"))
		return NULL;
	context->line = value->line;
	context->column = value->column;
	return &context->name;
}

static char **place_at_top(struct hz_hcloud_config *config, const struct hz_toml_value *value)
{
	if (!hz_str_eq(value->key, "active_context"))
		return NULL;
	config->active_line = value->line;
	config->active_column = value->column;
	return &config->active;
}

/* Where the value goes; NULL for one that is not looked at. */
static char **place_of(struct hz_hcloud_config *config, const struct hz_toml_value *value)
{
	bool endpoint = hz_str_eq(value->key, "endpoint");

	if (hz_str_eq(value->table, "contexts"))
		return place_in_context(context_at(config, value->number - 1, value), value);
	if (hz_str_eq(value->table, "contexts.preferences") && endpoint)
		return &context_at(config, value->number - 1, value)->endpoint;
	if (hz_str_eq(value->table, "preferences") && endpoint)
		return &config->endpoint;
	return *value->table ? NULL : place_at_top(config, value);
}

/* What is wrong with where the value stands, or NULL. */
static const char *misplaced(const struct hz_toml_value *value)
{
	const char *inner = hz_str_after(value->table, "contexts");

	if (*value->table == '\0' && hz_str_eq(value->key, "contexts"))
		return "must be tables, [[contexts]]";
	if (inner && (*inner == '\0' || *inner == '.') && value->number == 0)
		return "stands in [contexts], which must be [[contexts]]";
	return NULL;
}

/* "" is none. A key stands only once in its table, so that nothing is there yet. */
static void keep(char **place, const char *text)
{
	struct hz_buf copy = HZ_BUF_INIT;

	if (*text == '\0')
		return;
	hz_buf_adds(&copy, text);
	*place = hz_buf_take(&copy);
}

static int take_value(void *data, const struct hz_toml_value *value, struct hz_err *err)
{
	struct hz_hcloud_config *config = data;
	const char *fault = misplaced(value);
	char **place;

	if (fault)
		return refuse(config, value, fault, err);
	place = place_of(config, value);
	if (place && !value->text)
		return refuse(config, value, "must be a text in quotes", err);
	/* somebody may have mixed up the lines: wherever a token stands, it is a secret */
	if (value->text && (hz_str_eq(value->key, "token") || hz_hcloud_is_token(value->text)))
		hz_secret_register(value->text);
	if (place)
		keep(place, value->text);
	return 0;
}

/* Reads @text into @config, which has the path already. */
static int read_text(struct hz_hcloud_config *config, const char *text, size_t len,
		     struct hz_err *err)
{
	const struct hz_toml_reader reader = { .on_value = take_value, .data = config };

	if (hz_toml_read(text, len, config->path, &reader, err) == 0)
		return 0;
	return hz_err_advise(err, "The hcloud CLI writes the file anew, in the form that is read "
				  "here, with: hcloud context use NAME");
}

static void hand_over(struct hz_hcloud_config *to, struct hz_hcloud_config *from)
{
	*to = *from;
	*from = HZ_HCLOUD_CONFIG_INIT;
}

int hz_hcloud_config_parse(const char *text, size_t len, const char *path,
			   struct hz_hcloud_config *ret, struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_config_done)
	struct hz_hcloud_config config = { .path = hz_strdup(path) };

	if (read_text(&config, text, len, err) < 0)
		return -1;
	hand_over(ret, &config);
	return 0;
}

/* Reads the file of @config, of which a missing one is empty unless somebody named it. */
static int read_config(struct hz_hcloud_config *config, bool named, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CREDENTIAL };
	/* "-" is a file's name here, as for the hcloud CLI, and not standard input */
	HZ_AUTO(hz_freep)
	char *file = hz_strf("%s%s", hz_str_eq(config->path, "-") ? "./" : "", config->path);

	if (hz_file_read(file, &text, err) == 0)
		return read_text(config, hz_buf_str(&text), text.len, err);
	if (!hz_err_is(err, "FileMissing"))
		return -1;
	if (named)
		return hz_err_advise(err, "HCLOUD_CONFIG names it: correct that, or unset it.");
	hz_err_done(err);
	return 0;
}

int hz_hcloud_config_load(struct hz_hcloud_config *ret, struct hz_err *err)
{
	HZ_AUTO(hz_hcloud_config_done) struct hz_hcloud_config config = HZ_HCLOUD_CONFIG_INIT;
	const char *variable = getenv("HCLOUD_CONFIG");
	const char *home = getenv("HOME");
	bool named = !hz_str_empty(variable);

	if (named)
		config.path = hz_strdup(variable);
	else if (!hz_str_empty(home))
		config.path = hz_path_join(home, ".config/hcloud/cli.toml");
	if (config.path && read_config(&config, named, err) < 0)
		return -1;
	hand_over(ret, &config);
	return 0;
}
