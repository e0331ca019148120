/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/exec_credential.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "base/base64.h"
#include "base/interrupt.h"
#include "base/secret.h"
#include "base/str.h"
#include "kubeconfig_case.h"
#include "text/json.h"

#define V1 "client.authentication.k8s.io/v1"
#define V1BETA1 "client.authentication.k8s.io/v1beta1"

#define REPLY(status) \
	"{\"kind\":\"ExecCredential\",\"apiVersion\":\"" V1 "\",\"status\":" status "}"

/* A certificate and a key as JSON strings */
#define CERT_JSON "\"-----BEGIN CERTIFICATE-----\\nZmFrZQ==\\n-----END CERTIFICATE-----\\n\""
#define KEY_JSON "\"-----BEGIN PRIVATE KEY-----\\nZmFrZSBrZXk=\\n-----END PRIVATE KEY-----\\n\""

static int parse(const char *text, struct hz_exec_credential *ret, struct hz_err *err)
{
	return hz_exec_credential_parse(text, strlen(text), V1, ret, err);
}

START_TEST(a_token_is_read)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 7 };

	hz_ck_ok(parse(REPLY("{\"token\":\"the-token\"}"), &got, &err), &err);
	ck_assert_str_eq(got.token, "the-token");
	ck_assert_ptr_null(got.client_cert);
	ck_assert_int_eq(got.expires, 0);
	ck_assert(hz_secret_in("Bearer the-token"));
}
END_TEST

START_TEST(a_certificate_with_its_key_is_read)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };

	hz_ck_ok(parse(REPLY("{\"clientCertificateData\":" CERT_JSON ",\"clientKeyData\":" KEY_JSON
			     ",\"expirationTimestamp\":\"2026-11-21T05:20:23Z\"}"),
		       &got, &err),
		 &err);
	ck_assert_str_eq(got.client_cert, FAKE_CERT);
	ck_assert_str_eq(got.client_key, FAKE_KEY);
	ck_assert_ptr_null(got.token);
	ck_assert_int_eq(got.expires, 1795238423);
	ck_assert(hz_secret_in(FAKE_KEY));
}
END_TEST

START_TEST(yaml_is_read_as_well)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };

	hz_ck_ok(parse("kind: ExecCredential\napiVersion: " V1 "\nstatus:\n  token: the-token\n",
		       &got, &err),
		 &err);
	ck_assert_str_eq(got.token, "the-token");
}
END_TEST

START_TEST(unknown_fields_and_nulls_are_ignored)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };

	hz_ck_ok(parse(REPLY("{\"token\":\"t\",\"clientKeyData\":null,\"expirationTimestamp\":"
			     "null,\"new\":1},\"spec\":{\"interactive\":false}"),
		       &got, &err),
		 &err);
	ck_assert_str_eq(got.token, "t");
}
END_TEST

START_TEST(a_kind_that_is_not_said_is_that_of_a_credential)
{
	static const char *const kinds[] = { "", "\"kind\":\"\",", "\"kind\":null," };

	for (size_t i = 0; i < HZ_COUNT(kinds); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };
		HZ_AUTO(hz_freep)
		char *text = hz_strf("{%s\"apiVersion\":\"" V1 "\",\"status\":{\"token\":\"t\"}}",
				     kinds[i]);

		hz_ck_ok(parse(text, &got, &err), &err);
		ck_assert_str_eq(got.token, "t");
	}
}
END_TEST

START_TEST(what_ended_long_ago_has_ended)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };

	hz_ck_ok(parse(REPLY("{\"token\":\"t\",\"expirationTimestamp\":\"1969-01-01T00:00:00Z\"}"),
		       &got, &err),
		 &err);
	ck_assert_int_eq(got.expires, 1);
}
END_TEST

