/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which cluster and which user of the kubeconfig a command talks with.
 * (k8s.io/client-go/tools/clientcmd: client_config.go, merged_client_builder.go)
 */
#include "base/str.h"
#include "kube/in_cluster.h"
#include "kube/kubeconfig_entries.h"
#include "text/json.h"

#define NAMES_SHOWN 8

void hz_kube_choice_done(struct hz_kube_choice *choice)
{
	json_decref(choice->cluster);
	json_decref(choice->user);
	free(choice->cluster_title);
	free(choice->user_title);
	*choice = (struct hz_kube_choice){ .context = NULL };
}

char *hz_kube_entry_text(const json_t *entry, const char *field)
{
	const char *text = hz_json_str(entry, field);

	return hz_str_empty(text) ? NULL : hz_strdup(text);
}

/* What the choice is made of. */
struct choosing {
	const struct hz_kubeconfig *config;
	const struct hz_kube_overrides *overrides;
	struct hz_problems *problems;
};

/* The files that were read, or those that were looked for. */
static char *name_files(const struct hz_kubeconfig *config)
{
	return hz_strv_join(config->files.count > 0 ? &config->files : &config->missing, ", ");
}

/* What may have been meant instead of @name: the nearest name, or all if they are few. */
static char *suggest(const json_t *entries, const char *name)
{
	HZ_AUTO(hz_freep) const char **names = hz_json_keys(entries);
	HZ_AUTO(hz_strv_done) struct hz_strv list = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *all = NULL;
	const char *nearest = hz_str_nearest(name, names);

	if (nearest)
		return hz_strf("; did you mean \"%s\"?", nearest);
	for (size_t i = 0; names[i]; i++)
		if (*names[i])
			hz_strv_add(&list, names[i]);
	if (list.count == 0 || list.count > NAMES_SHOWN)
		return hz_strf("%s", "");
	all = hz_strv_join(&list, ", ");
	return hz_strf("; there is %s", all);
}

/*
 * The object of @name in @entries; NULL after adding the problem that @subject, such
 * as `context "a" names the`, is about a @kind that does not exist.
 */
static const json_t *find(const struct choosing *choosing, const json_t *entries, const char *kind,
			  const char *name, const char *subject)
{
	const json_t *found = json_object_get(entries, name);
	HZ_AUTO(hz_freep) char *files = name_files(choosing->config);
	HZ_AUTO(hz_freep) char *instead = suggest(entries, name);

	if (found)
		return found;
	hz_problems_addf(choosing->problems, HZ_ERR_INVALID, "UnknownEntry",
			 "%s %s \"%s\", which is not in %s%s", subject, kind, name, files, instead);
	return NULL;
}

/* A copy of the fields of @found, and the title of its entry; NULL for NULL. */
static json_t *copy_entry(const json_t *found, const char *kind, const char *name, char **ret_title)
{
	if (!found)
		return NULL;
	*ret_title = hz_strf("%s \"%s\" in %s", kind, name, hz_json_str(found, "place"));
	return json_deep_copy(hz_json_get(found, "entry"));
}

/* Whether the command line itself says who we are. */
static bool has_credential(const struct hz_kube_overrides *overrides)
{
	return !hz_str_empty(overrides->token) || !hz_str_empty(overrides->username) ||
	       !hz_str_empty(overrides->client_certificate);
}

/*
 * The entry that an option names, else the one that the context names. Where there
 * is neither, or the context's is missing but not @needed, an entry without fields.
 */
struct reference {
	const char *kind;
	const char *option;
	const char *from_option;
	const char *from_context;
	bool needed;
};

static json_t *choose_entry(const struct choosing *choosing, const json_t *entries,
			    const struct reference *to, const char *context, char **ret_title)
{
	HZ_AUTO(hz_freep) char *subject = NULL;
	const json_t *found;

	if (!hz_str_empty(to->from_option)) {
		found = find(choosing, entries, to->kind, to->from_option, to->option);
		return copy_entry(found, to->kind, to->from_option, ret_title);
	}
	if (hz_str_empty(to->from_context) ||
	    (!to->needed && !json_object_get(entries, to->from_context))) {
		*ret_title = context ? hz_strf("context \"%s\" without a %s", context, to->kind)
				     : hz_strf("the command line");
		return json_object();
	}
	subject = hz_strf("context \"%s\" names the", context);
	found = find(choosing, entries, to->kind, to->from_context, subject);
	return copy_entry(found, to->kind, to->from_context, ret_title);
}

