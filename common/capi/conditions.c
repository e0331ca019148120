/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Conditions of Cluster API objects, whichever list they stand in.
 */
#include "capi/conditions.h"

#include "base/str.h"
#include "text/json.h"

static const char *text_of(const json_t *condition, const char *field)
{
	const char *text = hz_json_str(condition, field);

	return text ? text : "";
}

static bool find_in(const json_t *list, const char *type, struct hz_condition *ret)
{
	const json_t *condition;
	size_t i;

	json_array_foreach(list, i, condition) {
		if (!hz_str_eq(hz_json_str(condition, "type"), type))
			continue;
		*ret = (struct hz_condition){
			.type = text_of(condition, "type"),
			.status = text_of(condition, "status"),
			.reason = text_of(condition, "reason"),
			.message = text_of(condition, "message"),
		};
		return true;
	}
	return false;
}

bool hz_condition_find(const json_t *object, const char *type, struct hz_condition *ret)
{
	return find_in(hz_json_array(object, "status.v1beta2.conditions"), type, ret) ||
	       find_in(hz_json_array(object, "status.conditions"), type, ret);
}

bool hz_condition_is(const json_t *object, const char *type, const char *status)
{
	struct hz_condition condition;

	return hz_condition_find(object, type, &condition) && hz_str_eq(condition.status, status);
}
