/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The creation of one cluster: what is asked for beside what lives, and the writes.
 */
#include "creation.h"

#include "base/str.h"
#include "capi/render.h"
#include "capi/tolerance.h"
#include "cli/dry_run.h"
#include "kube/kinds.h"
#include "kube/object.h"
#include "text/json.h"

void hz_creation_done(struct hz_creation *creation)
{
	hz_token_secret_done(&creation->secret);
	hz_changeset_done(&creation->set);
	hz_cluster_config_done(&creation->config);
	hz_versions_done(&creation->versions);
	hz_context_done(&creation->context);
}

int hz_creation_compare(struct hz_creation *creation, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *objects = NULL;

	if (hz_render(&creation->config, hz_versions_contract(&creation->versions), &objects, err) <
	    0)
		return -1;
	return hz_changeset_load(creation->context.session.kube, creation->context.discovery,
				 objects, hz_cluster_tolerates, &creation->set, err);
}

/* The live Cluster, or NULL. */
static const json_t *live_cluster(const struct hz_creation *creation)
{
	for (size_t i = 0; i < creation->set.count; i++)
		if (hz_kind_of(creation->set.change[i].want) == HZ_KIND_CLUSTER)
			return creation->set.change[i].have;
	return NULL;
}

static int check_owner(const struct hz_creation *creation, bool adopt, struct hz_err *err)
{
	const json_t *cluster = live_cluster(creation);

	if (!cluster || adopt ||
	    hz_str_eq(hz_object_label(cluster, HZ_LABEL_MANAGED_BY), HZ_MANAGED_BY))
		return 0;
	hz_err_set(err, HZ_ERR_CONFLICT, "NotOurs",
		   "cluster %s exists in namespace %s and was made by another tool; nothing was "
		   "changed",
		   creation->name, creation->namespace_);
	return hz_err_advise(err, "Add --adopt to take it over if it is what you ask for.");
}

static int check_values(const struct hz_creation *creation, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf list = HZ_BUF_INIT;

	if (hz_changeset_count(&creation->set, HZ_CHANGE_DIFFERENT) == 0)
		return 0;
	hz_changeset_describe(&list, &creation->set);
	hz_err_set(err, HZ_ERR_CONFLICT, "Different",
		   "cluster %s lives with other values than these; nothing was changed\n%.*s",
		   creation->name, (int)list.len - 1, hz_buf_str(&list));
	return hz_err_advise(err,
			     "Ask for the values that live, or change the live objects themselves "
			     "(kubectl scale, kubectl edit).");
}

static bool is_wanted(const struct hz_creation *creation, const json_t *object)
{
	for (size_t i = 0; i < creation->set.count; i++) {
		const json_t *want = creation->set.change[i].want;

		if (hz_kind_of(want) == HZ_KIND_MACHINE_DEPLOYMENT &&
		    hz_str_eq(hz_object_name(want), hz_object_name(object)))
			return true;
	}
	return false;
}

/* The pools of ours that live and are not asked for: they stay, and the user must say so. */
static int check_pools(const struct hz_creation *creation, struct hz_err *err)
{
	HZ_AUTO(hz_freep)
	char *label = hz_strf(HZ_LABEL_CLUSTER_NAME "=%s," HZ_LABEL_MANAGED_BY "=" HZ_MANAGED_BY,
			      creation->name);
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_LIST,
		.resource = creation->context.capi.resource[HZ_KIND_MACHINE_DEPLOYMENT],
		.namespace_ = creation->namespace_,
		.label_selector = label,
		.metadata_only = true,
	};
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;
	const json_t *object;
	size_t i;

	if (hz_kube_do(creation->context.session.kube, &request, &list, err) < 0)
		return -1;
	json_array_foreach(hz_json_array(list, "items"), i, object) {
		if (is_wanted(creation, object))
			continue;
		hz_err_set(err, HZ_ERR_CONFLICT, "PoolNotAsked",
			   "cluster %s has a pool that is not asked for, MachineDeployment %s; "
			   "nothing was changed",
			   creation->name, hz_object_name(object));
		return hz_err_advise(
			err,
			"Ask for it too, or remove it: kubectl delete machinedeployment "
			"%s -n %s",
			hz_object_name(object), creation->namespace_);
	}
	return 0;
}

/* Adopting adds our labels; any other difference stays one. */
static bool only_labels_differ(const struct hz_change *change)
{
	for (size_t i = 0; i < change->diff.count; i++)
		if (!hz_str_starts(change->diff.item[i].path, "metadata.labels"))
			return false;
	return change->dropped.count == 0;
}

