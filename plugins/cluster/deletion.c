/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The deletion of one cluster: what it consists of and what must not happen.
 */
#include "deletion.h"

#include "base/str.h"
#include "kube/kinds.h"
#include "text/json.h"

void hz_deletion_done(struct hz_deletion *deletion)
{
	hz_inventory_done(&deletion->inventory);
	hz_strv_done(&deletion->leftovers);
	free(deletion->secret);
	free(deletion->again);
	hz_context_done(&deletion->context);
}

int hz_deletion_open(struct hz_cli *cli, const char *name, const char *secret,
		     struct hz_deletion *ret, struct hz_err *err)
{
	const char *used;

	if (hz_context_open(cli, &ret->context, err) < 0)
		return -1;
	ret->namespace_ = hz_context_namespace(&ret->context);
	ret->cluster = (struct hz_cluster_ref){
		.kube = ret->context.session.kube,
		.capi = &ret->context.capi,
		.namespace_ = ret->namespace_,
		.name = name,
	};
	if (hz_inventory_load(&ret->cluster, &ret->inventory, NULL, err) < 0)
		return -1;
	used = hz_json_str(hz_inventory_one(&ret->inventory, HZ_KIND_HETZNER_CLUSTER),
			   "spec.hetznerSecretRef.name");
	ret->secret = hz_strdup(used ? used : secret);
	return 0;
}

int hz_deletion_expect_leftovers(const struct hz_deletion *deletion, struct hz_err *err)
{
	if (hz_inventory_count(&deletion->inventory) > 0)
		return 0;
	hz_err_set(err, HZ_ERR_NOT_FOUND, "NotFound", "there is no cluster %s in namespace %s",
		   deletion->name, deletion->namespace_);
	return hz_err_advise(err, "See all of them with: kubectl hetzner cluster list -A");
}

static int refuse(const struct hz_deletion *deletion, const char *evidence, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_FORBIDDEN, "OwnCluster",
		   "cluster %s is the very cluster that we talk to (%s): "
		   "it would delete its own controllers and orphan its servers",
		   deletion->name, evidence);
	return hz_err_advise(err,
			     "Move it to another management cluster first: kubectl hetzner pivot");
}

/* The UID of kube-system is that of the cluster. NULL when the API does not tell. */
static char *cluster_uid(struct hz_kube *kube)
{
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *object = NULL;

	if (hz_kube_get(kube, &hz_kind_namespace, NULL, "kube-system", &object, &ignored) < 0)
		return NULL;
	return hz_strdup(hz_object_uid(object));
}

int hz_deletion_refuse_self(const struct hz_deletion *deletion, const struct hz_workload *workload,
			    struct hz_err *err)
{
	const struct hz_kube_target *ours = deletion->context.session.target;
	const struct hz_kube_target *theirs = workload->target;
	HZ_AUTO(hz_freep) char *our_uid = NULL;
	HZ_AUTO(hz_freep) char *their_uid = NULL;

	if (hz_str_eq(ours->server, theirs->server))
		return refuse(deletion, "the same server", err);
	if (ours->ca && hz_str_eq(ours->ca, theirs->ca))
		return refuse(deletion, "the same certificate authority", err);
	their_uid = cluster_uid(workload->kube);
	our_uid = their_uid ? cluster_uid(deletion->context.session.kube) : NULL;
	if (our_uid && hz_str_eq(our_uid, their_uid))
		return refuse(deletion, "the same UID of kube-system", err);
	return 0;
}

/* The kinds that only describe machines: removing one that nobody owns touches no server. */
static bool is_template(enum hz_kind kind)
{
	return kind == HZ_KIND_HCLOUD_REMEDIATION_TEMPLATE ||
	       kind == HZ_KIND_HCLOUD_MACHINE_TEMPLATE || kind == HZ_KIND_KUBEADM_CONFIG_TEMPLATE ||
	       kind == HZ_KIND_MACHINE_HEALTH_CHECK;
}

