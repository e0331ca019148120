/* SPDX-License-Identifier: Apache-2.0 */
#include <fcntl.h>
#include <regex.h>
#include <unistd.h>

#include "base/file.h"
#include "base/secret.h"
#include "fetch.h"
#include "net/redact.h"
#include "server.h"

/* Sends standard error to a file from here to stop_capture(). */
static int start_capture(const char *path)
{
	int saved = dup(STDERR_FILENO);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	ck_assert_int_ge(fd, 0);
	ck_assert_int_ge(dup2(fd, STDERR_FILENO), 0);
	(void)close(fd);
	return saved;
}

static char *stop_capture(const char *path, int saved)
{
	struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	return hz_buf_take(&text);
}

/* What one request leaves on standard error at @verbosity; owned. */
static char *trace_of(struct fetch *f, int verbosity, const char *method, const char *path)
{
	HZ_AUTO(hz_freep) char *file = hz_path_join(hz_test_folder(), "stderr");
	int saved;

	if (!f->http)
		f->http = hz_http_new();
	hz_http_trace(f->http, verbosity);
	saved = start_capture(file);
	fetch(f, method, path);
	return stop_capture(file, saved);
}

#define FETCH_FROM_HTTP(name)                                     \
	HZ_AUTO(fetch_done) struct fetch name = { .http = NULL }; \
	fetch_from(&(name), "http", hz_test_serve("http", NULL))

/* Whether each line of @text matches the extended expression. */
static void ck_lines_match(const char *text, const char *expression)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;
	regex_t regex;

	ck_assert_int_eq(regcomp(&regex, expression, REG_EXTENDED | REG_NOSUB), 0);
	hz_strv_split(&lines, text, '\n');
	for (size_t i = 0; i + 1 < lines.count; i++)
		ck_assert_msg(regexec(&regex, lines.item[i], 0, NULL, 0) == 0, "%s", lines.item[i]);
	regfree(&regex);
}

static void ck_has(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) != NULL, "\"%s\" is not in: %s", part, text);
}

static void ck_has_not(const char *text, const char *part)
{
	ck_assert_msg(strstr(text, part) == NULL, "\"%s\" is in: %s", part, text);
}

START_TEST(below_level_6_nothing_is_written)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = trace_of(&f, 5, "GET", "/status/200");

	ck_assert_str_eq(trace, "");
}
END_TEST

START_TEST(level_6_is_a_line_for_each_request)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = trace_of(&f, 6, "GET", "/status/404?limit=5");

	ck_lines_match(trace, "^I[0-9]{4} [0-9:]{8}\\.[0-9]{6} +[0-9]+ http\\] #1 GET "
			      "http://127\\.0\\.0\\.1:[0-9]+/status/404\\?limit=5 404 in "
			      "[0-9]+ ms$");
	ck_assert_ptr_eq(strchr(trace, '\n'), trace + strlen(trace) - 1);
}
END_TEST

START_TEST(a_failure_is_a_line_with_its_reason)
{
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *trace = NULL;

	fetch_from(&f, "http", 1);
	trace = trace_of(&f, 6, "GET", "/x");
	ck_lines_match(trace,
		       "http\\] #1 GET http://127\\.0\\.0\\.1:1/x failed in [0-9]+ ms: cannot "
		       "reach http://127\\.0\\.0\\.1:1: connection refused$");
}
END_TEST

START_TEST(level_7_shows_headers_and_no_bodies)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = NULL;

	hz_strv_add(&f.headers, "Accept: application/json");
	f.body = "the body";
	trace = trace_of(&f, 7, "POST", "/headers");
	ck_lines_match(trace, "^I[0-9]{4} .* http\\] #1 ");
	ck_has(trace, "Request Headers:\n");
	ck_has(trace, "#1     Accept: application/json\n");
	ck_has(trace, "#1     User-Agent: kubectl-hetzner/");
	ck_has(trace, "Response Headers:\n");
	ck_has(trace, "#1     retry-after: 7\n");
	ck_has_not(trace, "Body");
	ck_has_not(trace, "Content-Type:\n");
}
END_TEST

