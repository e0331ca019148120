/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom to trust, and as whom to appear: the TLS options of a request.
 */
#include "net/tls.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"

#define ROOTS_FOLDER "/etc/ssl/certs"

/* https://go.dev/src/crypto/x509/root_linux.go, and macOS */
static const char *const bundles[] = {
	"/etc/ssl/certs/ca-certificates.crt",
	"/etc/pki/tls/certs/ca-bundle.crt",
	"/etc/ssl/ca-bundle.pem",
	"/etc/pki/tls/cacert.pem",
	"/etc/ssl/cert.pem",
	"/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
};

/* Whether the folder has certificates under their hashes, such as "002c0b4f.0". */
static bool is_hashed(const char *folder)
{
	DIR *dir = opendir(folder);
	bool found = false;
	struct dirent *entry;

	if (!dir)
		return false;
	while (!found && (entry = readdir(dir)))
		found = hz_str_ends(entry->d_name, ".0");
	(void)closedir(dir);
	return found;
}

int hz_tls_find_roots(struct hz_tls_roots *ret, struct hz_err *err)
{
	const char *file = getenv("SSL_CERT_FILE");
	const char *folder = getenv("SSL_CERT_DIR");

	ret->file = hz_str_empty(file) ? NULL : file;
	ret->folder = hz_str_empty(folder) ? NULL : folder;
	if (ret->file || ret->folder)
		return 0;
	if (is_hashed(ROOTS_FOLDER)) {
		ret->folder = ROOTS_FOLDER;
		return 0;
	}
	for (size_t i = 0; i < HZ_COUNT(bundles) && !ret->file; i++)
		if (access(bundles[i], R_OK) == 0)
			ret->file = bundles[i];
	if (ret->file)
		return 0;
	hz_err_set(err, HZ_ERR_FAILED, "NoRoots", "this machine has no root certificates to trust");
	return hz_err_advise(err, "Install the package ca-certificates, or name a file of them "
				  "in SSL_CERT_FILE.");
}

static struct curl_blob blob_of(const char *pem)
{
	/* libcurl takes a pointer to variable data, which it does not change */
	union {
		const char *borrowed;
		void *data;
	} text = { .borrowed = pem };

	return (struct curl_blob){
		.data = text.data,
		.len = strlen(pem),
		.flags = CURL_BLOB_NOCOPY,
	};
}

/* CAINFO and CAPATH are set in any case: libcurl's own defaults must not be added. */
static int set_trust(struct hz_curl_setter *setter, const struct hz_http_server *server,
		     struct hz_err *err)
{
	struct hz_tls_roots roots = { .file = NULL };

	if (server->ca) {
		struct curl_blob ca = blob_of(server->ca);

		HZ_CURL_SET(setter, CURLOPT_CAINFO_BLOB, &ca);
	} else if (!server->insecure && hz_tls_find_roots(&roots, err) < 0) {
		return -1;
	}
	HZ_CURL_SET(setter, CURLOPT_CAINFO, roots.file);
	HZ_CURL_SET(setter, CURLOPT_CAPATH, roots.folder);
	return 0;
}

static void set_client(struct hz_curl_setter *setter, const struct hz_http_server *server)
{
	struct curl_blob cert;
	struct curl_blob key;

	if (!server->client_cert || !server->client_key)
		return;
	cert = blob_of(server->client_cert);
	key = blob_of(server->client_key);
	HZ_CURL_SET(setter, CURLOPT_SSLCERTTYPE, "PEM");
	HZ_CURL_SET(setter, CURLOPT_SSLCERT_BLOB, &cert);
	HZ_CURL_SET(setter, CURLOPT_SSLKEYTYPE, "PEM");
	HZ_CURL_SET(setter, CURLOPT_SSLKEY_BLOB, &key);
}

int hz_tls_set(struct hz_curl_setter *setter, const struct hz_http_server *server,
	       struct hz_err *err)
{
	HZ_CURL_SET(setter, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	HZ_CURL_SET(setter, CURLOPT_SSL_VERIFYPEER, server->insecure ? 0L : 1L);
	HZ_CURL_SET(setter, CURLOPT_SSL_VERIFYHOST, server->insecure ? 0L : 2L);
	HZ_CURL_SET(setter, CURLOPT_CERTINFO, 1L);
	set_client(setter, server);
	return set_trust(setter, server, err);
}

void hz_tls_set_proxy(struct hz_curl_setter *setter, const struct hz_http_server *server)
{
	struct hz_tls_roots roots = { .file = NULL };
	HZ_AUTO(hz_err_done) struct hz_err none = HZ_ERR_INIT;
	struct curl_blob ca;

	(void)hz_tls_find_roots(&roots, &none);
	HZ_CURL_SET(setter, CURLOPT_PROXY_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	HZ_CURL_SET(setter, CURLOPT_PROXY_SSL_VERIFYPEER, server->insecure ? 0L : 1L);
	HZ_CURL_SET(setter, CURLOPT_PROXY_SSL_VERIFYHOST, server->insecure ? 0L : 2L);
	HZ_CURL_SET(setter, CURLOPT_PROXY_CAINFO, roots.file);
	HZ_CURL_SET(setter, CURLOPT_PROXY_CAPATH, roots.folder);
	if (!server->ca)
		return;
	ca = blob_of(server->ca);
	HZ_CURL_SET(setter, CURLOPT_PROXY_CAINFO_BLOB, &ca);
}
