/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside struct hz_kubeconfig; only the files kubeconfig_*.c include this.
 */
#ifndef HZ_KUBE_KUBECONFIG_ENTRIES_H
#define HZ_KUBE_KUBECONFIG_ENTRIES_H

#include "base/problems.h"
#include "kube/kubeconfig.h"

/*
 * What all files say together. @contexts, @clusters and @users have an object
 * { "place": "FILE:LINE" of it, "entry": its fields } under each name, with relative
 * paths already made absolute.
 */
struct hz_kubeconfig {
	struct hz_strv files;    /* that were read */
	struct hz_strv missing;  /* listed, but they do not exist */
	bool in_memory;          /* it came from elsewhere, and may name no files or programs */
	json_t *current_context; /* a text that is not empty, or NULL */
	json_t *contexts;
	json_t *clusters;
	json_t *users;
};

/* Both are empty, owned by the caller. */
struct hz_kubeconfig *hz_kubeconfig_new(void) HZ_NOT_NULL;
struct hz_kube_target *hz_kube_target_new(void) HZ_NOT_NULL;

/*
 * The cluster and the user that a command talks with, as copies that the overrides
 * were applied to. The titles are for messages: `user "admin" in /root/.kube/config:12`.
 */
struct hz_kube_choice {
	const char *context;        /* its name, or NULL; borrowed */
	const char *namespace_;     /* of the context, or NULL; borrowed */
	json_t *cluster;            /* NULL after a problem */
	json_t *user;               /* NULL after a problem */
	const char *default_server; /* of a cluster that has none; or NULL; borrowed */
	char *cluster_title;
	char *user_title;
};

void hz_kube_choice_done(struct hz_kube_choice *choice);

/*
 * Chooses by context, --context, --cluster, --user and --server; a pod's own account
 * where nothing names a cluster. Unknown names are added to @problems; that nothing
 * names a cluster is an error of its own.
 */
int hz_kube_choose(const struct hz_kubeconfig *config, const struct hz_kube_overrides *overrides,
		   struct hz_kube_choice *ret, struct hz_problems *problems, struct hz_err *err);

/*
 * Adds what the entries of @choice may not have when they came from somebody else: the
 * names of files, and programs to run.
 */
void hz_kube_refuse_foreign(const struct hz_kube_choice *choice, struct hz_problems *problems);

/* The text in a field of an entry, owned by the caller; NULL when it is absent or empty. */
char *hz_kube_entry_text(const json_t *entry, const char *field) HZ_OWNED(free);

/* What is wrong with the overrides by themselves; the kind is USAGE. */
int hz_kube_overrides_check(const struct hz_kube_overrides *overrides, struct hz_err *err);

/* Lays the overrides over the entries of @choice, by the rules of clientcmd v1.35. */
void hz_kube_overrides_apply(const struct hz_kube_overrides *overrides,
			     struct hz_kube_choice *choice);

/* Sets the name of the context and the namespace of @target. */
void hz_kube_read_context(const struct hz_kube_choice *choice,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target *target);

/* Reads the entries of @choice into @target; what is wrong with them goes to @problems. */
void hz_kube_read_cluster(const struct hz_kube_choice *choice,
			  const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
			  struct hz_problems *problems);
void hz_kube_read_user(const struct hz_kube_choice *choice,
		       const struct hz_kube_overrides *overrides, struct hz_kube_target *target,
		       struct hz_problems *problems);

#endif
