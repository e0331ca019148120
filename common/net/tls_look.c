/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A second look at the certificates of a server whom we do not trust.
 */
#include "net/tls_look.h"

#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/str.h"

#define LONGEST_LOOK_MS 3000

void hz_tls_look_done(struct hz_tls_look *look)
{
	free(look->subject);
	free(look->issuer);
	free(look->root);
	free(look->names);
	free(look->from);
	free(look->until);
	*look = (struct hz_tls_look){ .subject = NULL };
}

/* The value of a line "Name:value" of what libcurl tells of a certificate, or NULL. */
static const char *find_field(const struct curl_slist *certificate, const char *name)
{
	for (; certificate; certificate = certificate->next) {
		const char *rest = hz_str_after(certificate->data, name);

		if (rest && *rest == ':')
			return rest + 1;
	}
	return NULL;
}

/* "x" of "O = test; CN = x"; all of it without a common name, NULL without any. Visible, owned. */
static char *name_in(const char *distinguished)
{
	const char *common = distinguished ? strstr(distinguished, "CN = ") : NULL;
	HZ_AUTO(hz_freep) char *name = NULL;

	if (hz_str_empty(distinguished))
		return NULL;
	if (common)
		common += strlen("CN = ");
	name = common ? hz_strndup(common, strcspn(common, ",;")) : hz_strdup(distinguished);
	return hz_str_visible(name);
}

/* "2026-11-21T12:10:21Z" of "Nov 21 12:10:21 2026 GMT"; NULL when it is not of that form. */
static char *time_in(const char *text)
{
	struct tm time = { .tm_sec = 0 };
	struct hz_buf out = HZ_BUF_INIT;

	if (!text || !strptime(text, "%b %d %H:%M:%S %Y", &time))
		return NULL;
	hz_rfc3339_add(&out, timegm(&time));
	return hz_buf_take(&out);
}

static const struct curl_certinfo *certificates_of(const struct hz_curl *curl, CURL *easy)
{
	const struct curl_certinfo *info = NULL;

	(void)curl->easy_getinfo(easy, CURLINFO_CERTINFO, &info);
	return info && info->num_of_certs > 0 ? info : NULL;
}

static void read_certificates(const struct curl_certinfo *info, struct hz_tls_look *ret)
{
	const struct curl_slist *first = info->certinfo[0];
	const struct curl_slist *last = info->certinfo[info->num_of_certs - 1];
	const char *names = find_field(first, "X509v3 Subject Alternative Name");

	ret->subject = name_in(find_field(first, "Subject"));
	ret->issuer = name_in(find_field(first, "Issuer"));
	ret->root = last == first ? NULL : name_in(find_field(last, "Subject"));
	ret->names = names ? hz_str_visible(names) : NULL;
	ret->from = time_in(find_field(first, "Start date"));
	ret->until = time_in(find_field(first, "Expire date"));
}

/* Runs one handle alone until it is done, the time is over, or a signal comes. */
static void run(const struct hz_curl *curl, CURL *easy)
{
	struct curl_waitfd wake = { .fd = hz_interrupt_fd(), .events = CURL_WAIT_POLLIN };
	int64_t end = hz_clock_ms() + LONGEST_LOOK_MS;
	CURLM *multi = curl->multi_init();
	int running = 1;

	if (!multi)
		return;
	(void)curl->multi_add_handle(multi, easy);
	while (running > 0 && hz_clock_ms() < end && !hz_interrupted()) {
		(void)curl->multi_perform(multi, &running);
		if (running > 0)
			(void)curl->multi_poll(multi, &wake, wake.fd >= 0, 100, NULL);
	}
	(void)curl->multi_remove_handle(multi, easy);
	(void)curl->multi_cleanup(multi);
}

void hz_tls_look(struct hz_http_call *call, struct hz_tls_look *ret)
{
	struct hz_curl_setter setter = { .curl = call->http->curl, .easy = call->easy };
	const struct curl_certinfo *info;

	*ret = (struct hz_tls_look){ .subject = NULL };
	HZ_CURL_SET(&setter, CURLOPT_CONNECT_ONLY, 1L);
	HZ_CURL_SET(&setter, CURLOPT_SSL_VERIFYPEER, 0L);
	HZ_CURL_SET(&setter, CURLOPT_SSL_VERIFYHOST, 0L);
	HZ_CURL_SET(&setter, CURLOPT_SSLCERT_BLOB, NULL);
	HZ_CURL_SET(&setter, CURLOPT_SSLKEY_BLOB, NULL);
	HZ_CURL_SET(&setter, CURLOPT_ERRORBUFFER, NULL);
	HZ_CURL_SET(&setter, CURLOPT_PREREQFUNCTION, NULL);
	if (setter.code != CURLE_OK)
		return;
	run(setter.curl, setter.easy);
	info = certificates_of(setter.curl, setter.easy);
	if (info)
		read_certificates(info, ret);
}

bool hz_tls_is_nameless(const struct hz_curl *curl, CURL *easy)
{
	const struct curl_certinfo *info = certificates_of(curl, easy);

	return info && !find_field(info->certinfo[0], "X509v3 Subject Alternative Name");
}
