/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs: escaping what goes into one, taking one apart, showing one.
 */
#include "net/url.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <string.h>

#include "base/num.h"
#include "base/str.h"

void hz_url_escape(struct hz_buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		unsigned char byte = (unsigned char)*at;

		if (byte < 0x80 && (isalnum(byte) || strchr("-._~", byte)))
			hz_buf_addc(out, *at);
		else
			hz_buf_addf(out, "%%%02X", byte);
	}
}

void hz_url_query(struct hz_buf *out, const char *name, const char *value)
{
	if (!value)
		return;
	hz_buf_addc(out, strchr(hz_buf_str(out), '?') ? '&' : '?');
	hz_url_escape(out, name);
	hz_buf_addc(out, '=');
	hz_url_escape(out, value);
}

void hz_url_done(struct hz_url *url)
{
	free(url->scheme);
	free(url->host);
	free(url->path);
	*url = (struct hz_url){ .scheme = NULL };
}

/* Where the host, or the user name before it, begins; NULL without a "://". */
static const char *find_authority(const char *text)
{
	const char *at = strstr(text, "://");

	return at ? at + strlen("://") : NULL;
}

const char *hz_url_user(const char *text, size_t *ret_len)
{
	const char *authority = find_authority(text);
	const char *user = authority ? authority : text;
	const char *end = NULL;

	for (const char *at = user; *at && !strchr("/?#", *at); at++)
		if (*at == '@')
			end = at;
	if (!end)
		return NULL;
	*ret_len = (size_t)(end - user);
	return user;
}

void hz_url_add_masked(struct hz_buf *out, const char *text)
{
	size_t len = 0;
	const char *user = hz_url_user(text, &len);

	if (user) {
		hz_str_add_visible(out, text, (size_t)(user - text));
		hz_buf_adds(out, "<masked>");
		text = user + len;
	}
	hz_str_add_visible(out, text, strlen(text));
}

void hz_url_add_origin(struct hz_buf *out, const struct hz_url *url)
{
	bool ipv6 = strchr(url->host, ':') != NULL;

	hz_buf_addf(out, "%s://%s", url->scheme, ipv6 ? "[" : "");
	hz_str_add_visible(out, url->host, strlen(url->host));
	hz_buf_adds(out, ipv6 ? "]" : "");
	if (url->port)
		hz_buf_addf(out, ":%d", url->port);
}

static int refuse(const char *text, const char *why, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	hz_url_add_masked(&shown, text);
	return hz_err_set(err, HZ_ERR_INVALID, "BadUrl", "\"%s\" is not a URL: %s",
			  hz_buf_str(&shown), why);
}

static bool is_scheme(const char *text, size_t len)
{
	if (len == 0 || !isalpha((unsigned char)text[0]))
		return false;
	for (size_t i = 0; i < len; i++)
		if (!isalnum((unsigned char)text[i]) && !strchr("+-.", text[i]))
			return false;
	return true;
}

/* Control characters and blanks belong into no URL. */
static bool has_blanks(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text <= ' ' || *text == 0x7f)
			return true;
	return false;
}

static char *lower(const char *text, size_t len)
{
	char *copy = hz_strndup(text, len);

	for (char *at = copy; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return copy;
}

static int default_port(const char *scheme)
{
	return strcmp(scheme, "https") == 0       ? 443
	       : strcmp(scheme, "http") == 0      ? 80
	       : strncmp(scheme, "socks", 5) == 0 ? 1080
						  : 0;
}

/* An IPv6 address with an optional zone, "fe80::1%eth0". */
static bool is_ipv6(const char *host)
{
	HZ_AUTO(hz_freep) char *address = hz_strndup(host, strcspn(host, "%"));
	struct in6_addr binary;

	return inet_pton(AF_INET6, address, &binary) == 1;
}

/* Splits "host:port" or "[v6]:port" of @len bytes; says what is wrong, or returns NULL. */
static const char *split_host(const char *text, size_t len, struct hz_url *url)
{
	HZ_AUTO(hz_freep) char *all = hz_strndup(text, len);
	char *end = *all == '[' ? strchr(all, ']') : all + strcspn(all, ":");
	const char *rest;

	if (!end)
		return "a \"]\" is missing";
	rest = *all == '[' ? end + 1 : end;
	if (*rest && *rest != ':')
		return "between the address in brackets and the port there must be a \":\"";
	if (rest[0] && rest[1] &&
	    (!isdigit((unsigned char)rest[1]) ||
	     hz_parse_int_in(rest + 1, 1, 65535, &url->port) < 0))
		return "the port is not a number from 1 to 65535";
	url->host = *all == '[' ? lower(all + 1, (size_t)(end - all - 1))
				: lower(all, (size_t)(end - all));
	if (!*url->host)
		return "the host is missing";
	if (*all == '[' ? !is_ipv6(url->host) : url->host[strcspn(url->host, "[]%<>\"\\^`{|}")])
		return "the host is neither a name nor an address";
	return NULL;
}

int hz_url_parse(const char *text, struct hz_url *ret, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	const char *authority = find_authority(text);
	size_t user_len = 0;
	const char *host;
	const char *path;
	const char *wrong;

	if (has_blanks(text))
		return refuse(text, "it holds blanks or control characters", err);
	if (!authority || !is_scheme(text, (size_t)(authority - text) - strlen("://")))
		return refuse(text, "it does not start with a scheme such as https://", err);
	url.has_user = hz_url_user(text, &user_len) != NULL;
	host = url.has_user ? authority + user_len + 1 : authority;
	path = host + strcspn(host, "/?#");
	url.scheme = lower(text, (size_t)(authority - text) - strlen("://"));
	url.port = default_port(url.scheme);
	wrong = split_host(host, (size_t)(path - host), &url);
	if (wrong)
		return refuse(text, wrong, err);
	url.path = hz_strndup(path, strcspn(path, "?#"));
	*ret = url;
	url = (struct hz_url){ .scheme = NULL };
	return 0;
}
