/* SPDX-License-Identifier: Apache-2.0 */
/*
 * URLs: what is read once is read the same again from its origin, and no password is
 * ever shown.
 */
#include "net/url.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_origin(const struct hz_url *url)
{
	HZ_AUTO(hz_buf_done) struct hz_buf origin = HZ_BUF_INIT;
	HZ_AUTO(hz_url_done) struct hz_url again = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_url_add_origin(&origin, url);
	if (strstr(hz_buf_str(&origin), "\\x") || strstr(hz_buf_str(&origin), "\\u"))
		return; /* shown, not meant to be read */
	if (hz_url_parse(hz_buf_str(&origin), &again, &err) < 0 ||
	    strcmp(again.host, url->host) != 0 || strcmp(again.scheme, url->scheme) != 0 ||
	    again.port != url->port || again.has_user)
		abort();
}

static void check_escape(const char *text)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	hz_buf_adds(&out, "/");
	hz_url_query(&out, "q", text);
	for (size_t i = strlen("/?q="); i < out.len; i++)
		if (strchr("/?&=+ #", out.data[i]))
			abort();
}

/* A word put in as the password must not come out. */
static void check_mask(const char *text)
{
	HZ_AUTO(hz_freep) char *url = hz_strf("https://joe:hunter22@%s", text);
	HZ_AUTO(hz_buf_done) struct hz_buf shown = HZ_BUF_INIT;

	if (strstr(text, "hunter22"))
		return;
	hz_url_add_masked(&shown, url);
	if (strstr(hz_buf_str(&shown), "hunter22"))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	HZ_AUTO(hz_freep) char *text = hz_strndup((const char *)data, size);
	HZ_AUTO(hz_url_done) struct hz_url url = { .scheme = NULL };
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_url_parse(text, &url, &err) == 0)
		check_origin(&url);
	check_escape(text);
	check_mask(text);
	return 0;
}
