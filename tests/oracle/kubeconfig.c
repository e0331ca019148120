/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our kubeconfig code makes of a set-up. A request is {"folder": the working
 * directory, "env": {NAME: VALUE}, "args": [OPTION...]}; the answer is where requests
 * would go and with which credential, or {"error": TEXT, "reason": TEXT}.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "cli/global_options.h"
#include "cli/parse.h"
#include "kube/identity.h"
#include "lines.h"
#include "text/json.h"

static int run_nothing(struct hz_cli *cli, const void *opts, char *const args[], struct hz_err *err)
{
	(void)cli, (void)opts, (void)args, (void)err;
	return 0;
}

static const struct hz_cmd command = { .name = "kubeconfig", .run = run_nothing };

/* The working directory and the environment of the case, and nothing else of either. */
static int enter(const json_t *request)
{
	json_t *env = json_object_get(request, "env");
	const json_t *value;
	const char *name;

	if (clearenv() != 0 || chdir(hz_json_str(request, "folder")) < 0)
		return -1;
	json_object_foreach(env, name, value)
		if (setenv(name, json_string_value(value), 1) < 0)
			return -1;
	return 0;
}

static int read_options(const struct hz_strv *args, struct hz_command_line *line,
			struct hz_cli *cli, struct hz_err *err)
{
	char *const none[] = { NULL };
	char *const *argv = args->item ? args->item : none;

	if (hz_command_line_read(line, &command, "kubeconfig", argv, cli, err) < 0)
		return -1;
	return hz_global_options_check(cli, err);
}

static int resolve(const struct hz_cli *cli, struct hz_kube_target **ret, struct hz_err *err)
{
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;

	if (hz_kubeconfig_load(cli->kube.kubeconfig, &config, err) < 0)
		return -1;
	return hz_kubeconfig_resolve(config, &cli->kube, ret, err);
}

/* The value of the Authorization header, for which a plugin is run. */
static int authorize(const struct hz_kube_target *target, json_t *answer, struct hz_err *err)
{
	static const char name[] = "Authorization: ";
	HZ_AUTO(hz_identity_unrefp) struct hz_identity *identity = NULL;

	if (hz_identity_make(target, 0, &identity, err) < 0)
		return -1;
	hz_json_set(answer, "plugin_certificate", json_boolean(identity->plugin.client_cert));
	for (size_t i = 0; i < identity->headers.count; i++)
		if (strncmp(identity->headers.item[i], name, strlen(name)) == 0)
			hz_json_set_str(answer, "authorization",
					identity->headers.item[i] + strlen(name));
	return 0;
}

static void add_plugin(const struct hz_kube_target *target, json_t *answer)
{
	HZ_AUTO(hz_freep) char *info = NULL;

	if (!hz_identity_uses_plugin(target))
		return;
	info = hz_exec_credential_info(target, false);
	hz_json_set(answer, "plugin", json_incref(target->exec));
	hz_json_set_str(answer, "plugin_info", info);
}

static void add_impersonation(const struct hz_kube_target *target, json_t *answer)
{
	json_t *groups = json_array();

	for (size_t i = 0; i < target->as_groups.count; i++)
		(void)json_array_append_new(groups, json_string(target->as_groups.item[i]));
	hz_json_set(answer, "as_groups", groups);
	hz_json_set_str(answer, "as", target->as);
	hz_json_set_str(answer, "as_uid", target->as_uid);
	if (target->as_user_extra)
		hz_json_set(answer, "as_extra", json_incref(target->as_user_extra));
}

static json_t *describe(const struct hz_kube_target *target)
{
	json_t *answer = json_object();

	hz_json_set_str(answer, "server", target->server);
	hz_json_set_str(answer, "namespace", target->namespace_);
	hz_json_set_str(answer, "ca", target->ca);
	hz_json_set_str(answer, "tls_server_name", target->tls_server_name);
	hz_json_set_str(answer, "proxy", target->proxy_url);
	hz_json_set_str(answer, "certificate", target->client_cert);
	hz_json_set_str(answer, "key", target->client_key);
	hz_json_set(answer, "insecure", json_boolean(target->insecure));
	hz_json_set(answer, "no_compression", json_boolean(target->no_compression));
	hz_json_set(answer, "timeout_ms", json_integer(target->timeout_ms));
	add_impersonation(target, answer);
	add_plugin(target, answer);
	return answer;
}

static int try(const json_t *request, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_command_line_done) struct hz_command_line line = { .cmd = NULL };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *answer = NULL;
	struct hz_cli cli = { .out = stdout, .err = stderr };
	const json_t *list = hz_json_array(request, "args");
	const json_t *arg;
	size_t i;

	json_array_foreach(list, i, arg)
		hz_strv_add(&args, json_string_value(arg));
	if (read_options(&args, &line, &cli, err) < 0 || resolve(&cli, &target, err) < 0)
		return -1;
	answer = describe(target);
	if (authorize(target, answer, err) < 0)
		return -1;
	*ret = HZ_TAKE(answer);
	return 0;
}

static json_t *answer(const json_t *request)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *answer = NULL;

	if (enter(request) < 0)
		return json_pack("{s:s}", "error", "cannot enter the folder of the case");
	if (try(request, &answer, &err) < 0)
		answer = json_pack("{s:s, s:s}", "error", err.message, "reason", err.reason);
	hz_secret_forget();
	return answer;
}

int main(void)
{
	return lines_serve(answer);
}
