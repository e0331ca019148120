/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The paths in a kubeconfig file.
 * (k8s.io/client-go/tools/clientcmd/loader.go: ResolveLocalPaths)
 */
#include "kube/kubeconfig_paths.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "base/strv.h"
#include "text/json.h"

/*
 * @path without "." parts, and without what a ".." behind it takes back, by the
 * text alone, as Go's filepath.Clean() has it: "/a/link/../ca" is "/a/ca".
 */
static char *clean(const char *path)
{
	HZ_AUTO(hz_strv_done) struct hz_strv parts = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv kept = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *joined = NULL;

	hz_strv_split(&parts, path, '/');
	for (size_t i = 0; i < parts.count; i++) {
		const char *part = parts.item[i];

		if (*part == '\0' || hz_str_eq(part, "."))
			continue;
		if (!hz_str_eq(part, "..")) {
			hz_strv_add(&kept, part);
		} else if (kept.count > 0) {
			free(kept.item[--kept.count]);
			kept.item[kept.count] = NULL;
		}
	}
	joined = hz_strv_join(&kept, "/");
	return hz_strf("/%s", joined);
}

/* The absolute folder of @file. */
static char *folder_of(const char *file)
{
	HZ_AUTO(hz_freep) char *folder = hz_path_dir(file);
	char here[PATH_MAX];

	return hz_path_join(getcwd(here, sizeof(here)) ? here : "/", folder);
}

/* Makes the path in @field of @entry absolute, if there is one. */
static void resolve(json_t *entry, const char *field, const char *folder)
{
	const char *path = hz_json_str(entry, field);
	HZ_AUTO(hz_freep) char *joined = NULL;
	HZ_AUTO(hz_freep) char *cleaned = NULL;

	if (hz_str_empty(path) || *path == '/')
		return;
	joined = hz_path_join(folder, path);
	cleaned = clean(joined);
	(void)json_object_set_new(entry, field, json_string_nocheck(cleaned));
}

void hz_kubeconfig_resolve_paths(json_t *document, const char *file)
{
	HZ_AUTO(hz_freep) char *folder = folder_of(file);
	json_t *item;
	size_t i;

	json_array_foreach(json_object_get(document, "clusters"), i, item) {
		resolve(json_object_get(item, "cluster"), "certificate-authority", folder);
	}
	json_array_foreach(json_object_get(document, "users"), i, item) {
		json_t *user = json_object_get(item, "user");
		json_t *exec = json_object_get(user, "exec");
		const char *command = hz_json_str(exec, "command");

		resolve(user, "client-certificate", folder);
		resolve(user, "client-key", folder);
		resolve(user, "tokenFile", folder);
		if (command && strchr(command, '/'))
			resolve(exec, "command", folder);
	}
}
