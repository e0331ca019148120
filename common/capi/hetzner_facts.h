/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of Hetzner without asking: locations, server types and images, from
 * capi/data/hetzner.yaml. It serves to find mistakes early; the API is the truth.
 */
#ifndef HZ_CAPI_HETZNER_FACTS_H
#define HZ_CAPI_HETZNER_FACTS_H

#include <jansson.h>
#include <stdbool.h>

#include "base/mem.h"

/* The table; a new reference. The functions below take it. */
json_t *hz_hetzner_facts(void);

/* The network zone of @location, "" if it is unknown. */
const char *hz_location_zone(const json_t *facts, const char *location);

/* The server type of @architecture to begin with in @location; NULL if it sells none. */
const char *hz_location_server_type(const json_t *facts, const char *location,
				    const char *architecture);

bool hz_server_type_known(const json_t *facts, const char *type);

/* "amd64" or "arm64"; NULL if the type is unknown. */
const char *hz_server_type_architecture(const json_t *facts, const char *type);

/* Whether the type is sold there; unknown types count as sold. */
bool hz_server_type_sold(const json_t *facts, const char *type, const char *location);

/* The nearest type that is sold in @location, or NULL. */
const char *hz_server_type_instead(const json_t *facts, const char *type, const char *location);

/* The locations that sell the known @type, "fsn1, hel1", "" if none does. Owned by the caller. */
char *hz_server_type_locations(const json_t *facts, const char *type) HZ_OWNED(free) HZ_NOT_NULL;

/* Whether @image is a system image on which the node set-up cannot work: it has no apt. */
bool hz_image_lacks_apt(const json_t *facts, const char *image);

#endif