/* Chooses by the context of this name, which may be NULL. */
static void choose_by_context(const struct choosing *choosing, const char *name,
			      struct hz_kube_choice *choice)
{
	const struct hz_kube_overrides *overrides = choosing->overrides;
	const struct hz_kubeconfig *config = choosing->config;
	struct reference cluster = { .kind = "cluster", .option = "--cluster names the" };
	struct reference user = { .kind = "user", .option = "--user names the" };
	const json_t *context = NULL;

	if (name) {
		const char *subject = hz_str_empty(overrides->context) ? "current-context names the"
								       : "--context names the";

		context = find(choosing, config->contexts, "context", name, subject);
		if (!context)
			return;
	}
	choice->context = name;
	choice->namespace_ = hz_json_str(context, "entry.namespace");
	cluster.from_option = overrides->cluster;
	cluster.from_context = hz_json_str(context, "entry.cluster");
	cluster.needed = hz_str_empty(overrides->server);
	choice->cluster =
		choose_entry(choosing, config->clusters, &cluster, name, &choice->cluster_title);
	user.from_option = overrides->user;
	user.from_context = hz_json_str(context, "entry.user");
	user.needed = !has_credential(overrides);
	choice->user = choose_entry(choosing, config->users, &user, name, &choice->user_title);
}

static void choose_pod(struct hz_kube_choice *choice)
{
	choice->cluster = hz_in_cluster_cluster();
	choice->cluster_title = hz_strf("this pod's cluster");
	choice->user = hz_in_cluster_user();
	choice->user_title = hz_strf("this pod's service account");
}

/* Nothing says where to go; kubectl would try localhost:8080 now. Always returns -1. */
static int refuse_to_guess(const struct hz_kubeconfig *config, struct hz_err *err)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	HZ_AUTO(hz_freep) char *files = name_files(config);
	HZ_AUTO(hz_freep) char *list = NULL;

	if (config->files.count == 0) {
		(void)hz_err_set(err, HZ_ERR_FAILED, "NoContext", "no kubeconfig: %s%s",
				 *files ? files : "KUBECONFIG",
				 *files ? " does not exist" : " names no file");
		return hz_err_advise(err, "Give one by --kubeconfig FILE or KUBECONFIG=FILE.");
	}
	(void)hz_err_set(err, HZ_ERR_INVALID, "NoContext", "no current context is set in %s",
			 files);
	hz_kubeconfig_contexts(config, &names);
	if (names.count == 0 || names.count > NAMES_SHOWN)
		return hz_err_advise(err, "Choose one by --context NAME, or by "
					  "\"kubectl config use-context NAME\".");
	list = hz_strv_join(&names, ", ");
	return hz_err_advise(err,
			     "Choose one by --context NAME, or by \"kubectl config use-context "
			     "NAME\": %s",
			     list);
}

int hz_kube_choose(const struct hz_kubeconfig *config, const struct hz_kube_overrides *overrides,
		   struct hz_kube_choice *ret, struct hz_problems *problems, struct hz_err *err)
{
	const struct choosing choosing = { config, overrides, problems };
	const char *current = json_string_value(config->current_context);
	const char *name = hz_str_empty(overrides->context) ? current : overrides->context;
	bool named = name || !hz_str_empty(overrides->cluster) || !hz_str_empty(overrides->server);

	if (config->in_memory) { /* what surrounds us does not concern it */
		if (!named)
			return refuse_to_guess(config, err);
		choose_by_context(&choosing, name, ret);
		hz_kube_refuse_foreign(ret, problems);
		return 0;
	}
	if (!named && hz_str_empty(overrides->user) && hz_in_cluster_possible()) {
		choose_pod(ret);
		return 0;
	}
	ret->default_server = getenv("KUBERNETES_MASTER"); /* clientcmd's, less localhost:8080 */
	if (!named && hz_str_empty(ret->default_server))
		return refuse_to_guess(config, err);
	choose_by_context(&choosing, name, ret);
	return 0;
}
