/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a long command is doing, on stderr: on a terminal one line per phase with its
 * elapsed time, redrawn; in a pipe one line per transition with an RFC 3339 time;
 * with --progress json one event a line.
 *
 * A phase is begun, gets details while it lasts, and ends done, skipped or failed.
 * Phases may overlap. Text from servers is made safe here, secrets are redacted. With
 * --progress none only the notes are printed.
 *
 * An event of --progress json has time, state (started, running, done, skipped, failed,
 * note, warning) and message, and those of a phase its id as phase, and elapsedMs.
 */
#ifndef HZ_CLI_PROGRESS_H
#define HZ_CLI_PROGRESS_H

#include "cli/command.h"

struct hz_progress;

/* @cli is borrowed; its @live is this progress until it is freed. */
struct hz_progress *hz_progress_new(struct hz_cli *cli);
void hz_progress_free(struct hz_progress *progress);   /* leaves the terminal in order */
void hz_progress_freep(struct hz_progress **progress); /* and sets it to NULL */

/* Begins the phase @id, a stable word for programs; @title is for people. */
void hz_progress_begin(struct hz_progress *progress, const char *id, const char *title);

/* What the phase is at: "2 of 3 control plane machines". The same text again is not an event. */
void hz_progress_detail(struct hz_progress *progress, const char *id, const char *format, ...)
	HZ_PRINTF(3, 4);

void hz_progress_done(struct hz_progress *progress, const char *id, const char *format, ...)
	HZ_PRINTF(3, 4);
void hz_progress_skip(struct hz_progress *progress, const char *id, const char *format, ...)
	HZ_PRINTF(3, 4);
void hz_progress_fail(struct hz_progress *progress, const char *id, const char *format, ...)
	HZ_PRINTF(3, 4);

/* A line of its own between the phases, such as a warning. */
void hz_progress_note(struct hz_progress *progress, const char *format, ...) HZ_PRINTF(2, 3);

/* Redraws the elapsed times; call it about four times a second while waiting. */
void hz_progress_tick(struct hz_progress *progress);

/*
 * Takes the lines that are redrawn off the terminal, for somebody who writes to it;
 * they come back with the next event or tick.
 */
void hz_progress_hide(struct hz_progress *progress);

#endif
