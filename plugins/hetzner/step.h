/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The steps: programs of their own, kubectl-hetzner-<name>, which the dispatcher
 * finds and becomes.
 */
#ifndef HZ_HETZNER_STEP_H
#define HZ_HETZNER_STEP_H

#include "base/err.h"
#include "cli/command.h"

/* The steps of this suite, as commands without a run function. */
#define HZ_STEPS 6
extern const struct hz_cmd hz_steps[HZ_STEPS];

/* Whether @word is one of hz_steps. */
bool hz_step_is_ours(const char *word);

/*
 * The program of the step @name: beside our own real path, in
 * ../libexec/kubectl-hetzner from there, then in the absolute folders of PATH. NULL
 * when there is none, or @name cannot be one. Owned by the caller.
 */
char *hz_step_find(const char *name) HZ_OWNED(free);

/* Becomes the program args[0] with these arguments. Returns only when that fails, < 0. */
int hz_step_run(const struct hz_strv *args, struct hz_err *err);

#endif
