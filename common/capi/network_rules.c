/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for locations, network zones and ranges of addresses.
 */
#include "base/str.h"
#include "capi/cidr.h"
#include "capi/cluster_rules.h"
#include "capi/hetzner_facts.h"
#include "text/json.h"

/* kube-controller-manager gives each node a /24 of the pods' range. */
#define NODE_PREFIX 24

static const char *zone_of(const struct hz_cluster_rules *rules, const char *location)
{
	return hz_location_zone(rules->facts, location);
}

/* --- zones ------------------------------------------------------------------------------- */

/* The control plane stays in one zone, and its load balancer with it. */
static void check_control_plane(const struct hz_cluster_rules *rules)
{
	const json_t *locations = hz_json_array(rules->tree, "spec.controlPlane.locations");
	const char *first = json_string_value(json_array_get(locations, 0));
	const char *balancer = hz_json_str(rules->tree, "spec.endpoint.loadBalancer.location");
	HZ_AUTO(hz_strv_done) struct hz_strv seen = HZ_STRV_INIT;
	size_t i;
	json_t *item;

	json_array_foreach(locations, i, item) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.controlPlane.locations.%zu", i);
		const char *location = json_string_value(item);

		if (hz_strv_has(&seen, location))
			hz_mistakes_add(rules->mistakes, path, false, "%s stands here twice",
					location);
		else if (!hz_str_eq(zone_of(rules, location), zone_of(rules, first)))
			hz_mistakes_add(
				rules->mistakes, path, false,
				"%s is in network zone %s, and %s in %s: a control plane stays "
				"in one zone",
				location, zone_of(rules, location), first, zone_of(rules, first));
		hz_strv_add(&seen, location);
	}
	if (!hz_str_eq(zone_of(rules, balancer), zone_of(rules, first)))
		hz_mistakes_add(
			rules->mistakes, "spec.endpoint.loadBalancer.location", false,
			"%s is in network zone %s, and the control plane in %s: a load balancer "
			"reaches only servers of its own zone",
			balancer, zone_of(rules, balancer), zone_of(rules, first));
}

/* Whatever the private network connects is in its zone. */
static void check_private_network(const struct hz_cluster_rules *rules)
{
	const char *zone = hz_json_str(rules->tree, "spec.network.zone");
	const char *first = hz_json_str(rules->tree, "spec.controlPlane.locations.0");
	size_t i;
	json_t *pool;

	if (!hz_str_eq(zone, zone_of(rules, first)))
		hz_mistakes_add(rules->mistakes, "spec.network.zone", false,
				"%s does not reach the control plane in %s, which is in %s", zone,
				first, zone_of(rules, first));
	json_array_foreach(hz_json_array(rules->tree, "spec.workers"), i, pool) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.workers.%zu.location", i);
		const char *location = hz_json_str(pool, "location");

		if (!hz_str_eq(zone_of(rules, location), zone))
			hz_mistakes_add(
				rules->mistakes, path, false,
				"%s is in network zone %s, where the private network of zone %s "
				"does not reach",
				location, zone_of(rules, location), zone);
	}
}

/* --- ranges of addresses ----------------------------------------------------------------- */

/* Reads the range at @path: 0, or -1 with a mistake. */
static int read_range(const struct hz_cluster_rules *rules, const char *path, struct hz_cidr *ret)
{
	const char *text = hz_json_str(rules->tree, path);

	if (hz_cidr_parse(text, ret) == 0)
		return 0;
	hz_mistakes_add(
		rules->mistakes, path, false,
		"%s is not a range of IPv4 addresses: like 10.0.0.0/16, with no bits set behind "
		"the prefix",
		text);
	return -1;
}

/* The ranges at the two paths have no address in common. */
static void check_apart(const struct hz_cluster_rules *rules, const char *path, const char *other)
{
	struct hz_cidr a;
	struct hz_cidr b;

	if (hz_cidr_parse(hz_json_str(rules->tree, path), &a) == 0 &&
	    hz_cidr_parse(hz_json_str(rules->tree, other), &b) == 0 && hz_cidr_overlap(&a, &b))
		hz_mistakes_add(rules->mistakes, path, false, "%s overlaps with %s, %s",
				hz_json_str(rules->tree, path), other,
				hz_json_str(rules->tree, other));
}

static int count_nodes(const json_t *tree)
{
	int nodes = (int)hz_json_int(tree, "spec.controlPlane.replicas");
	size_t i;
	json_t *pool;

	json_array_foreach(hz_json_array(tree, "spec.workers"), i, pool)
		nodes += (int)hz_json_int(pool, "replicas");
	return nodes;
}

static void check_pods(const struct hz_cluster_rules *rules)
{
	const char *text = hz_json_str(rules->tree, "spec.podCIDR");
	int nodes = count_nodes(rules->tree);
	struct hz_cidr pods;

	if (read_range(rules, "spec.podCIDR", &pods) < 0 || pods.bits < 8)
		return;
	if (pods.bits > NODE_PREFIX || nodes > 1 << (NODE_PREFIX - pods.bits))
		hz_mistakes_add(rules->mistakes, "spec.podCIDR", false,
				"%s is too small for %d node%s, each of which takes a /%d", text,
				nodes, nodes == 1 ? "" : "s", NODE_PREFIX);
}

/* The limits of kube-apiserver (20 bits of addresses) and of kubeadm (10 addresses). */
static void check_services(const struct hz_cluster_rules *rules)
{
	struct hz_cidr services;

	if (read_range(rules, "spec.serviceCIDR", &services) < 0)
		return;
	if (services.bits < 12 || services.bits > 28)
		hz_mistakes_add(rules->mistakes, "spec.serviceCIDR", false,
				"%s must have a prefix from /12 to /28",
				hz_json_str(rules->tree, "spec.serviceCIDR"));
}

static void check_network_ranges(const struct hz_cluster_rules *rules)
{
	struct hz_cidr network;
	struct hz_cidr subnet;

	if (read_range(rules, "spec.network.cidr", &network) < 0 ||
	    read_range(rules, "spec.network.subnetCIDR", &subnet) < 0)
		return;
	if (!hz_cidr_holds(&network, &subnet))
		hz_mistakes_add(rules->mistakes, "spec.network.subnetCIDR", false,
				"%s does not lie in the network, %s",
				hz_json_str(rules->tree, "spec.network.subnetCIDR"),
				hz_json_str(rules->tree, "spec.network.cidr"));
}

void hz_network_rules_check(const struct hz_cluster_rules *rules)
{
	check_control_plane(rules);
	check_pods(rules);
	check_services(rules);
	check_apart(rules, "spec.serviceCIDR", "spec.podCIDR");
	if (!hz_json_bool(rules->tree, "spec.network.enabled"))
		return;
	check_private_network(rules);
	check_network_ranges(rules);
	check_apart(rules, "spec.network.cidr", "spec.podCIDR");
	check_apart(rules, "spec.network.cidr", "spec.serviceCIDR");
}
