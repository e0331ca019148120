/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing of the Cloud API, as a JSON object.
 */
#include "hcloud/item.h"

#include "base/str.h"
#include "text/json.h"

int64_t hz_hcloud_id(const json_t *item)
{
	return hz_json_int(item, "id");
}

const char *hz_hcloud_item_fault(const json_t *item)
{
	const json_t *id = json_object_get(item, "id");

	if (!json_is_object(item))
		return "is no object";
	if (!id || (json_is_integer(id) && json_integer_value(id) > 0) ||
	    !hz_str_empty(json_string_value(id)))
		return NULL;
	return "has an id that cannot be one";
}
