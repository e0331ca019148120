/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rendered objects against golden files: data/render/NAME.config.yaml gives
 * data/render/NAME.CONTRACT.yaml, in which the texts of the files of a node are left out.
 * With HZ_UPDATE_GOLDEN=1 the golden files are written anew; look at the difference.
 */
#include "capi/render.h"

#include <string.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/str.h"
#include "capi/template.h"
#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static const struct {
	const char *name;
	const char *capi;
} shapes[] = {
	{ "one-control-plane", "v1.13.5" },
	{ "one-control-plane", "v1.10.7" },
	{ "three-control-planes", "v1.13.5" },
	{ "three-control-planes", "v1.10.7" },
	{ "many-pools", "v1.13.5" },
	{ "many-pools", "v1.10.7" },
	{ "network", "v1.13.5" },
	{ "no-workers", "v1.13.5" },
	{ "no-workers", "v1.10.7" },
};

/* The configuration of the shape for that version of Cluster API, and its contract. */
static struct hz_cluster_config configure(const char *name, const char *capi, char **ret_contract)
{
	HZ_AUTO(hz_freep) char *file = hz_strf("render/%s.config.yaml", name);
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };
	struct hz_cluster_config config = { .tree = NULL };
	struct hz_err err = HZ_ERR_INIT;

	hz_cluster_draft_init(&draft);
	hz_ck_ok(hz_versions_choose(capi, NULL, false, &versions, &err), &err);
	hz_ck_ok(hz_cluster_draft_read(&draft, hz_test_data(file), &err), &err);
	hz_ck_ok(hz_cluster_config_complete(&draft, &versions, "default", &config, &err), &err);
	*ret_contract = hz_strdup(hz_versions_contract(&versions));
	return config;
}

static json_t *render(const char *name, const char *capi, char **ret_contract)
{
	HZ_AUTO(hz_cluster_config_done)
	struct hz_cluster_config config = configure(name, capi, ret_contract);
	struct hz_err err = HZ_ERR_INIT;
	json_t *objects = NULL;

	hz_ck_ok(hz_render(&config, *ret_contract, &objects, &err), &err);
	return objects;
}

/* Replaces the texts of files, which have a test of their own. */
static void leave_out_texts(json_t *tree)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_string(json_object_get(tree, "content")))
		(void)json_object_set_new(tree, "content", json_string("..."));
	json_object_foreach(tree, key, member)
		leave_out_texts(member);
	json_array_foreach(tree, i, member)
		leave_out_texts(member);
}

static void add_documents(struct hz_buf *out, json_t *objects)
{
	size_t i;
	json_t *object;

	hz_buf_adds(out, "# SPDX-License-Identifier: Apache-2.0\n");
	json_array_foreach(objects, i, object) {
		hz_buf_adds(out, "---\n");
		hz_yaml_write(out, object);
	}
}

START_TEST(a_shape_renders_as_its_golden_file)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_json_unrefp)
	json_t *objects = render(shapes[_i].name, shapes[_i].capi, &contract);
	HZ_AUTO(hz_freep) char *name = hz_strf("render/%s.%s.yaml", shapes[_i].name, contract);
	HZ_AUTO(hz_buf_done) struct hz_buf got = HZ_BUF_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf want = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	leave_out_texts(objects);
	add_documents(&got, objects);
	if (getenv("HZ_UPDATE_GOLDEN"))
		hz_ck_ok(hz_file_write(hz_test_data(name), got.data, got.len, &err), &err);
	hz_ck_ok(hz_file_read(hz_test_data(name), &want, &err), &err);
	ck_assert_msg(strcmp(hz_buf_str(&got), hz_buf_str(&want)) == 0,
		      "%s differs; see it with HZ_UPDATE_GOLDEN=1 and git diff", name);
}
END_TEST

START_TEST(a_complete_config_renders_to_the_same_bytes)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_cluster_config_done)
	struct hz_cluster_config config = configure(shapes[_i].name, shapes[_i].capi, &contract);
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config again = { .tree = NULL };
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *first = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *second = NULL;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_cluster_draft_init(&draft);
	hz_yaml_write(&text, config.tree);
	hz_ck_ok(hz_cluster_draft_parse(&draft, hz_buf_str(&text), text.len, "again", &err), &err);
	hz_ck_ok(hz_versions_choose(shapes[_i].capi, NULL, false, &versions, &err), &err);
	hz_ck_ok(hz_cluster_config_complete(&draft, &versions, "other", &again, &err), &err);
	hz_ck_ok(hz_render(&config, contract, &first, &err), &err);
	hz_ck_ok(hz_render(&again, contract, &second, &err), &err);
	ck_assert(json_equal(first, second));
}
END_TEST

