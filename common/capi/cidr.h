/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranges of IPv4 addresses, such as 10.244.0.0/16.
 */
#ifndef HZ_CAPI_CIDR_H
#define HZ_CAPI_CIDR_H

#include <stdbool.h>
#include <stdint.h>

struct hz_cidr {
	uint32_t first; /* address, in host order; its bits behind @bits are 0 */
	int bits;       /* of the prefix, 0 to 32 */
};

/* 0 and *@ret, or -1; bits behind the prefix are refused. */
int hz_cidr_parse(const char *text, struct hz_cidr *ret);

/* Whether @inner lies in @outer. */
bool hz_cidr_holds(const struct hz_cidr *outer, const struct hz_cidr *inner);

/* Whether the two have an address in common. */
bool hz_cidr_overlap(const struct hz_cidr *a, const struct hz_cidr *b);

#endif
