/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/printer.h"

#include <string.h>

#include "base/buf.h"
#include "kube/object.h"
#include "text/json.h"
#include "unit.h"

static const char config_map[] = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{"
				 "\"name\":\"a\",\"namespace\":\"x\",\"managedFields\":["
				 "{\"manager\":\"kubectl\"}]},\"data\":{\"v\":\"1.30\"}}";
static const char deployment[] = "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
				 "\"metadata\":{\"name\":\"b\"},\"spec\":{\"replicas\":2}}";

static json_t *parse(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	json_t *json = NULL;

	hz_ck_ok(hz_json_parse(text, strlen(text), &json, &err), &err);
	return json;
}

/* An array of these objects; NULL-terminated. */
static json_t *make_objects(const char *const texts[])
{
	json_t *objects = json_array();

	for (; *texts; texts++)
		(void)json_array_append_new(objects, parse(*texts));
	return objects;
}

static void name_cell(struct hz_buf *out, const json_t *row)
{
	hz_buf_adds(out, hz_object_name(row));
}

static void namespace_cell(struct hz_buf *out, const json_t *row)
{
	if (hz_object_namespace(row))
		hz_buf_adds(out, hz_object_namespace(row));
}

static void kind_cell(struct hz_buf *out, const json_t *row)
{
	hz_buf_adds(out, hz_json_str(row, "kind"));
}

static const struct hz_column columns[] = {
	{ .header = "NAME", .cell = name_cell },
	{ .header = "KIND", .cell = kind_cell, .wide = true },
	{ .header = "NAMESPACE", .cell = namespace_cell },
	{ .header = NULL },
};
static const struct hz_view view = { .columns = columns, .what = "objects" };

/* Programs' streams in memory. */
struct streams {
	struct hz_cli cli;
	char *out;
	char *err;
	size_t out_len;
	size_t err_len;
};

static void open_streams(struct streams *streams)
{
	*streams = (struct streams){ .out = NULL };
	streams->cli.out = open_memstream(&streams->out, &streams->out_len);
	streams->cli.err = open_memstream(&streams->err, &streams->err_len);
}

static void flush(struct streams *streams)
{
	(void)fflush(streams->cli.out);
	(void)fflush(streams->cli.err);
}

static void close_streams(struct streams *streams)
{
	(void)fclose(streams->cli.out);
	(void)fclose(streams->cli.err);
	free(streams->out);
	free(streams->err);
}

static const char *const both[] = { config_map, deployment, NULL };
static const char *const first[] = { config_map, NULL };
static const char *const second[] = { deployment, NULL };
static const char *const none[] = { NULL };

struct print_case {
	const char *const *objects;
	enum hz_output_format format;
	bool single;
	bool no_headers;
	const char *out;
	const char *err;
};

static const struct print_case prints[] = {
	{ both, HZ_OUTPUT_TABLE, false, false,
	  "NAME   NAMESPACE\n"
	  "a      x\n"
	  "b      <none>\n",
	  "" },
	{ both, HZ_OUTPUT_TABLE, false, true,
	  "a     x\n"
	  "b     <none>\n",
	  "" },
	{ both, HZ_OUTPUT_WIDE, false, false,
	  "NAME   KIND         NAMESPACE\n"
	  "a      ConfigMap    x\n"
	  "b      Deployment   <none>\n",
	  "" },
	{ none, HZ_OUTPUT_TABLE, false, false, "", "No objects found.\n" },
	{ none, HZ_OUTPUT_WIDE, false, true, "", "No objects found.\n" },
	{ both, HZ_OUTPUT_NAME, false, false, "configmap/a\ndeployment.apps/b\n", "" },
	{ none, HZ_OUTPUT_NAME, false, false, "", "" },
	{ second, HZ_OUTPUT_YAML, true, false,
	  "apiVersion: apps/v1\n"
	  "kind: Deployment\n"
	  "metadata:\n"
	  "  name: b\n"
	  "spec:\n"
	  "  replicas: 2\n",
	  "" },
	{ first, HZ_OUTPUT_JSON, true, false,
	  "{\n"
	  "    \"apiVersion\": \"v1\",\n"
	  "    \"data\": {\n"
	  "        \"v\": \"1.30\"\n"
	  "    },\n"
	  "    \"kind\": \"ConfigMap\",\n"
	  "    \"metadata\": {\n"
	  "        \"name\": \"a\",\n"
	  "        \"namespace\": \"x\"\n"
	  "    }\n"
	  "}\n",
	  "" },
	{ first, HZ_OUTPUT_YAML, false, false,
	  "apiVersion: v1\n"
	  "items:\n"
	  "- apiVersion: v1\n"
	  "  data:\n"
	  "    v: \"1.30\"\n"
	  "  kind: ConfigMap\n"
	  "  metadata:\n"
	  "    name: a\n"
	  "    namespace: x\n"
	  "kind: List\n"
	  "metadata:\n"
	  "  resourceVersion: \"\"\n",
	  "" },
	{ none, HZ_OUTPUT_JSON, false, false,
	  "{\n"
	  "    \"apiVersion\": \"v1\",\n"
	  "    \"items\": [],\n"
	  "    \"kind\": \"List\",\n"
	  "    \"metadata\": {\n"
	  "        \"resourceVersion\": \"\"\n"
	  "    }\n"
	  "}\n",
	  "" },
};

START_TEST(prints_objects_as_kubectl_does)
{
	for (size_t i = 0; i < HZ_COUNT(prints); i++) {
		const struct print_case *one = &prints[i];
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_json_unrefp) json_t *objects = make_objects(one->objects);
		const struct hz_output output = { .format = one->format };
		struct streams streams;

		open_streams(&streams);
		hz_ck_ok(hz_print(&streams.cli,
				  &(struct hz_print){ .output = &output,
						      .view = &view,
						      .rows = objects,
						      .objects = objects,
						      .single = one->single,
						      .no_headers = one->no_headers },
				  &err),
			 &err);
		flush(&streams);
		ck_assert_str_eq(streams.out, one->out);
		ck_assert_str_eq(streams.err, one->err);
		close_streams(&streams);
	}
}
END_TEST

