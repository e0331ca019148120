/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where one of Hetzner's APIs is: its base URL.
 */
#include "hcloud/endpoint.h"

#include <string.h>

#include "base/str.h"
#include "net/proxy.h"
#include "net/url.h"

#define VARIABLE "HCLOUD_ENDPOINT"

/* What is wrong with the URL, or NULL. */
static const char *fault_of(const char *text, const struct hz_url *url)
{
	bool plain = hz_str_eq(url->scheme, "http");

	if (!plain && !hz_str_eq(url->scheme, "https"))
		return "must begin with https://";
	if (url->has_user)
		return "must not hold a user name or a password";
	if (strpbrk(text, "?#"))
		return "must have neither a query nor a fragment";
	if (plain && !hz_proxy_is_loopback(url->host))
		return "must begin with https://, since credentials go there; plain http is for "
		       "this machine only";
	return NULL;
}

int hz_endpoint_read(const char *text, const char *source, char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;
	size_t len = strlen(text);
	const char *fault;

	if (hz_url_parse(text, &url, err) < 0) {
		err->reason = "BadEndpoint";
		return hz_err_wrap(err, "%s", source);
	}
	fault = fault_of(text, &url);
	if (fault) {
		hz_url_add_masked(&shown, text);
		return hz_err_set(err, HZ_ERR_INVALID, "BadEndpoint", "%s: \"%s\" %s", source,
				  hz_buf_str(&shown), fault);
	}
	while (text[len - 1] == '/')
		len--;
	*ret = hz_strndup(text, len);
	return 0;
}

int hz_hcloud_endpoint_choose(const char *preferred, const char *source, char **ret,
			      struct hz_err *err)
{
	const char *variable = getenv(VARIABLE);

	if (variable && *variable)
		return hz_endpoint_read(variable, VARIABLE, ret, err);
	if (preferred && *preferred)
		return hz_endpoint_read(preferred, source, ret, err);
	*ret = hz_strdup(HZ_HCLOUD_ENDPOINT);
	return 0;
}

bool hz_endpoint_is_loopback(const char *endpoint)
{
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err ignored = HZ_ERR_INIT;

	return hz_url_parse(endpoint, &url, &ignored) == 0 && hz_proxy_is_loopback(url.host);
}
