/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests of kubeconfigs have in common: a home without anything in it, files
 * written there, and one call from text to target.
 */
#ifndef HZ_TESTS_KUBECONFIG_CASE_H
#define HZ_TESTS_KUBECONFIG_CASE_H

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "kube/in_cluster.h"
#include "kube/kubeconfig.h"
#include "unit.h"

#define FAKE_CERT "-----BEGIN CERTIFICATE-----\nZmFrZQ==\n-----END CERTIFICATE-----\n"
#define FAKE_KEY "-----BEGIN PRIVATE KEY-----\nZmFrZSBrZXk=\n-----END PRIVATE KEY-----\n"

/* base64 of the two above */
#define FAKE_CERT_DATA                                                  \
	"LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tClptRnJaUT09Ci0tLS0tRU5EI" \
	"ENFUlRJRklDQVRFLS0tLS0K"
#define FAKE_KEY_DATA                                                      \
	"LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tClptRnJaU0JyWlhrPQotLS0tLUVO" \
	"RCBQUklWQVRFIEtFWS0tLS0tCg=="

/* One context x of cluster c and user u; the bodies of the latter are YAML. */
#define CONFIG(cluster, user)                                     \
	"clusters: [{name: c, cluster: " cluster "}]\n"           \
	"users: [{name: u, user: " user "}]\n"                    \
	"contexts: [{name: x, context: {cluster: c, user: u}}]\n" \
	"current-context: x\n"

#define SERVER "server: 'https://c:6443'"
#define CLEAN CONFIG("{" SERVER "}", "{token: token-of-u}")

/* Where the tests started; their data lies below. */
static char start_folder[PATH_MAX];

/* The path of @name below tests/unit/data/kubeconfig, owned by the caller. */
static inline char *data_path(const char *name)
{
	HZ_AUTO(hz_freep) char *inner = hz_path_join("kubeconfig", name);

	return hz_path_join(start_folder, hz_test_data(inner));
}

/* Before each test: a new folder as $HOME and working directory, and no variable that matters. */
static inline void fresh_home(void)
{
	static const char *const variables[] = {
		"KUBECONFIG",    "KUBERNETES_MASTER", "KUBERNETES_SERVICE_HOST",
		"POD_NAMESPACE", "HCLOUD_TOKEN",      "KUBERNETES_SERVICE_PORT",
		"KUBERC",        "KUBECTL_KUBERC",
	};
	const char *home = hz_test_folder();

	if (!*start_folder)
		ck_assert_ptr_nonnull(getcwd(start_folder, sizeof(start_folder)));
	for (size_t i = 0; i < HZ_COUNT(variables); i++)
		ck_assert_int_eq(unsetenv(variables[i]), 0);
	ck_assert_int_eq(setenv("HOME", home, 1), 0);
	ck_assert_int_eq(chdir(home), 0);
	hz_in_cluster_folder = "/nowhere";
}

/* Writes the file @name below the working directory. */
static inline void put(const char *name, const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_write(name, text, strlen(text), &err), &err);
}

/* Loads as with --kubeconfig @path (NULL: without) and resolves. */
static inline int resolve_path(const char *path, const struct hz_kube_overrides *overrides,
			       struct hz_kube_target **ret, struct hz_err *err)
{
	static const struct hz_kube_overrides none;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;

	if (hz_kubeconfig_load(path, &config, err) < 0)
		return -1;
	return hz_kubeconfig_resolve(config, overrides ? overrides : &none, ret, err);
}

/* The same for the text of a file, in a fresh home or the working directory that is. */
static inline int resolve_text(const char *text, const struct hz_kube_overrides *overrides,
			       struct hz_kube_target **ret, struct hz_err *err)
{
	put("config", text);
	return resolve_path("config", overrides, ret, err);
}

#endif
