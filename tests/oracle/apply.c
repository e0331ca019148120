/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How our sandbox keeps the managers of an object. A request is one write:
 * {"schema", "live", "managers", "manager", "apply", "force", "object", "time"}; the
 * answer is {"object", "managers", "conflicts"}.
 */
#include "lines.h"
#include "sandbox/api/managers.h"
#include "text/json.h"

static json_t *tell_conflicts(const json_t *conflicts)
{
	json_t *out = json_array();
	const json_t *conflict;
	size_t i;

	json_array_foreach(conflicts, i, conflict) {
		HZ_AUTO(hz_freep)
		char *text = hz_strf("%s: %s", hz_json_str(conflict, "message"),
				     hz_json_str(conflict, "field"));

		(void)json_array_append_new(out, json_string(text));
	}
	return json_pack("{s:o}", "conflicts", out);
}

static json_t *answer(const json_t *request)
{
	const json_t *schema = json_object_get(request, "schema");
	const json_t *live = json_object_get(request, "live");
	const json_t *object = json_object_get(request, "object");
	const struct hz_managed_write write = {
		.shape = { .root = schema, .schema = schema },
		.live = json_is_null(live) ? NULL : live,
		.managers = json_object_get(request, "managers"),
		.manager = hz_json_str(request, "manager"),
		.api_version = hz_json_str(object, "apiVersion"),
		.time = hz_json_str(request, "time"),
	};
	HZ_AUTO(hz_applied_done) struct hz_applied applied = { .object = NULL };
	HZ_AUTO(hz_json_unrefp) json_t *conflicts = NULL;

	if (!hz_json_bool(request, "apply"))
		return json_pack("{s:O, s:o}", "object", object, "managers",
				 hz_managers_update(&write, object));
	if (hz_managers_apply(&write, object, hz_json_bool(request, "force"), &applied,
			      &conflicts) < 0)
		return tell_conflicts(conflicts);
	return json_pack("{s:O, s:O}", "object", applied.object, "managers", applied.managers);
}

int main(void)
{
	return lines_serve(answer);
}
