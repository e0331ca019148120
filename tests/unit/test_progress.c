/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/progress.h"

#include <ctype.h>
#include <poll.h>
#include <pty.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/secret.h"
#include "base/str.h"
#include "text/json.h"
#include "unit.h"

/* A progress that writes to memory. */
struct screen {
	struct hz_cli cli;
	char *text;
	size_t len;
	struct hz_progress *progress;
};

static void open_screen(struct screen *screen, const char *how)
{
	*screen = (struct screen){ .cli = { .progress = how, .color = "auto" } };
	screen->cli.err = open_memstream(&screen->text, &screen->len);
	ck_assert_ptr_nonnull(screen->cli.err);
	screen->progress = hz_progress_new(&screen->cli);
}

static void close_screen(struct screen *screen)
{
	hz_progress_free(screen->progress);
	ck_assert_ptr_null(screen->cli.live);
	(void)fclose(screen->cli.err);
	free(screen->text);
}

/* Whether @text starts with a time such as 2026-11-21T05:20:23Z. */
static bool starts_with_time(const char *text)
{
	static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";

	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)text[i]) : text[i] != shape[i])
			return false;
	return true;
}

/* @text with TIME for each time and (N) for each duration in brackets. Owned by the caller. */
static char *without_times(const char *text)
{
	struct hz_buf out = HZ_BUF_INIT;

	while (*text) {
		size_t digits = *text == '(' ? strspn(text + 1, "0123456789.hms") : 0;

		if (starts_with_time(text)) {
			hz_buf_adds(&out, "TIME");
			text += 20;
		} else if (digits > 0 && text[digits + 1] == ')') {
			hz_buf_adds(&out, "(N)");
			text += digits + 2;
		} else {
			hz_buf_addc(&out, *text++);
		}
	}
	return hz_buf_take(&out);
}

static void play(struct hz_progress *progress)
{
	hz_progress_begin(progress, "objects", "Creating objects");
	hz_progress_detail(progress, "objects", "%d of %d", 1, 2);
	hz_progress_detail(progress, "objects", "1 of 2");
	hz_progress_begin(progress, "nodes", "Waiting for nodes");
	hz_progress_done(progress, "objects", "2 objects");
	hz_progress_note(progress, "the image is old");
	hz_progress_skip(progress, "nodes", "there are none");
	hz_progress_begin(progress, "api", "Asking the API");
	hz_progress_fail(progress, "api", "%s", "refused");
	hz_progress_done(progress, "api", "too late");
	hz_progress_detail(progress, "never begun", "x");
	hz_progress_tick(progress);
}

START_TEST(is_a_line_with_its_time_for_each_transition_in_a_pipe)
{
	HZ_AUTO(hz_freep) char *text = NULL;
	struct screen screen;

	open_screen(&screen, "auto");
	play(screen.progress);
	text = without_times(screen.text);
	ck_assert_str_eq(text, "TIME Creating objects\n"
			       "TIME Creating objects: 1 of 2\n"
			       "TIME Waiting for nodes\n"
			       "TIME Creating objects: done (N): 2 objects\n"
			       "TIME the image is old\n"
			       "TIME Waiting for nodes: skipped (N): there are none\n"
			       "TIME Asking the API\n"
			       "TIME Asking the API: failed (N): refused\n");
	close_screen(&screen);
}
END_TEST

static void check_event(const char *line, const char *phase, const char *state, const char *message)
{
	HZ_AUTO(hz_json_unrefp) json_t *event = NULL;
	HZ_AUTO(hz_err_done) struct hz_err err = HZ_ERR_INIT;

	hz_ck_ok(hz_json_parse(line, strlen(line), &event, &err), &err);
	ck_assert(starts_with_time(hz_json_str(event, "time")));
	ck_assert_str_eq(hz_json_str(event, "state"), state);
	ck_assert_str_eq(hz_json_str(event, "message"), message);
	if (phase)
		ck_assert_str_eq(hz_json_str(event, "phase"), phase);
	ck_assert_int_eq(json_is_integer(hz_json_get(event, "elapsedMs")), phase != NULL);
}

