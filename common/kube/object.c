/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields that every Kubernetes object has.
 */
#include "kube/object.h"

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
