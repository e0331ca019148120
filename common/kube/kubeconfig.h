/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kubeconfig files: found, merged and resolved to one server and one credential,
 * by the rules of client-go's clientcmd package.
 *
 * hz_kubeconfig_load() reads and merges; hz_kubeconfig_resolve() applies the
 * overrides of the command line and gives a struct hz_kube_target. Nothing is
 * contacted and no credential plugin is run.
 */
#ifndef HZ_KUBE_KUBECONFIG_H
#define HZ_KUBE_KUBECONFIG_H

#include <jansson.h>

#include "base/err.h"
#include "base/strv.h"

/* What the command line says; strings are borrowed, NULL where nothing was given. */
struct hz_kube_overrides {
	const char *kubeconfig;
	const char *context;
	const char *cluster;
	const char *user;
	const char *namespace_;
	const char *server;
	const char *token;
	const char *username;
	const char *password;
	const char *as;
	struct hz_strv as_groups;
	const char *as_uid;
	struct hz_strv as_user_extra; /* "key=value" */
	const char *certificate_authority;
	const char *client_certificate;
	const char *client_key;
	const char *tls_server_name;
	const char *request_timeout;
	const char *proxy_url;
	bool insecure_skip_tls_verify;
	bool disable_compression;
};

/*
 * One server, how to trust it, and who we are. All strings are owned; PEM texts are
 * the contents of files or of -data fields. Credentials are set only when @server is
 * https. Release with hz_kube_target_free(), which wipes what is secret.
 */
struct hz_kube_target {
	char *context;        /* its name; NULL in a pod or with --server alone */
	char *namespace_;     /* never NULL */
	bool namespace_given; /* by -n, not by the context or by default */
	char *server;         /* URL without a trailing '/' */
	char *server_told;    /* to a credential plugin: nearly as it is written */
	char *ca;
	char *tls_server_name;
	char *proxy_url;
	bool insecure;
	bool no_compression;
	char *client_cert;
	char *client_key;
	char *token;
	char *token_file; /* read again before it is a minute old */
	char *username;
	char *password;
	json_t *exec; /* the exec stanza, command made absolute; NULL if there is none */
	json_t *cluster_extensions; /* of the cluster entry: name -> extension; may be NULL */
	char *as;
	char *as_uid;
	struct hz_strv as_groups;
	json_t *as_user_extra; /* key -> list of values */
	int64_t timeout_ms;    /* 0: none */
};

void hz_kube_target_free(struct hz_kube_target *target);
void hz_kube_target_freep(struct hz_kube_target **target);

/* The files of --kubeconfig, $KUBECONFIG or ~/.kube/config, merged. Opaque. */
struct hz_kubeconfig;

/* @path is --kubeconfig or NULL. Kind FAILED or INVALID; the message names the file. */
int hz_kubeconfig_load(const char *path, struct hz_kubeconfig **ret, struct hz_err *err);
void hz_kubeconfig_free(struct hz_kubeconfig *config);
void hz_kubeconfig_freep(struct hz_kubeconfig **config);

/*
 * A kubeconfig that is in memory, such as that of a workload cluster; @name is for
 * messages. Whoever wrote it is not the user of this machine: one that names files or
 * programs is refused when it is resolved.
 */
int hz_kubeconfig_parse(const char *text, size_t len, const char *name, struct hz_kubeconfig **ret,
			struct hz_err *err);

/*
 * The files of $KUBECONFIG or ~/.kube/config that do not exist, which is no error.
 * Borrowed; for a trace. There are none of --kubeconfig, whose file must exist.
 */
const struct hz_strv *hz_kubeconfig_missing(const struct hz_kubeconfig *config);

/* The names of all contexts, sorted, for completion and for "did you mean". */
void hz_kubeconfig_contexts(const struct hz_kubeconfig *config, struct hz_strv *out);

/* Errors: no current context, unknown names (with the nearest), invalid entries, all at once. */
int hz_kubeconfig_resolve(const struct hz_kubeconfig *config,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target **ret,
			  struct hz_err *err);

#endif