START_TEST(is_an_event_a_line_as_json)
{
	HZ_AUTO(hz_strv_done) struct hz_strv lines = HZ_STRV_INIT;
	struct screen screen;

	open_screen(&screen, "json");
	play(screen.progress);
	hz_cli_warn(&screen.cli, "deprecated");
	hz_strv_split(&lines, screen.text, '\n');
	ck_assert_uint_eq(lines.count, 10); /* with the empty one at the end */
	check_event(lines.item[0], "objects", "started", "Creating objects");
	check_event(lines.item[1], "objects", "running", "1 of 2");
	check_event(lines.item[2], "nodes", "started", "Waiting for nodes");
	check_event(lines.item[3], "objects", "done", "2 objects");
	check_event(lines.item[4], NULL, "note", "the image is old");
	check_event(lines.item[5], "nodes", "skipped", "there are none");
	check_event(lines.item[6], "api", "started", "Asking the API");
	check_event(lines.item[7], "api", "failed", "refused");
	check_event(lines.item[8], NULL, "warning", "deprecated");
	close_screen(&screen);
}
END_TEST

START_TEST(is_nothing_but_notes_when_none_is_wanted)
{
	struct screen screen;

	open_screen(&screen, "none");
	play(screen.progress);
	hz_cli_warn(&screen.cli, "deprecated");
	ck_assert_str_eq(screen.text, "the image is old\nWarning: deprecated\n");
	ck_assert_int_eq(screen.cli.warnings, 1);
	close_screen(&screen);
}
END_TEST

START_TEST(makes_text_of_servers_harmless_and_hides_secrets)
{
	HZ_AUTO(hz_freep) char *text = NULL;
	struct screen screen;

	hz_secret_register("s3cr3t-t0ken");
	open_screen(&screen, "plain");
	hz_progress_begin(screen.progress, "a", "Title\033[2J");
	hz_progress_detail(screen.progress, "a", "one\ntwo\t\x9b s3cr3t-t0ken");
	hz_progress_note(screen.progress, "\033]0;x\007");
	hz_cli_warn(&screen.cli, "s3cr3t-t0ken\r\nerror: not ours");
	text = without_times(screen.text);
	ck_assert_str_eq(text, "TIME Title\\x1b[2J\n"
			       "TIME Title\\x1b[2J: one two \\x9b <redacted>\n"
			       "TIME \\x1b]0;x\\x07\n"
			       "Warning: <redacted>\\x0d error: not ours\n");
	close_screen(&screen);
}
END_TEST

START_TEST(colours_warnings_only_when_that_is_wanted)
{
	struct screen screen;

	open_screen(&screen, "none");
	screen.cli.color = "always";
	hz_cli_warn(&screen.cli, "x");
	ck_assert_str_eq(screen.text, "\033[33;1mWarning:\033[0m x\n");
	close_screen(&screen);
}
END_TEST

/* A progress on a pseudo-terminal. */
struct pty {
	struct hz_cli cli;
	struct hz_progress *progress;
	int master;
};

static void open_pty(struct pty *pty, unsigned short columns)
{
	struct winsize size = { .ws_row = 24, .ws_col = columns };
	int slave = -1;

	(void)setenv("TERM", "xterm", 1);
	(void)unsetenv("NO_COLOR");
	*pty = (struct pty){ .cli = { .progress = "auto", .color = "never" } };
	ck_assert_int_eq(openpty(&pty->master, &slave, NULL, NULL, &size), 0);
	pty->cli.err = fdopen(slave, "w");
	ck_assert_ptr_nonnull(pty->cli.err);
	pty->progress = hz_progress_new(&pty->cli);
}

/*
 * Adds what is written next, at most ten seconds from now; nothing then. Frames of
 * what turns are shown as the first one.
 */
static void read_pty(struct pty *pty, struct hz_buf *text)
{
	struct pollfd ready = { .fd = pty->master, .events = POLLIN };
	char chunk[4096];
	ssize_t got = 0;

	if (poll(&ready, 1, 10000) == 1)
		got = read(pty->master, chunk, sizeof(chunk) - 1);
	if (got <= 0)
		return;
	chunk[got] = '\0';
	for (char *at = strpbrk(chunk, "|/-\\"); at; at = strpbrk(at + 1, "|/-\\"))
		if (at[1] == ' ')
			*at = '|';
	hz_buf_adds(text, chunk);
}

static void check_pty(struct pty *pty, const char *want)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	HZ_AUTO(hz_freep) char *got = NULL;
	size_t before;

	do {
		before = text.len;
		read_pty(pty, &text);
		free(got);
		got = without_times(hz_buf_str(&text));
	} while (strlen(got) < strlen(want) && text.len > before);
	if (strcmp(got, want) != 0) {
		HZ_AUTO(hz_freep) char *visible = hz_str_visible(got);

		ck_abort_msg("\ngot:  %s\nwant: %s", visible, want);
	}
}

