/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Credential plugins: running one.
 */
#include "kube/exec_credential.h"

#include <unistd.h>

#include "base/process.h"
#include "base/str.h"
#include "kube/plugin_policy.h"
#include "text/json.h"

#define EXPLANATION                                                               \
	"https://kubernetes.io/docs/reference/access-authn-authz/authentication/" \
	"#client-go-credential-plugins"

/* Whether the plugin may talk with a person: 1, 0, or < 0 when it must and cannot. */
static int ask_terminal(const json_t *exec, struct hz_err *err)
{
	const char *mode = hz_json_str(exec, "interactiveMode");
	bool terminal = isatty(STDIN_FILENO);

	if (hz_str_eq(mode, "Always") && !terminal) {
		(void)hz_err_set(err, HZ_ERR_FAILED, "NoTerminal",
				 "the plugin must ask for something, and standard input is not a "
				 "terminal");
		return hz_err_advise(err, "Run the command in a terminal, or log in by --token.");
	}
	return terminal && !hz_str_eq(mode, "Never");
}

static void add_args(struct hz_strv *argv, const json_t *exec)
{
	const json_t *arg;
	size_t i;

	hz_strv_add(argv, hz_json_str(exec, "command"));
	json_array_foreach(hz_json_array(exec, "args"), i, arg) {
		hz_strv_add(argv, json_is_string(arg) ? json_string_value(arg) : "");
	}
}

/* Ours, with the variables of the stanza, and what the plugin is told last. */
static void add_env(struct hz_strv *env, const struct hz_kube_target *target, bool interactive)
{
	HZ_AUTO(hz_freep) char *info = hz_exec_credential_info(target, interactive);
	const json_t *variable;
	size_t i;

	hz_process_env(env);
	json_array_foreach(hz_json_array(target->exec, "env"), i, variable) {
		const char *value = hz_json_str(variable, "value");

		hz_process_env_set(env, hz_json_str(variable, "name"), value ? value : "");
	}
	hz_process_env_set(env, "KUBERNETES_EXEC_INFO", info);
}

/* Says how to get a program that is missing. */
static void advise_install(const json_t *exec, struct hz_err *err)
{
	const char *hint = hz_json_str(exec, "installHint");
	HZ_AUTO(hz_freep) char *shown = NULL;

	(void)hz_err_advise(err, "Install the credential plugin that the kubeconfig asks for; "
				 "see " EXPLANATION);
	if (hz_str_empty(hint))
		return;
	shown = hz_str_visible(hint);
	(void)hz_err_advise(err, "%s", hz_str_trim(shown));
}

static int run(const struct hz_kube_target *target, struct hz_buf *out, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv argv = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv env = HZ_STRV_INIT;
	struct hz_process process = { .share_stdin = false };
	int interactive;

	if (hz_plugin_policy_check(hz_json_str(target->exec, "command"), err) < 0)
		return -1;
	interactive = ask_terminal(target->exec, err);
	if (interactive < 0)
		return -1;
	add_args(&argv, target->exec);
	add_env(&env, target, interactive > 0);
	process.argv = argv.item;
	process.env = env.item;
	process.share_stdin = interactive > 0;
	if (hz_process_run(&process, out, err) == 0)
		return 0;
	if (hz_err_is(err, "CommandNotFound"))
		advise_install(target->exec, err);
	return -1;
}

int hz_exec_credential_get(const struct hz_kube_target *target, struct hz_exec_credential *ret,
			   struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf out = { .cap = HZ_BUF_CAP_CREDENTIAL };

	if (run(target, &out, err) < 0)
		return hz_err_wrap(err, "getting credentials: exec");
	if (hz_exec_credential_parse(hz_buf_str(&out), out.len,
				     hz_json_str(target->exec, "apiVersion"), ret, err) < 0) {
		(void)hz_err_wrap(err, "getting credentials: exec: executable %s",
				  hz_json_str(target->exec, "command"));
		return hz_err_advise(err,
				     "Run the plugin by hand, with the arguments and variables "
				     "of the kubeconfig, to see what it prints.");
	}
	return 0;
}
