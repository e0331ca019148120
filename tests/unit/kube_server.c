/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A client and the scripted API server that it talks to.
 */
#include "kube_server.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/str.h"
#include "server.h"
#include "text/json.h"
#include "unit.h"

char *hz_test_quoted(const char *text)
{
	char *quoted = hz_strndup(text, strlen(text));

	for (char *at = quoted; *at; at++)
		if (*at == '\'')
			*at = '"';
	return quoted;
}

json_t *hz_test_json(const char *text)
{
	HZ_AUTO(hz_freep) char *quoted = hz_test_quoted(text);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(quoted, strlen(quoted), &json, &err), &err);
	return json;
}

static void open_client(struct hz_test_kube *test)
{
	test->http = hz_http_new();
	test->kube = hz_kube_new(test->http, &test->target);
}

static void close_client(struct hz_test_kube *test)
{
	hz_kube_free(test->kube);
	hz_http_free(test->http);
}

void hz_test_kube_open(struct hz_test_kube *test, const char *script)
{
	static char default_namespace[] = "default";
	static const char *folder;
	static int opened;
	HZ_AUTO(hz_freep) char *path = NULL;
	HZ_AUTO(hz_freep) char *text = hz_test_quoted(script);
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (!folder)
		folder = hz_test_folder();
	path = hz_strf("%s/script-%d", folder, ++opened);
	*test = (struct hz_test_kube){ .log_path = hz_strf("%s/log-%d", folder, opened) };
	hz_ck_ok(hz_file_write(path, text, strlen(text), &err), &err);
	test->server =
		hz_strf("http://127.0.0.1:%d", hz_test_serve("kube", path, test->log_path, NULL));
	test->target.server = test->server;
	test->target.namespace_ = default_namespace;
	open_client(test);
}

void hz_test_kube_reopen(struct hz_test_kube *test)
{
	close_client(test);
	open_client(test);
}

void hz_test_kube_close(struct hz_test_kube *test)
{
	close_client(test);
	free(test->server);
	free(test->log_path);
	json_decref(test->log);
}

static const json_t *read_log(struct hz_test_kube *test)
{
	struct hz_buf text = { .cap = HZ_BUF_CAP_REPLY };
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	json_decref(test->log);
	test->log = json_array();
	if (access(test->log_path, F_OK) != 0)
		return test->log;
	hz_ck_ok(hz_file_read(test->log_path, &text, &err), &err);
	hz_strv_split(&lines, hz_buf_str(&text), '\n');
	hz_buf_done(&text);
	for (size_t i = 0; i < lines.count; i++) {
		json_t *entry = json_loads(lines.item[i], 0, NULL);

		if (entry)
			json_array_append_new(test->log, entry);
	}
	return test->log;
}

size_t hz_test_kube_count(struct hz_test_kube *test)
{
	return json_array_size(read_log(test));
}

/* What the functions below return, kept to the end. */
static struct hz_strv kept;

static const char *keep(char *text)
{
	hz_strv_own(&kept, text);
	return text;
}

static const char *request_of(const json_t *entry)
{
	if (!entry)
		return "";
	return keep(hz_strf("%s %s", hz_json_str(entry, "method"), hz_json_str(entry, "url")));
}

const char *hz_test_kube_request(struct hz_test_kube *test, size_t i)
{
	return request_of(json_array_get(read_log(test), i));
}

size_t hz_test_kube_matches(struct hz_test_kube *test, const char *start)
{
	const json_t *log = read_log(test);
	size_t count = 0;

	for (size_t i = 0; i < json_array_size(log); i++)
		if (hz_str_starts(request_of(json_array_get(log, i)), start))
			count++;
	return count;
}

const char *hz_test_kube_header(struct hz_test_kube *test, size_t i, const char *name)
{
	const json_t *headers = json_object_get(json_array_get(read_log(test), i), "headers");
	HZ_AUTO(hz_freep) char *start = hz_strf("%s: ", name);
	HZ_AUTO(hz_strv_done) struct hz_strv found = HZ_STRV_INIT;
	const json_t *header;
	size_t at;

	json_array_foreach(headers, at, header) {
		const char *value = hz_str_after(json_string_value(header), start);

		if (value)
			hz_strv_add(&found, value);
	}
	return found.count ? keep(hz_strv_join(&found, "|")) : NULL;
}

const char *hz_test_kube_body(struct hz_test_kube *test, size_t i)
{
	return keep(hz_strdup(hz_json_str(json_array_get(read_log(test), i), "body")));
}

int hz_test_get_pod(struct hz_test_kube *test, json_t **ret, struct hz_err *err)
{
	return hz_kube_get(test->kube, &hz_kind_pod, "n", "a", ret, err);
}

struct hz_kube_call *hz_test_start(struct hz_test_kube *test, enum hz_kube_verb verb,
				   const char *name, const json_t *body)
{
	struct hz_kube_call *call = NULL;
	TEST_ERR(err);

	hz_ck_ok(hz_kube_start(test->kube,
			       &(struct hz_kube_request){
				       .verb = verb,
				       .resource = &hz_kind_pod,
				       .namespace_ = "n",
				       .name = name,
				       .body = body,
			       },
			       &call, &err),
		 &err);
	return call;
}

char *hz_test_names(const json_t *list)
{
	HZ_AUTO(hz_strv_done) struct hz_strv names = HZ_STRV_INIT;
	const json_t *item;
	size_t i;

	json_array_foreach(hz_json_array(list, "items"), i, item)
		hz_strv_add(&names, hz_object_name(item));
	return hz_strv_join(&names, " ");
}
