/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which proxy a request takes: the rules of NO_PROXY.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"
#include "base/strv.h"
#include "net/proxy.h"

/* An address in network order; an IPv4 address in its IPv6 form counts as IPv4. */
struct address {
	unsigned char byte[16];
	unsigned len; /* 4 or 16 */
};

static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

/* Reads "10.0.0.1", "::1" or "fe80::1%eth0"; whether it is one. */
static bool read_address(const char *text, struct address *ret)
{
	HZ_AUTO(hz_freep) char *bare = hz_strndup(text, strcspn(text, "%"));

	ret->len = 4;
	if (inet_pton(AF_INET, bare, ret->byte) == 1)
		return true;
	ret->len = 16;
	if (inet_pton(AF_INET6, bare, ret->byte) != 1)
		return false;
	if (memcmp(ret->byte, mapped, sizeof(mapped)) == 0) {
		memmove(ret->byte, ret->byte + sizeof(mapped), 4);
		ret->len = 4;
	}
	return true;
}

static bool is_loopback(const struct address *address)
{
	static const unsigned char loopback6[16] = { [15] = 1 };

	return address->len == 4 ? address->byte[0] == 127
				 : memcmp(address->byte, loopback6, 16) == 0;
}

static bool has_prefix(const struct address *address, const struct address *net, unsigned bits)
{
	unsigned bytes = bits / 8;
	unsigned rest = bits % 8;

	if (address->len != net->len || memcmp(address->byte, net->byte, bytes) != 0)
		return false;
	return rest == 0 || (address->byte[bytes] ^ net->byte[bytes]) >> (8 - rest) == 0;
}

/* Reads "10.0.0.0/8" into a network and the bits that it has; whether it is one. */
static bool read_network(const char *text, struct address *ret, unsigned *ret_bits)
{
	const char *slash = strchr(text, '/');
	HZ_AUTO(hz_freep) char *first = slash ? hz_strndup(text, (size_t)(slash - text)) : NULL;
	bool ipv6;
	int bits;

	if (!first || !isdigit((unsigned char)slash[1]) || strchr(first, '%') ||
	    !read_address(first, ret))
		return false;
	ipv6 = strchr(first, ':') != NULL;
	if (hz_parse_int_in(slash + 1, 0, ipv6 ? 128 : 32, &bits) < 0)
		return false;
	if (ipv6 && ret->len == 4) {
		if (bits < 96)
			return false;
		bits -= 96;
	}
	*ret_bits = (unsigned)bits;
	return true;
}

/*
 * Cuts ":port" off @rule and gives the port, or "" when there is none: a name or
 * address without brackets has a port only if it has a single colon.
 */
static const char *cut_port(char **rule)
{
	char *colon = strrchr(*rule, ':');

	if (**rule == '[' && colon && colon[-1] == ']') {
		(*rule)++;
		colon[-1] = '\0';
		return colon + 1;
	}
	if (**rule == '[' || !colon || colon != strchr(*rule, ':'))
		return "";
	*colon = '\0';
	return colon + 1;
}

/* "foo.com" is itself and all below it; ".foo.com" and "*.foo.com" only those below. */
static bool covers_name(const char *rule, const char *host)
{
	size_t rule_len;
	size_t host_len = strlen(host);

	if (hz_str_starts(rule, "*."))
		rule++;
	if (*rule != '.' && strcmp(rule, host) == 0)
		return true;
	if (*rule == '.')
		rule++;
	rule_len = strlen(rule);
	return host_len > rule_len && host[host_len - rule_len - 1] == '.' &&
	       strcmp(host + host_len - rule_len, rule) == 0;
}

static bool covers(char *rule, const char *host, const struct address *address, const char *port)
{
	struct address net;
	unsigned bits;
	const char *rule_port;

	if (strcmp(rule, "*") == 0)
		return true;
	if (read_network(rule, &net, &bits))
		return address && has_prefix(address, &net, bits);
	rule_port = cut_port(&rule);
	if (!*rule || (*rule_port && strcmp(rule_port, port) != 0))
		return false;
	if (read_address(rule, &net) && !strchr(rule, '%'))
		return address && has_prefix(address, &net, net.len * 8);
	return !address && covers_name(rule, host);
}

bool hz_proxy_is_loopback(const char *host)
{
	struct address address;

	return strcmp(host, "localhost") == 0 ||
	       (read_address(host, &address) && is_loopback(&address));
}

bool hz_proxy_is_exempt(const char *no_proxy, const char *host, int port)
{
	HZ_AUTO(hz_strv_done) struct hz_strv rules = HZ_STRV_INIT;
	struct address address;
	bool is_address = read_address(host, &address);
	char port_text[16];

	if (hz_proxy_is_loopback(host))
		return true;
	(void)snprintf(port_text, sizeof(port_text), "%d", port);
	hz_strv_split(&rules, no_proxy ? no_proxy : "", ',');
	for (size_t i = 0; i < rules.count; i++) {
		char *rule = hz_str_trim(rules.item[i]);

		for (char *at = rule; *at; at++)
			*at = (char)tolower((unsigned char)*at);
		if (covers(rule, host, is_address ? &address : NULL, port_text))
			return true;
	}
	return false;
}