START_TEST(keeps_managed_fields_where_that_is_asked_for_and_never_changes_the_object)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *objects = make_objects(first);
	const struct hz_output yaml = { .format = HZ_OUTPUT_YAML };
	struct hz_print print = { .output = &yaml, .objects = objects, .single = true };
	struct streams streams;

	open_streams(&streams);
	hz_ck_ok(hz_print(&streams.cli, &print, &err), &err);
	flush(&streams);
	ck_assert_ptr_null(strstr(streams.out, "managedFields"));
	streams.cli.show_managed_fields = true;
	hz_ck_ok(hz_print(&streams.cli, &print, &err), &err);
	flush(&streams);
	ck_assert_ptr_nonnull(strstr(streams.out, "  managedFields:\n  - manager: kubectl\n"));
	close_streams(&streams);
}
END_TEST

static const struct print_case documents[] = {
	{ both, HZ_OUTPUT_YAML, false, false,
	  "apiVersion: v1\n"
	  "data:\n"
	  "  v: \"1.30\"\n"
	  "kind: ConfigMap\n"
	  "metadata:\n"
	  "  name: a\n"
	  "  namespace: x\n"
	  "---\n"
	  "apiVersion: apps/v1\n"
	  "kind: Deployment\n"
	  "metadata:\n"
	  "  name: b\n"
	  "spec:\n"
	  "  replicas: 2\n",
	  "" },
	{ both, HZ_OUTPUT_NAME, false, false, "configmap/a\ndeployment.apps/b\n", "" },
	{ second, HZ_OUTPUT_JSON, false, false,
	  "{\n"
	  "    \"apiVersion\": \"apps/v1\",\n"
	  "    \"kind\": \"Deployment\",\n"
	  "    \"metadata\": {\n"
	  "        \"name\": \"b\"\n"
	  "    },\n"
	  "    \"spec\": {\n"
	  "        \"replicas\": 2\n"
	  "    }\n"
	  "}\n",
	  "" },
};

START_TEST(prints_documents_as_files_hold_them)
{
	for (size_t i = 0; i < HZ_COUNT(documents); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_json_unrefp) json_t *objects = make_objects(documents[i].objects);
		const struct hz_output output = { .format = documents[i].format };
		struct streams streams;

		open_streams(&streams);
		hz_ck_ok(hz_print_documents(&streams.cli, &output, objects, &err), &err);
		flush(&streams);
		ck_assert_str_eq(streams.out, documents[i].out);
		close_streams(&streams);
	}
}
END_TEST

