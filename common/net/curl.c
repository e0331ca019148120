/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libcurl, loaded at the first request.
 */
#include "net/curl.h"

#include <dlfcn.h>
#include <string.h>

#include "base/str.h"

#ifdef __APPLE__
#define CURL_LIBRARY "libcurl.4.dylib"
#else
#define CURL_LIBRARY "libcurl.so.4"
#endif

/* The first that has all of CAINFO_BLOB, CURL_HTTP_VERSION_2TLS and PREREQFUNCTION. */
#define OLDEST_CURL 0x075000u /* 7.80.0 */

/* The same order as in the table, whose members are pointers all of one size. */
#define NAME(name) "curl_" #name,
static const char *const names[] = { HZ_CURL_FUNCTIONS(NAME) };
#undef NAME

union table {
	struct hz_curl functions;
	void *symbols[HZ_COUNT(names)];
};

_Static_assert(sizeof(struct hz_curl) == sizeof(void *) * HZ_COUNT(names),
	       "a function pointer is as large as what dlsym() gives");

static int fill_table(void *library, const char *name, union table *table, struct hz_err *err)
{
	for (size_t i = 0; i < HZ_COUNT(names); i++) {
		table->symbols[i] = dlsym(library, names[i]);
		if (!table->symbols[i])
			return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit",
					  "cannot use %s: it has no function %s", name, names[i]);
	}
	return 0;
}

static void advise_package(struct hz_err *err)
{
	(void)hz_err_advise(err, "Install libcurl with OpenSSL: \"apt-get install libcurl4\" "
				 "(Debian, Ubuntu) or \"dnf install libcurl\" (Fedora).");
}

static int check_version(const struct hz_curl *table, const char *name, struct hz_err *err)
{
	const curl_version_info_data *info = table->version_info(CURLVERSION_NOW);
	const char *tls = info->ssl_version ? info->ssl_version : "no TLS";

	if (info->version_num < OLDEST_CURL)
		hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit",
			   "cannot use %s: its version is %s, and 7.80 is the first that will do",
			   name, info->version);
	else if (!strstr(tls, "OpenSSL") && !strstr(tls, "LibreSSL") && !strstr(tls, "BoringSSL"))
		hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit",
			   "cannot use %s: it is built with %s, which takes no keys from memory",
			   name, tls);
	else
		return 0;
	advise_package(err);
	return -1;
}

int hz_curl_open(const char *name, struct hz_curl *ret, struct hz_err *err)
{
	void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
	union table table = { .symbols = { NULL } };

	if (!library) {
		const char *why = dlerror();

		hz_err_set(err, HZ_ERR_FAILED, "CurlMissing", "cannot load libcurl: %s",
			   why ? why : name);
		advise_package(err);
		return -1;
	}
	if (fill_table(library, name, &table, err) < 0 ||
	    check_version(&table.functions, name, err) < 0) {
		(void)dlclose(library);
		return -1;
	}
	*ret = table.functions;
	return 0;
}

int hz_curl_load(const struct hz_curl **ret, struct hz_err *err)
{
	static struct hz_curl table;
	static bool loaded;
	CURLcode code;

	if (!loaded) {
		if (hz_curl_open(CURL_LIBRARY, &table, err) < 0)
			return -1;
		code = table.global_init(CURL_GLOBAL_DEFAULT);
		if (code != CURLE_OK)
			return hz_err_set(err, HZ_ERR_FAILED, "CurlUnfit",
					  "cannot initialise libcurl: %s",
					  table.easy_strerror(code));
		loaded = true;
	}
	*ret = &table;
	return 0;
}
