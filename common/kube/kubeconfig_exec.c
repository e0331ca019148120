/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The exec stanza of a kubeconfig user.
 * (k8s.io/client-go/tools/clientcmd: validation.go, api/v1/defaults.go)
 */
#include "kube/kubeconfig_exec.h"

#include "base/str.h"
#include "text/json.h"

void hz_kube_exec_default(json_t *exec)
{
	const char *version = hz_json_str(exec, "apiVersion");

	if ((hz_str_eq(version, HZ_EXEC_V1BETA1) ||
	     hz_str_eq(version, HZ_EXEC_GROUP "/v1alpha1")) &&
	    hz_str_empty(hz_json_str(exec, "interactiveMode")))
		hz_json_set_str(exec, "interactiveMode", "IfAvailable");
}

static void check_version(const json_t *exec, const char *title, bool https,
			  struct hz_problems *problems)
{
	const char *version = hz_json_str(exec, "apiVersion");

	if (hz_str_empty(version))
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: exec: apiVersion is not set; it must be " HZ_EXEC_V1
				 " or " HZ_EXEC_V1BETA1,
				 title);
	else if (https && !hz_str_eq(version, HZ_EXEC_V1) && !hz_str_eq(version, HZ_EXEC_V1BETA1))
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: exec: apiVersion must be " HZ_EXEC_V1 " or " HZ_EXEC_V1BETA1
				 ", not \"%s\"",
				 title, version);
}

static void check_mode(const json_t *exec, const char *title, struct hz_problems *problems)
{
	const char *mode = hz_json_str(exec, "interactiveMode");

	if (hz_str_empty(mode))
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: exec: interactiveMode is not set; it must be Never, "
				 "IfAvailable or Always",
				 title);
	else if (!hz_str_eq(mode, "Never") && !hz_str_eq(mode, "IfAvailable") &&
		 !hz_str_eq(mode, "Always"))
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: exec: interactiveMode must be Never, IfAvailable or "
				 "Always, not \"%s\"",
				 title, mode);
}

void hz_kube_exec_check(const json_t *exec, const char *title, bool https,
			struct hz_problems *problems)
{
	const json_t *variable;
	size_t i;

	if (hz_str_empty(hz_json_str(exec, "command")))
		hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
				 "%s: exec: command is not set; it names the credential plugin",
				 title);
	check_version(exec, title, https, problems);
	check_mode(exec, title, problems);
	json_array_foreach(hz_json_array(exec, "env"), i, variable) {
		if (hz_str_empty(hz_json_str(variable, "name")))
			hz_problems_addf(problems, HZ_ERR_INVALID, "BadKubeconfig",
					 "%s: exec: env.%zu has no name", title, i);
	}
}
