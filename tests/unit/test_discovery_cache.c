/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/discovery_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/cache_file.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/str.h"
#include "kube/changeset.h"
#include "kube/discovery.h"
#include "kube_server.h"
#include "unit.h"

#define TEST_DISCOVERY(name) HZ_AUTO(hz_discovery_freep) struct hz_discovery *name = NULL

#define GROUP "cluster.x-k8s.io"

/* A server that says each time what it serves: core/v1 pods, and Machines in @version. */
#define SERVES(version)                                                                       \
	"> GET /api\n{'kind': 'APIGroupDiscoveryList', 'items': [{'versions': [{'version': "  \
	"'v1', 'resources': [{'resource': 'pods', 'responseKind': {'kind': 'Pod'}, 'scope': " \
	"'Namespaced'}]}]}]}\n"                                                               \
	"> GET /apis\n{'kind': 'APIGroupDiscoveryList', 'items': [{'metadata': {'name': "     \
	"'" GROUP "'}, 'versions': [{'version': '" version                                    \
	"', 'freshness': 'Current', 'resources': [{'resource': 'machines', 'responseKind': "  \
	"{'kind': 'Machine'}, 'scope': 'Namespaced'}]}]}]}\n"

/* Opens a client that keeps its discovery; returns the file, to be freed. */
static char *open_cached(struct hz_test_kube *test, const char *script)
{
	HZ_AUTO(hz_freep) char *folder = hz_strdup(hz_test_folder());

	hz_test_kube_open(test, script);
	hz_kube_cache(test->kube, folder);
	return hz_strdup(test->kube->cache_path);
}

/* As the next command would: a new client with the same file. */
static void reopen_cached(struct hz_test_kube *test, const char *path)
{
	hz_test_kube_reopen(test);
	test->kube->cache_path = hz_strdup(path);
}

static struct hz_discovery *load(struct hz_test_kube *test)
{
	struct hz_discovery *discovery = NULL;
	TEST_ERR(err);

	hz_ck_ok(hz_discovery_load(test->kube, &discovery, &err), &err);
	return discovery;
}

static const char *version_of(const struct hz_discovery *discovery)
{
	const struct hz_resource *found = hz_discovery_find(discovery, GROUP, NULL, "Machine");

	return found ? found->version : "";
}

START_TEST(what_was_asked_for_not_long_ago_is_not_asked_again)
{
	TEST_KUBE(test);
	TEST_DISCOVERY(first);
	TEST_DISCOVERY(second);
	HZ_AUTO(hz_freep) char *path = open_cached(&test, SERVES("v1beta2"));
	const struct hz_resource *pod;
	struct stat st;

	first = load(&test);
	ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	ck_assert_int_eq(stat(path, &st), 0);
	ck_assert_uint_eq(st.st_mode & 07777, 0600);
	reopen_cached(&test, path);
	second = load(&test);
	ck_assert_uint_eq(hz_test_kube_count(&test), 2);
	ck_assert_str_eq(version_of(second), "v1beta2");
	pod = hz_discovery_find(second, "", "v1", "Pod");
	ck_assert_ptr_nonnull(pod);
	ck_assert_str_eq(pod->plural, "pods");
	ck_assert(!pod->cluster_scoped);
}
END_TEST

START_TEST(nothing_is_kept_unless_it_was_asked_for)
{
	TEST_KUBE(test);
	TEST_DISCOVERY(discovery);
	HZ_AUTO(hz_freep) char *folder = hz_strdup(hz_test_folder());

	ck_assert_int_eq(setenv("KUBECACHEDIR", folder, 1), 0);
	hz_test_kube_open(&test, SERVES("v1"));
	discovery = load(&test);
	ck_assert_int_eq(rmdir(folder), 0); /* it is empty */
}
END_TEST

START_TEST(a_kind_that_is_missed_is_asked_for_once)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_DISCOVERY(first);
	TEST_DISCOVERY(second);
	HZ_AUTO(hz_freep) char *path = open_cached(&test, SERVES("v1beta1") SERVES("v1beta2"));
	const struct hz_resource *old;

	first = load(&test);
	ck_assert_int_eq(hz_discovery_refresh(test.kube, first, &err), 0);
	reopen_cached(&test, path);
	second = load(&test);
	old = hz_discovery_find(second, GROUP, "v1beta1", "Machine");
	ck_assert_ptr_null(hz_discovery_find(second, GROUP, "v1beta2", "Machine"));
	ck_assert_int_eq(hz_discovery_refresh(test.kube, second, &err), 1);
	ck_assert_str_eq(version_of(second), "v1beta2");
	ck_assert_str_eq(old->version, "v1beta1"); /* what was found stays valid */
	ck_assert_int_eq(hz_discovery_refresh(test.kube, second, &err), 0);
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
	/* and the next command knows it */
	reopen_cached(&test, path);
	hz_discovery_free(HZ_TAKE(first));
	first = load(&test);
	ck_assert_str_eq(version_of(first), "v1beta2");
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
}
END_TEST

