/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a user said about a cluster: a ClusterConfig file, flags on top of it, or both.
 */
#include "capi/cluster_draft.h"

#include <string.h>

#include "base/file.h"
#include "base/secret.h"
#include "base/str.h"
#include "capi/data_file.h"
#include "hcloud/token.h"
#include "text/json.h"
#include "text/schema.h"
#include "text/yaml.h"

static const char api_version[] = "kubectl-hetzner.dev/v1alpha1";
static const char kind[] = "ClusterConfig";

void hz_cluster_draft_init(struct hz_cluster_draft *draft)
{
	*draft = (struct hz_cluster_draft){
		.schema = hz_data_file("clusterconfig.schema.yaml"),
		.tree = json_pack("{s:s, s:s, s:{}, s:{}}", "apiVersion", api_version, "kind", kind,
				  "metadata", "spec"),
		.mistakes = HZ_MISTAKES_INIT,
	};
}

void hz_cluster_draft_done(struct hz_cluster_draft *draft)
{
	hz_mistakes_done(&draft->mistakes);
	json_decref(draft->schema);
	json_decref(draft->tree);
	hz_yaml_marks_free(draft->marks);
	free(draft->file);
}

/* Registers every value that may be a token, so that no message repeats it: how many. */
static size_t register_tokens(const json_t *tree)
{
	const char *key;
	json_t *member;
	size_t found = 0;
	size_t i;

	json_object_foreach(hz_json_read(tree), key, member)
		found += register_tokens(member);
	json_array_foreach(tree, i, member)
		found += register_tokens(member);
	if (json_is_string(tree) && hz_hcloud_is_token(json_string_value(tree))) {
		hz_secret_register(json_string_value(tree));
		found++;
	}
	return found;
}

/* What can be said before the schema has its say. */
static int check_shape(const char *file, const json_t *tree, struct hz_err *err)
{
	const char *written = hz_json_str(tree, "kind");

	if (!json_is_object(tree)) {
		hz_err_set(err, HZ_ERR_INVALID, "InvalidSpec", "%s: %s", file,
			   json_is_null(tree)
				   ? "the file is empty"
				   : "this is not a ClusterConfig, but a single value or list");
		return hz_err_advise(err,
				     "A file to begin with: kubectl hetzner cluster render NAME "
				     "--print-config");
	}
	if (written && !hz_str_eq(written, kind) && json_object_get(tree, "apiVersion")) {
		HZ_AUTO(hz_freep) char *shown = hz_mistakes_quote(written);

		hz_err_set(err, HZ_ERR_INVALID, "InvalidSpec",
			   "%s: this is a %s, and a ClusterConfig is wanted", file, shown);
		return hz_err_advise(err, "Objects of Cluster API are applied as they are: kubectl "
					  "apply --server-side -f FILE");
	}
	return 0;
}

int hz_cluster_draft_refuse_tokens(const struct hz_cluster_draft *draft, struct hz_err *err)
{
	if (register_tokens(draft->tree) == 0)
		return 0;
	hz_err_set(err, HZ_ERR_INVALID, "TokenInSpec", "%s: a value looks like a Hetzner API token",
		   draft->file ? draft->file : "the command line");
	return hz_err_advise(err,
			     "What describes a cluster never holds the token: put it into the "
			     "environment as HCLOUD_TOKEN, and revoke it if others could see it.");
}

static int check_file(struct hz_cluster_draft *draft, struct hz_err *err)
{
	if (check_shape(draft->file, draft->tree, err) < 0 ||
	    hz_cluster_draft_refuse_tokens(draft, err) < 0)
		return -1;
	hz_schema_check(draft->schema, draft->tree, &draft->mistakes);
	return hz_mistakes_err(&draft->mistakes, err);
}

int hz_cluster_draft_parse(struct hz_cluster_draft *draft, const char *text, size_t len,
			   const char *name, struct hz_err *err)
{
	struct hz_yaml_options options = { .strict = true, .ret_marks = &draft->marks };
	json_t *tree = NULL;

	draft->file = hz_strdup(name);
	options.name = draft->file;
	if (hz_yaml_parse(text, len, &options, &tree, err) < 0)
		return -1;
	json_decref(draft->tree);
	draft->tree = tree;
	draft->mistakes.file = draft->file;
	draft->mistakes.marks = draft->marks;
	return check_file(draft, err);
}

int hz_cluster_draft_read(struct hz_cluster_draft *draft, const char *path, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text;

	hz_buf_init(&text, HZ_BUF_CAP_CONFIG);
	if (hz_file_read(path, &text, err) < 0)
		return -1;
	return hz_cluster_draft_parse(draft, hz_buf_str(&text), text.len,
				      hz_str_eq(path, "-") ? "standard input" : path, err);
}

void hz_cluster_draft_set(struct hz_cluster_draft *draft, const char *path, json_t *value,
			  const char *flag)
{
	hz_json_set(draft->tree, path, value);
	hz_mistakes_flag(&draft->mistakes, path, flag);
}

void hz_cluster_draft_unset(struct hz_cluster_draft *draft, const char *path)
{
	hz_json_del(draft->tree, path);
}

json_t *hz_cluster_draft_pools(struct hz_cluster_draft *draft)
{
	json_t *pools = hz_json_array(draft->tree, "spec.workers");

	if (!pools) {
		pools = json_array();
		hz_json_set(draft->tree, "spec.workers", pools);
	}
	return pools;
}

char *hz_cluster_draft_pool(struct hz_cluster_draft *draft, const char *name, const char *flag)
{
	json_t *pools = hz_cluster_draft_pools(draft);
	size_t count = json_array_size(pools);
	HZ_AUTO(hz_freep) char *path = NULL;
	size_t i;
	json_t *pool;

	json_array_foreach(pools, i, pool)
		if (hz_str_eq(hz_json_str(pool, "name"), name))
			return hz_strf("spec.workers.%zu", i);
	(void)json_array_append_new(pools, json_object());
	path = hz_strf("spec.workers.%zu", count);
	hz_json_set_str(json_array_get(pools, count), "name", name);
	hz_mistakes_flag(&draft->mistakes, path, flag);
	return HZ_TAKE(path);
}
