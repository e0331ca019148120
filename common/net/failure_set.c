/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a request got no answer, in words: what all reasons have in common, and those that
 * are known while the answer comes.
 */
#include <stdarg.h>
#include <stdio.h>

#include "net/failure.h"

void hz_failure_set(struct hz_http_call *call, const char *reason, const char *format, ...)
{
	HZ_AUTO(hz_buf_done) struct hz_buf where = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_url_add_origin(&where, &call->server);
	if (call->proxy) {
		hz_buf_adds(&where, " through the proxy ");
		hz_url_add_masked(&where, call->proxy);
	}
	hz_err_set(&call->failure, HZ_ERR_FAILED, reason, "cannot reach %s: %s", hz_buf_str(&where),
		   text);
}

void hz_failure_set_unreadable(struct hz_http_call *call, const char *reason, const char *why)
{
	HZ_AUTO(hz_buf_done) struct hz_buf where = HZ_BUF_INIT;

	hz_url_add_origin(&where, &call->server);
	hz_err_set(&call->failure, HZ_ERR_FAILED, reason, "cannot read the answer of %s: %s",
		   hz_buf_str(&where), why);
}

void hz_failure_too_large(struct hz_http_call *call, const char *part, size_t cap)
{
	HZ_AUTO(hz_freep) char *why = hz_strf("%s is larger than %zu KiB", part, cap >> 10);

	hz_failure_set_unreadable(call, "TooLarge", why);
	hz_err_advise(&call->failure, "Check that the address is right: the servers that we talk "
				      "to do not answer with so much.");
}

void hz_failure_nameless(struct hz_http_call *call)
{
	hz_failure_set(call, "CertificateName",
		       "its certificate names no host (it has no subject alternative names)");
	hz_err_advise(&call->failure, "Renew the certificate of the server with the names and "
				      "addresses that it is reached by.");
}
