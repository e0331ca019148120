/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of Hetzner without asking: locations, server types and images.
 */
#include "capi/hetzner_facts.h"

#include "base/str.h"
#include "base/strv.h"
#include "capi/data_file.h"

json_t *hz_hetzner_facts(void)
{
	return hz_data_file("hetzner.yaml");
}

static const json_t *location_of(const json_t *facts, const char *location)
{
	return json_object_get(json_object_get(facts, "locations"), location);
}

static const json_t *type_of(const json_t *facts, const char *type)
{
	return json_object_get(json_object_get(facts, "types"), type);
}

const char *hz_location_zone(const json_t *facts, const char *location)
{
	const char *zone = json_string_value(json_object_get(location_of(facts, location), "zone"));

	return zone ? zone : "";
}

const char *hz_location_server_type(const json_t *facts, const char *location,
				    const char *architecture)
{
	const json_t *begin = json_object_get(location_of(facts, location), "begin");

	return json_string_value(json_object_get(begin, architecture));
}

bool hz_server_type_known(const json_t *facts, const char *type)
{
	return type_of(facts, type) != NULL;
}

const char *hz_server_type_architecture(const json_t *facts, const char *type)
{
	return json_string_value(json_object_get(type_of(facts, type), "architecture"));
}

bool hz_server_type_sold(const json_t *facts, const char *type, const char *location)
{
	const json_t *sold = json_object_get(type_of(facts, type), "locations");
	size_t i;
	json_t *place;

	json_array_foreach(sold, i, place)
		if (hz_str_eq(json_string_value(place), location))
			return true;
	return !sold;
}

const char *hz_server_type_instead(const json_t *facts, const char *type, const char *location)
{
	const json_t *others = json_object_get(type_of(facts, type), "instead");
	size_t i;
	json_t *other;

	json_array_foreach(others, i, other)
		if (hz_server_type_sold(facts, json_string_value(other), location))
			return json_string_value(other);
	return NULL;
}

char *hz_server_type_locations(const json_t *facts, const char *type)
{
	const json_t *sold = json_object_get(type_of(facts, type), "locations");
	HZ_AUTO(hz_strv_done) struct hz_strv list = HZ_STRV_INIT;
	size_t i;
	json_t *place;

	json_array_foreach(sold, i, place)
		hz_strv_add(&list, json_string_value(place));
	return hz_strv_join(&list, ", ");
}

bool hz_image_lacks_apt(const json_t *facts, const char *image)
{
	size_t i;
	json_t *beginning;

	json_array_foreach(json_object_get(facts, "noApt"), i, beginning)
		if (hz_str_starts(image, json_string_value(beginning)))
			return true;
	return false;
}
