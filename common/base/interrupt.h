/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SIGINT, SIGTERM and SIGHUP as something that loops can ask for and poll.
 *
 * The first signal is only noted, so that the program can say what was done and
 * how to resume; the second one ends the program at once. Whatever waits polls
 * hz_interrupt_fd() beside its own descriptors, or asks hz_interrupted().
 */
#ifndef HZ_BASE_INTERRUPT_H
#define HZ_BASE_INTERRUPT_H

#include "base/err.h"

/* Installs the handlers. main calls it once; without it nothing is ever noted. */
void hz_interrupt_catch(void);

/* The signal that came, or 0. */
int hz_interrupted(void);

/* A descriptor that becomes and stays readable with the first signal; -1 before catch. */
int hz_interrupt_fd(void);

/*
 * What the second signal runs before the program ends, such as restoring a
 * terminal; must be async-signal-safe. NULL for nothing.
 */
void hz_interrupt_at_exit(void (*restore)(void));

/* Sets the error of the signal that came (kinds 129, 130, 143), reason "Interrupted". */
int hz_interrupt_err(struct hz_err *err);

#endif