static const struct {
	const char *text;
	const char *want;
} bad[] = {
	{ "", "its output is empty" },
	{ " \r\n", "its output is empty" },
	{ "~", "its output is not an ExecCredential" },
	{ "{", "its output is no valid JSON" },
	{ "[", "its output is neither JSON nor YAML" },
	{ REPLY("{\"token\":\"t\"}") "\n---\nmore", "its output is no valid JSON" },
	{ "the-secret-token\n", "its output:1:1: must be a mapping, not text" },
	{ "{}", "its output is not an ExecCredential: it must say kind: ExecCredential and "
		"apiVersion: " V1 },
	{ "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}", "its output is not an ExecCredential" },
	{ "{\"kind\":\"ExecCredential\"}", "its output is not an ExecCredential" },
	{ "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" V1BETA1 "\",\"status\":{}}",
	  "the kubeconfig says API version " V1 ", but its output is of version \"" V1BETA1 "\"" },
	{ "{\"kind\":\"ExecCredential\",\"apiVersion\":\"" V1 "\"}", "its output has no status" },
	{ REPLY("null"), "its output has no status" },
	{ REPLY("{}"), "its output holds neither a token nor a certificate with its key" },
	{ REPLY("{\"token\":\"\"}"), "holds neither a token nor a certificate with its key" },
	{ REPLY("{\"clientKeyData\":" KEY_JSON "}"), "holds only one of certificate and key" },
	{ REPLY("{\"token\":\"t\",\"clientCertificateData\":" CERT_JSON "}"),
	  "holds only one of certificate and key" },
	{ REPLY("{\"clientCertificateData\":\"c\",\"clientKeyData\":" KEY_JSON "}"),
	  "its output: clientCertificateData holds no PEM certificate" },
	{ REPLY("{\"clientCertificateData\":" CERT_JSON ",\"clientKeyData\":\"k\"}"),
	  "its output: clientKeyData holds no PEM private key" },
	{ REPLY("{\"token\":1234567}"), "status.token: must be text, not a number" },
	{ REPLY("[]"), "status: must be a mapping, not a list" },
	{ REPLY("{\"token\":\"t\",\"expirationTimestamp\":\"tomorrow\"}"),
	  "its output has an expirationTimestamp that is not a time of RFC 3339" },
	{ REPLY("{\"token\":\"a\\r\\nX-Header: b\"}"),
	  "its output: there is a line break or another control character in the token" },
};

START_TEST(a_bad_answer_is_an_error_that_does_not_show_it)
{
	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		struct hz_exec_credential got = { .expires = 7 };

		hz_ck_fails(parse(bad[i].text, &got, &err), &err, bad[i].want);
		ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
		ck_assert_str_eq(err.reason, strstr(bad[i].want, "line break")
						     ? "BadToken"
						     : "BadExecCredential");
		ck_assert_ptr_null(strstr(err.message, "the-secret-token"));
		ck_assert_ptr_null(strstr(err.message, "1234567"));
		ck_assert_int_eq(got.expires, 7);
	}
}
END_TEST

/* A target of the kubeconfig with this exec stanza, given as the inside of a flow mapping. */
static struct hz_kube_target *target_of(const char *exec)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep)
	char *text =
		hz_strf("clusters: [{name: c, cluster: {" SERVER ", tls-server-name: name, "
			"proxy-url: 'http://proxy', certificate-authority-data: " FAKE_CERT_DATA
			", disable-compression: true, extensions: [{name: "
			"client.authentication.k8s.io/exec, extension: {audience: a}}]}}]\n"
			"users: [{name: u, user: {exec: {%s}}}]\n"
			"contexts: [{name: x, context: {cluster: c, user: u}}]\n"
			"current-context: x\n",
			exec);
	struct hz_kube_target *target = NULL;

	hz_ck_ok(resolve_text(text, NULL, &target, &err), &err);
	ck_assert_ptr_nonnull(target->exec);
	return target;
}