/* Whether we made @object and no controller has taken it over. */
static bool is_ours_alone(const json_t *object)
{
	return hz_str_eq(hz_object_label(object, HZ_LABEL_MANAGED_BY), HZ_MANAGED_BY) &&
	       json_array_size(hz_json_array(object, "metadata.ownerReferences")) == 0 &&
	       !hz_json_str(object, "metadata.deletionTimestamp");
}

bool hz_deletion_is_leftover(const json_t *object)
{
	return is_template(hz_kind_of(object)) && is_ours_alone(object);
}

int hz_deletion_remove_templates(struct hz_deletion *deletion, struct hz_err *err)
{
	for (int kind = 0; kind < HZ_KIND_COUNT; kind++) {
		const char *name;
		json_t *object;

		json_object_foreach(hz_inventory_all(&deletion->inventory, (enum hz_kind)kind),
				    name, object) {
			if (hz_deletion_is_leftover(object) &&
			    hz_kube_delete(deletion->context.session.kube,
					   deletion->context.capi.resource[kind], object, false,
					   err) < 0)
				return hz_err_wrap(err, "cannot remove %s %s",
						   hz_kind_name((enum hz_kind)kind), name);
		}
	}
	return 0;
}

/* The name of a HetznerCluster of the namespace that uses the Secret; owned, NULL if none does. */
static int find_user(const struct hz_deletion *deletion, char **ret, struct hz_err *err)
{
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_LIST,
		.resource = deletion->context.capi.resource[HZ_KIND_HETZNER_CLUSTER],
		.namespace_ = deletion->namespace_,
	};
	HZ_AUTO(hz_json_unrefp) json_t *list = NULL;
	HZ_AUTO(hz_freep) char *user = NULL;
	const json_t *object;
	size_t i;

	if (hz_kube_do(deletion->context.session.kube, &request, &list, err) < 0)
		return -1;
	json_array_foreach(hz_json_array(list, "items"), i, object)
		if (!user &&
		    hz_str_eq(hz_json_str(object, "spec.hetznerSecretRef.name"), deletion->secret))
			user = hz_strdup(hz_object_name(object));
	*ret = HZ_TAKE(user);
	return 0;
}

/* Which Secret it is stood in the HetznerCluster, which is gone: a guess may hit another's. */
static int unknown_secret(const struct hz_deletion *deletion, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_PARTIAL, "SecretUnknown",
		   "the cluster is deleted, but its token Secret stays: nothing tells its name any "
		   "more");
	return hz_err_advise(err,
			     "Find it with: kubectl get secrets -n %s, and remove it with: kubectl "
			     "delete secret NAME -n %s",
			     deletion->namespace_, deletion->namespace_);
}

static int delete_secret(const struct hz_deletion *deletion, struct hz_err *err)
{
	struct hz_kube *kube = deletion->context.session.kube;
	const struct hz_kube_request request = {
		.verb = HZ_KUBE_GET,
		.resource = &hz_kind_secret,
		.namespace_ = deletion->namespace_,
		.name = deletion->secret,
		.metadata_only = true,
	};
	HZ_AUTO(hz_json_unrefp) json_t *secret = NULL;

	if (hz_kube_do(kube, &request, &secret, err) < 0) {
		if (err->kind != HZ_ERR_NOT_FOUND)
			return -1;
		hz_err_done(err);
		return 0;
	}
	return hz_kube_delete(kube, &hz_kind_secret, secret, false, err);
}

int hz_deletion_remove_secret(struct hz_deletion *deletion, struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *user = NULL;

	if (!deletion->secret)
		return unknown_secret(deletion, err);
	if (find_user(deletion, &user, err) < 0)
		return -1;
	if (user)
		return hz_err_set(
			err, HZ_ERR_CONFLICT, "SecretInUse",
			"the cluster is deleted, but Secret %s stays: cluster %s uses it too",
			deletion->secret, user);
	return delete_secret(deletion, err);
}
