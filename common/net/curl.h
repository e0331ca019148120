/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcurl, loaded at the first request.
 *
 * No program links it: loading it with all that it needs takes longer than
 * everything that help, version or completion do. Its functions are reached
 * through a table whose members have the types of curl's own headers.
 */
#ifndef HZ_NET_CURL_H
#define HZ_NET_CURL_H

#include <curl/curl.h>

#include "base/err.h"

/* Calls F(name) for each function that is used, without the prefix "curl_". */
#define HZ_CURL_FUNCTIONS(F)   \
	F(global_init)         \
	F(version_info)        \
	F(slist_append)        \
	F(slist_free_all)      \
	F(easy_init)           \
	F(easy_cleanup)        \
	F(easy_setopt)         \
	F(easy_getinfo)        \
	F(easy_strerror)       \
	F(multi_init)          \
	F(multi_cleanup)       \
	F(multi_setopt)        \
	F(multi_add_handle)    \
	F(multi_remove_handle) \
	F(multi_perform)       \
	F(multi_socket_action) \
	F(multi_poll)          \
	F(multi_info_read)     \
	F(multi_strerror)

#define HZ_CURL_MEMBER(name) __typeof__(&curl_##name) name;
struct hz_curl {
	HZ_CURL_FUNCTIONS(HZ_CURL_MEMBER)
};
#undef HZ_CURL_MEMBER

/*
 * The table, loaded and initialised by the first call; static. Fails with reason
 * "CurlMissing" and the package to install when there is no libcurl, and with
 * "CurlUnfit" when it is older than 7.80 or does not use OpenSSL: keys and
 * certificates are handed over in memory, which the other TLS libraries under it
 * do not take.
 */
int hz_curl_load(const struct hz_curl **ret, struct hz_err *err);

/* The same from the shared library @name, without initialising it. */
int hz_curl_open(const char *name, struct hz_curl *ret, struct hz_err *err);

/*
 * Sets options of one easy handle. The first refusal sticks, so that it is asked for
 * once, after the last option. A number must be given as long.
 */
struct hz_curl_setter {
	const struct hz_curl *curl;
	CURL *easy;
	CURLcode code;
	int refused; /* the CURLoption, when code is not CURLE_OK */
};

#define HZ_CURL_SET(setter, option, value)    \
	hz_curl_note((setter), (int)(option), \
		     (setter)->curl->easy_setopt((setter)->easy, (option), (value)))

static inline void hz_curl_note(struct hz_curl_setter *setter, int option, CURLcode code)
{
	if (setter->code != CURLE_OK)
		return;
	setter->code = code;
	setter->refused = option;
}

#endif