static const json_t *labels_of(const json_t *object)
{
	return hz_json_get(object, "metadata.labels");
}

START_TEST(every_object_says_whose_it_is)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_json_unrefp)
	json_t *objects = render(shapes[_i].name, shapes[_i].capi, &contract);
	size_t i;
	json_t *object;

	json_array_foreach(objects, i, object) {
		const char *name = hz_json_str(object, "metadata.name");
		const char *cluster =
			hz_json_str(labels_of(object), "[cluster.x-k8s.io/cluster-name]");

		ck_assert_pstr_eq(hz_json_str(labels_of(object), "[app.kubernetes.io/managed-by]"),
				  "kubectl-hetzner");
		ck_assert_ptr_nonnull(cluster);
		ck_assert(hz_str_starts(name, cluster));
		ck_assert_ptr_nonnull(hz_json_str(object, "metadata.namespace"));
	}
}
END_TEST

static int position(const json_t *objects, const char *kind)
{
	size_t i;
	json_t *object;

	json_array_foreach(objects, i, object)
		if (hz_str_eq(hz_json_str(object, "kind"), kind))
			return (int)i;
	ck_abort_msg("there is no %s", kind);
}

START_TEST(what_others_refer_to_comes_first)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_json_unrefp)
	json_t *objects = render("three-control-planes", "v1.13.5", &contract);
	static const char *const order[] = {
		"HCloudMachineTemplate", "HCloudRemediationTemplate", "KubeadmConfigTemplate",
		"HetznerCluster",        "KubeadmControlPlane",       "Cluster",
		"MachineDeployment",     "MachineHealthCheck",
	};

	for (size_t i = 1; i < HZ_COUNT(order); i++)
		ck_assert_int_lt(position(objects, order[i - 1]), position(objects, order[i]));
}
END_TEST

START_TEST(no_object_has_a_trap_of_the_providers_own_templates)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_json_unrefp)
	json_t *objects = render(shapes[_i].name, shapes[_i].capi, &contract);
	HZ_AUTO(hz_freep) char *text = hz_json_text(objects);
	size_t i;
	json_t *object;

	ck_assert_ptr_null(strstr(text, "Secret\",\"metadata"));
	ck_assert_ptr_null(strstr(text, "apiServer"));
	ck_assert_ptr_null(strstr(text, "controllerManager"));
	ck_assert_ptr_null(strstr(text, "\"name\":\"config\""));
	ck_assert_ptr_null(strstr(text, "100%"));
	ck_assert_ptr_null(strstr(text, "${spec"));
	json_array_foreach(objects, i, object)
		if (hz_str_eq(hz_json_str(object, "kind"), "HCloudRemediationTemplate"))
			ck_assert_pstr_eq(hz_json_str(labels_of(object),
						      "[clusterctl.cluster.x-k8s.io/move]"),
					  "");
}
END_TEST

START_TEST(a_node_gets_the_files_of_its_set_up)
{
	HZ_AUTO(hz_freep) char *contract = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *objects = render("one-control-plane", "v1.13.5", &contract);
	const json_t *control_plane =
		json_array_get(objects, (size_t)position(objects, "KubeadmControlPlane"));
	const json_t *config = hz_json_get(control_plane, "spec.kubeadmConfigSpec");

	ck_assert_str_eq(hz_json_str(config, "files.0.path"), "/usr/local/sbin/node-setup");
	ck_assert_str_eq(hz_json_str(config, "files.0.permissions"), "0755");
	ck_assert_str_eq(hz_json_str(config, "files.0.content"),
			 hz_embedded_text("capi/node/setup.sh"));
	ck_assert_str_eq(hz_json_str(config, "preKubeadmCommands.0"),
			 "/usr/local/sbin/node-setup v1.35.4 || exit 1");
}
END_TEST

