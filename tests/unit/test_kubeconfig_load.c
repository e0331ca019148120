/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which files are read, and what they say together: items 1-18, 21 and 75-81 of the
 * conformance list.
 */
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>

#include "kubeconfig_case.h"
#include "text/json.h"

/* The names of all contexts that @path, or the environment, gives. */
static char *list_contexts(const char *path)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;

	hz_ck_ok(hz_kubeconfig_load(path, &config, &err), &err);
	hz_kubeconfig_contexts(config, &names);
	return hz_strv_join(&names, " ");
}

static void check_contexts(const char *path, const char *want)
{
	HZ_AUTO(hz_freep) char *names = list_contexts(path);

	ck_assert_str_eq(names, want);
}

/* A file with one context, of this name, to a server of this name. */
static void put_context(const char *file, const char *name)
{
	HZ_AUTO(hz_freep)
	char *text = hz_strf("clusters: [{name: %s, cluster: {server: 'https://%s'}}]\n"
			     "contexts: [{name: %s, context: {cluster: %s}}]\n"
			     "current-context: %s\n",
			     name, name, name, name, name);

	put(file, text);
}

static void set_list(const char *list)
{
	ck_assert_int_eq(setenv("KUBECONFIG", list, 1), 0);
}

static void check_load_fails(const char *path, enum hz_err_kind kind, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kubeconfig *config = NULL;

	hz_ck_fails(hz_kubeconfig_load(path, &config, &err), &err, want);
	ck_assert_int_eq(err.kind, kind);
	ck_assert_ptr_null(config);
}

START_TEST(item_1_a_missing_explicit_file_is_an_error_that_names_it)
{
	check_load_fails("nowhere/config", HZ_ERR_FAILED,
			 "cannot open nowhere/config: No such file or directory");
}
END_TEST

START_TEST(item_2_missing_listed_files_are_no_error_but_known)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_freep) char *missing = NULL;

	set_list("gone:gone/too");
	hz_ck_ok(hz_kubeconfig_load(NULL, &config, &err), &err);
	missing = hz_strv_join(hz_kubeconfig_missing(config), " ");
	ck_assert_str_eq(missing, "gone gone/too");
}
END_TEST

START_TEST(files_that_exist_are_not_among_the_missing)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = NULL;
	HZ_AUTO(hz_freep) char *missing = NULL;

	put("there", "");
	set_list("gone:there");
	hz_ck_ok(hz_kubeconfig_load(NULL, &config, &err), &err);
	missing = hz_strv_join(hz_kubeconfig_missing(config), " ");
	ck_assert_str_eq(missing, "gone");
}
END_TEST

START_TEST(loading_prints_nothing)
{
	HZ_AUTO(hz_freep) char *names = NULL;
	struct stat st;

	set_list("gone");
	(void)fflush(NULL);
	ck_assert_ptr_nonnull(freopen("printed", "w", stderr));
	ck_assert_ptr_nonnull(freopen("printed", "a", stdout));
	names = list_contexts(NULL);
	(void)fflush(NULL);
	ck_assert_int_eq(stat("printed", &st), 0);
	ck_assert_int_eq((int)st.st_size, 0);
}
END_TEST

START_TEST(item_5_an_undecodable_file_is_named_with_the_line)
{
	put("config", "kind: Config\nclusters: [\n");
	check_load_fails("config", HZ_ERR_INVALID, "config:");
	set_list("gone:config");
	check_load_fails(NULL, HZ_ERR_INVALID, "config:");
}
END_TEST

START_TEST(item_6_a_folder_in_place_of_a_file_is_named)
{
	ck_assert_int_eq(mkdir("folder", 0700), 0);
	check_load_fails("folder", HZ_ERR_FAILED, "cannot read folder: Is a directory");
}
END_TEST

