/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The phases of a progress, and how long they last.
 */
#include "cli/phase.h"

#include "base/clock.h"

bool hz_phase_is_over(const struct hz_phase *phase)
{
	return phase->state >= HZ_PHASE_DONE;
}

int64_t hz_phase_elapsed(const struct hz_phase *phase)
{
	return (hz_phase_is_over(phase) ? phase->ended : hz_clock_ms()) - phase->began;
}

const char *hz_phase_word(const struct hz_phase *phase)
{
	static const char *const words[] = { "started", "running", "done", "skipped", "failed" };

	return words[phase->state];
}
