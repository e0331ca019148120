/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The error object: what went wrong, told from the outside in.
 *
 * Convention. A fallible function returns int: < 0 means that it failed and
 * that @err, its last parameter, is set; 0 or a positive number is its result.
 * Out-parameters are untouched on failure. A caller adds the context that it
 * knows with hz_err_wrap() and passes the negative number on, so that the
 * message reads from the user's command down to the cause:
 *
 *	cannot list clusters: cannot reach https://10.0.0.1:6443: connection refused
 *
 * The library never prints and never exits; main prints the error once.
 *
 * Style of a message: starts with a lower-case word, no full stop, says what
 * failed before why, and quotes what the user typed. An advice is a line of its
 * own, one sentence that says what to do, with the command where there is one.
 */
#ifndef HZ_BASE_ERR_H
#define HZ_BASE_ERR_H

#include "base/mem.h"

/* What kind of failure it is; the number is the exit code. */
enum hz_err_kind {
	HZ_ERR_NONE = 0,
	HZ_ERR_FAILED = 1,        /* network, TLS, files, server errors, anything else */
	HZ_ERR_FOUND = 2,         /* a check found something that is not as it should be */
	HZ_ERR_APPROVAL = 3,      /* would change something, and nobody approved it */
	HZ_ERR_USAGE = 4,         /* the command line is wrong */
	HZ_ERR_NOT_FOUND = 5,     /* what the command is about does not exist */
	HZ_ERR_CONFLICT = 6,      /* exists, but different from what was asked for */
	HZ_ERR_FORBIDDEN = 7,     /* the server or our own rule does not allow it */
	HZ_ERR_INVALID = 8,       /* a spec or value that cannot work */
	HZ_ERR_UNAVAILABLE = 9,   /* out of stock, over a quota */
	HZ_ERR_TIMEOUT = 10,      /* not finished in time; can be resumed */
	HZ_ERR_PARTIAL = 12,      /* done in part; a person must act */
	HZ_ERR_HANGUP = 129,      /* SIGHUP; can be resumed */
	HZ_ERR_INTERRUPTED = 130, /* SIGINT; can be resumed */
	HZ_ERR_TERMINATED = 143,  /* SIGTERM; can be resumed */
};

/*
 * Zero-initialise with HZ_ERR_INIT; hz_err_done() releases the contents.
 * @reason is a stable CamelCase word for programs ("NotFound"), static.
 */
struct hz_err {
	enum hz_err_kind kind;
	const char *reason;
	char *message; /* owned; one line unless it carries a list of details */
	char *advice;  /* owned; NULL, or lines separated by \n */
};

#define HZ_ERR_INIT ((struct hz_err){ .kind = HZ_ERR_NONE })

void hz_err_done(struct hz_err *err);

/* Makes @err say this and nothing else. Always returns -1. */
int hz_err_set(struct hz_err *err, enum hz_err_kind kind, const char *reason, const char *format,
	       ...) HZ_PRINTF(4, 5);

/* Puts "<formatted text>: " before the message. Always returns -1. */
int hz_err_wrap(struct hz_err *err, const char *format, ...) HZ_PRINTF(2, 3);

/* Adds a line of advice after those that are there. Always returns -1. */
int hz_err_advise(struct hz_err *err, const char *format, ...) HZ_PRINTF(2, 3);

/* hz_err_set() of kind FAILED with ": <text of errnum>" behind the message. Always returns -1. */
int hz_err_errno(struct hz_err *err, int errnum, const char *format, ...) HZ_PRINTF(3, 4);

/* Moves the contents of @from to @to, whose own are released. Always returns -1. */
int hz_err_move(struct hz_err *to, struct hz_err *from);

/* The exit code of a program that ends with @err: 0 if there is no error. */
int hz_err_exit_code(const struct hz_err *err);

/* How it ended in two words, for where the message itself follows: "timed out", "interrupted". */
const char *hz_err_outcome(const struct hz_err *err);

/* Whether the failure is @reason, compared as text. */
int hz_err_is(const struct hz_err *err, const char *reason);

#endif
