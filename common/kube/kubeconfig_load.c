/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kubeconfig files: which there are, and what they say together.
 * (k8s.io/client-go/tools/clientcmd/loader.go)
 */
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "kube/kubeconfig_entries.h"
#include "kube/kubeconfig_paths.h"
#include "kube/kubeconfig_schema.h"
#include "text/json.h"
#include "text/yaml.h"

/* A checked document, and where its values stand. */
struct source {
	json_t *document;
	const char *file;
	const struct hz_yaml_marks *marks;
};

/* "FILE:LINE" of the item with this number; owned by the caller. */
static char *place_of(const struct source *source, const char *list, size_t number)
{
	HZ_AUTO(hz_freep) char *path = hz_strf("%s.%zu", list, number);
	struct hz_yaml_mark mark;

	if (!hz_yaml_mark_find(source->marks, path, false, &mark))
		return hz_strf("%s", source->file);
	return hz_strf("%s:%d", source->file, mark.line);
}

/*
 * Adds the entries of @list, whose fields stand under @body, to @into. A name that
 * an earlier file has defined keeps what it has, as a whole.
 */
static void add_entries(json_t *into, const struct source *source, const char *list,
			const char *body)
{
	json_t *items = json_object_get(source->document, list);
	json_t *item;
	size_t i;

	json_array_foreach(items, i, item) {
		HZ_AUTO(hz_freep) char *place = place_of(source, list, i);
		const char *name = hz_json_str(item, "name");
		json_t *entry = json_object_get(item, body);

		if (json_object_get(into, name ? name : ""))
			continue;
		entry = json_is_object(entry) ? json_incref(entry) : json_object();
		(void)json_object_set_new(into, name ? name : "",
					  json_pack("{s:o, s:o}", "place",
						    json_string_nocheck(place), "entry", entry));
	}
}

/* Adds a checked document to what the files before it say. */
static void merge(struct hz_kubeconfig *config, const struct source *source)
{
	json_t *document = source->document;
	const char *file = source->file;
	json_t *current = json_object_get(document, "current-context");

	if (!config->in_memory)
		hz_kubeconfig_resolve_paths(document, file);
	add_entries(config->contexts, source, "contexts", "context");
	add_entries(config->clusters, source, "clusters", "cluster");
	add_entries(config->users, source, "users", "user");
	if (!config->current_context && !hz_str_empty(json_string_value(current)))
		config->current_context = json_incref(current);
	hz_strv_add(&config->files, file);
}

static int add_text(struct hz_kubeconfig *config, const struct hz_buf *text, const char *file,
		    struct hz_err *err)
{
	HZ_AUTO(hz_yaml_marks_freep) struct hz_yaml_marks *marks = NULL;
	HZ_AUTO(hz_json_unrefp) json_t *document = NULL;
	const struct hz_yaml_options options = { .name = file, .ret_marks = &marks };

	if (hz_yaml_parse(hz_buf_str(text), text->len, &options, &document, err) < 0 ||
	    hz_kubeconfig_check(document, file, marks, err) < 0)
		return -1;
	merge(config, &(struct source){ document, file, marks });
	return 0;
}

static int add_file(struct hz_kubeconfig *config, const char *file, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf text = { .cap = HZ_BUF_CAP_CONFIG };
	/* "-" is a file's name here, as for kubectl, and not standard input */
	HZ_AUTO(hz_freep) char *path = hz_strf("%s%s", hz_str_eq(file, "-") ? "./" : "", file);

	if (hz_file_read(path, &text, err) < 0)
		return -1;
	return add_text(config, &text, file, err);
}

/* The files of $KUBECONFIG, or the one in the home folder. */
static void list_files(struct hz_strv *out)
{
	HZ_AUTO(hz_strv_done) struct hz_strv listed = HZ_STRV_INIT;
	const char *variable = getenv("KUBECONFIG");
	const char *home = getenv("HOME");

	if (hz_str_empty(variable)) {
		hz_strv_addf(out, "%s%s.kube/config", home ? home : "",
			     hz_str_empty(home) ? "" : "/");
		return;
	}
	hz_strv_split(&listed, variable, ':');
	for (size_t i = 0; i < listed.count; i++)
		if (*listed.item[i] && !hz_strv_has(out, listed.item[i]))
			hz_strv_add(out, listed.item[i]);
}

/* Adds the files that exist; all that cannot be read are reported together. */
static int add_listed(struct hz_kubeconfig *config, struct hz_err *err)
{
	HZ_AUTO(hz_problems_done) struct hz_problems problems = HZ_PROBLEMS_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv files = HZ_STRV_INIT;

	list_files(&files);
	for (size_t i = 0; i < files.count; i++) {
		HZ_AUTO(hz_err_done) struct hz_err failure = HZ_ERR_INIT;

		if (add_file(config, files.item[i], &failure) == 0)
			continue;
		if (hz_err_is(&failure, "FileMissing"))
			hz_strv_add(&config->missing, files.item[i]);
		else
			hz_problems_take(&problems, &failure);
	}
	return hz_problems_err(&problems, "cannot load the kubeconfig files", err);
}

int hz_kubeconfig_load(const char *path, struct hz_kubeconfig **ret, struct hz_err *err)
{
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = hz_kubeconfig_new();

	if (hz_str_empty(path)) {
		if (add_listed(config, err) < 0)
			return -1;
	} else if (add_file(config, path, err) < 0) {
		if (hz_err_is(err, "FileMissing"))
			hz_err_advise(err, "Check the name of the kubeconfig after --kubeconfig.");
		return -1;
	}
	*ret = HZ_TAKE(config);
	return 0;
}

int hz_kubeconfig_parse(const char *text, size_t len, const char *name, struct hz_kubeconfig **ret,
			struct hz_err *err)
{
	HZ_AUTO(hz_kubeconfig_freep) struct hz_kubeconfig *config = hz_kubeconfig_new();
	HZ_AUTO(hz_buf_wipe) struct hz_buf copy = { .cap = HZ_BUF_CAP_CONFIG };

	config->in_memory = true;
	if (hz_buf_append(&copy, text, len) < 0)
		return hz_err_set(err, HZ_ERR_INVALID, "FileTooLarge",
				  "cannot read %s: it is larger than %zu bytes", name, copy.cap);
	if (add_text(config, &copy, name, err) < 0)
		return -1;
	*ret = HZ_TAKE(config);
	return 0;
}