START_TEST(level_8_cuts_bodies_at_1024_bytes_and_level_9_does_not)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *eight = NULL;
	HZ_AUTO(hz_freep) char *nine = NULL;

	f.body = "{\"a\": 1}";
	eight = trace_of(&f, 8, "PUT", "/bytes/2000");
	ck_has(eight, "Request Body: {\"a\": 1}\n");
	ck_has(eight, "xxx [truncated 976 bytes]\n");
	nine = trace_of(&f, 9, "PUT", "/bytes/2000");
	ck_has_not(nine, "truncated");
	ck_assert_uint_gt(strlen(nine), strlen(eight) + 900);
}
END_TEST

START_TEST(credentials_in_headers_are_masked)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = NULL;

	hz_strv_add(&f.headers, "Authorization: Bearer not-registered-token");
	hz_strv_add(&f.headers, "proxy-authorization: Basic am9lOnB3");
	hz_strv_add(&f.headers, "Cookie: session=42");
	trace = trace_of(&f, 9, "GET", "/headers");
	ck_has(trace, "    Authorization: Bearer <masked>\n");
	ck_has(trace, "    proxy-authorization: Basic <masked>\n");
	ck_has(trace, "    Cookie: <masked>\n");
	ck_has(trace, "    set-cookie: <masked>\n");
	ck_has_not(trace, "not-registered-token");
	ck_has_not(trace, "am9lOnB3");
	ck_has_not(trace, "session=42");
	ck_has_not(trace, "cookie-value");
}
END_TEST

START_TEST(registered_secrets_appear_nowhere)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = NULL;

	hz_secret_register("sup3r-s3cret");
	hz_strv_add(&f.headers, "X-Note: it is sup3r-s3cret");
	f.body = "plain sup3r-s3cret and c3VwM3ItczNjcmV0";
	trace = trace_of(&f, 9, "PUT", "/echo?x=sup3r-s3cret");
	ck_has(trace, "X-Note: it is <redacted>");
	ck_has(trace, "?x=<redacted>");
	ck_has_not(trace, "sup3r-s3cret");
	ck_has_not(trace, "c3VwM3ItczNjcmV0");
	hz_secret_forget();
}
END_TEST

/* "sup3r/s3cret+" behind no, one and two other bytes in base64, and URL-encoded. */
static const char *const disguises[] = {
	"c3VwM3IvczNjcmV0Kw==",
	"eHN1cDNyL3MzY3JldCs=",
	"eHhzdXAzci9zM2NyZXQr",
	"sup3r%2Fs3cret%2B",
};

START_TEST(a_secret_in_disguise_appears_nowhere)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *path = hz_strf("/echo?x=%s", disguises[_i]);
	HZ_AUTO(hz_freep) char *header = hz_strf("X-Note: it is %s", disguises[_i]);
	HZ_AUTO(hz_freep) char *trace = NULL;
	/* without what also depends on its neighbours */
	HZ_AUTO(hz_freep) char *inner = hz_strndup(disguises[_i] + 4, strlen(disguises[_i]) - 8);

	hz_secret_register("sup3r/s3cret+");
	hz_strv_add(&f.headers, header);
	f.body = disguises[_i];
	trace = trace_of(&f, 9, "PUT", path);
	ck_fetched(&f, 200);
	ck_has(fetch_body(&f), disguises[_i]); /* it did go out */
	ck_has(trace, "<redacted>");
	ck_has_not(trace, inner);
	hz_secret_forget();
}
END_TEST

START_TEST(a_secret_that_the_cut_would_split_does_not_show_its_beginning)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_buf_done) struct hz_buf body = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *trace = NULL;

	hz_secret_register("sup3r-s3cret");
	hz_buf_pad(&body, 'x', 1020);
	hz_buf_adds(&body, "sup3r-s3cret");
	f.body = hz_buf_str(&body);
	trace = trace_of(&f, 8, "PUT", "/status/200");
	ck_has_not(trace, "sup3");
	hz_secret_forget();
}
END_TEST

