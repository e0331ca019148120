/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The trace of the requests on standard error.
 */
#include "net/trace.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/str.h"
#include "net/redact.h"

enum trace_level {
	TRACE_ENDS = 6,
	TRACE_HEADERS = 7,
	TRACE_BODIES = 8,
	TRACE_WHOLE_BODIES = 9,
};

#define SHORT_BODY 1024

/* "I1121 05:20:23.970469   12345 http] #3 ", local time, as klog writes it. */
static void add_prefix(struct hz_buf *out, const struct hz_http_call *call)
{
	struct timespec now;
	struct tm local;

	(void)clock_gettime(CLOCK_REALTIME, &now);
	(void)localtime_r(&now.tv_sec, &local);
	hz_buf_addf(out, "I%02d%02d %02d:%02d:%02d.%06ld %7d http] #%u ", local.tm_mon + 1,
		    local.tm_mday, local.tm_hour, local.tm_min, local.tm_sec, now.tv_nsec / 1000,
		    (int)getpid(), call->number);
}

/* Writes @text, clean already, each of its lines with the prefix. */
static void print(const struct hz_http_call *call, const char *text)
{
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;

	while (*text) {
		size_t len = strcspn(text, "\n");

		add_prefix(&out, call);
		hz_buf_add(&out, text, len);
		hz_buf_addc(&out, '\n');
		text += len + (text[len] == '\n');
	}
	hz_secret_redact(&out);
	(void)fwrite(hz_buf_str(&out), 1, out.len, stderr);
}

static void add_header(struct hz_buf *out, const char *line)
{
	hz_buf_adds(out, "    ");
	hz_redact_header(out, line);
	hz_buf_addc(out, '\n');
}

/* Appends "<name> Body: " and as much of it as the level shows. */
static void add_body(struct hz_buf *out, const struct hz_http_call *call, const char *name,
		     const struct hz_buf *body)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf shown = HZ_BUF_INIT;
	size_t len;

	if (call->http->verbosity < TRACE_BODIES || body->len == 0)
		return;
	if (call->flags & HZ_HTTP_SECRET_BODY)
		hz_buf_addf(&shown, "<%zu bytes that hold secrets>", body->len);
	else
		hz_redact_body(&shown, body->data, body->len, hz_redact_is_of_secrets(call->url));
	len = shown.len;
	if (call->http->verbosity < TRACE_WHOLE_BODIES && len > SHORT_BODY) {
		len = SHORT_BODY;
		while (((unsigned char)shown.data[len] & 0xc0) == 0x80)
			len--; /* not within a character */
	}
	hz_buf_addf(out, "%s Body: %.*s", name, (int)len, hz_buf_str(&shown));
	if (len < shown.len)
		hz_buf_addf(out, " [truncated %zu bytes]", shown.len - len);
	hz_buf_addc(out, '\n');
}

void hz_trace_start(const struct hz_http_call *call)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf out = HZ_BUF_INIT;

	if (call->http->verbosity < TRACE_HEADERS)
		return;
	hz_buf_addf(&out, "%s ", call->method);
	hz_redact_url(&out, call->url);
	hz_buf_adds(&out, "\nRequest Headers:\n");
	for (const struct curl_slist *line = call->headers; line; line = line->next)
		if (!hz_str_ends(line->data, ":")) /* which tells libcurl to leave one out */
			add_header(&out, line->data);
	add_body(&out, call, "Request", &call->request_body);
	print(call, hz_buf_str(&out));
}

static void add_result(struct hz_buf *out, const struct hz_http_call *call)
{
	int64_t ms = hz_clock_ms() - call->started_ms;

	hz_buf_addf(out, "%s ", call->method);
	hz_redact_url(out, call->url);
	if (!call->failed) {
		hz_buf_addf(out, " %d in %lld ms\n", call->status, (long long)ms);
		return;
	}
	hz_buf_addf(out, " failed in %lld ms: ", (long long)ms);
	hz_buf_addf(out, "%s\n", call->failure.message);
}

void hz_trace_end(const struct hz_http_call *call)
{
	HZ_AUTO(hz_buf_wipe) struct hz_buf out = HZ_BUF_INIT;

	if (call->http->verbosity < TRACE_ENDS)
		return;
	add_result(&out, call);
	if (call->http->verbosity >= TRACE_HEADERS && !call->failed) {
		hz_buf_adds(&out, "Response Headers:\n");
		for (size_t i = 0; i < call->reply_headers.count; i++)
			add_header(&out, call->reply_headers.item[i]);
		add_body(&out, call, "Response", &call->body);
	}
	print(call, hz_buf_str(&out));
}
