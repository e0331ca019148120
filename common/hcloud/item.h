/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One thing of the Cloud API (a server, an image, an action), as a JSON object.
 *
 * Its id is a number of 64 bits: in paths it is written in decimal, and nowhere is it
 * kept in less. Only record sets of DNS zones have texts as ids.
 */
#ifndef HZ_HCLOUD_ITEM_H
#define HZ_HCLOUD_ITEM_H

#include <inttypes.h>
#include <jansson.h>

/* The id of @item, 0 when it has none that is a number. */
int64_t hz_hcloud_id(const json_t *item);

/* What is wrong with @item, behind "one that ": "is no object"; NULL when nothing is. Static. */
const char *hz_hcloud_item_fault(const json_t *item);

#endif
