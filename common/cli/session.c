/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The connection of a command to the management cluster.
 */
#include "cli/session.h"

void hz_session_done(struct hz_session *session)
{
	hz_kube_free(session->kube);
	hz_kube_target_free(session->target);
	hz_http_free(session->http);
	*session = (struct hz_session){ .http = NULL };
}

static void warn(void *data, const char *text)
{
	hz_cli_warn(data, text);
}

/* kubectl says so from -v=1 on, too: a name that was mistyped in a list is found like this. */
static void trace_missing(const struct hz_cli *cli, const struct hz_kubeconfig *config)
{
	const struct hz_strv *missing = hz_kubeconfig_missing(config);
	HZ_AUTO(hz_freep) char *names = NULL;

	if (cli->verbosity < 1 || missing->count == 0)
		return;
	names = hz_strv_join(missing, ", ");
	(void)fprintf(cli->err, "kubeconfig not found: %s\n", names);
}

int hz_session_open(struct hz_cli *cli, struct hz_session *ret, struct hz_err *err)
{
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_session_done) struct hz_session session = { .http = NULL };

	if (hz_kubeconfig_load(cli->kube.kubeconfig, &config, err) < 0)
		return -1;
	trace_missing(cli, config);
	if (hz_kubeconfig_resolve(config, &cli->kube, &session.target, err) < 0)
		return -1;
	session.http = hz_http_new();
	hz_http_trace(session.http, cli->verbosity);
	session.kube = hz_kube_new(session.http, session.target);
	hz_kube_cache(session.kube, cli->cache_dir);
	hz_kube_on_warning(session.kube, warn, cli);
	*ret = session;
	session = (struct hz_session){ .http = NULL };
	return 0;
}