START_TEST(item_7_the_current_context_of_an_explicit_file_wins)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put_context("listed", "a");
	put_context("explicit", "b");
	set_list("listed");
	hz_ck_ok(resolve_path("explicit", NULL, &target, &err), &err);
	ck_assert_str_eq(target->server, "https://b");
}
END_TEST

START_TEST(item_8_an_explicit_file_is_not_merged_with_others)
{
	put_context("listed", "a");
	put_context("explicit", "b");
	set_list("listed");
	check_contexts("explicit", "b");
}
END_TEST

START_TEST(item_9_names_that_look_like_numbers_are_texts_when_quoted)
{
	put("config", "contexts: [{name: '433e40'}, {name: '0'}, {name: \"N\"}]");
	check_contexts("config", "0 433e40 N");
}
END_TEST

START_TEST(item_10_a_file_with_a_current_context_alone_loads)
{
	put("config", "current-context: x\n");
	check_contexts("config", "");
}
END_TEST

/* Checks that a kubeconfig with this text is refused. */
static void check_text_fails(const char *text, const char *want)
{
	put("config", text);
	check_load_fails("config", HZ_ERR_INVALID, want);
}

START_TEST(item_11_the_name_of_a_cluster_may_not_stand_twice)
{
	check_text_fails("clusters:\n- name: a\n- name: a\n",
			 "config:3:3: clusters.1: a second cluster is named \"a\"");
}
END_TEST

START_TEST(item_12_the_name_of_a_context_may_not_stand_twice)
{
	check_text_fails("contexts:\n- name: a\n- name: b\n- name: a\n",
			 "config:4:3: contexts.2: a second context is named \"a\"");
}
END_TEST

START_TEST(item_13_the_name_of_a_user_may_not_stand_twice)
{
	check_text_fails("users: [{name: a}, {name: a}]", "users.1: a second user is named \"a\"");
	check_text_fails("users: [{user: {}}, {user: {}}]", "a second user is named \"\"");
}
END_TEST

START_TEST(item_14_the_name_of_an_extension_may_not_stand_twice)
{
	check_text_fails("extensions: [{name: a}, {name: a}]",
			 "extensions.1: a second extension is named \"a\"");
	check_text_fails("clusters: [{name: c, cluster: {extensions: [{name: a}, {name: a}]}}]",
			 "clusters.0.cluster.extensions.1: a second extension is named \"a\"");
}
END_TEST

START_TEST(item_15_the_file_in_the_home_folder_is_the_default)
{
	ck_assert_int_eq(mkdir(".kube", 0700), 0);
	put_context(".kube/config", "home");
	put_context("one", "one");
	put_context("two", "two");
	check_contexts(NULL, "home");
	check_contexts("one", "one");
	set_list("one");
	check_contexts(NULL, "one");
	set_list("one:two");
	check_contexts(NULL, "one two");
	set_list("");
	check_contexts(NULL, "home");
	ck_assert_int_eq(unsetenv("HOME"), 0);
	check_contexts(NULL, "home"); /* .kube/config, relative */
}
END_TEST

START_TEST(item_16_a_file_that_is_listed_twice_counts_where_it_stands_first)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put_context("one", "a");
	put_context("two", "b");
	set_list("one:two:one");
	hz_ck_ok(resolve_path(NULL, NULL, &target, &err), &err);
	ck_assert_str_eq(target->server, "https://a");
}
END_TEST

/* What @path, relative in a file of folder @folder, becomes. */
static void check_path(const char *folder, const char *path, const char *want)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *file = hz_path_join(folder, "config");
	HZ_AUTO(hz_freep)
	char *user = hz_strf(
		"users: [{name: u, user: {exec: {apiVersion: "
		"client.authentication.k8s.io/v1, interactiveMode: Never, command: '%s'}}}]\n"
		"clusters: [{name: c, cluster: {server: 'https://c'}}]\n",
		path);
	const struct hz_kube_overrides overrides = { .cluster = "c", .user = "u" };
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put(file, user);
	hz_ck_ok(resolve_path(file, &overrides, &target, &err), &err);
	ck_assert_str_eq(hz_json_str(target->exec, "command"), want);
}