/* Whether a row of objects.yaml names @file, which is below templates/. */
static bool is_listed(const json_t *rows, const char *file)
{
	size_t i;
	json_t *row;

	json_array_foreach(rows, i, row) {
		const char *template = hz_json_str(row, "template");
		const char *rest = hz_str_after(template, "CONTRACT/");
		HZ_AUTO(hz_freep) char *newer = rest ? hz_strf("v1beta2/%s", rest) : NULL;
		HZ_AUTO(hz_freep) char *older = rest ? hz_strf("v1beta1/%s", rest) : NULL;

		if (hz_str_eq(template, file) || hz_str_eq(newer, file) || hz_str_eq(older, file))
			return true;
	}
	return false;
}

/* So that the shapes above, which are rendered for both contracts, try them all. */
START_TEST(every_template_is_one_of_an_object)
{
	HZ_AUTO(hz_json_unrefp) json_t *rows = hz_template_load("objects.yaml");

	for (const struct hz_embedded *file = hz_embedded_files; file->name; file++) {
		const char *name = hz_str_after(file->name, "capi/templates/");

		if (name && !hz_str_starts(name, "node/") && !hz_str_eq(name, "objects.yaml") &&
		    !hz_str_eq(name, "metadata.yaml"))
			ck_assert_msg(is_listed(rows, name), "%s is not in objects.yaml", name);
	}
}
END_TEST

/* One control plane and a pool of @replicas: the limit of the pool's health check as text. */
static char *limit_for(int replicas, const char *said)
{
	HZ_AUTO(hz_cluster_draft_done) struct hz_cluster_draft draft;
	HZ_AUTO(hz_versions_done) struct hz_versions versions = { .capi = NULL };
	HZ_AUTO(hz_cluster_config_done) struct hz_cluster_config config = { .tree = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *objects = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep)
	char *text = hz_strf("apiVersion: kubectl-hetzner.dev/v1alpha1\nkind: ClusterConfig\n"
			     "metadata: {name: demo}\nspec:\n  workers: [{name: a, replicas: %d}]\n"
			     "  healthChecks: {maxUnhealthy: %s}\n",
			     replicas, said);
	const json_t *check;

	hz_cluster_draft_init(&draft);
	hz_ck_ok(hz_versions_choose(NULL, NULL, false, &versions, &err), &err);
	hz_ck_ok(hz_cluster_draft_parse(&draft, text, strlen(text), "c.yaml", &err), &err);
	hz_ck_ok(hz_cluster_config_complete(&draft, &versions, "default", &config, &err), &err);
	hz_ck_ok(hz_render(&config, "v1beta2", &objects, &err), &err);
	check = json_array_get(objects, json_array_size(objects) - 1);
	return hz_json_text(
		hz_json_get(check, "spec.remediation.triggerIf.unhealthyLessThanOrEqualTo"));
}

START_TEST(repairs_go_on_with_forty_percent_broken_and_at_least_with_one)
{
	static const struct {
		int replicas;
		const char *said;
		const char *want;
	} cases[] = {
		{ 0, "40%", "1" },       { 1, "40%", "1" },         { 2, "40%", "1" },
		{ 3, "40%", "\"40%\"" }, { 9, "40%", "\"40%\"" },   { 3, "10%", "1" },
		{ 9, "0%", "1" },        { 1, "100%", "\"100%\"" }, { 9, "2", "2" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_freep) char *got = limit_for(cases[i].replicas, cases[i].said);

		ck_assert_str_eq(got, cases[i].want);
	}
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("render");
	TCase *tcase = tcase_create("render");
	int count = (int)HZ_COUNT(shapes);

	tcase_add_loop_test(tcase, a_shape_renders_as_its_golden_file, 0, count);
	tcase_add_loop_test(tcase, a_complete_config_renders_to_the_same_bytes, 0, count);
	tcase_add_loop_test(tcase, every_object_says_whose_it_is, 0, count);
	tcase_add_test(tcase, what_others_refer_to_comes_first);
	tcase_add_loop_test(tcase, no_object_has_a_trap_of_the_providers_own_templates, 0, count);
	tcase_add_test(tcase, every_template_is_one_of_an_object);
	tcase_add_test(tcase, a_node_gets_the_files_of_its_set_up);
	tcase_add_test(tcase, repairs_go_on_with_forty_percent_broken_and_at_least_with_one);
	suite_add_tcase(suite, tcase);
	return suite;
}
