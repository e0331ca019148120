/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options of every command.
 *
 * Names and meaning of the first groups are those of
 * https://github.com/kubernetes/cli-runtime/blob/master/pkg/genericclioptions/config_flags.go
 */
#include "cli/global_options.h"

#include <string.h>

#include "base/secret.h"
#include "base/str.h"
#include "hcloud/token.h"

#define CLI(field) .offset = offsetof(struct hz_cli, field)

#define TEXT(name_, field_, metavar_, help_)                                                \
	{                                                                                   \
		.type = HZ_OPT_STRING, .name = (name_), .metavar = (metavar_), CLI(field_), \
		.help = (help_)                                                             \
	}

static const char *const progress_choices[] = { "auto", "plain", "json", "none", NULL };
static const char *const color_choices[] = { "auto", "always", "never", NULL };

const struct hz_opt hz_global_options[] = {
	{ .type = HZ_OPT_HEADING, .help = "Which cluster" },
	TEXT("kubeconfig", kube.kubeconfig, "FILE", "Kubeconfig file to use"),
	TEXT("context", kube.context, "NAME", "Context of the kubeconfig to use"),
	TEXT("cluster", kube.cluster, "NAME", "Cluster of the kubeconfig to use"),
	TEXT("user", kube.user, "NAME", "User of the kubeconfig to use"),
	{ .type = HZ_OPT_STRING,
	  .letter = 'n',
	  .name = "namespace",
	  .metavar = "NAME",
	  CLI(kube.namespace_),
	  .help = "Namespace to work in" },
	{ .type = HZ_OPT_STRING,
	  .letter = 's',
	  .name = "server",
	  .metavar = "URL",
	  CLI(kube.server),
	  .help = "Address of the Kubernetes API server" },
	TEXT("tls-server-name", kube.tls_server_name, "NAME",
	     "Name to expect in the server's certificate, in place of its host name"),
	TEXT("certificate-authority", kube.certificate_authority, "FILE",
	     "Certificates of the authorities that may vouch for the server"),
	{ .type = HZ_OPT_BOOL,
	  .name = "insecure-skip-tls-verify",
	  CLI(kube.insecure_skip_tls_verify),
	  .help = "Accept any certificate of the server, which makes the connection insecure" },
	TEXT("proxy-url", kube.proxy_url, "URL", "Proxy to reach the server through"),
	{ .type = HZ_OPT_BOOL,
	  .name = "disable-compression",
	  CLI(kube.disable_compression),
	  .help = "Ask the server not to compress its answers" },
	TEXT("request-timeout", kube.request_timeout, "TIME",
	     "How long one request may take, such as 1s, 2m or 3h; 0 is no limit"),
	TEXT("cache-dir", cache_dir, "DIR",
	     "Folder of the discovery cache; $KUBECACHEDIR or ~/.kube/cache by default"),

	{ .type = HZ_OPT_HEADING, .help = "Credentials for Kubernetes" },
	TEXT("token", kube.token, "TOKEN",
	     "Bearer token for the Kubernetes API server; never the token of Hetzner"),
	TEXT("client-certificate", kube.client_certificate, "FILE", "Client certificate"),
	TEXT("client-key", kube.client_key, "FILE", "Private key of the client certificate"),
	TEXT("username", kube.username, "NAME", "User name for basic authentication"),
	TEXT("password", kube.password, "PASSWORD", "Password for basic authentication"),
	TEXT("as", kube.as, "NAME", "User to impersonate"),
	{ .type = HZ_OPT_STRINGS,
	  .name = "as-group",
	  .metavar = "NAME",
	  CLI(kube.as_groups),
	  .help = "Group to impersonate" },
	TEXT("as-uid", kube.as_uid, "UID", "UID to impersonate"),
	{ .type = HZ_OPT_STRINGS,
	  .name = "as-user-extra",
	  .metavar = "KEY=VALUE",
	  CLI(kube.as_user_extra),
	  .help = "Extra attribute of the user to impersonate" },

	{ .type = HZ_OPT_HEADING, .help = "Input and output" },
	{ .type = HZ_OPT_BOOL,
	  .letter = 'y',
	  .name = "yes",
	  CLI(yes),
	  .help = "Answer yes to every question" },
	{ .type = HZ_OPT_STRING,
	  .name = "progress",
	  .choices = progress_choices,
	  .fallback = "auto",
	  CLI(progress),
	  .metavar = "HOW",
	  .help = "How to show on stderr what is going on" },
	{ .type = HZ_OPT_STRING,
	  .name = "color",
	  .choices = color_choices,
	  .fallback = "auto",
	  CLI(color),
	  .metavar = "WHEN",
	  .help = "When to use colour" },
	{ .type = HZ_OPT_BOOL,
	  .name = "show-managed-fields",
	  CLI(show_managed_fields),
	  .help = "Keep metadata.managedFields in JSON and YAML" },
	{ .type = HZ_OPT_BOOL,
	  .name = "warnings-as-errors",
	  CLI(warnings_as_errors),
	  .help = "Fail if there was a warning" },
	{ .type = HZ_OPT_INT,
	  .letter = 'v',
	  .name = "v",
	  .metavar = "LEVEL",
	  CLI(verbosity),
	  .help = "Trace on stderr: 6 requests, 7 with headers, 8 with bodies, 9 with whole "
		  "bodies" },
	{ .type = HZ_OPT_BOOL,
	  .letter = 'h',
	  .name = "help",
	  CLI(help),
	  .help = "Help about the command" },
	{ .type = HZ_OPT_STRING,
	  .name = "hcloud-token",
	  .hidden = true,
	  .secret = true,
	  .help = "Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard input) or "
		  "--hcloud-token-cmd COMMAND." },
	{ .type = HZ_OPT_END_OF_TABLE },
};

bool hz_global_option_is(const struct hz_opt *opt)
{
	for (size_t i = 0; i < HZ_COUNT(hz_global_options); i++)
		if (opt == &hz_global_options[i])
			return true;
	return false;
}

static void drop_empty_values(struct hz_cli *cli)
{
	for (const struct hz_opt *opt = hz_global_options; opt->type != HZ_OPT_END_OF_TABLE;
	     opt++) {
		const char **field = (const char **)((char *)cli + opt->offset);

		if (opt->type == HZ_OPT_STRING && !opt->secret && hz_str_empty(*field))
			*field = NULL;
	}
}

/* It would be sent to the Kubernetes server, which has no business with it. */
static int refuse_hetzner_token(const char *why, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_USAGE, "HetznerToken", "--token is for Kubernetes, and its value %s",
		   why);
	hz_err_advise(err, "Set HCLOUD_TOKEN, or use --hcloud-token-file FILE (- is standard "
			   "input) or --hcloud-token-cmd COMMAND.");
	return hz_err_advise(err, "If it is one, replace it: the shell's history has it now.");
}

int hz_global_options_check(struct hz_cli *cli, struct hz_err *err)
{
	const char *token;

	drop_empty_values(cli);
	token = cli->kube.token;
	hz_secret_register(token);
	hz_secret_register(cli->kube.password);
	if (token && hz_str_eq(token, getenv("HCLOUD_TOKEN")))
		return refuse_hetzner_token("is that of HCLOUD_TOKEN", err);
	if (token && hz_hcloud_is_token(token))
		return refuse_hetzner_token("looks like a token of Hetzner Cloud", err);
	return 0;
}
