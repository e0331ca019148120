/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person at a terminal: runs a command on a pseudo-terminal of 80 columns, waits for
 * a text on the screen, types something, and so on. What is on the screen goes to
 * stdout; the exit code is the command's.
 *
 *	pty [--see TEXT --type KEYS]... [--end-within MS] -- COMMAND [ARG]...
 *
 * MS counts from the last KEYS. In KEYS, "\n" is the enter key and "\003" is Ctrl-C, as printf has
 *them. A TEXT that does not come within ten seconds, or an end, kills the command: exit code 99.
 * After a minute all ends, because a screen that changes for ever is no progress.
 */
#include <limits.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/num.h"
#include "base/str.h"

#define PATIENCE_MS 10000
#define GAVE_UP 99
#define LONGEST_S 60

/*
 * Copies what is shown next to stdout and @screen. Returns 1, 0 when nothing more can
 * come, < 0 when nothing came in time.
 */
static int look(int terminal, struct hz_buf *screen)
{
	struct pollfd ready = { .fd = terminal, .events = POLLIN };
	char chunk[4096];
	ssize_t got;

	if (poll(&ready, 1, PATIENCE_MS) != 1)
		return -1;
	got = read(terminal, chunk, sizeof(chunk));
	if (got <= 0)
		return 0;
	(void)fwrite(chunk, 1, (size_t)got, stdout);
	hz_buf_add(screen, chunk, (size_t)got);
	return 1;
}

/* Waits for @text behind what was seen before, which is dropped. */
static bool see(int terminal, struct hz_buf *screen, const char *text)
{
	const char *found = strstr(hz_buf_str(screen), text);

	while (!found && look(terminal, screen) > 0)
		found = strstr(hz_buf_str(screen), text);
	if (found)
		hz_buf_drop(screen, (size_t)(found - screen->data) + strlen(text));
	return found != NULL;
}

static bool see_end(int terminal, struct hz_buf *screen)
{
	int r;

	do {
		r = look(terminal, screen);
	} while (r > 0);
	return r == 0;
}

/* The bytes of "\003" and "\n"; other text as it is. Owned by the caller. */
static char *read_keys(const char *keys)
{
	struct hz_buf bytes = HZ_BUF_INIT;

	while (*keys) {
		unsigned code = 0;

		if (hz_str_starts(keys, "\\n")) {
			hz_buf_addc(&bytes, '\n');
			keys += 2;
		} else if (sscanf(keys, "\\%3o", &code) == 1) {
			hz_buf_addc(&bytes, (char)code);
			keys += 4;
		} else {
			hz_buf_addc(&bytes, *keys++);
		}
	}
	return hz_buf_take(&bytes);
}

static int give_up(pid_t pid, const char *what)
{
	(void)fprintf(stderr, "pty: %s did not come\n", what);
	(void)kill(pid, SIGKILL);
	return GAVE_UP;
}

/* Waits for the end; @limit is that of --end-within from @typed_ms on, or NULL. */
static int await_end(int terminal, pid_t pid, struct hz_buf *screen, const char *limit,
		     int64_t typed_ms)
{
	int ms = INT_MAX;

	if (!see_end(terminal, screen))
		return give_up(pid, "the end");
	if (limit && hz_parse_int_in(limit, 0, INT_MAX, &ms) < 0)
		return give_up(pid, "a number of milliseconds");
	if (hz_clock_ms() - typed_ms <= ms)
		return 0;
	(void)fprintf(stderr, "pty: the end came after %lld ms\n",
		      (long long)(hz_clock_ms() - typed_ms));
	return GAVE_UP;
}

static int follow_script(int terminal, pid_t pid, char *const script[])
{
	HZ_AUTO(hz_buf_done) struct hz_buf screen = HZ_BUF_INIT;
	const char *limit = NULL;
	int64_t typed_ms = hz_clock_ms();

	for (; strcmp(*script, "--") != 0; script += 2) {
		HZ_AUTO(hz_freep) char *keys = read_keys(script[1]);

		if (hz_str_eq(*script, "--see") && !see(terminal, &screen, script[1]))
			return give_up(pid, script[1]);
		if (hz_str_eq(*script, "--type") &&
		    write(terminal, keys, strlen(keys)) != (ssize_t)strlen(keys))
			return give_up(pid, script[1]);
		if (hz_str_eq(*script, "--type"))
			typed_ms = hz_clock_ms();
		if (hz_str_eq(*script, "--end-within"))
			limit = script[1];
	}
	return await_end(terminal, pid, &screen, limit, typed_ms);
}

int main(int argc, char *argv[])
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	int command = 1;
	int terminal = -1;
	int status = 0;
	int r;
	pid_t pid;

	while (command < argc && strcmp(argv[command], "--") != 0)
		command += 2;
	if (command + 1 >= argc)
		return GAVE_UP;
	(void)alarm(LONGEST_S);
	pid = forkpty(&terminal, NULL, NULL, &size);
	if (pid == 0) {
		/* whoever runs the tests in the background ignores it, and we would inherit that */
		(void)signal(SIGINT, SIG_DFL);
		(void)execvp(argv[command + 1], argv + command + 1);
		_exit(127);
	}
	r = follow_script(terminal, pid, argv + 1);
	(void)waitpid(pid, &status, 0);
	if (r != 0)
		return r;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