START_TEST(item_17_relative_paths_mean_the_folder_of_the_file)
{
	static const struct {
		const char *path;
		const char *below; /* the path below the home folder; NULL: unchanged */
	} cases[] = {
		{ "./ca", "/sub/ca" },       { "in/deeper/ca", "/sub/in/deeper/ca" },
		{ "../ca", "/ca" },          { "a/../../b//./ca", "/b/ca" },
		{ "/absolute/../ca", NULL }, { "/absolute//ca", NULL },
	};
	char home[PATH_MAX];

	ck_assert_ptr_nonnull(getcwd(home, sizeof(home)));
	ck_assert_int_eq(mkdir("sub", 0700), 0);
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_freep)
		char *want = hz_strf("%s%s", cases[i].below ? home : "",
				     cases[i].below ? cases[i].below : cases[i].path);

		check_path("sub", cases[i].path, want);
		check_path("./sub", cases[i].path, want);
	}
}
END_TEST

START_TEST(item_17_the_folder_is_that_of_the_link_and_not_where_it_leads)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	ck_assert_int_eq(mkdir("real", 0700), 0);
	put("real/config", CONFIG("{" SERVER ", certificate-authority: ca.crt}", "{}"));
	put("ca.crt", FAKE_CERT);
	ck_assert_int_eq(symlink("real/config", "link"), 0);
	hz_ck_ok(resolve_path("link", NULL, &target, &err), &err);
	ck_assert_str_eq(target->ca, FAKE_CERT);
}
END_TEST

/* Resolves context @context of the two files in tests/unit/data. */
static struct hz_kube_target *resolve_two(const char *context)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .context = context };
	struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_freep) char *one = data_path("one/config");
	HZ_AUTO(hz_freep) char *two = data_path("two/config");
	HZ_AUTO(hz_freep) char *list = hz_strf("%s:%s", one, two);

	set_list(list);
	hz_ck_ok(resolve_path(NULL, &overrides, &target, &err), &err);
	return target;
}

/* The contents of a file below tests/unit/data/kubeconfig. */
static char *data(const char *name)
{
	HZ_AUTO(hz_freep) char *path = data_path(name);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_buf text = HZ_BUF_INIT;

	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	return hz_buf_take(&text);
}

START_TEST(item_18_every_file_has_its_own_folder)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *one = resolve_two("first");
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *two = resolve_two("second");
	HZ_AUTO(hz_freep) char *ca = data("one/pki/ca.crt");
	HZ_AUTO(hz_freep) char *cert = data("one/pki/client.crt");
	HZ_AUTO(hz_freep) char *key = data("one/pki/client.key");
	HZ_AUTO(hz_freep) char *ca_of_two = data("two/ca.crt");

	ck_assert_str_eq(one->ca, ca);
	ck_assert_str_eq(one->client_cert, cert);
	ck_assert_str_eq(one->client_key, key);
	ck_assert_str_eq(two->ca, ca_of_two);
	ck_assert_str_eq(two->token, "token-of-two");
}
END_TEST

START_TEST(item_18_a_plugin_by_path_is_resolved_and_one_by_name_is_not)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *path = resolve_two("by-path");
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *name = resolve_two("by-name");
	HZ_AUTO(hz_freep) char *want = data_path("one/plugin");

	ck_assert_str_eq(hz_json_str(path->exec, "command"), want);
	ck_assert_str_eq(hz_json_str(name->exec, "command"), "plugin");
}
END_TEST

START_TEST(item_18_absolute_paths_stay)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_kube_overrides overrides = { .context = "to-absolute" };
	HZ_AUTO(hz_freep) char *path = data_path("one/config");
	struct hz_kube_target *target = NULL;

	hz_ck_fails(resolve_path(path, &overrides, &target, &err), &err,
		    "certificate-authority: cannot open /nowhere/ca.crt: No such file");
}
END_TEST

