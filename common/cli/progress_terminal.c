/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Progress on a terminal: phases that are over are lines that stay, and below them
 * each running one has a line that is redrawn. A line is cut before the last column,
 * so that it never wraps.
 */
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/interrupt.h"
#include "base/str.h"
#include "cli/phase.h"
#include "cli/terminal.h"

#define FRAME_MS 250

/* What stands before a line. */
struct mark {
	const char *text;
	const char *color; /* the sequence before it */
};

static struct mark mark_of(const struct hz_phase *phase, bool utf8)
{
	static const char *const frames[] = { "|", "/", "-", "\\" };

	switch (phase->state) {
	case HZ_PHASE_DONE:
		return (struct mark){ utf8 ? "✓" : "*", "\033[32m" };
	case HZ_PHASE_SKIPPED:
		return (struct mark){ "-", "" };
	case HZ_PHASE_FAILED:
		return (struct mark){ utf8 ? "✗" : "!", "\033[31m" };
	case HZ_PHASE_STARTED:
	case HZ_PHASE_RUNNING:
		break;
	}
	return (struct mark){ frames[hz_phase_elapsed(phase) / FRAME_MS % 4], "" };
}

/* "Creating objects (0.4s): 3 of 21" */
static void add_text(struct hz_buf *out, const struct hz_phase *phase)
{
	hz_buf_addf(out, "%s (", phase->title);
	hz_elapsed_add(out, hz_phase_elapsed(phase));
	hz_buf_addc(out, ')');
	if (phase->state == HZ_PHASE_SKIPPED)
		hz_buf_adds(out, ": skipped");
	if (*phase->message)
		hz_buf_addf(out, ": %s", phase->message);
}

/* Appends @text, cut to @columns columns. */
static void add_cut(struct hz_buf *out, const char *text, size_t columns, bool utf8)
{
	const char *dots = utf8 ? "…" : "...";

	if (hz_str_columns(text) <= columns) {
		hz_buf_adds(out, text);
		return;
	}
	hz_buf_add(out, text, hz_str_fit(text, columns - hz_str_columns(dots)));
	hz_buf_adds(out, dots);
}

/* Appends the line of @phase without a line break. A phase that is over is not cut. */
static void add_line(struct hz_buf *out, const struct hz_progress *progress,
		     const struct hz_phase *phase)
{
	FILE *stream = progress->cli->err;
	bool utf8 = hz_terminal_is_utf8();
	struct mark mark = mark_of(phase, utf8);
	bool color = *mark.color && hz_color_wanted(progress->cli, stream);
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	hz_buf_addf(out, "%s%s%s ", color ? mark.color : "", mark.text, color ? "\033[0m" : "");
	add_text(&text, phase);
	if (hz_phase_is_over(phase))
		hz_buf_adds(out, hz_buf_str(&text));
	else
		add_cut(out, hz_buf_str(&text), hz_terminal_columns(stream) - 3, utf8);
}

/* Async-signal-safe: a second signal ends the program while a line is unfinished. */
static void leave_line(void)
{
	if (write(STDERR_FILENO, "\n", 1) < 0) {
		/* nothing more can be done */
	}
}

/* Appends what goes back to the first of the redrawn lines and clears them all. */
static void add_erase(struct hz_buf *out, struct hz_progress *progress)
{
	if (progress->drawn > 1)
		hz_buf_addf(out, "\033[%zuA", progress->drawn - 1);
	if (progress->drawn > 0)
		hz_buf_adds(out, "\r\033[J");
	progress->drawn = 0;
}

/* Appends a line for each running phase; the cursor stays behind the last. */
static void add_running(struct hz_buf *out, struct hz_progress *progress)
{
	for (size_t i = 0; i < progress->count; i++) {
		if (hz_phase_is_over(&progress->phases[i]))
			continue;
		hz_buf_adds(out, progress->drawn > 0 ? "\n" : "");
		add_line(out, progress, &progress->phases[i]);
		progress->drawn++;
	}
}

/*
 * In one piece, so that nothing flickers. A second signal in between gets a line break
 * too many rather than too few.
 */
static void put(struct hz_progress *progress, const struct hz_buf *text)
{
	FILE *stream = progress->cli->err;

	if (progress->drawn > 0)
		hz_interrupt_at_exit(leave_line);
	(void)fwrite(hz_buf_str(text), 1, text->len, stream);
	(void)fflush(stream);
	if (progress->drawn == 0)
		hz_interrupt_at_exit(NULL);
}

static void show_event(struct hz_progress *progress, const struct hz_phase *phase)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	add_erase(&text, progress);
	if (hz_phase_is_over(phase)) {
		add_line(&text, progress, phase);
		hz_buf_addc(&text, '\n');
	}
	add_running(&text, progress);
	put(progress, &text);
}

static void redraw(struct hz_progress *progress)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	add_erase(&text, progress);
	add_running(&text, progress);
	put(progress, &text);
}

static void hide(struct hz_progress *progress)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	add_erase(&text, progress);
	put(progress, &text);
}

/* What still runs stays to be read. */
static void leave(struct hz_progress *progress)
{
	HZ_AUTO(hz_buf_done) struct hz_buf text = HZ_BUF_INIT;

	add_erase(&text, progress);
	add_running(&text, progress);
	hz_buf_adds(&text, progress->drawn > 0 ? "\n" : "");
	progress->drawn = 0;
	put(progress, &text);
}

const struct hz_progress_way hz_progress_terminal = {
	.event = show_event,
	.note = hz_progress_print_note,
	.tick = redraw,
	.hide = hide,
	.leave = leave,
};
