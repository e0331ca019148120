/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a TLS connection did not come about.
 */
#include "net/tls_failure.h"

#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "net/failure.h"
#include "net/tls_look.h"

/* X509_V_ERR_* of https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error/ */
enum verify_result {
	VERIFY_OK = 0,
	VERIFY_UNSPECIFIED = 1, /* what libcurl begins with */
	VERIFY_NOT_YET_VALID = 9,
	VERIFY_EXPIRED = 10,
	VERIFY_SELF_SIGNED = 18,
	VERIFY_ROOT_NOT_TRUSTED = 19,
	VERIFY_WRONG_USE = 26,
	VERIFY_HOSTNAME = 62,
	VERIFY_ADDRESS = 64,
};

static void advise_clock(struct hz_http_call *call)
{
	HZ_AUTO(hz_buf_done) struct hz_buf now = HZ_BUF_INIT;

	hz_rfc3339_add(&now, hz_clock_now());
	hz_err_advise(&call->failure, "Check the clock of this machine, which says %s.",
		      hz_buf_str(&now));
}

static void tell_expired(struct hz_http_call *call, const struct hz_tls_look *look)
{
	hz_failure_set(call, "CertificateExpired", "its certificate has expired%s%s",
		       look->until ? " on " : "", look->until ? look->until : "");
	hz_err_advise(&call->failure, "Renew the certificate of the server.");
	advise_clock(call);
}

static void tell_not_yet_valid(struct hz_http_call *call, const struct hz_tls_look *look)
{
	hz_failure_set(call, "CertificateNotYetValid", "its certificate is not valid %s%s",
		       look->from ? "before " : "yet", look->from ? look->from : "");
	advise_clock(call);
}

static void tell_name(struct hz_http_call *call, const struct hz_tls_look *look)
{
	const char *wanted = call->trust->tls_server_name;

	hz_failure_set(call, "CertificateName", "its certificate is for %s, and not for %s",
		       look->names ? look->names : "another name",
		       hz_str_empty(wanted) ? call->server.host : wanted);
	hz_err_advise(&call->failure, "Use an address that the certificate names, or say which "
				      "of its names to expect with --tls-server-name.");
}

/* Whom we did trust, and how to trust another. */
static void advise_trust(struct hz_http_call *call)
{
	if (call->trust->ca)
		hz_err_advise(&call->failure,
			      "Only the given certificate authority was trusted; check the "
			      "certificate-authority of the cluster in the kubeconfig.");
	else
		hz_err_advise(&call->failure,
			      "The root certificates of this machine were trusted; give the right "
			      "one with --certificate-authority or SSL_CERT_FILE.");
}

static void tell_authority(struct hz_http_call *call, const struct hz_tls_look *look, long result)
{
	const char *reason = "CertificateUnknownAuthority";

	if (result == VERIFY_SELF_SIGNED)
		hz_failure_set(call, reason, "its certificate is self-signed and is not trusted");
	else if (result == VERIFY_ROOT_NOT_TRUSTED && look->root)
		hz_failure_set(call, reason,
			       "its certificate comes from the authority \"%s\", "
			       "which is not trusted",
			       look->root);
	else if (look->issuer)
		hz_failure_set(call, reason,
			       "its certificate was issued by \"%s\", which is not "
			       "trusted and whose own certificate it does not send",
			       look->issuer);
	else
		hz_failure_set(call, reason,
			       "its certificate is not signed by an authority that "
			       "is trusted");
	advise_trust(call);
}

/* libcurl compares names itself; newer ones may leave it to OpenSSL. */
static bool is_about_name(const struct hz_http_call *call, long result)
{
	return strstr(call->curl_text, "subject name") || result == VERIFY_HOSTNAME ||
	       result == VERIFY_ADDRESS;
}

/* libcurl does not tell the server's complaint about ours from our own about its. */
static bool is_about_client(const struct hz_http_call *call, long result)
{
	return call->trust->client_cert && (result == VERIFY_OK || result == VERIFY_UNSPECIFIED);
}

static void tell_client_expired(struct hz_http_call *call)
{
	hz_failure_set(call, "ClientCertificate",
		       "it refuses the client certificate, which has expired");
	hz_err_advise(&call->failure, "Renew the client certificate in the kubeconfig.");
}

static void tell_wrong_use(struct hz_http_call *call)
{
	hz_failure_set(call, "Tls", "its certificate is not meant for servers");
	hz_err_advise(&call->failure, "Renew the certificate of the server with the extended key "
				      "usage serverAuth.");
}