START_TEST(item_19_the_file_of_old_versions_is_neither_read_nor_moved)
{
	struct stat st;

	ck_assert_int_eq(mkdir(".kube", 0700), 0);
	put_context(".kube/.kubeconfig", "old");
	check_contexts(NULL, "");
	ck_assert_int_lt(stat(".kube/config", &st), 0);
	ck_assert_int_eq(stat(".kube/.kubeconfig", &st), 0);
}
END_TEST

START_TEST(item_21_the_first_file_that_defines_a_name_wins_as_a_whole)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = resolve_two("first");

	ck_assert_str_eq(target->server, "https://one:6443");
	ck_assert_str_eq(target->namespace_, "of-one");
	ck_assert_ptr_null(target->tls_server_name);
	ck_assert_ptr_null(target->proxy_url);
	ck_assert_ptr_null(target->token);
}
END_TEST

START_TEST(item_21_the_first_file_with_a_current_context_sets_it)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put("empty", "current-context: ''\n");
	put_context("one", "one");
	put_context("two", "two");
	set_list("empty:one:two");
	hz_ck_ok(resolve_path(NULL, NULL, &target, &err), &err);
	ck_assert_str_eq(target->context, "one");
}
END_TEST

START_TEST(item_23_an_auth_provider_without_config_loads)
{
	put("config", "users: [{name: u, user: {auth-provider: {name: oidc, config: null}}}]\n"
		      "contexts: [{name: x}]\n");
	check_contexts("config", "x");
}
END_TEST

START_TEST(item_75_empty_elements_of_the_list_are_ignored)
{
	put_context("one", "one");
	put_context("two", "two");
	set_list(":one::two:");
	check_contexts(NULL, "one two");
	set_list(":");
	check_contexts(NULL, "");
}
END_TEST

START_TEST(item_76_a_byte_order_mark_is_accepted)
{
	put("config", "\xef\xbb\xbf"
		      "contexts: [{name: x}]\n");
	check_contexts("config", "x");
}
END_TEST

START_TEST(item_77_json_is_accepted)
{
	put("config", "{\"kind\": \"Config\",\t\"contexts\": [{\"name\": \"x\\/y\"}]}");
	check_contexts("config", "x/y");
}
END_TEST

START_TEST(item_78_only_the_first_document_counts)
{
	put("config", "contexts: [{name: x}]\n---\ncontexts: [{name: y}]\nkind: Nonsense\n");
	check_contexts("config", "x");
}
END_TEST