START_TEST(objects_of_a_kind_that_is_new_are_compared_without_an_error)
{
	TEST_KUBE(test);
	TEST_ERR(err);
	TEST_DISCOVERY(first);
	TEST_DISCOVERY(second);
	HZ_AUTO(hz_changeset_done) struct hz_changeset set = { .count = 0 };
	HZ_AUTO(hz_freep)
	char *path =
		open_cached(&test,
			    SERVES("v1beta1")
				    SERVES("v1beta2") "> GET /apis/" GROUP
						      "/v1beta2/namespaces/n/machines/m\n" MACHINE);
	HZ_AUTO(hz_json_unrefp) json_t *objects = hz_test_json("[" MACHINE "]");

	first = load(&test);
	reopen_cached(&test, path);
	second = load(&test);
	hz_ck_ok(hz_changeset_load(test.kube, second, objects, NULL, &set, &err), &err);
	ck_assert_int_eq(set.change[0].type, HZ_CHANGE_NONE);
}
END_TEST

static int get_machine(struct hz_test_kube *test, const struct hz_discovery *discovery,
		       struct hz_err *err)
{
	return hz_kube_get(test->kube, hz_discovery_find(discovery, GROUP, NULL, "Machine"), "n",
			   "m", NULL, err);
}

/* What a server answers whose kinds are others than they were. */
#define UNSERVED_MACHINE                                                           \
	"> GET /apis/" GROUP "/v1beta1/namespaces/n/machines/m\n< repeat\n< 404\n" \
	"404 page not found\n"

