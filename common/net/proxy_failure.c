/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request did not get past its proxy.
 */
#include "net/proxy_failure.h"

#include <string.h>

#include "base/str.h"
#include "net/failure.h"

/* What the proxy answered to CONNECT; 0 for nothing. */
static long answer_of_proxy(const struct hz_http_call *call)
{
	long code = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_HTTP_CONNECTCODE, &code);
	return code;
}

static void tell_no_connection(struct hz_http_call *call)
{
	long number = 0;

	(void)call->http->curl->easy_getinfo(call->easy, CURLINFO_OS_ERRNO, &number);
	hz_failure_set(call, "ProxyFailed", "no connection to the proxy: %s",
		       number ? strerror((int)number) : call->curl_text);
}

static void tell_refusal(struct hz_http_call *call, long code)
{
	hz_failure_set(call, "ProxyFailed", "the proxy answered %ld to CONNECT", code);
	if (code == 407)
		hz_err_advise(&call->failure, "Give user and password in the URL of the proxy: "
					      "http://user:password@host:port");
}

/* Before the proxy has answered, TLS is that with the proxy itself. */
static bool is_tls_of_proxy(const struct hz_http_call *call, CURLcode code)
{
	return hz_str_starts(call->proxy, "https") && answer_of_proxy(call) == 0 &&
	       (code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR);
}

static bool tell(struct hz_http_call *call, CURLcode code)
{
	long answer = answer_of_proxy(call);

	if (code == CURLE_COULDNT_RESOLVE_PROXY)
		hz_failure_set(call, "ProxyFailed", "no address found for the proxy");
	else if (code == CURLE_COULDNT_CONNECT)
		tell_no_connection(call);
	else if (code == CURLE_PROXY)
		hz_failure_set(call, "ProxyFailed", "the proxy made no connection: %s",
			       call->curl_text);
	else if (is_tls_of_proxy(call, code))
		hz_failure_set(call, "ProxyFailed", "no TLS connection to the proxy: %s",
			       call->curl_text);
	else if (answer && answer / 100 != 2)
		tell_refusal(call, answer);
	else
		return false;
	return true;
}

bool hz_proxy_failure_find(struct hz_http_call *call, CURLcode code)
{
	if (!call->proxy || !tell(call, code))
		return false;
	if (call->trust->proxy)
		hz_err_advise(&call->failure,
			      "Check the proxy-url of the cluster in the kubeconfig.");
	else
		hz_err_advise(&call->failure,
			      "The proxy is that of HTTPS_PROXY or HTTP_PROXY; if this host is "
			      "reached without one, name it in NO_PROXY.");
	return true;
}