START_TEST(item_79_kind_and_version_must_be_right_where_they_stand)
{
	static const struct {
		const char *text;
		const char *want;
	} cases[] = {
		{ "kind: Secret\n", "config:1:7: kind: must be Config, not \"Secret\"" },
		{ "apiVersion: v2\n", "config:1:13: apiVersion: must be v1, not \"v2\"" },
		{ "apiVersion: 1\n", "config:1:13: apiVersion: must be text, not a number" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		put("config", cases[i].text);
		check_load_fails("config", HZ_ERR_INVALID, cases[i].want);
	}
	put("config", "kind: ''\napiVersion: ''\ncontexts: [{name: x}]\n");
	check_contexts("config", "x");
}
END_TEST

START_TEST(item_80_a_folder_in_the_list_is_an_error_though_other_files_are_good)
{
	ck_assert_int_eq(mkdir("folder", 0700), 0);
	put_context("one", "one");
	set_list("one:folder");
	check_load_fails(NULL, HZ_ERR_FAILED, "cannot read folder: Is a directory");
}
END_TEST

START_TEST(item_81_an_explicit_file_is_one_name_and_no_list)
{
	put_context("a:b", "colon");
	check_contexts("a:b", "colon");
}
END_TEST

START_TEST(all_bad_files_of_the_list_are_reported_together)
{
	ck_assert_int_eq(mkdir("folder", 0700), 0);
	put("typed", "current-context: 1\n");
	set_list("folder:typed");
	check_load_fails(NULL, HZ_ERR_INVALID,
			 "cannot load the kubeconfig files:\n"
			 "  - cannot read folder: Is a directory\n"
			 "  - typed:1:18: current-context: must be text, not a number");
}
END_TEST

START_TEST(empty_files_and_comments_are_empty_configs)
{
	static const char *const texts[] = { "", "\n", "# nothing\n", "---\n", "null\n", "{}" };

	for (size_t i = 0; i < HZ_COUNT(texts); i++) {
		put("config", texts[i]);
		check_contexts("config", "");
	}
}
END_TEST

START_TEST(a_dash_is_a_file_and_not_standard_input)
{
	check_load_fails("-", HZ_ERR_FAILED, "cannot open ./-: No such file or directory");
	put_context("-", "dash");
	check_contexts("-", "dash");
}
END_TEST

START_TEST(a_file_without_end_is_refused)
{
	check_load_fails("/dev/zero", HZ_ERR_INVALID, "it is larger than 16777216 bytes");
}
END_TEST

/* A field of a wrong type, with its place. */
static const struct {
	const char *text;
	const char *want;
} typed[] = {
	{ "42\n", "config:1:1: must be a mapping, not a number" },
	{ "- kind: Config\n", "config:1:1: must be a mapping, not a list" },
	{ "clusters: {a: b}\n", "config:1:11: clusters: must be a list, not a mapping" },
	{ "clusters:\n- text\n", "config:2:3: clusters.0: must be a mapping, not text" },
	{ "clusters:\n- name: 1\n", "config:2:9: clusters.0.name: must be text, not a number" },
	{ "clusters:\n- name: c\n  cluster:\n    server: 10\n",
	  "config:4:13: clusters.0.cluster.server: must be text, not a number" },
	{ "clusters: [{cluster: {insecure-skip-tls-verify: 'true'}}]",
	  "insecure-skip-tls-verify: must be true or false, not text" },
	{ "clusters: [{cluster: {disable-compression: 1}}]",
	  "disable-compression: must be true or false, not a number" },
	{ "clusters: [{cluster: {certificate-authority-data: 'no base64'}}]",
	  "clusters.0.cluster.certificate-authority-data: is not valid base64" },
	{ "users: [{user: {client-certificate-data: YQ}}]",
	  "users.0.user.client-certificate-data: is not valid base64" },
	{ "users: [{user: {client-key-data: [1]}}]",
	  "users.0.user.client-key-data: must be base64 text, not a list" },
	{ "users: [{user: {token: 1234567}}]", "users.0.user.token: must be text, not a number" },
	{ "users: [{user: {password: yes}}]", "users.0.user.password: must be text, not true" },
	{ "users: [{user: {as-groups: [a, 1]}}]",
	  "users.0.user.as-groups.1: must be text, not a number" },
	{ "users: [{user: {as-user-extra: {example.com/a: b}}}]",
	  "users.0.user.as-user-extra[example.com/a]: must be a list, not text" },
	{ "users: [{user: {exec: {args: [1]}}}]",
	  "users.0.user.exec.args.0: must be text, not a number" },
	{ "users: [{user: {exec: {env: [{value: 1}]}}}]",
	  "users.0.user.exec.env.0.value: must be text, not a number" },
	{ "users: [{user: {exec: {provideClusterInfo: 'yes'}}}]",
	  "users.0.user.exec.provideClusterInfo: must be true or false, not text" },
	{ "users: [{user: {auth-provider: {config: {a: 1}}}}]",
	  "users.0.user.auth-provider.config.a: must be text, not a number" },
	{ "contexts: [{context: {namespace: 1}}]",
	  "contexts.0.context.namespace: must be text, not a number" },
	{ "contexts: [{context: [a]}]", "contexts.0.context: must be a mapping, not a list" },
	{ "preferences: {colors: 1}", "preferences.colors: must be true or false, not a number" },
};

START_TEST(a_field_of_a_wrong_type_is_named_with_line_and_column)
{
	for (size_t i = 0; i < HZ_COUNT(typed); i++) {
		put("config", typed[i].text);
		check_load_fails("config", HZ_ERR_INVALID, typed[i].want);
	}
}
END_TEST

START_TEST(a_value_is_never_in_the_error)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_kubeconfig *config = NULL;

	put("config", "users: [{name: u, user: {token: 1234567}}]");
	hz_ck_fails(hz_kubeconfig_load("config", &config, &err), &err, "must be text");
	ck_assert_ptr_null(strstr(err.message, "1234567"));
	ck_assert_str_eq(err.advice, "Put the value in quotes.");
}
END_TEST

