/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An HTTP/1.1 server that answers by the path that it is asked for:
 *
 *	/status/N    the status N              /bytes/N    N bytes
 *	/slow/MS     an answer after MS        /cut        half of the bytes it promises
 *	/endless     a body without an end     /headers    headers of many kinds
 *	/redirect    302 to /status/200        /gzip       compressed, if that is accepted
 *	/bomb        the file of --gzip        /stream/N   N lines; 0: lines without an end
 *	/echo        the request as JSON       /watch      one line, then nothing
 *
 * http [--tls CERT KEY] [--log FILE] [--gzip FILE]. The log has one line for each
 * request: method, URL, and the client's port, which tells connections apart.
 */
#include <jansson.h>
#include <microhttpd.h>
#include <time.h>

#include "base/file.h"
#include "base/num.h"
#include "base/str.h"
#include "serve.h"

static struct {
	const char *cert;
	const char *key;
	const char *log;
	const char *gzip;
} options;

struct request {
	struct MHD_Connection *connection;
	const char *method;
	const char *url;
	struct hz_buf body;
};

/* "hello\n" a hundred times, as gzip -9n compresses it. */
static const unsigned char hello_gzip[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb,
	0x48, 0xcd, 0xc9, 0xc9, 0xe7, 0xca, 0x18, 0x25, 0x47, 0x49, 0xaa,
	0x92, 0x00, 0xdd, 0xd2, 0x4c, 0x96, 0x58, 0x02, 0x00, 0x00,
};

static void sleep_ms(int ms)
{
	struct timespec time = { .tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000L };

	(void)nanosleep(&time, NULL);
}

