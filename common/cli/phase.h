/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The insides of a progress: its phases, and the ways to show them.
 */
#ifndef HZ_CLI_PHASE_H
#define HZ_CLI_PHASE_H

#include <stdint.h>

#include "base/buf.h"
#include "cli/progress.h"

enum hz_phase_state {
	HZ_PHASE_STARTED,
	HZ_PHASE_RUNNING, /* with a detail */
	HZ_PHASE_DONE,
	HZ_PHASE_SKIPPED,
	HZ_PHASE_FAILED,
};

struct hz_phase {
	char *id;      /* owned */
	char *title;   /* owned; one line, safe to print */
	char *message; /* owned; the last detail, or how it ended; likewise, never NULL */
	enum hz_phase_state state;
	int64_t began; /* hz_clock_ms() */
	int64_t ended; /* 0: it has not */
};

/* Prints "Warning: <text>", or the text alone, to cli->err. */
void hz_progress_print_note(struct hz_cli *cli, const char *text, bool warning);

/* One way to show it; what a way does not need is NULL. */
struct hz_progress_way {
	/* @phase has just come to its state, or has another message. */
	void (*event)(struct hz_progress *progress, const struct hz_phase *phase);
	void (*note)(struct hz_cli *cli, const char *text, bool warning);
	void (*tick)(struct hz_progress *progress);
	void (*hide)(struct hz_progress *progress);
	void (*leave)(struct hz_progress *progress); /* the last call */
};

extern const struct hz_progress_way hz_progress_terminal; /* progress_terminal.c */
extern const struct hz_progress_way hz_progress_plain;    /* progress_lines.c */
extern const struct hz_progress_way hz_progress_json;
extern const struct hz_progress_way hz_progress_none;

struct hz_progress {
	struct hz_cli *cli; /* borrowed */
	const struct hz_progress_way *way;
	struct hz_phase *phases; /* owned, in the order in which they began */
	size_t count;
	size_t drawn; /* lines of the terminal that are redrawn */
};

/* Whether the phase has ended. */
bool hz_phase_is_over(const struct hz_phase *phase);

/* Milliseconds from its beginning to its end, or to now. */
int64_t hz_phase_elapsed(const struct hz_phase *phase);

/* The word for programs: "started", "done". */
const char *hz_phase_word(const struct hz_phase *phase);

#endif
