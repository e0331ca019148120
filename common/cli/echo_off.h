/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A terminal that does not show what is typed, for as long as a secret is asked for.
 *
 * The echo comes back with hz_echo_on(), and before the process stops (Ctrl-Z, after
 * which it goes off again), quits (Ctrl-\) or is ended by a second signal. There is
 * one such terminal at a time.
 */
#ifndef HZ_CLI_ECHO_OFF_H
#define HZ_CLI_ECHO_OFF_H

#include "base/err.h"

/*
 * Turns the echo of the terminal @tty off and shows @prompt; what was typed before is
 * thrown away. A process that was stopped and goes on shows it again: it is borrowed
 * until the echo is on.
 */
int hz_echo_off(int tty, const char *prompt, struct hz_err *err);

/* Turns it on again; harmless when it is. */
void hz_echo_on(void);

#endif
