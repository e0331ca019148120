/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A proxy that leads every connection to one port of 127.0.0.1, whatever name it is
 * asked for, so that only names that were resolved here can have been asked for.
 *
 * proxy http|socks5|refuse PORT [--log FILE]. "http" takes CONNECT and plain
 * requests, "refuse" answers 407 to both. The log has the lines of each request's
 * header, or the type and address of a SOCKS5 request.
 */
#include <poll.h>

#include "base/num.h"
#include "base/str.h"
#include "base/strv.h"
#include "serve.h"

static const char *log_path;
static int target_port;

static int connect_to_target(void)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	address.sin_port = htons((uint16_t)target_port);
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) < 0)
		_exit(1);
	return fd;
}

static bool move(int from, int to)
{
	char bytes[16384];
	ssize_t got = read(from, bytes, sizeof(bytes));

	return got > 0 && send(to, bytes, (size_t)got, MSG_NOSIGNAL) == got;
}

static void tunnel(int client, int server)
{
	struct pollfd ends[] = {
		{ .fd = client, .events = POLLIN },
		{ .fd = server, .events = POLLIN },
	};

	while (poll(ends, 2, -1) > 0) {
		if (ends[0].revents && !move(client, server))
			return;
		if (ends[1].revents && !move(server, client))
			return;
	}
}

static bool read_exactly(int fd, void *bytes, size_t len)
{
	return recv(fd, bytes, len, MSG_WAITALL) == (ssize_t)len;
}

static void answer(int fd, const void *bytes, size_t len)
{
	if (send(fd, bytes, len, MSG_NOSIGNAL) != (ssize_t)len)
		_exit(1);
}

/* https://www.rfc-editor.org/rfc/rfc1929: the name and the password go to the log. */
static bool ask_password(int fd)
{
	unsigned char head[2];
	char name[256] = "";
	unsigned char len;
	char password[256] = "";
	HZ_AUTO(hz_freep) char *line = NULL;

	answer(fd, "\5\2", 2);
	if (!read_exactly(fd, head, 2) || !read_exactly(fd, name, head[1]) ||
	    !read_exactly(fd, &len, 1) || !read_exactly(fd, password, len))
		return false;
	line = hz_strf("user=%s password=%s", name, password);
	log_line(log_path, line);
	answer(fd, "\1\0", 2);
	return true;
}

/* Takes the client's greeting; a password is asked for when it offers one. */
static bool greet(int fd)
{
	unsigned char greeting[2];
	unsigned char methods[255];

	if (!read_exactly(fd, greeting, 2) || !read_exactly(fd, methods, greeting[1]))
		return false;
	if (memchr(methods, 2, greeting[1]))
		return ask_password(fd);
	answer(fd, "\5\0", 2);
	return true;
}

/* https://www.rfc-editor.org/rfc/rfc1928 */
static void serve_socks5(int fd)
{
	static const char granted[10] = { 5, 0, 0, 1 };
	unsigned char request[5];
	char address[256] = "";
	unsigned char port[2];
	size_t len;
	HZ_AUTO(hz_freep) char *line = NULL;

	if (!greet(fd) || !read_exactly(fd, request, 5))
		return;
	/* a name says its length first; the first byte of an address is read already */
	len = request[3] == 3 ? request[4] : request[3] == 1 ? 3 : 15;
	if (!read_exactly(fd, address, len) || !read_exactly(fd, port, 2))
		return;
	line = hz_strf("type=%d %s", request[3], request[3] == 3 ? address : "address");
	log_line(log_path, line);
	answer(fd, granted, sizeof(granted));
	tunnel(fd, connect_to_target());
}

/* Reads up to the end of the header, byte by byte, so that nothing behind it is lost. */
static void read_head(int fd, char *head, size_t size)
{
	size_t len = 0;

	while (len < size - 1 && !(len >= 4 && memcmp(head + len - 4, "\r\n\r\n", 4) == 0)) {
		if (read(fd, head + len, 1) != 1)
			_exit(0);
		head[++len] = '\0';
	}
}

static void log_head(const char *head)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;

	hz_strv_split(&lines, head, '\n');
	for (size_t i = 0; i < lines.count; i++)
		log_line(log_path, hz_str_trim(lines.item[i]));
}

static void serve_http(int fd)
{
	static const char ok[] = "HTTP/1.1 200 Connection established\r\n\r\n";
	char head[16384] = "";
	int server;

	read_head(fd, head, sizeof(head));
	log_head(head);
	server = connect_to_target();
	if (hz_str_starts(head, "CONNECT "))
		answer(fd, ok, strlen(ok));
	else
		answer(server, head, strlen(head));
	tunnel(fd, server);
}

static void serve_refusal(int fd)
{
	static const char no[] = "HTTP/1.1 407 Proxy Authentication Required\r\n"
				 "Proxy-Authenticate: Basic realm=\"test\"\r\n"
				 "Content-Length: 0\r\nConnection: close\r\n\r\n";
	char head[16384] = "";

	read_head(fd, head, sizeof(head));
	log_head(head);
	answer(fd, no, strlen(no));
}

static void serve_all(int listener, void (*serve)(int fd))
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		if (fork() == 0) {
			end_with_parent();
			serve(fd);
			_exit(0);
		}
		(void)close(fd);
	}
}

int main(int argc, char **argv)
{
	int listener;
	pid_t child;

	if (argc < 3 || hz_parse_int_in(argv[2], 1, 65535, &target_port) < 0) {
		(void)fprintf(stderr, "proxy http|socks5|refuse PORT [--log FILE]\n");
		return 2;
	}
	if (argc == 5)
		log_path = argv[4];
	(void)signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
	listener = listen_on_loopback();
	child = fork();
	if (child == 0) {
		end_with_parent();
		serve_all(listener, hz_str_eq(argv[1], "socks5")   ? serve_socks5
				    : hz_str_eq(argv[1], "refuse") ? serve_refusal
								   : serve_http);
	}
	wait_for_stdin();
	(void)kill(child, SIGKILL);
	return 0;
}
