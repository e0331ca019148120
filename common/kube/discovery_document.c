/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The documents in which a server says what it serves.
 */
#include "kube/discovery_document.h"

#include <string.h>

#include "base/str.h"
#include "kube/status.h"
#include "text/json.h"

void hz_resource_list_done(struct hz_resource_list *list)
{
	free(list->item);
	hz_strv_done(&list->strings);
	*list = (struct hz_resource_list){ .count = 0 };
}

static const char *keep(struct hz_resource_list *list, const char *text)
{
	hz_strv_add(&list->strings, text);
	return list->strings.item[list->strings.count - 1];
}

void hz_resource_list_add(struct hz_resource_list *list, const struct hz_resource *resource)
{
	if (hz_str_empty(resource->plural) || hz_str_empty(resource->kind))
		return;
	list->item = hz_resize(list->item, list->count + 1, sizeof(*list->item));
	list->item[list->count++] = (struct hz_resource){
		.group = keep(list, resource->group),
		.version = keep(list, resource->version),
		.plural = keep(list, resource->plural),
		.kind = keep(list, resource->kind),
		.cluster_scoped = resource->cluster_scoped,
	};
}

static int refuse(struct hz_err *err, const char *what)
{
	(void)hz_err_set(err, HZ_ERR_FAILED, "BadAnswer", "cannot read what the server serves: %s",
			 what);
	return hz_status_advise_no_api_server(err);
}

/* @text, or "" for NULL. */
static const char *or_empty(const char *text)
{
	return text ? text : "";
}

bool hz_discovery_is_aggregated(const json_t *document)
{
	return hz_str_eq(hz_json_str(document, "kind"), "APIGroupDiscoveryList");
}

/* One version of a group in the aggregated form. */
static void read_version(struct hz_resource_list *list, const char *group, const json_t *version)
{
	const char *name = hz_json_str(version, "version");
	const json_t *resource;
	size_t i;

	if (hz_str_eq(hz_json_str(version, "freshness"), "Stale"))
		list->incomplete = true;
	if (hz_str_empty(name))
		return;
	json_array_foreach(hz_json_array(version, "resources"), i, resource) {
		/* a resource may answer with a kind of another group, as scale does */
		const char *of_group = hz_json_str(resource, "responseKind.group");

		if (!hz_str_empty(of_group) && !hz_str_eq(of_group, group))
			continue;
		hz_resource_list_add(
			list, &(struct hz_resource){
				      .group = group,
				      .version = name,
				      .plural = hz_json_str(resource, "resource"),
				      .kind = hz_json_str(resource, "responseKind.kind"),
				      .cluster_scoped =
					      hz_str_eq(hz_json_str(resource, "scope"), "Cluster"),
			      });
	}
}

int hz_discovery_read_aggregated(struct hz_resource_list *list, const json_t *document,
				 struct hz_err *err)
{
	const json_t *groups = hz_json_array(document, "items");
	const json_t *group;
	size_t i;

	if (!hz_discovery_is_aggregated(document) || !groups)
		return refuse(err, "the answer is no APIGroupDiscoveryList");
	json_array_foreach(groups, i, group) {
		const char *name = or_empty(hz_json_str(group, "metadata.name"));
		const json_t *version;
		size_t j;

		json_array_foreach(hz_json_array(group, "versions"), j, version)
			read_version(list, name, version);
	}
	return 0;
}

static int read_core_versions(struct hz_strv *paths, const json_t *versions)
{
	const json_t *version;
	size_t i;

	json_array_foreach(versions, i, version)
		if (!hz_str_empty(json_string_value(version)))
			hz_strv_addf(paths, "/api/%s", json_string_value(version));
	return 0;
}

static void add_group_path(struct hz_strv *paths, const char *version)
{
	HZ_AUTO(hz_freep) char *path = NULL;

	if (hz_str_empty(version))
		return;
	path = hz_strf("/apis/%s", version);
	if (!hz_strv_has(paths, path))
		hz_strv_add(paths, path);
}

/* The version that the group prefers first, then the others in their order. */
static void read_group(struct hz_strv *paths, const json_t *group)
{
	const json_t *version;
	size_t i;

	add_group_path(paths, hz_json_str(group, "preferredVersion.groupVersion"));
	json_array_foreach(hz_json_array(group, "versions"), i, version)
		add_group_path(paths, hz_json_str(version, "groupVersion"));
}

int hz_discovery_read_versions(struct hz_strv *paths, const json_t *document, struct hz_err *err)
{
	const json_t *groups = hz_json_array(document, "groups");
	const json_t *group;
	size_t i;

	if (hz_str_eq(hz_json_str(document, "kind"), "APIVersions") &&
	    hz_json_array(document, "versions"))
		return read_core_versions(paths, hz_json_array(document, "versions"));
	if (!hz_str_eq(hz_json_str(document, "kind"), "APIGroupList") || !groups)
		return refuse(err, "the answer is no list of API groups");
	json_array_foreach(groups, i, group)
		read_group(paths, group);
	return 0;
}

/* An entry of the old form; "machines/status" is a part of another one. */
static void read_resource(struct hz_resource_list *list, const json_t *entry,
			  const struct hz_resource *of)
{
	const char *plural = hz_json_str(entry, "name");
	const char *group = hz_json_str(entry, "group");

	if (hz_str_empty(plural) || strchr(plural, '/') ||
	    (!hz_str_empty(group) && !hz_str_eq(group, of->group)))
		return;
	hz_resource_list_add(list, &(struct hz_resource){
					   .group = of->group,
					   .version = of->version,
					   .plural = plural,
					   .kind = hz_json_str(entry, "kind"),
					   .cluster_scoped = !hz_json_bool(entry, "namespaced"),
				   });
}

int hz_discovery_read_resources(struct hz_resource_list *list, const json_t *document,
				struct hz_err *err)
{
	const char *version = hz_json_str(document, "groupVersion");
	const json_t *resources = hz_json_array(document, "resources");
	const char *slash = version ? strchr(version, '/') : NULL;
	HZ_AUTO(hz_freep) char *group = NULL;
	const json_t *entry;
	size_t i;

	if (hz_str_empty(version) || !resources)
		return refuse(err, "the answer is no APIResourceList");
	group = hz_strndup(version, slash ? (size_t)(slash - version) : 0);
	json_array_foreach(resources, i, entry)
		read_resource(list, entry,
			      &(struct hz_resource){
				      .group = group,
				      .version = slash ? slash + 1 : version,
			      });
	return 0;
}