START_TEST(a_secret_body_is_never_shown)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep) char *trace = NULL;

	f.flags = HZ_HTTP_SECRET_BODY;
	f.body = "hidden words";
	trace = trace_of(&f, 9, "PUT", "/echo");
	ck_fetched(&f, 200);
	ck_has(fetch_body(&f), "hidden words");
	ck_has(trace, "Request Body: <12 bytes that hold secrets>");
	ck_has(trace, "Response Body: <");
	ck_has_not(trace, "hidden words");
}
END_TEST

START_TEST(an_answer_cannot_steer_the_terminal)
{
	HZ_AUTO(hz_freep) char *path = hz_path_join(hz_test_folder(), "answer");
	HZ_AUTO(fetch_done) struct fetch f = { .http = NULL };
	HZ_AUTO(hz_freep) char *trace = NULL;
	static const char answer[] =
		"HTTP/1.1 200 OK\r\nX-Evil: \x1b[2J\r\nContent-Length: 9\r\n\r\n"
		"\x1b]0;x\x07\r\nI";

	hz_ck_ok(hz_file_write(path, answer, strlen(answer), &f.err), &f.err);
	fetch_from(&f, "http", hz_test_serve("raw", "send", path, NULL));
	trace = trace_of(&f, 9, "GET", "/");
	ck_fetched(&f, 200);
	ck_has(trace, "x-evil: \\x1b[2J\n");
	ck_has(trace, "\\x1b]0;x\\x07\\x0d\n");
	ck_has_not(trace, "\x1b");
	ck_lines_match(trace, "^I[0-9]{4} .* http\\] #1 ");
}
END_TEST

START_TEST(the_user_of_a_url_is_not_shown)
{
	FETCH_FROM_HTTP(f);
	HZ_AUTO(hz_freep)
	char *url = hz_strf("http://joe:hunter22@%s", strstr(f.url, "://") + strlen("://"));
	HZ_AUTO(hz_freep) char *trace = NULL;

	f.server.url = url;
	trace = trace_of(&f, 9, "GET", "/status/200");
	ck_fetched(&f, 200);
	ck_has(trace, "GET http://<masked>@127.0.0.1:");
	ck_has_not(trace, "hunter22");
}
END_TEST

/* What may be seen of bodies. */
static const struct {
	const char *body;
	bool of_secrets;
	const char *shown;
} bodies[] = {
	{ "{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}", false,
	  "{\"kind\":\"ConfigMap\",\"data\":{\"a\":\"b\"}}" },
	{ "{\"kind\":\"Secret\",\"data\":{\"a\":\"Yg==\"},\"stringData\":{\"c\":\"d\"}}", false,
	  "{\"data\":{\"a\":\"(masked)\"},\"kind\":\"Secret\",\"stringData\":{\"c\":\"(masked)\"}"
	  "}" },
	{ "{\"kind\":\"SecretList\",\"items\":[{\"data\":{\"a\":\"Yg==\"}}]}", false,
	  "{\"items\":[{\"data\":{\"a\":\"(masked)\"}}],\"kind\":\"SecretList\"}" },
	{ "{\"kind\":\"List\",\"items\":[{\"kind\":\"Secret\",\"data\":{\"a\":\"b\"}},"
	  "{\"kind\":\"Pod\",\"data\":{\"a\":\"b\"}}]}",
	  false,
	  "{\"items\":[{\"data\":{\"a\":\"(masked)\"},\"kind\":\"Secret\"},"
	  "{\"data\":{\"a\":\"b\"},\"kind\":\"Pod\"}],\"kind\":\"List\"}" },
	{ "{\"data\":{\"a\":\"b\"}}", true, "{\"data\":{\"a\":\"(masked)\"}}" },
	{ "{\"data\":\"b\"}", true, "{\"data\":\"(masked)\"}" },
	{ "{\"data\":null}", true, "{\"data\":null}" },
	{ "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":"
	  "\"x\"}}}",
	  false,
	  "{\"metadata\":{\"annotations\":{\"kubectl.kubernetes.io/last-applied-configuration\":"
	  "\"(masked)\"}}}" },
	{ "{\"user_data\":\"#cloud-config\",\"root_password\":\"x\"}", false,
	  "{\"root_password\":\"(masked)\",\"user_data\":\"(masked)\"}" },
	{ "{\"status\":{\"token\":\"x\"}}", false, "{\"status\":{\"token\":\"(masked)\"}}" },
	{ "{\"spec\":{\"files\":[{\"content\":\"-----BEGIN RSA PRIVATE KEY-----\\nx\"}]}}", false,
	  "{\"spec\":{\"files\":[{\"content\":\"(masked)\"}]}}" },
	{ "{\"data\":{\"kubeconfig\":\"users:\\n- user:\\n    client-key-data: x\"}}", false,
	  "{\"data\":{\"kubeconfig\":\"(masked)\"}}" },
	{ "[1,2.5,true,null,\"x\"]", false, "[1,2.5,true,null,\"x\"]" },
	{ "<html>gateway</html>", false, "<html>gateway</html>" },
	{ "kind: Secret\ndata: {a: b}\n", false, "<26 bytes that may hold secrets>" },
	{ "{\"kind\":\"Secret\",\"data\":{\"a\":", false, "<29 bytes that may hold secrets>" },
	{ "anything", true, "<8 bytes that may hold secrets>" },
};

