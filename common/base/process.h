/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Child processes: a program runs to its end, and what it prints is ours.
 *
 * There is never a shell. The child has our terminal and our stderr, and does not
 * outlive us: it is ended when a signal comes or the call fails, and on Linux also
 * when we are killed.
 */
#ifndef HZ_BASE_PROCESS_H
#define HZ_BASE_PROCESS_H

#include "base/buf.h"
#include "base/err.h"
#include "base/strv.h"

/* What to run; everything is borrowed. */
struct hz_process {
	char *const *argv; /* NULL-terminated; without a '/', [0] is looked up in our PATH */
	char *const *env;  /* NULL-terminated; NULL: what hz_process_env() gives */
	bool share_stdin;  /* the child reads our standard input; else it reads nothing */
};

/*
 * Appends our environment without the credentials that are ours alone: a child has
 * no use for the tokens of Hetzner's APIs.
 */
void hz_process_env(struct hz_strv *env);

/* Makes @name have @value in @env, whatever it was before. */
void hz_process_env_set(struct hz_strv *env, const char *name, const char *value);

/*
 * Runs @process and appends its standard output to @out, whose cap is the limit.
 * Reasons of a failure: "CommandNotFound", "CommandFailed" (an exit code other than
 * 0, or a signal), "OutputTooLarge", "Interrupted", "System". The messages start with
 * "executable NAME …".
 */
int hz_process_run(const struct hz_process *process, struct hz_buf *out, struct hz_err *err);

#endif