START_TEST(the_plugin_is_told_of_the_cluster_only_on_request)
{
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *without =
		target_of("command: p, apiVersion: " V1 ", interactiveMode: Never");
	HZ_AUTO(hz_kube_target_freep)
	struct hz_kube_target *with =
		target_of("command: p, apiVersion: " V1BETA1 ", provideClusterInfo: true");
	HZ_AUTO(hz_freep) char *little = hz_exec_credential_info(without, false);
	HZ_AUTO(hz_freep) char *much = hz_exec_credential_info(with, true);

	ck_assert_str_eq(little, "{\"apiVersion\":\"" V1 "\",\"kind\":\"ExecCredential\","
				 "\"spec\":{\"interactive\":false}}\n");
	ck_assert_str_eq(much, "{\"apiVersion\":\"" V1BETA1 "\",\"kind\":\"ExecCredential\","
			       "\"spec\":{\"cluster\":{\"certificate-authority-data\":"
			       "\"" FAKE_CERT_DATA "\",\"config\":{\"audience\":\"a\"},"
			       "\"disable-compression\":true,\"proxy-url\":\"http://proxy\","
			       "\"server\":\"https://c:6443\",\"tls-server-name\":\"name\"},"
			       "\"interactive\":true}}\n");
}
END_TEST

START_TEST(an_insecure_cluster_is_told_as_such)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;
	HZ_AUTO(hz_freep) char *info = NULL;

	hz_ck_ok(resolve_text(CONFIG("{" SERVER ", insecure-skip-tls-verify: true}",
				     "{exec: {command: p, apiVersion: " V1
				     ", interactiveMode: Never, provideClusterInfo: true}}"),
			      NULL, &target, &err),
		 &err);
	info = hz_exec_credential_info(target, false);
	ck_assert_ptr_nonnull(strstr(info, "\"cluster\":{\"insecure-skip-tls-verify\":true,"
					   "\"server\":\"https://c:6443\"}"));
}
END_TEST

/* Makes the shell script @script the program ./plugin. */
static void put_plugin(const char *script)
{
	HZ_AUTO(hz_freep) char *text = hz_strf("#!/bin/sh\n%s\n", script);

	put("plugin", text);
	ck_assert_int_eq(chmod("plugin", 0755), 0);
}

/* Runs @script with a stanza that ends in @more; expects a token. */
static char *run_for_token(const char *script, const char *more)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_exec_credential_done) struct hz_exec_credential got = { .expires = 0 };
	HZ_AUTO(hz_freep) char *stanza = hz_strf("command: ./plugin, apiVersion: " V1 ", %s", more);
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = NULL;

	put_plugin(script);
	target = target_of(stanza);
	hz_ck_ok(hz_exec_credential_get(target, &got, &err), &err);
	return HZ_TAKE(got.token);
}

/* Prints the reply with the token that stands in $token. */
#define PRINT "printf '" REPLY("{\"token\":\"%s\"}") "' \"$token\""

START_TEST(a_plugin_runs_with_its_arguments_and_variables)
{
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	ck_assert_int_eq(setenv("OURS", "ours", 1), 0);
	ck_assert_int_eq(setenv("BOTH", "ours", 1), 0);
	token = run_for_token("token=\"$#:$1:$2:$OURS:$BOTH:$EMPTY:${EMPTY-unset}\"\n" PRINT,
			      "interactiveMode: Never, args: ['a b', $HOME], "
			      "env: [{name: BOTH, value: stanza}, {name: EMPTY}]");
	ck_assert_str_eq(token, "2:a b:$HOME:ours:stanza::");
}
END_TEST

START_TEST(a_plugin_is_told_through_a_variable)
{
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	ck_assert_int_eq(setenv("KUBERNETES_EXEC_INFO", "of somebody else", 1), 0);
	token = run_for_token("token=$(printf %s \"$KUBERNETES_EXEC_INFO\" | tr -d '\"{}')\n" PRINT,
			      "interactiveMode: Never");
	ck_assert_str_eq(token, "apiVersion:" V1 ",kind:ExecCredential,spec:interactive:false");
}
END_TEST

START_TEST(a_plugin_never_sees_our_own_tokens)
{
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	ck_assert_int_eq(setenv("HCLOUD_TOKEN", "hunter2", 1), 0);
	ck_assert_int_eq(setenv("HETZNER_ROBOT_PASSWORD", "hunter2", 1), 0);
	token = run_for_token("token=$(env | grep -c hunter2)\n" PRINT, "interactiveMode: Never");
	ck_assert_str_eq(token, "0");
}
END_TEST

