/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a long command is doing, on stderr.
 */
#include "cli/progress.h"

#include <stdarg.h>
#include <string.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/str.h"
#include "cli/phase.h"
#include "cli/terminal.h"

static const struct hz_progress_way *choose_way(const struct hz_cli *cli)
{
	if (hz_str_eq(cli->progress, "json"))
		return &hz_progress_json;
	if (hz_str_eq(cli->progress, "none"))
		return &hz_progress_none;
	if (hz_str_eq(cli->progress, "plain") || !hz_terminal_is(cli->err))
		return &hz_progress_plain;
	return &hz_progress_terminal;
}

struct hz_progress *hz_progress_new(struct hz_cli *cli)
{
	struct hz_progress *progress = hz_alloc(1, sizeof(*progress));

	progress->cli = cli;
	progress->way = choose_way(cli);
	cli->live = progress;
	return progress;
}

void hz_progress_free(struct hz_progress *progress)
{
	if (!progress)
		return;
	if (progress->way->leave)
		progress->way->leave(progress);
	progress->cli->live = NULL;
	for (size_t i = 0; i < progress->count; i++) {
		free(progress->phases[i].id);
		free(progress->phases[i].title);
		free(progress->phases[i].message);
	}
	free(progress->phases);
	free(progress);
}

void hz_progress_freep(struct hz_progress **progress)
{
	hz_progress_free(*progress);
	*progress = NULL;
}

/* @text as one line that can be printed. Owned by the caller. */
static char *make_printable(const char *text)
{
	HZ_AUTO(hz_buf_done) struct hz_buf clean = HZ_BUF_INIT;
	struct hz_buf line = HZ_BUF_INIT;

	hz_buf_adds(&clean, text);
	hz_secret_redact(&clean);
	for (char *at = clean.data; at && *at; at++)
		if (*at == '\n' || *at == '\t')
			*at = ' ';
	hz_str_add_visible(&line, hz_buf_str(&clean), clean.len);
	return hz_buf_take(&line);
}

HZ_PRINTF(1, 0) static char *format_printable(const char *format, va_list args)
{
	HZ_AUTO(hz_freep) char *text = NULL;

	if (vasprintf(&text, format, args) < 0)
		abort();
	return make_printable(text);
}

/* The phase @id that has not ended, or NULL. */
static struct hz_phase *find_phase(struct hz_progress *progress, const char *id)
{
	for (size_t i = progress->count; i > 0; i--) {
		struct hz_phase *phase = &progress->phases[i - 1];

		if (!hz_phase_is_over(phase) && strcmp(phase->id, id) == 0)
			return phase;
	}
	return NULL;
}

/* Appends it. Borrowed until the next one is appended. */
static const struct hz_phase *add_phase(struct hz_progress *progress, const struct hz_phase *phase)
{
	progress->phases =
		hz_resize(progress->phases, progress->count + 1, sizeof(*progress->phases));
	progress->phases[progress->count] = *phase;
	return &progress->phases[progress->count++];
}

void hz_progress_begin(struct hz_progress *progress, const char *id, const char *title)
{
	struct hz_phase phase = {
		.id = hz_strdup(id),
		.title = make_printable(title),
		.message = hz_strdup(""),
		.began = hz_clock_ms(),
	};

	progress->way->event(progress, add_phase(progress, &phase));
}

/* Takes @message over. What does not change anything is not an event. */
static void update(struct hz_progress *progress, const char *id, enum hz_phase_state state,
		   char *message)
{
	HZ_AUTO(hz_freep) char *text = message;
	struct hz_phase *phase = find_phase(progress, id);

	if (!phase || (state == HZ_PHASE_RUNNING && strcmp(phase->message, text) == 0))
		return;
	free(phase->message);
	phase->message = HZ_TAKE(text);
	phase->state = state;
	phase->ended = hz_phase_is_over(phase) ? hz_clock_ms() : 0;
	progress->way->event(progress, phase);
}

void hz_progress_detail(struct hz_progress *progress, const char *id, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	update(progress, id, HZ_PHASE_RUNNING, format_printable(format, args));
	va_end(args);
}

void hz_progress_done(struct hz_progress *progress, const char *id, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	update(progress, id, HZ_PHASE_DONE, format_printable(format, args));
	va_end(args);
}

void hz_progress_skip(struct hz_progress *progress, const char *id, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	update(progress, id, HZ_PHASE_SKIPPED, format_printable(format, args));
	va_end(args);
}

void hz_progress_fail(struct hz_progress *progress, const char *id, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	update(progress, id, HZ_PHASE_FAILED, format_printable(format, args));
	va_end(args);
}

/* Prints it on a line of its own, also when no progress is shown. */
static void print_note(struct hz_cli *cli, const char *text, bool warning)
{
	if (cli->live)
		hz_progress_hide(cli->live);
	choose_way(cli)->note(cli, text, warning);
	if (cli->live)
		hz_progress_tick(cli->live);
}

void hz_progress_note(struct hz_progress *progress, const char *format, ...)
{
	HZ_AUTO(hz_freep) char *text = NULL;
	va_list args;

	va_start(args, format);
	text = format_printable(format, args);
	va_end(args);
	print_note(progress->cli, text, false);
}

void hz_progress_tick(struct hz_progress *progress)
{
	if (progress->way->tick)
		progress->way->tick(progress);
}

void hz_progress_hide(struct hz_progress *progress)
{
	if (progress->way->hide)
		progress->way->hide(progress);
}

void hz_cli_warn(struct hz_cli *cli, const char *text)
{
	HZ_AUTO(hz_freep) char *line = make_printable(text);

	cli->warnings++;
	print_note(cli, line, true);
}
