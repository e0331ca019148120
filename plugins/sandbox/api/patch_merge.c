/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON merge patch.
 * https://www.rfc-editor.org/rfc/rfc7396
 */
#include "sandbox/api/patch.h"

json_t *hz_patch_merge(const json_t *object, const json_t *patch)
{
	json_t *out;
	const char *key;
	json_t *value;

	if (!json_is_object(patch))
		return json_deep_copy(patch);
	out = json_is_object(object) ? json_copy(hz_json_read(object)) : json_object();
	json_object_foreach(hz_json_read(patch), key, value) {
		if (json_is_null(value))
			(void)json_object_del(out, key);
		else
			(void)json_object_set_new(
				out, key, hz_patch_merge(json_object_get(object, key), value));
	}
	return out;
}
