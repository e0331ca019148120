/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a pod knows of its own cluster.
 */
#include "kube/in_cluster.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/str.h"
#include "text/json.h"

const char *hz_in_cluster_folder = "/var/run/secrets/kubernetes.io/serviceaccount";

/* The value of an environment variable, "" where it is not set. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value ? value : "";
}

bool hz_in_cluster_possible(void)
{
	HZ_AUTO(hz_freep) char *token = hz_path_join(hz_in_cluster_folder, "token");
	struct stat st;

	return *variable("KUBERNETES_SERVICE_HOST") && *variable("KUBERNETES_SERVICE_PORT") &&
	       stat(token, &st) == 0 && !S_ISDIR(st.st_mode);
}

/* An object with one field: the path of a file of the service account. */
static json_t *name_file(const char *field, const char *file)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_in_cluster_folder, file);

	return json_pack("{s:s}", field, path);
}

json_t *hz_in_cluster_cluster(void)
{
	json_t *cluster = name_file("certificate-authority", "ca.crt");
	const char *host = variable("KUBERNETES_SERVICE_HOST");
	bool ipv6 = strchr(host, ':') != NULL;
	HZ_AUTO(hz_freep)
	char *server = hz_strf("https://%s%s%s:%s", ipv6 ? "[" : "", host, ipv6 ? "]" : "",
			       variable("KUBERNETES_SERVICE_PORT"));

	hz_json_set_str(cluster, "server", server);
	return cluster;
}

json_t *hz_in_cluster_user(void)
{
	return name_file("tokenFile", "token");
}

char *hz_in_cluster_namespace(void)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_in_cluster_folder, "namespace");
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const char *given = variable("POD_NAMESPACE");
	HZ_AUTO(hz_freep) char *own = NULL;

	if (*given)
		return hz_strf("%s", given);
	if (hz_file_read(path, &text, &err) < 0)
		return hz_strf("default");
	own = hz_str_trim(hz_buf_take(&text));
	return *own ? HZ_TAKE(own) : hz_strf("default");
}
