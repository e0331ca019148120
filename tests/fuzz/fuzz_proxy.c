/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Proxies: the first line is NO_PROXY, the second the proxy, the third a URL. A proxy
 * that was read can be read again, and no rule makes loopback take one.
 */
#include "net/proxy.h"

#include <stdlib.h>
#include <string.h>

#include "base/secret.h"
#include "base/strv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_proxy(const char *text)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_freep) char *once = NULL;
	HZ_AUTO(hz_freep) char *twice = NULL;

	if (hz_proxy_parse(text, &once, &err) < 0)
		return;
	if (hz_proxy_parse(once, &twice, &err) < 0 || strcmp(once, twice) != 0)
		abort();
}

static void check_choice(const char *no_proxy, const char *proxy, const char *text)
{
	struct hz_proxy_env env = { .http = proxy, .https = proxy, .no_proxy = no_proxy };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_freep) char *chosen = NULL;

	if (hz_url_parse(text, &url, &err) < 0 || hz_proxy_find(&env, &url, &chosen, &err) < 0)
		return;
	if (chosen && hz_proxy_is_exempt(no_proxy, url.host, url.port))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	hz_strv_split(&lines, text, '\n');
	while (lines.count < 3)
		hz_strv_add(&lines, "");
	check_proxy(lines.item[1]);
	check_choice(lines.item[0], lines.item[1], lines.item[2]);
	if (!hz_proxy_is_exempt(lines.item[0], "localhost", 443) ||
	    !hz_proxy_is_exempt(lines.item[0], "127.0.0.1", 443))
		abort();
	hz_secret_forget();
	return 0;
}
