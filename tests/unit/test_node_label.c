/* SPDX-License-Identifier: Apache-2.0 */
#include "capi/node_label.h"

#include <string.h>

#include "text/json.h"
#include "unit.h"

START_TEST(a_label_goes_the_way_that_kubernetes_leaves_open)
{
	static const struct {
		const char *key;
		enum hz_node_label way;
	} cases[] = {
		{ "disk", HZ_NODE_LABEL_KUBELET },
		{ "example.com/disk", HZ_NODE_LABEL_KUBELET },
		{ "mykubernetes.io/x", HZ_NODE_LABEL_KUBELET },
		{ "node.kubernetes.io/pool", HZ_NODE_LABEL_KUBELET },
		{ "a.node.kubernetes.io/pool", HZ_NODE_LABEL_KUBELET },
		{ "kubelet.kubernetes.io/x", HZ_NODE_LABEL_KUBELET },
		{ "topology.kubernetes.io/zone", HZ_NODE_LABEL_KUBELET },
		{ "node-role.kubernetes.io/worker", HZ_NODE_LABEL_MACHINE },
		{ "node-restriction.kubernetes.io/a", HZ_NODE_LABEL_MACHINE },
		{ "x.node-restriction.kubernetes.io/a", HZ_NODE_LABEL_MACHINE },
		{ "node.cluster.x-k8s.io/a", HZ_NODE_LABEL_MACHINE },
		{ "x.node-role.kubernetes.io/worker", HZ_NODE_LABEL_RESERVED },
		{ "topology.kubernetes.io/rack", HZ_NODE_LABEL_RESERVED },
		{ "kubernetes.io/role", HZ_NODE_LABEL_RESERVED },
		{ "k8s.io/x", HZ_NODE_LABEL_RESERVED },
		{ "cluster.x-k8s.io/x", HZ_NODE_LABEL_KUBELET },
	};

	for (size_t i = 0; i < HZ_COUNT(cases); i++)
		ck_assert_msg(hz_node_label_way(cases[i].key) == cases[i].way, "%s", cases[i].key);
}
END_TEST

START_TEST(knows_qualified_names)
{
	static const char *const good[] = {
		"a",
		"A.b_c-d",
		"example.com/A",
		"a-b.c/0",
		"x123456789012345678901234567890123456789012345678901234567890ab",
	};
	static const char *const bad[] = {
		"",
		"/a",
		"a/",
		"a//b",
		"a/b/c",
		"-a",
		"a-",
		"a b",
		"ä",
		"A/b",
		"a..b/c",
		"-a.b/c",
		"a.b-/c",
		"a.b/c_",
		"x123456789012345678901234567890123456789012345678901234567890abc",
	};

	for (size_t i = 0; i < HZ_COUNT(good); i++)
		ck_assert_msg(hz_qualified_name(good[i]), "%s was refused", good[i]);
	for (size_t i = 0; i < HZ_COUNT(bad); i++)
		ck_assert_msg(!hz_qualified_name(bad[i]), "%s was accepted", bad[i]);
}
END_TEST

START_TEST(the_labels_of_a_pool_are_divided)
{
	HZ_AUTO(hz_json_unrefp)
	json_t *pool = json_pack("{s:s, s:{s:s, s:s, s:s}}", "name", "md-0", "labels", "z", "",
				 "node-role.kubernetes.io/worker", "", "a", "b");
	HZ_AUTO(hz_freep) char *kubelet = hz_node_labels_of_kubelet(pool);
	HZ_AUTO(hz_json_unrefp) json_t *machine = hz_node_labels_of_machine(pool);
	HZ_AUTO(hz_freep) char *text = hz_json_text(machine);

	ck_assert_str_eq(kubelet, "a=b,kubectl-hetzner.dev/pool=md-0,z=");
	ck_assert_str_eq(text, "{\"node-role.kubernetes.io/worker\":\"\"}");
}
END_TEST

HZ_SUITE("node_label", a_label_goes_the_way_that_kubernetes_leaves_open, knows_qualified_names,
	 the_labels_of_a_pool_are_divided)