START_TEST(what_is_secret_by_its_place_is_masked)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	hz_redact_body(&shown, bodies[_i].body, strlen(bodies[_i].body), bodies[_i].of_secrets);
	ck_assert_str_eq(hz_buf_str(&shown), bodies[_i].shown);
}
END_TEST

START_TEST(binary_bodies_are_counted)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	hz_redact_body(&shown, "k\0s", 3, false);
	ck_assert_str_eq(hz_buf_str(&shown), "<3 bytes that are no text>");
}
END_TEST

START_TEST(urls_of_secrets_are_recognised)
{
	static const struct {
		const char *url;
		bool want;
	} cases[] = {
		{ "https://h/api/v1/namespaces/a/secrets", true },
		{ "https://h/api/v1/namespaces/a/secrets/b?x=1", true },
		{ "https://h/api/v1/secrets?limit=500", true },
		{ "https://h/api/v1/namespaces/a/configmaps", false },
		{ "https://h/apis/x/v1/secretstores", false },
		{ "https://h/apis/x/v1/secretstores/a/secrets", true },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		ck_assert_msg(hz_redact_is_of_secrets(cases[i].url) == cases[i].want, "%s",
			      cases[i].url);
}
END_TEST

Suite *hz_suite(void)
{
	Suite *suite = suite_create("trace");
	TCase *tcase = tcase_create("trace");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, below_level_6_nothing_is_written);
	tcase_add_test(tcase, level_6_is_a_line_for_each_request);
	tcase_add_test(tcase, a_failure_is_a_line_with_its_reason);
	tcase_add_test(tcase, level_7_shows_headers_and_no_bodies);
	tcase_add_test(tcase, level_8_cuts_bodies_at_1024_bytes_and_level_9_does_not);
	tcase_add_test(tcase, credentials_in_headers_are_masked);
	tcase_add_test(tcase, registered_secrets_appear_nowhere);
	tcase_add_loop_test(tcase, a_secret_in_disguise_appears_nowhere, 0, HZ_COUNT(disguises));
	tcase_add_test(tcase, a_secret_that_the_cut_would_split_does_not_show_its_beginning);
	tcase_add_test(tcase, a_secret_body_is_never_shown);
	tcase_add_test(tcase, an_answer_cannot_steer_the_terminal);
	tcase_add_test(tcase, the_user_of_a_url_is_not_shown);
	tcase_add_loop_test(tcase, what_is_secret_by_its_place_is_masked, 0, HZ_COUNT(bodies));
	tcase_add_test(tcase, binary_bodies_are_counted);
	tcase_add_test(tcase, urls_of_secrets_are_recognised);
	suite_add_tcase(suite, tcase);
	return suite;
}
