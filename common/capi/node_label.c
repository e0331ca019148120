/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a label gets onto a node.
 */
#include "capi/node_label.h"

#include <string.h>

#include "base/str.h"
#include "base/strv.h"
#include "text/json.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

/* Whether @domain is @of or lies below it. */
static bool is_in_domain(const char *domain, const char *of)
{
	size_t len = strlen(domain);

	return hz_str_eq(domain, of) ||
	       (hz_str_ends(domain, of) && domain[len - strlen(of) - 1] == '.');
}

/* https://cluster-api.sigs.k8s.io/reference/api/metadata-propagation */
static bool is_carried_over(const char *domain)
{
	return hz_str_eq(domain, "node-role.kubernetes.io") ||
	       is_in_domain(domain, "node-restriction.kubernetes.io") ||
	       is_in_domain(domain, "node.cluster.x-k8s.io");
}

/* k8s.io/kubelet/pkg/apis/well_known_labels.go */
static bool is_allowed_to_kubelet(const char *key, const char *domain)
{
	static const char *const keys[] = {
		"beta.kubernetes.io/arch",
		"beta.kubernetes.io/instance-type",
		"beta.kubernetes.io/os",
		"failure-domain.beta.kubernetes.io/region",
		"failure-domain.beta.kubernetes.io/zone",
		"kubernetes.io/arch",
		"kubernetes.io/hostname",
		"kubernetes.io/os",
		"node.kubernetes.io/instance-type",
		"topology.kubernetes.io/region",
		"topology.kubernetes.io/zone",
	};

	if (is_in_domain(domain, "kubelet.kubernetes.io") ||
	    is_in_domain(domain, "node.kubernetes.io"))
		return true;
	for (size_t i = 0; i < HZ_COUNT(keys); i++)
		if (hz_str_eq(key, keys[i]))
			return true;
	return false;
}

enum hz_node_label hz_node_label_way(const char *key)
{
	const char *slash = strchr(key, '/');
	HZ_AUTO(hz_freep) char *domain = slash ? hz_strndup(key, (size_t)(slash - key)) : NULL;

	if (!domain)
		return HZ_NODE_LABEL_KUBELET;
	if (is_carried_over(domain))
		return HZ_NODE_LABEL_MACHINE;
	if (!is_in_domain(domain, "kubernetes.io") && !is_in_domain(domain, "k8s.io"))
		return HZ_NODE_LABEL_KUBELET;
	return is_allowed_to_kubelet(key, domain) ? HZ_NODE_LABEL_KUBELET : HZ_NODE_LABEL_RESERVED;
}

/* Whether @text has 1 to @longest characters of @allowed and no mark at its ends. */
static bool is_name(const char *text, size_t len, size_t longest, const char *allowed)
{
	static const char marks[] = "-_.";

	return len > 0 && len <= longest && strspn(text, allowed) >= len &&
	       !strchr(marks, text[0]) && !strchr(marks, text[len - 1]);
}

bool hz_qualified_name(const char *key)
{
	const char *slash = strchr(key, '/');
	const char *name = slash ? slash + 1 : key;

	if (slash && (!is_name(key, (size_t)(slash - key), 253, LOWER DIGITS "-.") ||
		      memmem(key, (size_t)(slash - key), "..", 2)))
		return false;
	return is_name(name, strlen(name), 63, LOWER UPPER DIGITS "-_.");
}

char *hz_node_labels_of_kubelet(const json_t *pool)
{
	HZ_AUTO(hz_strv_done) struct hz_strv labels = HZ_STRV_INIT;
	const char *key;
	json_t *value;

	hz_strv_addf(&labels, "%s=%s", HZ_LABEL_POOL, hz_json_str(pool, "name"));
	json_object_foreach(hz_json_get(pool, "labels"), key, value)
		if (hz_node_label_way(key) == HZ_NODE_LABEL_KUBELET)
			hz_strv_addf(&labels, "%s=%s", key, json_string_value(value));
	hz_strv_sort(&labels);
	return hz_strv_join(&labels, ",");
}

json_t *hz_node_labels_of_machine(const json_t *pool)
{
	json_t *labels = json_object();
	const char *key;
	json_t *value;

	json_object_foreach(hz_json_get(pool, "labels"), key, value)
		if (hz_node_label_way(key) == HZ_NODE_LABEL_MACHINE)
			(void)json_object_set(labels, key, value);
	return labels;
}
