/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The environment of child processes: ours, less the credentials that are ours alone.
 */
#include <unistd.h>

#include "base/process.h"
#include "base/str.h"

static const char *const ours_alone[] = {
	"HCLOUD_TOKEN",
	"HETZNER_ROBOT_USER",
	"HETZNER_ROBOT_PASSWORD",
};

/* Whether the entry "NAME=value" has this name. */
static bool has_name(const char *entry, const char *name)
{
	const char *rest = hz_str_after(entry, name);

	return rest && *rest == '=';
}

static bool is_ours_alone(const char *entry)
{
	for (size_t i = 0; i < HZ_COUNT(ours_alone); i++)
		if (has_name(entry, ours_alone[i]))
			return true;
	return hz_str_starts(entry, "HROBOT_");
}

void hz_process_env(struct hz_strv *env)
{
	for (char **entry = environ; entry && *entry; entry++)
		if (!is_ours_alone(*entry))
			hz_strv_add(env, *entry);
}

void hz_process_env_set(struct hz_strv *env, const char *name, const char *value)
{
	for (size_t i = 0; i < env->count; i++) {
		if (!has_name(env->item[i], name))
			continue;
		free(env->item[i]);
		env->item[i] = env->item[--env->count];
		env->item[env->count] = NULL;
		break;
	}
	hz_strv_addf(env, "%s=%s", name, value);
}