START_TEST(a_variable_that_the_stanza_sets_is_passed_on)
{
	HZ_AUTO(hz_secret_freep) char *token = NULL;

	ck_assert_int_eq(setenv("HCLOUD_TOKEN", "hunter2", 1), 0);
	token = run_for_token("token=$HCLOUD_TOKEN\n" PRINT,
			      "interactiveMode: Never, env: [{name: HCLOUD_TOKEN, value: meant}]");
	ck_assert_str_eq(token, "meant");
}
END_TEST

/* Makes our standard input a new terminal, on which "typed" was typed; its other side. */
static int open_terminal(void)
{
	int other = posix_openpt(O_RDWR | O_NOCTTY);
	int terminal;

	ck_assert_int_ge(other, 0);
	ck_assert_int_eq(grantpt(other), 0);
	ck_assert_int_eq(unlockpt(other), 0);
	terminal = open(ptsname(other), O_RDWR | O_NOCTTY);
	ck_assert_int_ge(terminal, 0);
	ck_assert_int_eq(dup2(terminal, STDIN_FILENO), STDIN_FILENO);
	ck_assert_int_eq((int)write(other, "typed\n", 6), 6);
	return other;
}

/* Tells what it can read, and whether it was told that it may. */
#define ASK                                                                         \
	"read line; token=\"$line:$(printf %s \"$KUBERNETES_EXEC_INFO\" | grep -o " \
	"'interactive\":[a-z]*' | tr -d '\"')\"\n" PRINT

START_TEST(a_plugin_may_ask_where_its_mode_and_a_terminal_allow_it)
{
	static const struct {
		const char *mode;
		const char *want;
	} cases[] = {
		{ "interactiveMode: Never", ":interactive:false" },
		{ "interactiveMode: IfAvailable", "typed:interactive:true" },
		{ "interactiveMode: Always", "typed:interactive:true" },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_closep) int other = open_terminal();
		HZ_AUTO(hz_secret_freep) char *token = run_for_token(ASK, cases[i].mode);

		ck_assert_int_ge(other, 0);
		ck_assert_str_eq(token, cases[i].want);
	}
}
END_TEST

START_TEST(without_a_terminal_a_plugin_reads_nothing)
{
	HZ_AUTO(hz_secret_freep) char *token = NULL;
	int fds[2];

	ck_assert_int_eq(pipe(fds), 0);
	ck_assert_int_eq((int)write(fds[1], "typed\n", 6), 6);
	ck_assert_int_eq(dup2(fds[0], STDIN_FILENO), STDIN_FILENO);
	token = run_for_token(ASK, "interactiveMode: IfAvailable");
	ck_assert_str_eq(token, ":interactive:false");
}
END_TEST

/* Runs the plugin of this stanza, which must fail. */
static void check_fails(const char *stanza, const char *want, struct hz_err *err)
{
	HZ_AUTO(hz_kube_target_freep) struct hz_kube_target *target = target_of(stanza);
	struct hz_exec_credential got = { .expires = 7 };

	hz_ck_fails(hz_exec_credential_get(target, &got, err), err, want);
	ck_assert_int_eq(got.expires, 7);
}

START_TEST(a_plugin_that_must_ask_needs_a_terminal)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_closep) int nothing = open("/dev/null", O_RDONLY);

	ck_assert_int_eq(dup2(nothing, STDIN_FILENO), STDIN_FILENO);
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Always",
		    "getting credentials: exec: the plugin must ask for something, and standard "
		    "input is not a terminal",
		    &err);
	ck_assert_str_eq(err.advice, "Run the command in a terminal, or log in by --token.");
}
END_TEST