START_TEST(prints_several_documents_as_a_list_in_json)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *objects = make_objects(both);
	HZ_AUTO(hz_json_unrefp) json_t *printed = NULL;
	const struct hz_output json = { .format = HZ_OUTPUT_JSON };
	struct streams streams;

	open_streams(&streams);
	hz_ck_ok(hz_print_documents(&streams.cli, &json, objects, &err), &err);
	flush(&streams);
	printed = parse(streams.out);
	ck_assert_str_eq(hz_json_str(printed, "kind"), "List");
	ck_assert_uint_eq(json_array_size(hz_json_array(printed, "items")), 2);
	close_streams(&streams);
}
END_TEST

START_TEST(makes_names_of_servers_harmless)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_json_unrefp) json_t *objects = json_array();
	const struct hz_output name = { .format = HZ_OUTPUT_NAME };
	struct streams streams;

	(void)json_array_append_new(objects, parse("{\"apiVersion\":\"v1\",\"kind\":\"Pod\","
						   "\"metadata\":{\"name\":\"\\u001b[2J\"}}"));
	open_streams(&streams);
	hz_ck_ok(hz_print(&streams.cli, &(struct hz_print){ .output = &name, .objects = objects },
			  &err),
		 &err);
	flush(&streams);
	ck_assert_str_eq(streams.out, "pod/\\x1b[2J\n");
	close_streams(&streams);
}
END_TEST

static const struct {
	const char *text;
	enum hz_output_format format;
} outputs[] = {
	{ NULL, HZ_OUTPUT_TABLE },
	{ "", HZ_OUTPUT_TABLE },
	{ "table", HZ_OUTPUT_TABLE },
	{ "wide", HZ_OUTPUT_WIDE },
	{ "json", HZ_OUTPUT_JSON },
	{ "yaml", HZ_OUTPUT_YAML },
	{ "name", HZ_OUTPUT_NAME },
	{ "jsonpath={.metadata.name}", HZ_OUTPUT_JSONPATH },
	{ "jsonpath-as-json={.metadata['name']}", HZ_OUTPUT_JSONPATH_AS_JSON },
	{ "custom-columns=A:.a,B:{.b=c}", HZ_OUTPUT_CUSTOM_COLUMNS },
};

START_TEST(knows_the_formats)
{
	for (size_t i = 0; i < HZ_COUNT(outputs); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_output_done) struct hz_output output = { .format = HZ_OUTPUT_TABLE };

		hz_ck_ok(hz_output_parse(outputs[i].text, &output, &err), &err);
		ck_assert_int_eq(output.format, outputs[i].format);
	}
}
END_TEST

START_TEST(refuses_other_formats_in_the_words_of_kubectl)
{
	static const char *const bad[] = {
		"bogus", "JSON", "yaml ", "json={.items}", "jsonpath2={.items}", "go-template={{.}}"
	};

	for (size_t i = 0; i < HZ_COUNT(bad); i++) {
		HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
		HZ_AUTO(hz_freep)
		char *want =
			hz_strf("unable to match a printer suitable for the output format \"%s\", "
				"allowed formats are: custom-columns,custom-columns-file,json,"
				"jsonpath,jsonpath-as-json,jsonpath-file,name,table,wide,yaml",
				bad[i]);

		ck_assert_int_lt(hz_output_check(bad[i], &err), 0);
		ck_assert_str_eq(err.message, want);
		ck_assert_int_eq(err.kind, HZ_ERR_USAGE);
	}
}
END_TEST

START_TEST(offers_the_nearest_format)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	ck_assert_int_lt(hz_output_check("yml", &err), 0);
	ck_assert_str_eq(err.advice, "Did you mean yaml?");
}
END_TEST

HZ_SUITE("printer", prints_objects_as_kubectl_does,
	 keeps_managed_fields_where_that_is_asked_for_and_never_changes_the_object,
	 prints_documents_as_files_hold_them, prints_several_documents_as_a_list_in_json,
	 makes_names_of_servers_harmless, knows_the_formats,
	 refuses_other_formats_in_the_words_of_kubectl, offers_the_nearest_format)
