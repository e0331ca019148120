/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A kubeconfig and the options of the command line, resolved to one server and one
 * credential.
 */
#include "base/clock.h"
#include "base/num.h"
#include "base/str.h"
#include "kube/kubeconfig_entries.h"

/* Seconds, or a Go duration; "0" is no limit. */
static int set_timeout(struct hz_kube_target *target, const char *option, struct hz_err *err)
{
	int64_t seconds;

	if (hz_str_empty(option))
		return 0;
	if (hz_parse_int64(option, &seconds) == 0 && seconds >= 0 && seconds <= INT64_MAX / 1000)
		target->timeout_ms = seconds * 1000;
	else if (hz_duration_parse(option, &target->timeout_ms) < 0 || target->timeout_ms < 0)
		return hz_err_set(err, HZ_ERR_USAGE, "BadOption",
				  "--request-timeout \"%s\": must be seconds, or a duration such "
				  "as 500ms, 90s or 2m",
				  option);
	return 0;
}

/* Without TLS neither credentials are sent nor is a server trusted. */
static void drop_credentials(struct hz_kube_target *target)
{
	free(HZ_TAKE(target->ca));
	free(HZ_TAKE(target->tls_server_name));
	free(HZ_TAKE(target->client_cert));
	hz_secret_free(HZ_TAKE(target->client_key));
	hz_secret_free(HZ_TAKE(target->token));
	free(HZ_TAKE(target->token_file));
	free(HZ_TAKE(target->username));
	hz_secret_free(HZ_TAKE(target->password));
	json_decref(HZ_TAKE(target->exec));
	target->insecure = false;
}

/* Makes @target of what was chosen; all that is wrong with that is one error. */
static int fill(struct hz_kube_target *target, const struct hz_kube_choice *choice,
		const struct hz_kube_overrides *overrides, struct hz_problems *problems,
		struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *heading = NULL;

	hz_kube_read_context(choice, overrides, target);
	hz_kube_read_cluster(choice, overrides, target, problems);
	hz_kube_read_user(choice, overrides, target, problems);
	heading = choice->context ? hz_strf("cannot use context \"%s\"", choice->context)
				  : hz_strf("cannot use the kubeconfig");
	if (hz_problems_err(problems, heading, err) < 0)
		return -1;
	if (!hz_str_starts(target->server, "https:"))
		drop_credentials(target);
	return 0;
}

int hz_kubeconfig_resolve(const struct hz_kubeconfig *config,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target **ret,
			  struct hz_err *err)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = hz_kube_target_new();
	HZ_AUTO(hz_kube_choice_done) struct hz_kube_choice choice = { .context = NULL };
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;

	if (hz_kube_overrides_check(overrides, err) < 0 ||
	    set_timeout(target, overrides->request_timeout, err) < 0 ||
	    hz_kube_choose(config, overrides, &choice, &problems, err) < 0)
		return -1;
	hz_kube_overrides_apply(overrides, &choice);
	if (fill(target, &choice, overrides, &problems, err) < 0)
		return -1;
	*ret = HZ_TAKE(target);
	return 0;
}
