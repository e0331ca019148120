/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Progress as lines that stay: one an event, for pipes and logs (plain), for programs
 * (json), and not at all (none).
 */
#include <jansson.h>

#include "base/clock.h"
#include "cli/phase.h"
#include "cli/terminal.h"
#include "text/json.h"

static void print_line(struct hz_cli *cli, const char *line)
{
	(void)fprintf(cli->err, "%s\n", line);
	(void)fflush(cli->err);
}

void hz_progress_print_note(struct hz_cli *cli, const char *text, bool warning)
{
	HZ_AUTO(hz_buf_done) struct hz_buf line = HZ_BUF_INIT;

	if (warning)
		hz_buf_adds(&line, hz_color_wanted(cli, cli->err) ? "\033[33;1mWarning:\033[0m "
								  : "Warning: ");
	hz_buf_adds(&line, text);
	print_line(cli, hz_buf_str(&line));
}

/* "2026-11-21T05:20:23Z Creating objects: done (0.4s): 21 objects" */
static void print_plain_event(struct hz_progress *progress, const struct hz_phase *phase)
{
	HZ_AUTO(hz_buf_done) struct hz_buf line = HZ_BUF_INIT;

	hz_rfc3339_add(&line, hz_clock_now());
	hz_buf_addf(&line, " %s", phase->title);
	if (hz_phase_is_over(phase)) {
		hz_buf_addf(&line, ": %s (", hz_phase_word(phase));
		hz_elapsed_add(&line, hz_phase_elapsed(phase));
		hz_buf_addc(&line, ')');
	}
	if (*phase->message)
		hz_buf_addf(&line, ": %s", phase->message);
	print_line(progress->cli, hz_buf_str(&line));
}

static void print_plain_note(struct hz_cli *cli, const char *text, bool warning)
{
	HZ_AUTO(hz_buf_done) struct hz_buf line = HZ_BUF_INIT;

	if (!warning) {
		hz_rfc3339_add(&line, hz_clock_now());
		hz_buf_addc(&line, ' ');
	}
	hz_buf_adds(&line, text);
	hz_progress_print_note(cli, hz_buf_str(&line), warning);
}

static json_t *make_event(const char *state, const char *message)
{
	HZ_AUTO(hz_buf_done) struct hz_buf now = HZ_BUF_INIT;
	json_t *event = json_object();

	hz_rfc3339_add(&now, hz_clock_now());
	hz_json_set_str(event, "time", hz_buf_str(&now));
	hz_json_set_str(event, "state", state);
	hz_json_set_str(event, "message", message);
	return event;
}

static void print_json(struct hz_cli *cli, const json_t *event)
{
	HZ_AUTO(hz_freep) char *line = hz_json_text(event);

	print_line(cli, line);
}

static void print_json_event(struct hz_progress *progress, const struct hz_phase *phase)
{
	bool started = phase->state == HZ_PHASE_STARTED;
	HZ_AUTO(hz_json_unrefp)
	json_t *event = make_event(hz_phase_word(phase), started ? phase->title : phase->message);

	hz_json_set_str(event, "phase", phase->id);
	hz_json_set(event, "elapsedMs", json_integer(hz_phase_elapsed(phase)));
	print_json(progress->cli, event);
}

static void print_json_note(struct hz_cli *cli, const char *text, bool warning)
{
	HZ_AUTO(hz_json_unrefp) json_t *event = make_event(warning ? "warning" : "note", text);

	print_json(cli, event);
}

static void print_nothing(struct hz_progress *progress, const struct hz_phase *phase)
{
	(void)progress;
	(void)phase;
}

const struct hz_progress_way hz_progress_plain = {
	.event = print_plain_event,
	.note = print_plain_note,
};

const struct hz_progress_way hz_progress_json = {
	.event = print_json_event,
	.note = print_json_note,
};

const struct hz_progress_way hz_progress_none = {
	.event = print_nothing,
	.note = hz_progress_print_note,
};
