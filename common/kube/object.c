/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields that every Kubernetes object has.
 */
#include "kube/object.h"

#include <ctype.h>
#include <string.h>

#include "text/json.h"

static const char *metadata(const json_t *object, const char *field)
{
	return json_string_value(json_object_get(json_object_get(object, "metadata"), field));
}

const char *hz_object_name(const json_t *object)
{
	return metadata(object, "name");
}

const char *hz_object_namespace(const json_t *object)
{
	return metadata(object, "namespace");
}

const char *hz_object_uid(const json_t *object)
{
	return metadata(object, "uid");
}

const char *hz_object_version(const json_t *object)
{
	return metadata(object, "resourceVersion");
}

const char *hz_object_label(const json_t *object, const char *label)
{
	const json_t *labels = json_object_get(json_object_get(object, "metadata"), "labels");

	return json_string_value(json_object_get(labels, label));
}

char *hz_object_resource(const json_t *object)
{
	const char *kind = hz_json_str(object, "kind");
	const char *api_version = hz_json_str(object, "apiVersion");
	const char *slash = api_version ? strchr(api_version, '/') : NULL;
	char *resource = hz_strf("%s%s%.*s", kind ? kind : "object", slash ? "." : "",
				 slash ? (int)(slash - api_version) : 0, api_version);

	for (char *c = resource; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return resource;
}
