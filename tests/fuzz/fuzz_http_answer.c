/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What our client makes of whatever a server answers. The first byte chooses the request,
 * the others are the answer, after which the server closes. An answer is within its cap
 * and has headers of the form that is promised; a failure has a reason and words that
 * cannot steer a terminal.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/str.h"
#include "net/call.h"

#define CAP 65536

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the first byte means. */
enum choice {
	CHOOSE_METHOD = 3, /* the index in methods */
	CHOOSE_STREAM = 4,
	CHOOSE_PLAIN = 8,
	CHOOSE_SMALL_CAP = 16,
};

static const char *const methods[] = { "GET", "HEAD", "POST", "DELETE" };

/* The server: a local socket, so that no port is used up. */
static int door = -1; /* listens */
static struct sockaddr_un address_of_server;
static socklen_t address_len = sizeof(address_of_server);

static int listen_once(void)
{
	struct sockaddr *address = (struct sockaddr *)&address_of_server;
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address->sa_family = AF_UNIX;
	/* an address of the family alone lets the system choose a name */
	if (fd < 0 || bind(fd, address, sizeof(address->sa_family)) < 0 || listen(fd, 1) < 0 ||
	    getsockname(fd, address, &address_len) < 0)
		abort();
	return fd;
}

/* Instead of to the address of the URL, it is connected to our server. */
static curl_socket_t give_socket(void *data, curlsocktype purpose, struct curl_sockaddr *address)
{
	(void)data;
	(void)purpose;
	address->family = AF_UNIX;
	address->protocol = 0;
	address->addrlen = address_len;
	memcpy(&address->addr, &address_of_server, address_len);
	return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

/* Takes the connection, answers, and closes; what was asked does not matter. */
static int answer(int listener, const uint8_t *bytes, size_t len)
{
	int fd = accept(listener, NULL, NULL);

	if (fd < 0 || send(fd, bytes, len, MSG_NOSIGNAL) != (ssize_t)len)
		abort();
	(void)shutdown(fd, SHUT_WR);
	return fd;
}

static int count(void *data, const char *bytes, size_t len, struct hz_err *err)
{
	size_t *total = data;

	(void)bytes;
	*total += len;
	if (*total > CAP)
		return hz_err_set(err, HZ_ERR_FAILED, "TooLarge", "enough");
	return 0;
}

static void check_answer(const struct hz_http_reply *reply, size_t cap)
{
	if (reply->status < 100 || reply->status > 999 || reply->body->len > cap)
		abort();
	for (size_t i = 0; i < reply->headers->count; i++) {
		const char *header = reply->headers->item[i];
		const char *colon = strstr(header, ": ");

		if (!colon || colon == header || strpbrk(header, "\r\n"))
			abort();
		for (; header < colon; header++)
			if (isupper((unsigned char)*header))
				abort();
	}
}

static void check_failure(const struct hz_err *err)
{
	HZ_AUTO(hz_freep) char *visible = hz_str_visible(err->message);

	if (err->kind != HZ_ERR_FAILED || hz_str_empty(err->reason) ||
	    strcmp(visible, err->message) != 0)
		abort();
}

static void check(struct hz_http *http, struct hz_http_call *call, size_t cap)
{
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	struct hz_http_reply reply;

	if (hz_http_wait(http, call, &err) < 0) {
		check_failure(&err);
		return;
	}
	reply = hz_http_reply(call);
	check_answer(&reply, cap);
}

static void redirect(struct hz_http_call *call)
{
	struct hz_curl_setter setter = { .curl = call->http->curl, .easy = call->easy };

	HZ_CURL_SET(&setter, CURLOPT_OPENSOCKETFUNCTION, give_socket);
	if (setter.code != CURLE_OK)
		abort();
}

static void ask(struct hz_http *http, const uint8_t *data, size_t size)
{
	unsigned choice = data[0];
	const struct hz_http_server server = {
		.url = "http://127.0.0.1:1",
		.proxy = "",
		.no_compression = choice & CHOOSE_PLAIN,
	};
	size_t total = 0;
	struct hz_http_request request = {
		.server = &server,
		.method = methods[choice & CHOOSE_METHOD],
		.path = "/",
		.cap = choice & CHOOSE_SMALL_CAP ? 100 : CAP,
		.flags = choice & CHOOSE_STREAM ? HZ_HTTP_STREAM : 0,
		.on_data = count,
		.data = &total,
	};
	HZ_AUTO(hz_http_call_freep) struct hz_http_call *call = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	int fd;

	if (hz_http_start(http, &request, &call, &err) < 0)
		abort();
	redirect(call);
	if (hz_http_step(http, 0, &err) < 0) /* connects */
		abort();
	fd = answer(door, data + 1, size - 1);
	check(http, call, request.cap);
	(void)close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct hz_http *http;

	if (size < 2 || size > CAP)
		return 0;
	if (door < 0)
		door = listen_once();
	http = hz_http_new();
	ask(http, data, size);
	hz_http_free(http);
	return 0;
}
