/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/managed_fields.h"

#include <string.h>

#include "text/json.h"
#include "text/yaml.h"
#include "unit.h"

static json_t *yaml(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	const struct hz_yaml_options options = { .name = "test" };
	json_t *json = NULL;

	hz_ck_ok(hz_yaml_parse(text, strlen(text), &options, &json, &err), &err);
	return json;
}

static const char live[] =
	"metadata:\n"
	"  managedFields:\n"
	"  - manager: kubectl-hetzner\n"
	"    operation: Apply\n"
	"    fieldsV1:\n"
	"      f:metadata: {f:labels: {.: {}, 'f:app.kubernetes.io/managed-by': {}, f:env: {}}}\n"
	"      f:spec:\n"
	"        f:replicas: {}\n"
	"        f:taints: {'k:{\"key\":\"a\"}': {.: {}, f:key: {}, f:value: {}}}\n"
	"        f:finalizers: {'v:\"one\"': {}, 'v:\"two\"': {}}\n"
	"  - manager: kubectl-hetzner\n"
	"    operation: Apply\n"
	"    subresource: status\n"
	"    fieldsV1: {f:status: {f:ready: {}}}\n"
	"  - manager: someone\n"
	"    operation: Update\n"
	"    fieldsV1: {f:spec: {f:paused: {}}}\n";

static const struct {
	const char *want;
	const char *dropped; /* paths with blanks between them */
} cases[] = {
	{ "metadata: {labels: {app.kubernetes.io/managed-by: x, env: y}}\n"
	  "spec: {replicas: 1, taints: [{key: a, value: b}], finalizers: [two, one]}",
	  "" },
	{ "metadata: {labels: {app.kubernetes.io/managed-by: x}}\n"
	  "spec: {replicas: 1, taints: [{key: a}], finalizers: [two]}",
	  "metadata.labels.env spec.taints[key=a].value spec.finalizers[\"one\"]" },
	{ "metadata: {labels: {app.kubernetes.io/managed-by: x, env: y}}\n"
	  "spec: {taints: [{key: b}], finalizers: [one, two]}",
	  "spec.replicas spec.taints[key=a]" },
};

START_TEST(finds_the_fields_that_are_no_longer_wanted)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		HZ_AUTO(hz_json_unrefp) json_t *want = yaml(cases[i].want);
		HZ_AUTO(hz_json_unrefp) json_t *have = yaml(live);
		HZ_AUTO(hz_strv_done) struct hz_strv dropped = HZ_STRV_INIT;
		HZ_AUTO(hz_freep) char *text = NULL;

		hz_managed_dropped(want, have, "kubectl-hetzner", &dropped);
		text = hz_strv_join(&dropped, " ");
		ck_assert_str_eq(text, cases[i].dropped);
	}
}
END_TEST

START_TEST(what_others_manage_is_not_ours_to_drop)
{
	HZ_AUTO(hz_json_unrefp) json_t *want = json_object();
	HZ_AUTO(hz_json_unrefp) json_t *have = yaml(live);
	HZ_AUTO(hz_strv_done) struct hz_strv dropped = HZ_STRV_INIT;

	hz_managed_dropped(want, have, "somebody-else", &dropped);
	ck_assert_uint_eq(dropped.count, 0);
}
END_TEST

START_TEST(an_object_without_managed_fields_drops_nothing)
{
	HZ_AUTO(hz_json_unrefp) json_t *want = json_object();
	HZ_AUTO(hz_json_unrefp) json_t *have = yaml("metadata: {managedFields: {wrong: type}}");
	HZ_AUTO(hz_strv_done) struct hz_strv dropped = HZ_STRV_INIT;

	hz_managed_dropped(want, have, "kubectl-hetzner", &dropped);
	ck_assert_uint_eq(dropped.count, 0);
}
END_TEST

HZ_SUITE("managed fields", finds_the_fields_that_are_no_longer_wanted,
	 what_others_manage_is_not_ours_to_drop, an_object_without_managed_fields_drops_nothing)