static void tell_certificate(struct hz_http_call *call)
{
	HZ_AUTO(hz_tls_look_done) struct hz_tls_look look = { .subject = NULL };
	bool about_name;
	long result = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_SSL_VERIFYRESULT, &result);
	about_name = is_about_name(call, result);
	if (!about_name && is_about_client(call, result)) {
		tell_client_expired(call);
		return;
	}
	hz_tls_look(call, &look);
	if (about_name)
		tell_name(call, &look);
	else if (result == VERIFY_EXPIRED)
		tell_expired(call, &look);
	else if (result == VERIFY_NOT_YET_VALID)
		tell_not_yet_valid(call, &look);
	else if (result == VERIFY_WRONG_USE)
		tell_wrong_use(call);
	else
		tell_authority(call, &look, result);
}

#define CUT_OFF "the connection was cut off in the TLS handshake"
#define CHECK_PORT "Check that the port is right: what answers there may not speak TLS."

#define CHECK_USE                                                                      \
	"Check that the kubeconfig is one of this cluster, and that the extended key " \
	"usage of its client certificate is clientAuth."

/* What libcurl and OpenSSL say, and what it means. The first that is found counts. */
static const struct {
	const char *text;
	const char *reason;
	const char *words;
	const char *advice;
} handshakes[] = {
	{ "alert certificate required", "ClientCertificate",
	  "it wants a client certificate, and there is none",
	  "Use a kubeconfig whose user has a client certificate." },
	{ "alert unknown ca", "ClientCertificate",
	  "it refuses the client certificate, whose authority it does not know",
	  "Check that the kubeconfig is one of this cluster." },
	{ "alert bad certificate", "ClientCertificate", "it refuses the client certificate",
	  CHECK_USE },
	{ "alert certificate unknown", "ClientCertificate", "it refuses the client certificate",
	  CHECK_USE },
	{ "alert unsupported certificate", "ClientCertificate",
	  "it refuses the client certificate, which is not meant for clients", CHECK_USE },
	{ "alert handshake failure", "Tls", "it refuses the TLS handshake",
	  "It may want a client certificate, or ciphers that this machine does not allow." },
	{ "alert protocol version", "Tls", "it accepts neither TLS 1.2 nor TLS 1.3", NULL },
	{ "unsupported protocol", "Tls", "it speaks no TLS newer than 1.1", NULL },
	{ "wrong version number", "NotHttp", "what answers there does not speak TLS",
	  "If it speaks plain HTTP, the address must begin with http://." },
	{ "unrecognized name", "Tls", "it knows no host of this name", NULL },
	{ "SSL_ERROR_SYSCALL", "CutOff", CUT_OFF, CHECK_PORT },
	{ "unexpected eof", "CutOff", CUT_OFF, CHECK_PORT },
	{ "Recv failure", "CutOff", CUT_OFF, CHECK_PORT },
	{ "Send failure", "CutOff", CUT_OFF, CHECK_PORT },
};

static bool tell_handshake(struct hz_http_call *call)
{
	if (strstr(call->curl_text, "alert certificate expired")) {
		tell_client_expired(call);
		return true;
	}
	for (size_t i = 0; i < HZ_COUNT(handshakes); i++) {
		if (!strstr(call->curl_text, handshakes[i].text))
			continue;
		hz_failure_set(call, handshakes[i].reason, "%s", handshakes[i].words);
		if (handshakes[i].advice)
			hz_err_advise(&call->failure, "%s", handshakes[i].advice);
		return true;
	}
	return false;
}

static void tell_client_certificate(struct hz_http_call *call)
{
	hz_failure_set(call, "ClientCertificate", "the client certificate cannot be used: %s",
		       call->curl_text);
	hz_err_advise(&call->failure, "Check client-certificate and client-key of the user in the "
				      "kubeconfig: both must be PEM and belong together.");
}

static void tell_bad_ca(struct hz_http_call *call)
{
	hz_failure_set(call, "CertificateUnknownAuthority",
		       "the certificate authority to trust cannot be read: %s", call->curl_text);
	if (call->trust->ca)
		hz_err_advise(&call->failure, "Check the certificate-authority of the cluster in "
					      "the kubeconfig: it must be PEM.");
}

bool hz_tls_failure_find(struct hz_http_call *call, CURLcode code)
{
	switch ((int)code) {
	case CURLE_PEER_FAILED_VERIFICATION:
		tell_certificate(call);
		return true;
	case CURLE_SSL_CERTPROBLEM:
		tell_client_certificate(call);
		return true;
	case CURLE_SSL_CACERT_BADFILE:
		tell_bad_ca(call);
		return true;
	case CURLE_SSL_CLIENTCERT:
	case CURLE_SSL_CONNECT_ERROR:
		if (!tell_handshake(call))
			hz_failure_set(call, "Tls", "%s", call->curl_text);
		return true;
	case CURLE_RECV_ERROR: /* TLS 1.3: the client's certificate is refused only then */
	case CURLE_SEND_ERROR:
		return strstr(call->curl_text, " alert ") && tell_handshake(call);
	default:
		return false;
	}
}
