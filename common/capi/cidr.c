/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Ranges of IPv4 addresses.
 */
#include "capi/cidr.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"

static uint32_t mask_of(int bits)
{
	return bits == 0 ? 0 : UINT32_MAX << (32 - bits);
}

int hz_cidr_parse(const char *text, struct hz_cidr *ret)
{
	const char *slash = strchr(text, '/');
	HZ_AUTO(hz_freep) char *address = slash ? hz_strndup(text, (size_t)(slash - text)) : NULL;
	struct in_addr parsed;
	struct hz_cidr cidr;

	if (!slash || inet_pton(AF_INET, address, &parsed) != 1 ||
	    hz_parse_int_in(slash + 1, 0, 32, &cidr.bits) < 0)
		return -1;
	cidr.first = ntohl(parsed.s_addr);
	if (cidr.first & ~mask_of(cidr.bits))
		return -1;
	*ret = cidr;
	return 0;
}

bool hz_cidr_holds(const struct hz_cidr *outer, const struct hz_cidr *inner)
{
	return outer->bits <= inner->bits && (inner->first & mask_of(outer->bits)) == outer->first;
}

bool hz_cidr_overlap(const struct hz_cidr *a, const struct hz_cidr *b)
{
	return hz_cidr_holds(a, b) || hz_cidr_holds(b, a);
}
