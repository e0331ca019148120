/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules for server types, architectures and images, of the control plane and of pools.
 */
#include "base/str.h"
#include "capi/cluster_rules.h"
#include "capi/hetzner_facts.h"
#include "text/json.h"

/* A machine of @path whose type is known is sold in @location. */
static void check_sold(const struct hz_cluster_rules *rules, const char *path, const char *type,
		       const char *location)
{
	HZ_AUTO(hz_freep) char *places = hz_server_type_locations(rules->facts, type);
	HZ_AUTO(hz_freep) char *field = hz_strf("%s.type", path);
	const char *instead = hz_server_type_instead(rules->facts, type, location);

	if (hz_server_type_sold(rules->facts, type, location))
		return;
	if (instead)
		hz_mistakes_add(rules->mistakes, field, false,
				"server type %s is not sold in %s; the nearest that is: %s", type,
				location, instead);
	else
		hz_mistakes_add(rules->mistakes, field, false,
				"server type %s is not sold in %s%s%s", type, location,
				*places ? ", only in " : " or elsewhere", places);
}

static void check_architecture(const struct hz_cluster_rules *rules, const char *path,
			       const json_t *machine)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("%s.architecture", path);
	const char *type = hz_json_str(machine, "type");
	const char *said = hz_json_str(machine, "architecture");
	const char *known = hz_server_type_architecture(rules->facts, type);

	if (known && !hz_str_eq(said, known))
		hz_mistakes_add(rules->mistakes, field, false,
				"%s does not fit server type %s, which is %s", said, type, known);
	if (!known)
		hz_strv_addf(
			rules->notes,
			"Server type %s is new here, taken for %s: whether Hetzner sells it is not "
			"checked.",
			type, said);
}

static void check_image(const struct hz_cluster_rules *rules, const char *path,
			const json_t *machine)
{
	HZ_AUTO(hz_freep) char *field = hz_strf("%s.image", path);
	const char *image = hz_json_str(machine, "image");

	if (hz_str_eq(hz_json_str(rules->tree, "spec.nodeSetup"), "stock") &&
	    hz_image_lacks_apt(rules->facts, image))
		hz_mistakes_add(
			rules->mistakes, field, false,
			"%s cannot be set up, only Debian and Ubuntu can; ubuntu-24.04 works, or "
			"an image that has everything, with nodeSetup: none",
			image);
}

static void check_machine(const struct hz_cluster_rules *rules, const char *path,
			  const json_t *machine)
{
	check_architecture(rules, path, machine);
	check_image(rules, path, machine);
}

void hz_machine_rules_check(const struct hz_cluster_rules *rules)
{
	const json_t *control_plane = hz_json_get(rules->tree, "spec.controlPlane");
	const char *type = hz_json_str(control_plane, "type");
	size_t i;
	json_t *location;
	json_t *pool;

	check_machine(rules, "spec.controlPlane", control_plane);
	json_array_foreach(hz_json_array(control_plane, "locations"), i, location)
		check_sold(rules, "spec.controlPlane", type, json_string_value(location));
	json_array_foreach(hz_json_array(rules->tree, "spec.workers"), i, pool) {
		HZ_AUTO(hz_freep) char *path = hz_strf("spec.workers.%zu", i);

		check_machine(rules, path, pool);
		check_sold(rules, path, hz_json_str(pool, "type"), hz_json_str(pool, "location"));
	}
}
