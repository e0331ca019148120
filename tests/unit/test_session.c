/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/session.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "kube_server.h"
#include "text/json.h"
#include "unit.h"

/* A kubeconfig with the context "a" for this server. Owned by the caller. */
static char *make_kubeconfig(const char *server)
{
	char *path = hz_path_join(hz_test_folder(), "config");
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(&text,
		    "apiVersion: v1\n"
		    "kind: Config\n"
		    "current-context: a\n"
		    "clusters: [{name: a, cluster: {server: \"%s\"}}]\n"
		    "users: [{name: a, user: {}}]\n"
		    "contexts: [{name: a, context: {cluster: a, user: a, namespace: ns}}]\n",
		    server);
	hz_ck_ok(hz_file_write(path, hz_buf_str(&text), text.len, &err), &err);
	return path;
}

START_TEST(talks_to_the_cluster_of_the_global_options)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *path = make_kubeconfig("https://one.example:6443");
	HZ_AUTO(hz_session_done) struct hz_session session = { .http = NULL };
	struct hz_cli cli = { .err = stderr, .kube = { .kubeconfig = path } };

	hz_ck_ok(hz_session_open(&cli, &session, &err), &err);
	ck_assert_str_eq(hz_kube_server(session.kube), "https://one.example:6443");
	ck_assert_str_eq(session.target->namespace_, "ns");
	hz_session_done(&session);
	cli.kube.server = "https://two.example";
	cli.kube.namespace_ = "other";
	hz_ck_ok(hz_session_open(&cli, &session, &err), &err);
	ck_assert_str_eq(hz_kube_server(session.kube), "https://two.example");
	ck_assert_str_eq(session.target->namespace_, "other");
}
END_TEST

/* What is printed when a session is opened with two missing files in $KUBECONFIG. */
static char *print_missing(int verbosity)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_session_done) struct hz_session session = { .http = NULL };
	char *text = NULL;
	size_t len = 0;
	struct hz_cli cli = { .verbosity = verbosity, .kube = { .server = "https://one" } };

	ck_assert_int_eq(setenv("KUBECONFIG", "/nowhere/a:/nowhere/b", 1), 0);
	cli.err = open_memstream(&text, &len);
	hz_ck_ok(hz_session_open(&cli, &session, &err), &err);
	(void)fclose(cli.err);
	return text;
}

START_TEST(item_3_missing_kubeconfigs_are_named_from_verbosity_1_on)
{
	HZ_AUTO(hz_freep) char *text = print_missing(1);

	ck_assert_str_eq(text, "kubeconfig not found: /nowhere/a, /nowhere/b\n");
}
END_TEST

START_TEST(item_4_missing_kubeconfigs_are_not_named_otherwise)
{
	HZ_AUTO(hz_freep) char *text = print_missing(0);

	ck_assert_str_eq(text, "");
}
END_TEST

START_TEST(does_not_open_for_a_context_that_does_not_exist)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *path = make_kubeconfig("https://one.example:6443");
	struct hz_session session = { .http = NULL };
	struct hz_cli cli = { .err = stderr, .kube = { .kubeconfig = path, .context = "other" } };

	hz_ck_fails(hz_session_open(&cli, &session, &err), &err, "other");
	ck_assert_ptr_null(session.kube);
}
END_TEST

START_TEST(prints_and_counts_the_warnings_of_the_server)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *path = NULL;
	HZ_AUTO(hz_session_done) struct hz_session session = { .http = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *version = NULL;
	struct hz_test_kube test;
	char *text = NULL;
	size_t len = 0;
	struct hz_cli cli = { .color = "never" };

	hz_test_kube_open(&test, "> GET /version\n"
				 "< 200\n"
				 "< Warning: 299 - 'this is old'\n"
				 "{'major': '1'}\n");
	path = make_kubeconfig(test.server);
	cli.kube.kubeconfig = path;
	cli.err = open_memstream(&text, &len);
	hz_ck_ok(hz_session_open(&cli, &session, &err), &err);
	hz_ck_ok(hz_kube_get_path(session.kube, "/version", &version, &err), &err);
	(void)fclose(cli.err);
	ck_assert_str_eq(text, "Warning: this is old\n");
	ck_assert_int_eq(cli.warnings, 1);
	free(text);
	hz_session_done(&session);
	hz_test_kube_close(&test);
}
END_TEST

HZ_SUITE("session", talks_to_the_cluster_of_the_global_options,
	 item_3_missing_kubeconfigs_are_named_from_verbosity_1_on,
	 item_4_missing_kubeconfigs_are_not_named_otherwise,
	 does_not_open_for_a_context_that_does_not_exist,
	 prints_and_counts_the_warnings_of_the_server)
