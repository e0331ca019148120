/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why an answer did not come, or not to its end, though the server was reached.
 */
#include <string.h>

#include "base/str.h"
#include "net/failure.h"

bool hz_failure_advise_write(struct hz_http_call *call)
{
	if (!call->sent || hz_call_is_read(call))
		return false;
	hz_err_advise(&call->failure, "The %s may have been done; look before you repeat it.",
		      call->method);
	return true;
}

void hz_failure_unanswered(struct hz_http_call *call)
{
	hz_failure_set(call, "CutOff", "the connection broke before the answer came");
	if (!hz_failure_advise_write(call) && hz_str_eq(call->server.scheme, "http"))
		hz_err_advise(&call->failure,
			      "If the server speaks TLS, the address must begin with https://.");
}

static void tell_half(struct hz_http_call *call)
{
	HZ_AUTO(hz_freep)
	char *why = hz_strf("it was cut off after %zu bytes", call->received);

	hz_failure_set_unreadable(call, "CutOff", why);
	if (!hz_failure_advise_write(call))
		hz_err_advise(&call->failure, "Try again; if it goes on, look at the proxies and "
					      "load balancers on the way.");
}

/* The server gave this one request up: "... was not closed cleanly: INTERNAL_ERROR (err 2)". */
static void tell_reset(struct hz_http_call *call, const char *name)
{
	hz_failure_set(call, "CutOff", "it gave the request up (%.*s)", (int)strcspn(name, " "),
		       name);
	if (!hz_failure_advise_write(call))
		hz_err_advise(&call->failure,
			      "The server has trouble of its own: its log tells more; "
			      "try again in a while.");
}

bool hz_failure_is_of_tries(const struct hz_http_call *call)
{
	return strstr(call->curl_text, "times before giving up") != NULL;
}

/* A write is repeated only when it is refused unseen, so that it was not done (call_setup.c). */
static void tell_tries(struct hz_http_call *call)
{
	if (hz_call_is_read(call))
		hz_failure_set(call, "CutOff",
			       "the connection broke again and again before the answer came");
	else
		hz_failure_set(call, "CutOff", "it refused the request again and again, unseen");
	hz_err_advise(&call->failure, "The server may be busy or restarting; try again in a "
				      "while.");
}

void hz_failure_cut(struct hz_http_call *call)
{
	static const char reset[] = "was not closed cleanly: ";
	const char *name = strstr(call->curl_text, reset);

	if (strstr(call->curl_text, "chunk")) {
		hz_failure_set_unreadable(call, "NotHttp",
					  "its body is not chunked as its header says");
	} else if (strstr(call->curl_text, "nghttp2")) {
		hz_failure_set_unreadable(call, "NotHttp",
					  "it breaks the rules of HTTP/2, or its header is too "
					  "large");
		(void)hz_failure_advise_write(call);
	} else if (call->received) {
		tell_half(call);
	} else if (name) {
		tell_reset(call, name + strlen(reset));
	} else if (hz_failure_is_of_tries(call)) {
		tell_tries(call);
	} else {
		hz_failure_unanswered(call);
	}
}