static void close_pty(struct pty *pty)
{
	(void)close(pty->master);
	hz_progress_free(pty->progress);
	(void)fclose(pty->cli.err);
}

/* Goes back to the first of two redrawn lines. */
#define CLEAR1 "\r\033[J"
#define CLEAR2 "\033[1A\r\033[J"

START_TEST(is_redrawn_on_a_terminal_and_what_is_over_stays)
{
	struct pty pty;

	(void)setenv("LC_ALL", "C.UTF-8", 1);
	open_pty(&pty, 80);
	hz_progress_begin(pty.progress, "a", "First");
	check_pty(&pty, "| First (N)");
	hz_progress_detail(pty.progress, "a", "1 of 2");
	check_pty(&pty, CLEAR1 "| First (N): 1 of 2");
	hz_progress_tick(pty.progress);
	check_pty(&pty, CLEAR1 "| First (N): 1 of 2");
	hz_progress_begin(pty.progress, "b", "Second");
	check_pty(&pty, CLEAR1 "| First (N): 1 of 2\r\n| Second (N)");
	hz_progress_done(pty.progress, "a", "both");
	check_pty(&pty, CLEAR2 "✓ First (N): both\r\n| Second (N)");
	hz_progress_fail(pty.progress, "b", "no");
	check_pty(&pty, CLEAR1 "✗ Second (N): no\r\n");
	close_pty(&pty);
}
END_TEST

START_TEST(lets_others_write_to_the_terminal)
{
	struct pty pty;

	(void)setenv("LC_ALL", "C.UTF-8", 1);
	open_pty(&pty, 80);
	hz_progress_begin(pty.progress, "a", "First");
	check_pty(&pty, "| First (N)");
	hz_progress_hide(pty.progress);
	check_pty(&pty, CLEAR1);
	hz_progress_tick(pty.progress);
	check_pty(&pty, "| First (N)");
	hz_cli_warn(&pty.cli, "old");
	check_pty(&pty, CLEAR1 "Warning: old\r\n| First (N)");
	hz_progress_freep(&pty.progress);
	check_pty(&pty, CLEAR1 "| First (N)\r\n");
	close_pty(&pty);
}
END_TEST

START_TEST(uses_ascii_where_the_locale_is_not_utf8)
{
	struct pty pty;

	(void)setenv("LC_ALL", "C", 1);
	open_pty(&pty, 30);
	hz_progress_begin(pty.progress, "a", "First");
	check_pty(&pty, "| First (N)");
	hz_progress_done(pty.progress, "a", "ok");
	check_pty(&pty, CLEAR1 "* First (N): ok\r\n");
	close_pty(&pty);
}
END_TEST

START_TEST(cuts_what_is_redrawn_to_the_width_of_the_terminal)
{
	struct pty pty;
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;
	const char *line;

	(void)setenv("LC_ALL", "C.UTF-8", 1);
	open_pty(&pty, 30);
	hz_progress_begin(pty.progress, "a", "日本語日本語日本語日本語日本語日本語");
	read_pty(&pty, &text);
	line = hz_buf_str(&text);
	ck_assert_uint_le(hz_str_columns(line), 29);
	ck_assert_uint_ge(hz_str_columns(line), 28);
	ck_assert_msg(hz_str_ends(line, "語…") || hz_str_ends(line, "本…") ||
			      hz_str_ends(line, "日…"),
		      "%s", line);
	close_pty(&pty);
}
END_TEST

START_TEST(stays_in_lines_on_a_dumb_terminal)
{
	struct pty pty;

	open_pty(&pty, 80);
	hz_progress_freep(&pty.progress);
	(void)setenv("TERM", "dumb", 1);
	pty.progress = hz_progress_new(&pty.cli);
	hz_progress_begin(pty.progress, "a", "First");
	check_pty(&pty, "TIME First\r\n");
	close_pty(&pty);
}
END_TEST

HZ_SUITE("progress", is_a_line_with_its_time_for_each_transition_in_a_pipe,
	 is_an_event_a_line_as_json, is_nothing_but_notes_when_none_is_wanted,
	 makes_text_of_servers_harmless_and_hides_secrets,
	 colours_warnings_only_when_that_is_wanted, is_redrawn_on_a_terminal_and_what_is_over_stays,
	 lets_others_write_to_the_terminal, uses_ascii_where_the_locale_is_not_utf8,
	 cuts_what_is_redrawn_to_the_width_of_the_terminal, stays_in_lines_on_a_dumb_terminal)