START_TEST(unknown_fields_and_nulls_are_ignored)
{
	put("config", "Kind: 1\nsurprise: [1]\nclusters: null\nusers: [null]\n"
		      "contexts: [{name: x, context: null, more: 1}]\n");
	check_contexts("config", "x");
}
END_TEST

START_TEST(the_last_of_two_equal_keys_counts)
{
	put("config", "contexts: [{name: x}]\ncontexts: [{name: z}]\n");
	check_contexts("config", "z");
}
END_TEST

HZ_SUITE_WITH("kubeconfig_load", fresh_home,
	      item_1_a_missing_explicit_file_is_an_error_that_names_it,
	      item_2_missing_listed_files_are_no_error_but_known,
	      files_that_exist_are_not_among_the_missing, loading_prints_nothing,
	      item_5_an_undecodable_file_is_named_with_the_line,
	      item_6_a_folder_in_place_of_a_file_is_named,
	      item_7_the_current_context_of_an_explicit_file_wins,
	      item_8_an_explicit_file_is_not_merged_with_others,
	      item_9_names_that_look_like_numbers_are_texts_when_quoted,
	      item_10_a_file_with_a_current_context_alone_loads,
	      item_11_the_name_of_a_cluster_may_not_stand_twice,
	      item_12_the_name_of_a_context_may_not_stand_twice,
	      item_13_the_name_of_a_user_may_not_stand_twice,
	      item_14_the_name_of_an_extension_may_not_stand_twice,
	      item_15_the_file_in_the_home_folder_is_the_default,
	      item_16_a_file_that_is_listed_twice_counts_where_it_stands_first,
	      item_17_relative_paths_mean_the_folder_of_the_file,
	      item_17_the_folder_is_that_of_the_link_and_not_where_it_leads,
	      item_18_every_file_has_its_own_folder,
	      item_18_a_plugin_by_path_is_resolved_and_one_by_name_is_not,
	      item_18_absolute_paths_stay,
	      item_19_the_file_of_old_versions_is_neither_read_nor_moved,
	      item_21_the_first_file_that_defines_a_name_wins_as_a_whole,
	      item_21_the_first_file_with_a_current_context_sets_it,
	      item_23_an_auth_provider_without_config_loads,
	      item_75_empty_elements_of_the_list_are_ignored, item_76_a_byte_order_mark_is_accepted,
	      item_77_json_is_accepted, item_78_only_the_first_document_counts,
	      item_79_kind_and_version_must_be_right_where_they_stand,
	      item_80_a_folder_in_the_list_is_an_error_though_other_files_are_good,
	      item_81_an_explicit_file_is_one_name_and_no_list,
	      all_bad_files_of_the_list_are_reported_together,
	      empty_files_and_comments_are_empty_configs, a_dash_is_a_file_and_not_standard_input,
	      a_file_without_end_is_refused, a_field_of_a_wrong_type_is_named_with_line_and_column,
	      a_value_is_never_in_the_error, unknown_fields_and_nulls_are_ignored,
	      the_last_of_two_equal_keys_counts)
