/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A TCP server that breaks the rules of HTTP in a way that is chosen by its argument:
 *
 *	silent           takes connections and never says a word
 *	close            reads a request and closes
 *	hang-up          reads one byte and closes
 *	reset            reads a request and resets the connection
 *	once             answers the first request of a connection, closes on the second
 *	send FILE        answers with the bytes of FILE, then closes
 *	greet FILE       the same without waiting for a request, and waits for the close
 *	endless-header   a header with one more line, for ever
 *	endless-line     a header line without an end
 *	drip             a header, then one byte of the body, then nothing
 *
 * raw MODE [FILE] [--log FILE]. The log has the first line of each request.
 */
#include <sys/wait.h>

#include "base/file.h"
#include "base/str.h"
#include "serve.h"

#define ANSWER "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok\n"

static const char *log_path;

/* Reads up to the end of a request's header: false when the client is gone. */
static bool read_request(int fd)
{
	char head[16384];
	size_t len = 0;

	while (len < sizeof(head) - 1) {
		ssize_t got = read(fd, head + len, sizeof(head) - 1 - len);

		if (got <= 0)
			return false;
		len += (size_t)got;
		head[len] = '\0';
		if (strstr(head, "\r\n\r\n"))
			break;
	}
	head[strcspn(head, "\r")] = '\0';
	log_line(log_path, head);
	return true;
}

static bool say(int fd, const char *text, size_t len)
{
	while (len > 0) {
		ssize_t put = send(fd, text, len, MSG_NOSIGNAL);

		if (put <= 0)
			return false;
		text += put;
		len -= (size_t)put;
	}
	return true;
}

static bool says(int fd, const char *text)
{
	return say(fd, text, strlen(text));
}

static void serve_silent(int fd, const char *file)
{
	(void)fd;
	(void)file;
	for (;;)
		(void)pause();
}

static void serve_close(int fd, const char *file)
{
	(void)file;
	(void)read_request(fd);
}

static void serve_hang_up(int fd, const char *file)
{
	char byte;

	(void)file;
	(void)!read(fd, &byte, 1);
}

static void serve_reset(int fd, const char *file)
{
	struct linger at_once = { .l_onoff = 1 };

	(void)file;
	(void)read_request(fd);
	(void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof(at_once));
}

static void serve_once(int fd, const char *file)
{
	(void)file;
	if (read_request(fd) && says(fd, ANSWER))
		(void)read_request(fd);
}

static void serve_file(int fd, const char *file)
{
	HZ_AUTO(hz_buf_done) struct hz_buf bytes = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	if (hz_file_read(file, &bytes, &err) == 0 && read_request(fd))
		(void)say(fd, hz_buf_str(&bytes), bytes.len);
}

static void serve_greeting(int fd, const char *file)
{
	HZ_AUTO(hz_buf_done) struct hz_buf bytes = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;
	char drained[4096];

	if (hz_file_read(file, &bytes, &err) == 0 && say(fd, hz_buf_str(&bytes), bytes.len))
		while (read(fd, drained, sizeof(drained)) > 0)
			;
}

static void serve_endless_header(int fd, const char *file)
{
	(void)file;
	if (!read_request(fd) || !says(fd, "HTTP/1.1 200 OK\r\n"))
		return;
	while (says(fd, "X-More: 0123456789012345678901234567890123456789\r\n"))
		;
}

static void serve_endless_line(int fd, const char *file)
{
	(void)file;
	if (!read_request(fd) || !says(fd, "HTTP/1.1 200 OK\r\nX-Long: "))
		return;
	while (says(fd, "0123456789012345678901234567890123456789012345678901234567890123456789"))
		;
}

static void serve_drip(int fd, const char *file)
{
	if (read_request(fd) && says(fd, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\no"))
		serve_silent(fd, file);
}

static const struct {
	const char *name;
	void (*serve)(int fd, const char *file);
} modes[] = {
	{ "silent", serve_silent },
	{ "close", serve_close },
	{ "hang-up", serve_hang_up },
	{ "reset", serve_reset },
	{ "once", serve_once },
	{ "send", serve_file },
	{ "greet", serve_greeting },
	{ "endless-header", serve_endless_header },
	{ "endless-line", serve_endless_line },
	{ "drip", serve_drip },
};

/* One process for each connection. */
static void serve_all(int listener, size_t mode, const char *file)
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);

		if (fd < 0)
			continue;
		if (fork() == 0) {
			end_with_parent();
			modes[mode].serve(fd, file);
			_exit(0);
		}
		(void)close(fd);
	}
}

int main(int argc, char **argv)
{
	const char *file = NULL;
	size_t mode = 0;
	pid_t child;
	int listener;

	while (argc > 1 && mode < HZ_COUNT(modes) && !hz_str_eq(argv[1], modes[mode].name))
		mode++;
	if (argc < 2 || mode == HZ_COUNT(modes)) {
		(void)fprintf(stderr, "raw: unknown mode\n");
		return 2;
	}
	for (int i = 2; i < argc; i++) {
		if (hz_str_eq(argv[i], "--log") && i + 1 < argc)
			log_path = argv[++i];
		else
			file = argv[i];
	}
	(void)signal(SIGCHLD, SIG_IGN); /* nobody waits for the children */
	listener = listen_on_loopback();
	child = fork();
	if (child == 0) {
		end_with_parent();
		serve_all(listener, mode, file);
	}
	wait_for_stdin();
	(void)kill(child, SIGKILL);
	return 0;
}
