/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which credential plugins the user lets run.
 */
#include "kube/plugin_policy.h"

#include <string.h>

#include "base/command_path.h"
#include "base/file.h"
#include "base/str.h"
#include "text/json.h"
#include "text/type.h"
#include "text/yaml.h"

static const struct hz_type entry = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "command", &hz_type_text }, { "name", &hz_type_text }),
};
static const struct hz_type entries = { .shape = HZ_TYPE_LIST, .of = &entry };
static const struct hz_type preference = {
	.shape = HZ_TYPE_OBJECT,
	.fields = HZ_TYPE_FIELDS({ "apiVersion", &hz_type_text }, { "kind", &hz_type_text },
				 { "credentialPluginPolicy", &hz_type_text },
				 { "credentialPluginAllowlist", &entries }),
};

/* The file of the settings, owned; NULL when they are switched off. */
static char *find_file(bool *ret_explicit)
{
	const char *given = getenv("KUBERC");
	const char *home = getenv("HOME");

	*ret_explicit = !hz_str_empty(given);
	if (hz_str_eq(given, "off") || hz_str_eq(getenv("KUBECTL_KUBERC"), "false"))
		return NULL;
	return *ret_explicit ? hz_strdup(given)
			     : hz_path_join(hz_str_empty(home) ? "." : home, ".kube/kuberc");
}

/* Whether the settings are of the version that has a policy. */
static bool has_policy(const json_t *settings)
{
	return hz_str_eq(hz_json_str(settings, "apiVersion"), "kubectl.config.k8s.io/v1beta1");
}

/* A policy that says one thing only, so that no slip of the pen opens the lock. */
static int check_policy(const json_t *settings, const struct hz_type_source *source,
			struct hz_err *err)
{
	const char *policy = hz_json_str(settings, "credentialPluginPolicy");
	const json_t *list = hz_json_array(settings, "credentialPluginAllowlist");

	if (hz_str_eq(policy, "Allowlist")) {
		if (json_array_size(list) > 0)
			return 0;
		return hz_type_refuse(source, "credentialPluginPolicy", err,
				      "is Allowlist, but credentialPluginAllowlist is empty; to "
				      "allow no plugin, use DenyAll");
	}
	if (!hz_str_empty(policy) && !hz_str_eq(policy, "AllowAll") &&
	    !hz_str_eq(policy, "DenyAll"))
		return hz_type_refuse(source, "credentialPluginPolicy", err,
				      "must be AllowAll, DenyAll or Allowlist, not \"%s\"", policy);
	if (!list)
		return 0;
	return hz_type_refuse(source, "credentialPluginAllowlist", err,
			      "is set, but credentialPluginPolicy is not Allowlist");
}

/* Reads a policy: *@ret is NULL where there is none. */
static int read_settings(const char *file, bool explicit, json_t **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = HZ_BUF_CAP_CONFIG };
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *settings = NULL;
	const struct hz_yaml_options options = { .name = file, .ret_marks = &marks };
	struct hz_type_source source = { .name = file, .reason = "BadKuberc" };

	*ret = NULL;
	if (hz_file_read(file, &text, err) < 0) {
		if (explicit || !hz_err_is(err, "FileMissing"))
			return -1;
		hz_err_done(err);
		return 0;
	}
	if (hz_yaml_parse(hz_buf_str(&text), text.len, &options, &settings, err) < 0)
		return -1;
	source.marks = marks;
	if (hz_type_check(settings, &preference, &source, err) < 0)
		return -1;
	if (!has_policy(settings))
		return 0;
	if (check_policy(settings, &source, err) < 0)
		return -1;
	*ret = HZ_TAKE(settings);
	return 0;
}

/* The program that an item of the list stands for; newer files call it "command". */
static const char *program_of(const json_t *item)
{
	const char *command = hz_json_str(item, "command");

	return command ? command : hz_json_str(item, "name");
}

/* Whether both name the same program, as they are written or as PATH finds them. */
static bool is_same(const char *allowed, const char *command)
{
	HZ_AUTO(hz_freep) char *found = NULL;
	HZ_AUTO(hz_freep) char *wanted = NULL;

	if (hz_str_empty(allowed))
		return false;
	if (hz_str_eq(allowed, command))
		return true;
	found = hz_command_find(allowed);
	wanted = hz_command_find(command);
	return found && hz_str_eq(found, wanted);
}

static bool is_listed(const json_t *list, const char *command)
{
	const json_t *item;
	size_t i;

	json_array_foreach(list, i, item) {
		if (is_same(program_of(item), command))
			return true;
	}
	return false;
}

static int judge(const json_t *settings, const char *file, const char *command, struct hz_err *err)
{
	const char *policy = hz_json_str(settings, "credentialPluginPolicy");
	bool by_list = hz_str_eq(policy, "Allowlist");

	if (hz_str_empty(policy) || hz_str_eq(policy, "AllowAll"))
		return 0;
	if (by_list && is_listed(hz_json_array(settings, "credentialPluginAllowlist"), command))
		return 0;
	(void)hz_err_set(err, HZ_ERR_FORBIDDEN, "PluginNotAllowed",
			 "executable %s is not allowed: credentialPluginPolicy in %s is %s",
			 command, file, policy);
	if (by_list)
		return hz_err_advise(err,
				     "If you trust it, add \"- name: %s\" to "
				     "credentialPluginAllowlist there.",
				     command);
	return hz_err_advise(err, "Log in by --token or by a client certificate, or allow the "
				  "plugin there by the policy Allowlist.");
}

int hz_plugin_policy_check(const char *command, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *settings = NULL;
	bool explicit;
	HZ_AUTO(hz_freep) char *file = find_file(&explicit);

	if (!file)
		return 0;
	if (read_settings(file, explicit, &settings, err) < 0) {
		(void)hz_err_wrap(err, "cannot tell which plugins may run");
		return hz_err_advise(err, "Mend the file, or leave it out by KUBERC=off.");
	}
	return settings ? judge(settings, file, command, err) : 0;
}
