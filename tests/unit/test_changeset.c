/* SPDX-License-Identifier: Apache-2.0 */
#include "kube/changeset.h"

#include <string.h>

#include "capi/tolerance.h"
#include "kube_server.h"
#include "unit.h"

#define OBJECT(kind, rest)                    \
	"{'apiVersion': 'v1', 'kind': '" kind \
	"', 'metadata': {'name': 'a', 'namespace': 'n'}" rest "}"

/* The differences of two objects in words, to be freed. */
static char *described(const char *want, const char *have, enum hz_change_type *type)
{
	HZ_AUTO(hz_changeset_done) struct hz_changeset set = { .count = 1 };
	struct hz_buf text = HZ_BUF_INIT;

	set.change = hz_alloc(1, sizeof(*set.change));
	set.change->want = hz_test_json(want);
	set.change->have = hz_test_json(have);
	hz_change_compare(set.change, hz_cluster_tolerates);
	hz_changeset_describe(&text, &set);
	*type = set.change->type;
	return hz_buf_take(&text);
}

static const struct {
	const char *want;
	const char *have;
	const char *text;
} cases[] = {
	{ OBJECT("ConfigMap", ", 'data': {'a': 'b'}"), OBJECT("ConfigMap", ", 'data': {'a': 'c'}"),
	  "  ConfigMap/a data.a: lives 'c', asked 'b'\n" },
	{ OBJECT("ConfigMap", ", 'data': {'a': 'b'}"), OBJECT("ConfigMap", ""),
	  "  ConfigMap/a data: lives (not set), asked {'a':'b'}\n" },
	/* what the provider fills in, and only that */
	{ OBJECT("HetznerCluster", ", 'spec': {'controlPlaneEndpoint': {'host': ''}}"),
	  OBJECT("HetznerCluster", ", 'spec': {'controlPlaneEndpoint': {'host': '203.0.113.1'}}"),
	  "" },
	{ OBJECT("HetznerCluster", ", 'spec': {'controlPlaneEndpoint': {'host': 'a.example'}}"),
	  OBJECT("HetznerCluster", ", 'spec': {'controlPlaneEndpoint': {'host': '203.0.113.1'}}"),
	  "  HetznerCluster/a spec.controlPlaneEndpoint.host: lives '203.0.113.1', asked "
	  "'a.example'\n" },
	{ OBJECT("ConfigMap", ", 'spec': {'host': ''}"),
	  OBJECT("ConfigMap", ", 'spec': {'host': 'x'}"),
	  "  ConfigMap/a spec.host: lives 'x', asked ''\n" },
	{ OBJECT("ConfigMap", ", 'spec': {'controlPlaneEndpoint': {'host': ''}, 'b': 1, 'c': 2}"),
	  OBJECT("ConfigMap", ", 'spec': {'controlPlaneEndpoint': {'host': 'x'}, 'b': 2, 'c': 3}"),
	  "  ConfigMap/a spec.b: lives 2, asked 1\n  ConfigMap/a spec.c: lives 3, asked 2\n" },
	/* the one machine of a pool that was smaller, and no other number */
	{ OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': '40%'}"),
	  OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': 1}"), "" },
	{ OBJECT("MachineHealthCheck",
		 ", 'spec': {'remediation': {'triggerIf': {'unhealthyLessThanOrEqualTo': '40%'}}}"),
	  OBJECT("MachineHealthCheck",
		 ", 'spec': {'remediation': {'triggerIf': {'unhealthyLessThanOrEqualTo': 1}}}"),
	  "" },
	{ OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': '40%'}"),
	  OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': 2}"),
	  "  MachineHealthCheck/a spec.maxUnhealthy: lives 2, asked '40%'\n" },
	{ OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': 1}"),
	  OBJECT("MachineHealthCheck", ", 'spec': {'maxUnhealthy': '40%'}"),
	  "  MachineHealthCheck/a spec.maxUnhealthy: lives '40%', asked 1\n" },
};

START_TEST(without_tolerance_everything_is_a_difference)
{
	struct hz_change change = {
		.want = hz_test_json("{'spec': {'controlPlaneEndpoint': {'host': ''}}}"),
		.have = hz_test_json("{'spec': {'controlPlaneEndpoint': {'host': 'x'}}}"),
	};

	hz_change_compare(&change, NULL);
	ck_assert_int_eq(change.type, HZ_CHANGE_DIFFERENT);
	hz_json_diff_done(&change.diff);
	json_decref(change.want);
	json_decref(change.have);
}
END_TEST

START_TEST(each_difference_is_a_line)
{
	for (size_t i = 0; i < HZ_COUNT(cases); i++) {
		enum hz_change_type type;
		HZ_AUTO(hz_freep) char *text = described(cases[i].want, cases[i].have, &type);
		HZ_AUTO(hz_freep) char *want = hz_test_quoted(cases[i].text);

		ck_assert_str_eq(text, want);
		ck_assert_int_eq(type, *want ? HZ_CHANGE_DIFFERENT : HZ_CHANGE_NONE);
	}
}
END_TEST

#define SECRET(rest) OBJECT("Secret", rest)

static const struct {
	const char *want;
	const char *have;
	const char *text;
} secrets[] = {
	{ SECRET(", 'data': {'t': 'aHVudGVyMg=='}"), SECRET(", 'data': {'t': 'aHVudGVyMQ=='}"),
	  "  Secret/a data.t: lives '(hidden)', asked '(hidden)'\n" },
	{ SECRET(", 'stringData': {'t': 'hunter2'}"), SECRET(", 'data': {'t': 'aHVudGVyMg=='}"),
	  "  Secret/a stringData: lives (not set), asked '(hidden)'\n" },
	{ SECRET(", 'data': {'t': 'aHVudGVyMg=='}"), SECRET(", 'data': null"),
	  "  Secret/a data: lives '(hidden)', asked '(hidden)'\n" },
	{ SECRET(", 'data': 'hunter2'"), SECRET(", 'data': ['hunter2']"),
	  "  Secret/a data: lives '(hidden)', asked '(hidden)'\n" },
	/* what is no secret is shown, but no annotation, which may be a copy of everything */
	{ SECRET(", 'type': 'Opaque'"), SECRET(", 'type': 'tls'"),
	  "  Secret/a type: lives 'tls', asked 'Opaque'\n" },
	{ "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a', 'labels': {'l': 'x'}, "
	  "'annotations': {'last': 'hunter2'}}}",
	  "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a', 'labels': {'l': 'y'}, "
	  "'annotations': {'last': 'hunter1'}}}",
	  "  Secret/a metadata.labels.l: lives 'y', asked 'x'\n"
	  "  Secret/a metadata.annotations.last: lives '(hidden)', asked '(hidden)'\n" },
	{ "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a'}, 'data': {'labels': "
	  "'hunter2'}, "
	  "'metadata.labels': 'hunter2', 'typed': 'hunter2'}",
	  "{'apiVersion': 'v1', 'kind': 'Secret', 'metadata': {'name': 'a'}, 'data': {'labels': "
	  "'hunter1'}, "
	  "'metadata.labels': 'hunter1', 'typed': 'hunter1'}",
	  "  Secret/a data.labels: lives '(hidden)', asked '(hidden)'\n"
	  "  Secret/a [metadata.labels]: lives '(hidden)', asked '(hidden)'\n"
	  "  Secret/a typed: lives '(hidden)', asked '(hidden)'\n" },
};

START_TEST(no_value_of_a_secret_is_ever_in_a_difference)
{
	for (size_t i = 0; i < HZ_COUNT(secrets); i++) {
		enum hz_change_type type;
		HZ_AUTO(hz_freep) char *text = described(secrets[i].want, secrets[i].have, &type);
		HZ_AUTO(hz_freep) char *want = hz_test_quoted(secrets[i].text);

		ck_assert_str_eq(text, want);
		ck_assert_int_eq(type, HZ_CHANGE_DIFFERENT);
		ck_assert_ptr_null(strstr(text, "hunter"));
		ck_assert_ptr_null(strstr(text, "aHVudGVy"));
	}
}
END_TEST

HZ_SUITE("changeset", each_difference_is_a_line, without_tolerance_everything_is_a_difference,
	 no_value_of_a_secret_is_ever_in_a_difference)