static void adopt_labels(struct hz_changeset *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (set->change[i].type == HZ_CHANGE_DIFFERENT &&
		    only_labels_differ(&set->change[i]))
			set->change[i].type = HZ_CHANGE_CREATE;
}

int hz_creation_check(struct hz_creation *creation, bool adopt, struct hz_err *err)
{
	if (adopt)
		adopt_labels(&creation->set);
	if (check_owner(creation, adopt, err) < 0)
		return -1;
	/* a pool also has its places in other objects, which say less */
	if (live_cluster(creation) && check_pools(creation, err) < 0)
		return -1;
	return check_values(creation, err);
}

/* Without its namespace the server can check no object, and a dry run makes none. */
static int no_namespace(const struct hz_creation *creation, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_NOT_FOUND, "NoNamespace", "there is no namespace %s",
		   creation->namespace_);
	if (creation->dry_run)
		return hz_err_advise(err,
				     "Use --dry-run=client, or make it with: kubectl create "
				     "namespace %s",
				     creation->namespace_);
	return hz_err_advise(
		err, "Make it with: kubectl create namespace %s, or add --create-namespace.",
		creation->namespace_);
}

int hz_creation_check_namespace(struct hz_creation *creation, bool create, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;

	if (hz_kube_find(creation->context.session.kube, &hz_kind_namespace, NULL,
			 creation->namespace_, &object, err) < 0) {
		if (err->kind != HZ_ERR_FORBIDDEN)
			return -1;
		hz_err_done(err); /* who may not look at namespaces finds out at the first write */
		return 0;
	}
	creation->lacks_namespace = !object;
	if (!object && (!create || creation->dry_run))
		return no_namespace(creation, err);
	return 0;
}

/* Counts and prints an object that the server has accepted. */
static void print_line(struct hz_creation *creation, const char *resource, const char *name,
		       const char *verb)
{
	creation->written++;
	fprintf(creation->cli->out, "%s/%s %s%s\n", resource, name, verb,
		hz_dry_run_note(creation->dry_run ? HZ_DRY_RUN_SERVER : HZ_DRY_RUN_NONE));
}

/* Another may have made it by now. */
static int write_namespace(struct hz_creation *creation, struct hz_err *err)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *object = json_pack("{s:s, s:s, s:{s:s}}", "apiVersion", "v1", "kind", "Namespace",
				   "metadata", "name", creation->namespace_);
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_CREATE,
		.resource = &hz_kind_namespace,
		.body = object,
	};

	if (hz_kube_do(creation->context.session.kube, &request, NULL, err) == 0) {
		print_line(creation, "namespace", creation->namespace_, "created");
		return 0;
	}
	if (!hz_err_is(err, "AlreadyExists"))
		return -1;
	hz_err_done(err);
	return 0;
}

void hz_creation_print_plan(const struct hz_creation *creation)
{
	for (size_t i = 0; i < creation->set.count; i++) {
		const struct hz_change *change = &creation->set.change[i];
		HZ_AUTO(hz_freep) char *resource = hz_object_resource(change->want);

		fprintf(creation->cli->out, "%s/%s %s%s\n", resource, hz_object_name(change->want),
			change->type == HZ_CHANGE_CREATE ? "created" : "unchanged",
			hz_dry_run_note(HZ_DRY_RUN_CLIENT));
	}
}

static void print_applied(void *data, const struct hz_change *change)
{
	struct hz_creation *creation = data;
	HZ_AUTO(hz_freep) char *resource = hz_object_resource(change->want);

	print_line(creation, resource, hz_object_name(change->want),
		   change->have ? "configured" : "created");
}

int hz_creation_write(struct hz_creation *creation, struct hz_err *err)
{
	struct hz_kube *kube = creation->context.session.kube;

	if (creation->lacks_namespace && write_namespace(creation, err) < 0)
		return -1;
	if (hz_token_secret_write(kube, &creation->secret, creation->dry_run, err) < 0)
		return -1;
	if (creation->secret.write != HZ_TOKEN_KEEP)
		print_line(creation, "secret", creation->secret.name,
			   creation->secret.write == HZ_TOKEN_CREATE ? "created" : "configured");
	return hz_changeset_apply(kube, &creation->set, creation->dry_run, print_applied, creation,
				  err);
}
