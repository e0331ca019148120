/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The options that describe a cluster: from flags and a file to its configuration.
 */
#include "spec_options.h"

#include "base/str.h"
#include "pool_option.h"
#include "text/json.h"

static const char default_pool[] = "md-0";

static void set_text(struct hz_cluster_draft *draft, const char *path, const char *value,
		     const char *flag)
{
	if (value)
		hz_cluster_draft_set(draft, path, hz_json_string(value), flag);
}

/* --location moves everything, also what has a location of its own in the file. */
static void apply_location(struct hz_cluster_draft *draft, const char *location)
{
	size_t count = json_array_size(hz_json_array(draft->tree, "spec.workers"));

	if (!location)
		return;
	set_text(draft, "spec.location", location, "--location");
	hz_cluster_draft_unset(draft, "spec.controlPlane.locations");
	hz_cluster_draft_unset(draft, "spec.endpoint.loadBalancer.location");
	hz_cluster_draft_unset(draft, "spec.network.zone");
	for (size_t i = 0; i < count; i++) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.workers.%zu.location", i);

		hz_cluster_draft_unset(draft, path);
	}
}

/* --image is that of all machines; pools of --pool options come later. */
static void apply_image(struct hz_cluster_draft *draft, const struct hz_spec_options *opts)
{
	size_t count;

	if (!opts->image)
		return;
	set_text(draft, "spec.controlPlane.image", opts->image, "--image");
	if (!hz_json_array(draft->tree, "spec.workers") && opts->pools.count == 0)
		free(hz_cluster_draft_pool(draft, default_pool, "--image"));
	count = json_array_size(hz_json_array(draft->tree, "spec.workers"));
	for (size_t i = 0; i < count; i++) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.workers.%zu.image", i);

		set_text(draft, path, opts->image, "--image");
	}
}

static int refuse_ambiguous_pool(const struct hz_cluster_draft *draft, struct hz_err *err)
{
	hz_err_set(err, HZ_ERR_USAGE, "AmbiguousPool",
		   "%s has several worker pools, and --workers and --worker-type are about one",
		   draft->file);
	return hz_err_advise(err, "Name the pool: --pool name=NAME,replicas=COUNT,type=TYPE");
}

/* --workers and --worker-type are about the file's only pool, or about md-0. */
static int apply_workers(struct hz_cluster_draft *draft, const struct hz_spec_options *opts,
			 struct hz_err *err)
{
	json_t *pools = hz_json_array(draft->tree, "spec.workers");
	const char *name = hz_json_str(pools, "0.name");
	HZ_AUTO(hz_freep) char *path = NULL;
	HZ_AUTO(hz_freep) char *replicas = NULL;
	HZ_AUTO(hz_freep) char *type = NULL;

	if (!opts->workers_given && !opts->worker_type)
		return 0;
	if (json_array_size(pools) > 1)
		return refuse_ambiguous_pool(draft, err);
	if (!name && opts->workers_given && opts->workers == 0) {
		(void)hz_cluster_draft_pools(draft);
		return 0;
	}
	path = hz_cluster_draft_pool(draft, name ? name : default_pool, "--workers");
	replicas = hz_strf("%s.replicas", path);
	type = hz_strf("%s.type", path);
	if (opts->workers_given)
		hz_cluster_draft_set(draft, replicas, json_integer(opts->workers), "--workers");
	set_text(draft, type, opts->worker_type, "--worker-type");
	return 0;
}

static int apply_pools(struct hz_cluster_draft *draft, const struct hz_spec_options *opts,
		       struct hz_err *err)
{
	for (size_t i = 0; i < opts->pools.count; i++)
		if (hz_pool_option_apply(draft, opts->pools.item[i], opts->image, err) < 0)
			return -1;
	return 0;
}

static void apply_ssh_keys(struct hz_cluster_draft *draft, const struct hz_strv *keys)
{
	json_t *list = json_array();

	for (size_t i = 0; i < keys->count; i++)
		(void)json_array_append_new(list, hz_json_string(keys->item[i]));
	if (keys->count > 0)
		hz_cluster_draft_set(draft, "spec.sshKeys", json_incref(list), "--ssh-key");
	json_decref(list);
}

static int apply_flags(struct hz_cluster_draft *draft, const struct hz_spec_options *opts,
		       struct hz_err *err)
{
	set_text(draft, "spec.kubernetesVersion", opts->kubernetes_version, "--kubernetes-version");
	set_text(draft, "spec.controlPlane.type", opts->control_plane_type, "--control-plane-type");
	set_text(draft, "spec.tokenSecret.name", opts->secret_name, "--secret-name");
	if (opts->control_planes_given)
		hz_cluster_draft_set(draft, "spec.controlPlane.replicas",
				     json_integer(opts->control_planes), "--control-planes");
	if (opts->network_given)
		hz_cluster_draft_set(draft, "spec.network.enabled", json_boolean(opts->network),
				     "--network");
	apply_ssh_keys(draft, &opts->ssh_keys);
	apply_location(draft, opts->location);
	if (apply_workers(draft, opts, err) < 0)
		return -1;
	apply_image(draft, opts);
	return apply_pools(draft, opts, err);
}

int hz_spec_options_check(const struct hz_spec_options *opts, const char *name, struct hz_err *err)
{
	if (name || opts->file)
		return 0;
	return hz_err_set(err, HZ_ERR_USAGE, "MissingArgument", "missing argument: NAME");
}

int hz_spec_options_read(struct hz_cli *cli, const struct hz_spec_options *opts, const char *name,
			 const struct hz_versions *versions, const char *namespace_,
			 struct hz_cluster_config *ret, struct hz_err *err)
{
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;

	hz_cluster_draft_init(&draft);
	if (hz_spec_options_check(opts, name, err) < 0)
		return -1;
	if (opts->file && hz_cluster_draft_read(&draft, opts->file, err) < 0)
		return -1;
	set_text(&draft, "metadata.name", name, "NAME");
	set_text(&draft, "metadata.namespace", cli->kube.namespace_, "--namespace");
	if (apply_flags(&draft, opts, err) < 0 ||
	    hz_cluster_config_complete(&draft, versions, namespace_, ret, err) < 0)
		return -1;
	for (size_t i = 0; i < ret->notes.count; i++)
		(void)fprintf(cli->err, "Note: %s\n", ret->notes.item[i]);
	return 0;
}
