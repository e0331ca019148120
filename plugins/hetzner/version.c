/* SPDX-License-Identifier: Apache-2.0 */
/*
 * `kubectl hetzner version`: what this program is. Nothing is contacted.
 */
#include "base/version.h"
#include "base/platform.h"
#include "base/semver.h"
#include "base/str.h"
#include "commands.h"
#include "text/json.h"
#include "text/yaml.h"

struct version_opts {
	const char *output;
};

static const char *const formats[] = { "json", "yaml", NULL };

static const struct hz_opt version_options[] = {
	{ .type = HZ_OPT_STRING,
	  .letter = 'o',
	  .name = "output",
	  .metavar = "FORMAT",
	  .choices = formats,
	  .offset = offsetof(struct version_opts, output),
	  .help = "Output format" },
	{ .type = HZ_OPT_END_OF_TABLE },
};

/* The shape of `kubectl version -o json`, without what is Go's or a repository's. */
static json_t *describe_version(void)
{
	json_t *root = json_object();
	struct hz_semver version = { .major = 0 };

	(void)hz_semver_parse(HZ_VERSION, &version);
	hz_json_set_str(root, "clientVersion.gitVersion", HZ_VERSION);
	hz_json_set(root, "clientVersion.major", json_sprintf("%d", version.major));
	hz_json_set(root, "clientVersion.minor", json_sprintf("%d", version.minor));
	hz_json_set_str(root, "clientVersion.platform", HZ_PLATFORM);
	return root;
}

static int print_version(struct hz_cli *cli, const void *data, char *const args[],
			 struct hz_err *err)
{
	const struct version_opts *opts = data;
	HZ_AUTO(hz_json_unrefp) json_t *version = describe_version();
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	(void)args;
	(void)err;
	if (hz_str_eq(opts->output, "json"))
		hz_json_write(&text, version, 2);
	else if (hz_str_eq(opts->output, "yaml"))
		hz_yaml_write(&text, version);
	else
		hz_buf_adds(&text, "Client Version: " HZ_VERSION "\n");
	(void)fputs(hz_buf_str(&text), cli->out);
	return 0;
}

const struct hz_cmd hz_cmd_version = {
	.name = "version",
	.summary = "Print the version of these programs",
	.opts = version_options,
	.opts_size = sizeof(struct version_opts),
	.run = print_version,
};