START_TEST(item_41_a_missing_plugin_comes_with_its_install_hint_made_visible)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	check_fails("command: hz-no-such-plugin, apiVersion: " V1 ", interactiveMode: Never, "
		    "installHint: \"get \\e[31mit\\u202e\\n\\tfrom: "
		    "\xc3\xa9\xe2\x82\xac\xe4\xb8\xad 1!\\n\"",
		    "getting credentials: exec: executable hz-no-such-plugin not found", &err);
	ck_assert_int_eq(err.kind, HZ_ERR_FAILED);
	ck_assert_ptr_nonnull(strstr(err.advice, "Install the credential plugin"));
	ck_assert(hz_str_ends(err.advice, "\nget \\x1b[31mit\\u{202e}\n\tfrom: "
					  "\xc3\xa9\xe2\x82\xac\xe4\xb8\xad 1!"));
}
END_TEST

START_TEST(the_exit_code_of_a_plugin_is_in_the_error)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	put_plugin("exit 17");
	check_fails("command: plugin, apiVersion: " V1 ", interactiveMode: Never, installHint: h",
		    "getting credentials: exec: executable plugin not found", &err);
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never, installHint: h",
		    "/plugin failed with exit code 17", &err);
	ck_assert_ptr_null(err.advice);
}
END_TEST

START_TEST(the_signal_that_ended_a_plugin_is_in_the_error)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	put_plugin("kill -KILL $$");
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never",
		    "/plugin was ended by signal 9 (Killed)", &err);
}
END_TEST

START_TEST(a_bad_answer_names_the_plugin)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	put_plugin("echo");
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never",
		    "/plugin: its output is empty", &err);
	ck_assert_str_eq(err.advice, "Run the plugin by hand, with the arguments and variables of "
				     "the kubeconfig, to see what it prints.");
	ck_assert(hz_str_starts(err.message, "getting credentials: exec: executable /"));
}
END_TEST

START_TEST(a_plugin_that_the_user_forbids_does_not_run)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct stat st;

	put("kuberc", "apiVersion: kubectl.config.k8s.io/v1beta1\n"
		      "credentialPluginPolicy: DenyAll\n");
	ck_assert_int_eq(setenv("KUBERC", "kuberc", 1), 0);
	put_plugin("touch ran");
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never",
		    "/plugin is not allowed: credentialPluginPolicy in kuberc is DenyAll", &err);
	ck_assert_int_lt(stat("ran", &st), 0);
}
END_TEST

START_TEST(an_answer_without_end_is_cut_off)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	put_plugin("exec cat /dev/zero");
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never",
		    "/plugin printed more than 1048576 bytes", &err);
}
END_TEST

START_TEST(a_signal_ends_the_wait_for_a_plugin)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_interrupt_catch();
	put_plugin("kill -INT $PPID\nexec sleep 60");
	check_fails("command: ./plugin, apiVersion: " V1 ", interactiveMode: Never",
		    "interrupted by SIGINT", &err);
	ck_assert_int_eq(err.kind, HZ_ERR_INTERRUPTED);
}
END_TEST

HZ_SUITE_WITH("exec_credential", fresh_home, a_token_is_read, a_certificate_with_its_key_is_read,
	      yaml_is_read_as_well, a_kind_that_is_not_said_is_that_of_a_credential,
	      unknown_fields_and_nulls_are_ignored, what_ended_long_ago_has_ended,
	      a_bad_answer_is_an_error_that_does_not_show_it,
	      the_plugin_is_told_of_the_cluster_only_on_request,
	      an_insecure_cluster_is_told_as_such, a_plugin_runs_with_its_arguments_and_variables,
	      a_plugin_is_told_through_a_variable, a_plugin_never_sees_our_own_tokens,
	      a_variable_that_the_stanza_sets_is_passed_on,
	      a_plugin_may_ask_where_its_mode_and_a_terminal_allow_it,
	      without_a_terminal_a_plugin_reads_nothing, a_plugin_that_must_ask_needs_a_terminal,
	      item_41_a_missing_plugin_comes_with_its_install_hint_made_visible,
	      the_exit_code_of_a_plugin_is_in_the_error,
	      the_signal_that_ended_a_plugin_is_in_the_error, a_bad_answer_names_the_plugin,
	      a_plugin_that_the_user_forbids_does_not_run, an_answer_without_end_is_cut_off,
	      a_signal_ends_the_wait_for_a_plugin)
