/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a TLS connection did not come about.
 */
#include "net/tls_failure.h"

#include <string.h>

#include "net/failure.h"

/* X509_V_ERR_* of https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ */
enum verify_result {
	VERIFY_NOT_YET_VALID = 9,
	VERIFY_EXPIRED = 10,
};

bool hz_tls_failure_find(struct hz_http_call *call, CURLcode code)
{
	long result = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_SSL_VERIFYRESULT, &result);
	if (code == CURLE_SSL_CONNECT_ERROR && strstr(call->curl_text, "wrong version number"))
		hz_failure_set(call, "NotHttp", "what answers there does not speak TLS");
	else if (code != CURLE_PEER_FAILED_VERIFICATION && code != CURLE_SSL_CONNECT_ERROR)
		return false;
	else if (result == VERIFY_EXPIRED)
		hz_failure_set(call, "CertificateExpired", "its certificate has expired");
	else if (result == VERIFY_NOT_YET_VALID)
		hz_failure_set(call, "CertificateNotYetValid", "its certificate is not valid yet");
	else if (strstr(call->curl_text, "subject name"))
		hz_failure_set(call, "CertificateName", "its certificate is for another name");
	else if (code == CURLE_PEER_FAILED_VERIFICATION)
		hz_failure_set(call, "CertificateUnknownAuthority",
			       "its certificate is not signed by an authority that is trusted");
	else
		hz_failure_set(call, "Tls", "%s", call->curl_text);
	return true;
}
