/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Servers for tests.
 */
#include "server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <netinet/in.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <signal.h>
#include <sys/prctl.h>
#endif

#include "base/file.h"
#include "base/num.h"
#include "base/process.h"
#include "base/strv.h"
#include "unit.h"

static char certs[PATH_MAX];
static pid_t certs_owner;

/* In the child: becomes the server, with @in and @out as its streams. */
static void become(const struct hz_strv *args, const int in[2], const int out[2])
{
#ifdef __linux__
	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
	(void)dup2(in[0], STDIN_FILENO);
	(void)dup2(out[1], STDOUT_FILENO);
	(void)dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
	(void)execvp(args->item[0], args->item);
	_exit(127);
}

/* Starts the server; returns what it prints. Its standard input stays open until we end. */
static int start(const struct hz_strv *args)
{
	int in[2];
	int out[2];
	pid_t child;

	ck_assert_int_eq(pipe2(in, O_CLOEXEC), 0);
	ck_assert_int_eq(pipe2(out, O_CLOEXEC), 0);
	child = fork();
	ck_assert_int_ge(child, 0);
	if (child == 0)
		become(args, in, out);
	(void)close(in[0]);
	(void)close(out[1]);
	return out[0];
}

static bool read_line(int fd, struct hz_buf *line)
{
	char byte;

	hz_buf_clear(line);
	while (read(fd, &byte, 1) == 1) {
		if (byte == '\n')
			return true;
		hz_buf_addc(line, byte);
	}
	return false;
}

/* The number at the end of @line, behind the last ':' or alone, or -1. */
static int port_in(const char *line)
{
	const char *colon = strrchr(line, ':');
	int port = -1;

	(void)hz_parse_int_in(colon ? colon + 1 : line, 1, 65535, &port);
	return port;
}

/* The pipe stays open, so that the server can go on printing. */
static int read_port(const struct hz_strv *args)
{
	HZ_AUTO(hz_buf_done) struct hz_buf line = HZ_BUF_INIT;
	int printed = start(args);
	int port = -1;

	while (port < 0 && read_line(printed, &line))
		port = port_in(hz_buf_str(&line));
	ck_assert_msg(port > 0, "%s printed no port", args->item[0]);
	return port;
}

int hz_test_serve(const char *program, ...)
{
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	const char *build = getenv("HZ_BUILD");
	const char *arg;
	va_list list;

	hz_strv_addf(&args, "%s/tests/servers/%s", build ? build : "build/release", program);
	va_start(list, program);
	while ((arg = va_arg(list, const char *)))
		hz_strv_add(&args, arg);
	va_end(list);
	return read_port(&args);
}

int hz_test_serve_with(const char *program, ...)
{
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	const char *arg;
	va_list list;

	hz_strv_add(&args, program);
	va_start(list, program);
	while ((arg = va_arg(list, const char *)))
		hz_strv_add(&args, arg);
	va_end(list);
	return read_port(&args);
}

/* A port that was free a moment ago, for servers that cannot say which one they got. */
static int free_port(struct sockaddr_in *address)
{
	socklen_t len = sizeof(*address);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	*address = (struct sockaddr_in){ .sin_family = AF_INET };
	address->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	ck_assert_int_eq(bind(fd, (struct sockaddr *)address, len), 0);
	ck_assert_int_eq(getsockname(fd, (struct sockaddr *)address, &len), 0);
	(void)close(fd);
	return ntohs(address->sin_port);
}

static bool answers(const struct sockaddr_in *address)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool connected = connect(fd, (const struct sockaddr *)address, sizeof(*address)) == 0;

	(void)close(fd);
	return connected;
}

int hz_test_serve_http2(const char *folder, const char *cert)
{
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	struct sockaddr_in address;
	int port = free_port(&address);

	hz_strv_split(&args, "nghttpd -a 127.0.0.1 -d", ' ');
	hz_strv_add(&args, folder);
	hz_strv_addf(&args, "%d", port);
	hz_strv_addf(&args, "%s/%s.key", certs, cert);
	hz_strv_addf(&args, "%s/%s.crt", certs, cert);
	(void)start(&args);
	for (int tries = 0; !answers(&address); tries++) {
		ck_assert_msg(tries < 200, "nghttpd does not answer");
		(void)usleep(20000);
	}
	return port;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *walk)
{
	(void)st;
	(void)type;
	(void)walk;
	return remove(path);
}

/* Tests run in children, which must leave the folder to the others. */
static void remove_certs(void)
{
	if (getpid() == certs_owner)
		(void)nftw(certs, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

void hz_test_shell(const char *command)
{
	HZ_AUTO(hz_strv_done) struct hz_strv args = HZ_STRV_INIT;
	HZ_AUTO(hz_buf_done) struct hz_buf out = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_strv_split(&args, "/bin/sh -c", ' ');
	hz_strv_add(&args, command);
	if (hz_process_run(&(struct hz_process){ .argv = args.item }, &out, &err) < 0) {
		(void)fprintf(stderr, "%s: %s\n%s", command, err.message, hz_buf_str(&out));
		abort();
	}
}

void hz_test_make_certs(void)
{
	HZ_AUTO(hz_freep) char *command = NULL;

	(void)snprintf(certs, sizeof(certs), "%s/hz-certs-XXXXXX",
		       getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(certs))
		abort();
	certs_owner = getpid();
	(void)atexit(remove_certs);
	command = hz_strf("tests/servers/certs.sh '%s' 2>&1", certs);
	hz_test_shell(command);
}

/* What the functions below return, kept to the end. */
static struct hz_strv kept;

static const char *keep(char *text)
{
	hz_strv_own(&kept, text);
	return text;
}

const char *hz_test_cert_path(const char *name)
{
	return keep(hz_path_join(certs, name));
}

static char *read_text(const char *path)
{
	struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_file_read(path, &text, &err), &err);
	return hz_buf_take(&text);
}

const char *hz_test_cert(const char *name)
{
	return keep(read_text(hz_test_cert_path(name)));
}

static const char *log_path(void)
{
	return keep(hz_strf("%s/log-%d", certs, (int)getpid()));
}

const char *hz_test_log_path(void)
{
	(void)unlink(log_path());
	return log_path();
}

const char *hz_test_log(void)
{
	const char *path = log_path();

	return access(path, F_OK) == 0 ? keep(read_text(path)) : "";
}

int hz_test_log_count(const char *text)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;
	int count = 0;

	hz_strv_split(&lines, hz_test_log(), '\n');
	for (size_t i = 0; i < lines.count; i++)
		if (strstr(lines.item[i], text))
			count++;
	return count;
}
