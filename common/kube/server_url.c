/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The server of a kubeconfig's cluster as a URL.
 */
#include "kube/server_url.h"

#include <ctype.h>
#include <string.h>

#include "base/str.h"
#include "net/url.h"

/* Whether @text starts with "scheme://" and something that may be a host. */
static bool has_scheme_and_host(const char *text)
{
	const char *at = text;

	if (!isalpha((unsigned char)*at))
		return false;
	while (isalnum((unsigned char)*at) || (*at && strchr("+-.", *at)))
		at++;
	return hz_str_starts(at, "://") && at[3] && !strchr("/?#", at[3]);
}

static int refuse(const char *text, const char *why, struct hz_err *err)
{
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	hz_url_add_masked(&shown, text);
	return hz_err_set(err, HZ_ERR_INVALID, "BadUrl", "\"%s\" %s", hz_buf_str(&shown), why);
}

int hz_server_url(const char *text, char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	bool whole = has_scheme_and_host(text);
	HZ_AUTO(hz_freep) char *full = hz_strf("%s%s", whole ? "" : "http://", text);
	const char *authority;
	size_t len;

	if (hz_url_parse(full, &url, err) < 0)
		return -1;
	if (!hz_str_eq(url.scheme, "https") && !hz_str_eq(url.scheme, "http"))
		return refuse(text, "is neither an https nor an http URL", err);
	if (!whole && *url.path && !hz_str_eq(url.path, "/"))
		return refuse(text, "must be a URL or HOST:PORT", err);
	if (url.has_user)
		return refuse(text, "must not hold a user name or a password", err);
	authority = strstr(full, "://");
	len = strcspn(authority, "?#");
	while (authority[len - 1] == '/')
		len--;
	*ret = hz_strf("%s%.*s", url.scheme, (int)len, authority);
	return 0;
}

char *hz_server_url_told(const char *text)
{
	const char *authority = strstr(text, "://");
	const char *path = authority ? strchr(authority + 3, '/') : NULL;
	HZ_AUTO(hz_freep) char *scheme = NULL;

	if (!path || !path[1] || path[1] == '?')
		return hz_strf("%s", text);
	scheme = hz_strndup(text, (size_t)(authority - text));
	for (char *at = scheme; *at; at++)
		*at = (char)tolower((unsigned char)*at);
	return hz_strf("%s%.*s", scheme, (int)strcspn(authority, "?"), authority);
}