static enum MHD_Result send_bytes(struct request *request, unsigned status, const void *bytes,
				  size_t len, const char *const headers[][2])
{
	struct MHD_Response *response;
	enum MHD_Result result;
	struct hz_buf copy = HZ_BUF_INIT;

	hz_buf_add(&copy, bytes, len);
	response = MHD_create_response_from_buffer(len, hz_buf_take(&copy), MHD_RESPMEM_MUST_FREE);
	for (; headers && (*headers)[0]; headers++)
		(void)MHD_add_response_header(response, (*headers)[0], (*headers)[1]);
	result = MHD_queue_response(request->connection, status, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result send_text(struct request *request, unsigned status, const char *text)
{
	static const char *const headers[][2] = { { "Content-Type", "text/plain" }, { NULL } };

	return send_bytes(request, status, text, strlen(text), headers);
}

static enum MHD_Result send_status(struct request *request, int status)
{
	HZ_AUTO(hz_freep) char *text = hz_strf("status %d\n", status);

	return send_text(request, (unsigned)status, text);
}

static enum MHD_Result send_block(struct request *request, int len)
{
	HZ_AUTO(hz_buf_done) struct hz_buf block = HZ_BUF_INIT;

	hz_buf_pad(&block, 'x', (size_t)len);
	return send_bytes(request, 200, hz_buf_str(&block), block.len, NULL);
}

/* Gives what @data, a counter of lines or bytes, still has; the forms of a stream. */
static ssize_t give_half(void *data, uint64_t at, char *out, size_t max)
{
	(void)data;
	if (at >= 500)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	max = max < 500 - at ? max : 500 - at;
	memset(out, 'x', max);
	return (ssize_t)max;
}

static ssize_t give_for_ever(void *data, uint64_t at, char *out, size_t max)
{
	(void)data;
	(void)at;
	memset(out, 'x', max);
	return (ssize_t)max;
}

static ssize_t give_lines(void *data, uint64_t at, char *out, size_t max)
{
	int wanted = *(int *)data;
	int line = (int)(at / 10);

	if (wanted && line >= wanted)
		return MHD_CONTENT_READER_END_OF_STREAM;
	if (line > 0)
		sleep_ms(5);
	return snprintf(out, max, "line %04d\n", line % 10000);
}

static ssize_t give_once(void *data, uint64_t at, char *out, size_t max)
{
	(void)data;
	if (at == 0)
		return snprintf(out, max, "first line\n");
	for (;;)
		sleep_ms(1000);
}

static enum MHD_Result send_stream(struct request *request, uint64_t size,
				   MHD_ContentReaderCallback give, int count)
{
	int *data = hz_alloc(1, sizeof(*data));
	struct MHD_Response *response;
	enum MHD_Result result;

	*data = count;
	response = MHD_create_response_from_callback(size, 1024, give, data, free);
	result = MHD_queue_response(request->connection, 200, response);
	MHD_destroy_response(response);
	return result;
}

static enum MHD_Result send_headers(struct request *request)
{
	static const char *const headers[][2] = {
		{ "Content-Type", "application/json" },
		{ "X-MiXeD", "  Kept As It Is  " },
		{ "Warning", "299 - \"first\"" },
		{ "Warning", "299 - \"second\"" },
		{ "Retry-After", "7" },
		{ "Set-Cookie", "session=cookie-value" },
		{ NULL },
	};

	return send_bytes(request, 200, "{}", 2, headers);
}

static enum MHD_Result send_gzip(struct request *request)
{
	static const char *const headers[][2] = { { "Content-Encoding", "gzip" }, { NULL } };
	const char *accept = MHD_lookup_connection_value(request->connection, MHD_HEADER_KIND,
							 "Accept-Encoding");

	if (!accept || !strstr(accept, "gzip"))
		return send_text(request, 200, "plain\n");
	return send_bytes(request, 200, hello_gzip, sizeof(hello_gzip), headers);
}

static enum MHD_Result send_bomb(struct request *request)
{
	static const char *const headers[][2] = { { "Content-Encoding", "gzip" }, { NULL } };
	HZ_AUTO(hz_buf_done) struct hz_buf file = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_file_read(options.gzip, &file, &err) < 0)
		return MHD_NO;
	return send_bytes(request, 200, hz_buf_str(&file), file.len, headers);
}

static enum MHD_Result send_redirect(struct request *request)
{
	static const char *const headers[][2] = { { "Location", "/status/200" }, { NULL } };

	return send_bytes(request, 302, "moved", 5, headers);
}

static enum MHD_Result add_field(void *data, enum MHD_ValueKind kind, const char *name,
				 const char *value)
{
	(void)kind;
	(void)json_object_set_new(data, name, json_string(value ? value : ""));
	return MHD_YES;
}

static enum MHD_Result send_echo(struct request *request)
{
	json_t *headers = json_object();
	json_t *echo = json_pack("{s:s, s:s, s:s%, s:o}", "method", request->method, "url",
				 request->url, "body", hz_buf_str(&request->body),
				 request->body.len, "headers", headers);
	HZ_AUTO(hz_freep) char *text = NULL;

	(void)MHD_get_connection_values(request->connection, MHD_HEADER_KIND, add_field, headers);
	text = json_dumps(echo, JSON_SORT_KEYS);
	json_decref(echo);
	return send_text(request, 200, text);
}

/* The number behind @prefix in the URL, -1 when the URL is another. */
static int number_behind(const char *url, const char *prefix)
{
	const char *rest = hz_str_after(url, prefix);
	int number = -1;

	if (rest)
		(void)hz_parse_int_in(rest, 0, 1 << 30, &number);
	return number;
}

static enum MHD_Result answer_with_number(struct request *request)
{
	int number;

	if ((number = number_behind(request->url, "/status/")) >= 0)
		return send_status(request, number);
	if ((number = number_behind(request->url, "/bytes/")) >= 0)
		return send_block(request, number);
	if ((number = number_behind(request->url, "/stream/")) >= 0)
		return send_stream(request, MHD_SIZE_UNKNOWN, give_lines, number);
	if ((number = number_behind(request->url, "/slow/")) >= 0) {
		sleep_ms(number);
		return send_text(request, 200, "slow\n");
	}
	return send_status(request, 404);
}

static enum MHD_Result answer(struct request *request)
{
	const char *url = request->url;

	if (hz_str_eq(url, "/cut"))
		return send_stream(request, 1000, give_half, 0);
	if (hz_str_eq(url, "/endless"))
		return send_stream(request, MHD_SIZE_UNKNOWN, give_for_ever, 0);
	if (hz_str_eq(url, "/watch"))
		return send_stream(request, MHD_SIZE_UNKNOWN, give_once, 0);
	if (hz_str_eq(url, "/headers"))
		return send_headers(request);
	if (hz_str_eq(url, "/gzip"))
		return send_gzip(request);
	if (hz_str_eq(url, "/bomb") && options.gzip)
		return send_bomb(request);
	if (hz_str_eq(url, "/redirect"))
		return send_redirect(request);
	if (hz_str_eq(url, "/echo"))
		return send_echo(request);
	return answer_with_number(request);
}

static void log_request(const struct request *request)
{
	const union MHD_ConnectionInfo *info =
		MHD_get_connection_info(request->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	const struct sockaddr_in *client = (const void *)info->client_addr;
	HZ_AUTO(hz_freep)
	char *line =
		hz_strf("%s %s port=%d", request->method, request->url, ntohs(client->sin_port));

	log_line(options.log, line);
}

/* Called once with the header, once with each piece of the body, once at its end. */
static enum MHD_Result take(void *data, struct MHD_Connection *connection, const char *url,
			    const char *method, const char *version, const char *upload,
			    size_t *upload_len, void **state)
{
	struct request *request = *state;

	(void)data;
	(void)version;
	if (!request) {
		request = hz_alloc(1, sizeof(*request));
		*request = (struct request){ connection, method, url, HZ_BUF_INIT };
		*state = request;
		log_request(request);
		return MHD_YES;
	}
	if (*upload_len > 0) {
		hz_buf_add(&request->body, upload, *upload_len);
		*upload_len = 0;
		return MHD_YES;
	}
	return answer(request);
}

static void drop(void *data, struct MHD_Connection *connection, void **state,
		 enum MHD_RequestTerminationCode code)
{
	struct request *request = *state;

	(void)data;
	(void)connection;
	(void)code;
	if (!request)
		return;
	hz_buf_done(&request->body);
	free(request);
	*state = NULL;
}

static void read_options(char *const *args)
{
	for (; *args; args++) {
		if (hz_str_eq(*args, "--tls") && args[1] && args[2]) {
			options.cert = *++args;
			options.key = *++args;
		} else if (hz_str_eq(*args, "--log") && args[1]) {
			options.log = *++args;
		} else if (hz_str_eq(*args, "--gzip") && args[1]) {
			options.gzip = *++args;
		} else {
			(void)fprintf(stderr, "http: unknown option %s\n", *args);
			exit(2);
		}
	}
}

/* The text of a PEM file, which lives as long as the server; NULL without TLS. */
static char *read_pem(const char *path)
{
	struct hz_buf pem = HZ_BUF_INIT;
	struct hz_err err = HZ_ERR_INIT;

	if (!path)
		return NULL;
	if (hz_file_read(path, &pem, &err) < 0) {
		(void)fprintf(stderr, "http: %s\n", err.message);
		exit(1);
	}
	return hz_buf_take(&pem);
}

int main(int argc, char **argv)
{
	unsigned flags =
		MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL;
	char *cert;
	char *key;
	struct MHD_Daemon *daemon;

	(void)argc;
	read_options(argv + 1);
	cert = read_pem(options.cert);
	key = read_pem(options.key);
	daemon = MHD_start_daemon(flags | (cert ? MHD_USE_TLS : 0), 0, NULL, NULL, take, NULL,
				  MHD_OPTION_LISTEN_SOCKET, listen_on_loopback(),
				  MHD_OPTION_NOTIFY_COMPLETED, drop, NULL,
				  cert ? MHD_OPTION_HTTPS_MEM_CERT : MHD_OPTION_END, cert,
				  MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_END);
	if (!daemon) {
		(void)fprintf(stderr, "http: cannot start\n");
		return 1;
	}
	wait_for_stdin();
	_exit(0); /* without waiting for the threads of answers that have no end */
}
