/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Patches: from an object and a patch to another object.
 */
#ifndef HZ_SANDBOX_API_PATCH_H
#define HZ_SANDBOX_API_PATCH_H

#include "text/json.h"

/* RFC 7396: a new tree. Cannot fail. */
json_t *hz_patch_merge(const json_t *object, const json_t *patch);

/*
 * RFC 6902: *@ret is a new tree. An operation that is none is of kind INVALID, reason
 * "BadPatch"; one that cannot be done on @object, reason "PatchFailed". Both say which
 * one it is, from 1.
 */
int hz_patch_json(const json_t *object, const json_t *patch, json_t **ret, struct hz_err *err);

#endif