START_TEST(a_kind_that_is_no_longer_served_has_the_command_begin_anew)
{
	TEST_KUBE(test);
	TEST_DISCOVERY(discovery);
	HZ_AUTO(hz_freep) char *path = open_cached(&test, SERVES("v1beta1") UNSERVED_MACHINE);
	TEST_ERR(asked);
	TEST_ERR(err);

	/* who has asked the server itself is told as ever, and keeps what was said */
	discovery = load(&test);
	hz_ck_fails(get_machine(&test, discovery, &asked), &asked, "nothing at this path");
	ck_assert_str_eq(asked.reason, "NoSuchKind");
	ck_assert_int_eq(access(path, F_OK), 0);

	reopen_cached(&test, path);
	hz_discovery_free(HZ_TAKE(discovery));
	discovery = load(&test);
	hz_ck_fails(get_machine(&test, discovery, &err), &err, "nothing at this path");
	ck_assert_str_eq(err.reason, "StaleDiscovery");
	ck_assert_int_eq(err.kind, HZ_ERR_NOT_FOUND);
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

START_TEST(a_command_that_has_written_is_not_begun_anew)
{
	TEST_KUBE(test);
	TEST_DISCOVERY(discovery);
	HZ_AUTO(hz_freep)
	char *path = open_cached(&test, SERVES("v1beta1") UNSERVED_MACHINE
				 "> POST /api/v1/namespaces/n/pods\n< 201\n" POD);
	HZ_AUTO(hz_json_unrefp) json_t *pod = hz_test_json(POD);
	TEST_ERR(err);
	HZ_AUTO(hz_kube_call_freep) struct hz_kube_call *call = NULL;

	discovery = load(&test);
	reopen_cached(&test, path);
	hz_discovery_free(HZ_TAKE(discovery));
	discovery = load(&test);
	call = hz_test_start(&test, HZ_KUBE_CREATE, NULL, pod);
	hz_ck_ok(hz_kube_wait(test.kube, call, NULL, &err), &err);
	hz_ck_fails(get_machine(&test, discovery, &err), &err, "nothing at this path");
	ck_assert_str_eq(err.reason, "NoSuchKind");
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

START_TEST(another_server_at_the_same_address_is_asked)
{
	TEST_KUBE(test);
	TEST_DISCOVERY(first);
	TEST_DISCOVERY(second);
	HZ_AUTO(hz_freep) char *path = open_cached(&test, SERVES("v1beta1") SERVES("v1beta2"));
	char other_ca[] = "another authority";

	first = load(&test);
	test.target.ca = other_ca;
	reopen_cached(&test, path);
	/* plain http has no use for it, so only the cache looks at it */
	second = load(&test);
	ck_assert_str_eq(version_of(second), "v1beta2");
	ck_assert_uint_eq(hz_test_kube_count(&test), 4);
}
END_TEST

START_TEST(what_is_not_complete_is_not_kept)
{
	static const char stale[] =
		"> GET /api\n{'kind': 'APIGroupDiscoveryList', 'items': [{'versions': [{'version': "
		"'v1', 'resources': [{'resource': 'pods', 'responseKind': {'kind': 'Pod'}}]}]}]}\n"
		"> GET /apis\n{'kind': 'APIGroupDiscoveryList', 'items': [{'metadata': {'name': "
		"'metrics.k8s.io'}, 'versions': [{'version': 'v1', 'freshness': 'Stale'}]}]}\n";
	TEST_KUBE(test);
	TEST_DISCOVERY(discovery);
	HZ_AUTO(hz_freep) char *path = open_cached(&test, stale);

	discovery = load(&test);
	ck_assert_int_ne(access(path, F_OK), 0);
}
END_TEST

/* Puts something in the place of the file, whose text is in a file of its own. */
static const struct {
	const char *name;
	const char *command; /* $F is the file */
} spoiled[] = {
	{ "empty", ": > $F" },
	{ "half", "head -c 100 $F > $F.x; cat $F.x > $F; rm $F.x" },
	{ "no JSON", "echo hello > $F" },
	{ "not readable", "chmod 0 $F; [ -r $F ] && echo > $F" },
	{ "for others to write", "chmod 0666 $F" },
	{ "a folder", "rm $F; mkdir $F" },
	{ "a link to a good one", "mv $F $F.good; ln -s $F.good $F" },
	{ "a link to nothing", "rm $F; ln -s $F.none $F" },
	{ "a pipe", "rm $F; mkfifo $F" },
	{ "larger than all memory", "rm $F; truncate -s 1T $F" },
	{ "not to be written", "rm $F; chmod 0500 $(dirname $F)" },
	{ "in no folder", "rm -r $(dirname $F); : > $(dirname $F)" },
};

START_TEST(a_cache_that_is_of_no_use_is_only_slower)
{
	for (size_t i = 0; i < HZ_COUNT(spoiled); i++) {
		TEST_KUBE(test);
		TEST_DISCOVERY(first);
		TEST_DISCOVERY(second);
		HZ_AUTO(hz_freep)
		char *path = open_cached(&test, SERVES("v1beta1") SERVES("v1beta2"));
		HZ_AUTO(hz_freep)
		char *command = hz_strf("F=%s; %s; true", path, spoiled[i].command);

		first = load(&test);
		ck_assert_int_eq(system(command), 0);
		reopen_cached(&test, path);
		second = load(&test);
		ck_assert_msg(hz_str_eq(version_of(second), "v1beta2"), "%s", spoiled[i].name);
	}
}
END_TEST

START_TEST(a_link_is_replaced_and_what_it_leads_to_is_not_touched)
{
	HZ_AUTO(hz_freep) char *folder = hz_strdup(hz_test_folder());
	HZ_AUTO(hz_freep) char *path = hz_path_join(folder, "a/b/cache");
	HZ_AUTO(hz_freep)
	char *command = hz_strf("cd %s && mkdir -p a/b && echo dear > f && ln -s ../../f a/b/cache",
				folder);
	HZ_AUTO(hz_freep) char *target = hz_path_join(folder, "f");
	HZ_AUTO(hz_buf_done) struct hz_buf text = { .cap = 100 };
	TEST_ERR(err);

	ck_assert_int_eq(system(command), 0);
	hz_cache_file_write(path, "new", 3);
	ck_assert(hz_cache_file_read(path, &text));
	ck_assert_str_eq(hz_buf_str(&text), "new");
	hz_buf_clear(&text);
	hz_ck_ok(hz_file_read(target, &text, &err), &err);
	ck_assert_str_eq(hz_buf_str(&text), "dear\n");
}
END_TEST

#define ENTRY "['apps','v1','deployments','Deployment',false]"
#define FILE_OF(asked, entries) \
	"{'format':1,'server':'me','asked':" asked ",'resources':[" entries "]}"

static const struct {
	const char *text;
	bool taken;
} files[] = {
	{ FILE_OF("1000", ENTRY), true },
	{ FILE_OF("401", ENTRY), true },
	{ FILE_OF("400", ENTRY), false },  /* ten minutes ago */
	{ FILE_OF("1001", ENTRY), false }, /* the clock was set back */
	{ FILE_OF("'1000'", ENTRY), false },
	{ FILE_OF("1e3", ENTRY), false },
	{ FILE_OF("-9223372036854775808", ENTRY), false },
	{ FILE_OF("9223372036854775807", ENTRY), false },
	{ "{'format':2,'server':'me','asked':1000,'resources':[" ENTRY "]}", false },
	{ "{'server':'me','asked':1000,'resources':[" ENTRY "]}", false },
	{ "{'format':1,'server':'you','asked':1000,'resources':[" ENTRY "]}", false },
	{ "{'format':1,'asked':1000,'resources':[" ENTRY "]}", false },
	{ "{'format':1,'server':'me','asked':1000,'resources':{}}", false },
	{ FILE_OF("1000", ""), false },
	{ FILE_OF("1000", ENTRY ",1"), false },
	{ FILE_OF("1000", ENTRY ",[]"), false },
	{ FILE_OF("1000", ENTRY ",['', 'v1', 'pods', 'Pod', null]"), false },
	{ FILE_OF("1000", ENTRY ",['', 'v1', 'pods', 'Pod']"), false },
	{ FILE_OF("1000", ENTRY ",['', 'v1', 'pods', '', true]"), false },
	{ FILE_OF("1000", ENTRY ",['', 'v1', '', 'Pod', true]"), false },
	{ FILE_OF("1000", ENTRY ",['', '', 'pods', 'Pod', true]"), false },
	{ FILE_OF("1000", ENTRY ",[null, 'v1', 'pods', 'Pod', true]"), false },
	{ FILE_OF("1000", ENTRY ",['', 'v1', 'pods', 'Pod', true]"), true },
	{ "[]", false },
	{ "", false },
};

START_TEST(a_file_is_taken_as_a_whole_or_not_at_all)
{
	for (size_t i = 0; i < HZ_COUNT(files); i++) {
		HZ_AUTO(hz_resource_list_done) struct hz_resource_list list = { .count = 0 };
		HZ_AUTO(hz_freep) char *text = hz_test_quoted(files[i].text);

		ck_assert_msg(hz_discovery_cache_parse(text, strlen(text), "me", 1000, &list) ==
				      files[i].taken,
			      "%s", text);
		ck_assert_msg(files[i].taken == (list.count > 0), "%s", text);
	}
}
END_TEST

static const struct {
	const char *folder; /* --cache-dir */
	const char *kubecachedir;
	const char *home;
	const char *server;
	const char *want;
} paths[] = {
	{ NULL, NULL, "/home/me", "https://10.0.0.1:6443",
	  "/home/me/.kube/cache/hetzner/10.0.0.1_6443.json" },
	{ NULL, "/k", "/home/me", "https://10.0.0.1:6443", "/k/hetzner/10.0.0.1_6443.json" },
	{ "/d", "/k", "/home/me", "https://10.0.0.1:6443", "/d/hetzner/10.0.0.1_6443.json" },
	{ "rel", "/k", NULL, "http://a", "rel/hetzner/a.json" },
	{ NULL, "/k", NULL, "https://rancher.example/k8s/clusters/c-1",
	  "/k/hetzner/rancher.example_k8s_clusters_c-1.json" },
	{ NULL, "/k", NULL, "https://[2001:db8::1]:6443", "/k/hetzner/_2001_db8__1__6443.json" },
	{ NULL, "/k", NULL, "https://..", "/k/hetzner/...json" },
	{ NULL, "", "/h", "https://a", "/h/.kube/cache/hetzner/a.json" },
	{ "", "/k", "/h", "https://a", NULL },
	{ NULL, NULL, NULL, "https://a", NULL }, /* as in a pod */
	{ NULL, "", "", "https://a", NULL },
};

static void set_env(const char *name, const char *value)
{
	if (value)
		(void)setenv(name, value, 1);
	else
		(void)unsetenv(name);
}

START_TEST(the_file_lies_where_kubectl_has_its_own)
{
	for (size_t i = 0; i < HZ_COUNT(paths); i++) {
		HZ_AUTO(hz_freep) char *server = hz_strdup(paths[i].server);
		HZ_AUTO(hz_freep) char *got = NULL;

		set_env("KUBECACHEDIR", paths[i].kubecachedir);
		set_env("HOME", paths[i].home);
		got = hz_discovery_cache_path(paths[i].folder,
					      &(struct hz_kube_target){ .server = server });
		ck_assert_msg(hz_str_eq(got, paths[i].want), "%s", got ? got : "none");
	}
}
END_TEST

HZ_SUITE("discovery_cache", what_was_asked_for_not_long_ago_is_not_asked_again,
	 nothing_is_kept_unless_it_was_asked_for, a_kind_that_is_missed_is_asked_for_once,
	 objects_of_a_kind_that_is_new_are_compared_without_an_error,
	 a_kind_that_is_no_longer_served_has_the_command_begin_anew,
	 a_command_that_has_written_is_not_begun_anew, another_server_at_the_same_address_is_asked,
	 what_is_not_complete_is_not_kept, a_cache_that_is_of_no_use_is_only_slower,
	 a_link_is_replaced_and_what_it_leads_to_is_not_touched,
	 a_file_is_taken_as_a_whole_or_not_at_all, the_file_lies_where_kubectl_has_its_own)
