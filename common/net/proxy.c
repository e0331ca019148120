/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which proxy a request takes: the variables and the proxy's URL.
 */
#include "net/proxy.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/str.h"

static const char *either(const char *upper, const char *lower)
{
	const char *value = getenv(upper);

	return hz_str_empty(value) ? getenv(lower) : value;
}

struct hz_proxy_env hz_proxy_env(void)
{
	return (struct hz_proxy_env){
		.http = either("HTTP_PROXY", "http_proxy"),
		.https = either("HTTPS_PROXY", "https_proxy"),
		.no_proxy = either("NO_PROXY", "no_proxy"),
		.cgi = !hz_str_empty(getenv("REQUEST_METHOD")),
	};
}

static int hex_digit(char c)
{
	const char *digits = "0123456789abcdef0123456789ABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)((at - digits) % 16) : -1;
}

/* Removes percent-encoding, in place. */
static void unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		int high = *from == '%' ? hex_digit(from[1]) : -1;
		int low = high >= 0 ? hex_digit(from[2]) : -1;

		if (low > 0 || (low == 0 && high > 0)) {
			*to++ = (char)(high << 4 | low);
			from += 2;
		} else {
			*to++ = *from;
		}
	}
	*to = '\0';
}

static void register_password(const char *url)
{
	size_t len = 0;
	const char *user = hz_url_user(url, &len);
	const char *colon = user ? memchr(user, ':', len) : NULL;
	HZ_AUTO(hz_secret_freep) char *password = NULL;

	if (!colon)
		return;
	password = hz_strndup(colon + 1, (size_t)(user + len - colon - 1));
	hz_secret_register(password);
	unescape(password);
	hz_secret_register(password);
}

static bool is_known(const char *scheme)
{
	static const char *const known[] = { "http", "https", "socks5", "socks5h" };

	for (size_t i = 0; i < HZ_COUNT(known); i++)
		if (strcmp(scheme, known[i]) == 0)
			return true;
	return false;
}

int hz_proxy_parse(const char *text, char **ret, struct hz_err *err)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf whole = HZ_BUF_INIT;
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err why = HZ_ERR_INIT;

	hz_buf_adds(&whole, strstr(text, "://") ? "" : "http://");
	hz_buf_adds(&whole, text);
	if (hz_url_parse(hz_buf_str(&whole), &url, &why) < 0)
		return hz_err_set(err, HZ_ERR_FAILED, "ProxyFailed", "cannot use the proxy: %s",
				  why.message);
	if (!is_known(url.scheme))
		return hz_err_set(err, HZ_ERR_FAILED, "ProxyFailed",
				  "cannot use the proxy: its scheme is \"%s\", and must be http, "
				  "https or socks5",
				  url.scheme);
	register_password(hz_buf_str(&whole));
	*ret = hz_strf("%s%s", strcmp(url.scheme, "socks5") == 0 ? "socks5h" : url.scheme,
		       strstr(hz_buf_str(&whole), "://"));
	return 0;
}

int hz_proxy_find(const struct hz_proxy_env *env, const struct hz_url *url, char **ret,
		  struct hz_err *err)
{
	bool tls = strcmp(url->scheme, "https") == 0;
	const char *proxy = tls ? env->https : env->http;

	if (hz_str_empty(proxy) || hz_proxy_is_exempt(env->no_proxy, url->host, url->port)) {
		*ret = NULL;
		return 0;
	}
	if (env->cgi && !tls)
		return hz_err_set(err, HZ_ERR_FAILED, "ProxyFailed",
				  "cannot use the proxy: HTTP_PROXY is not safe in a CGI program "
				  "(REQUEST_METHOD is set)");
	if (hz_proxy_parse(proxy, ret, err) < 0)
		return hz_err_advise(err, "Correct the variable %s, or unset it.",
				     tls ? "HTTPS_PROXY" : "HTTP_PROXY");
	return 0;
}
