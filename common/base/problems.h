/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Several failures that are reported as one error, so that a user mends them all
 * at once. Zero-initialise with HZ_PROBLEMS_INIT; hz_problems_done() releases it.
 */
#ifndef HZ_BASE_PROBLEMS_H
#define HZ_BASE_PROBLEMS_H

#include "base/err.h"
#include "base/strv.h"

struct hz_problems {
	struct hz_strv messages;
	struct hz_strv advice; /* each line once */
	enum hz_err_kind kind; /* of the first, but FAILED gives way to any other */
	const char *reason;    /* of the first; static */
};

#define HZ_PROBLEMS_INIT ((struct hz_problems){ .kind = HZ_ERR_NONE })

void hz_problems_done(struct hz_problems *problems);

/* Adds one failure. */
void hz_problems_addf(struct hz_problems *problems, enum hz_err_kind kind, const char *reason,
		      const char *format, ...) HZ_PRINTF(4, 5);

/* Adds @err, which is empty afterwards. */
void hz_problems_take(struct hz_problems *problems, struct hz_err *err);

/*
 * 0 when there are none. Else -1 with @err set: to the problem when it is the only
 * one, or to "<heading>:" and a line for each.
 */
int hz_problems_err(const struct hz_problems *problems, const char *heading, struct hz_err *err);

#endif
