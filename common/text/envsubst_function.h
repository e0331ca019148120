/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a substitution makes of the value of its variable.
 */
#ifndef HZ_TEXT_ENVSUBST_FUNCTION_H
#define HZ_TEXT_ENVSUBST_FUNCTION_H

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define HZ_ENVSUBST_ARGUMENTS 2

struct hz_envsubst_call {
	const char *value;                           /* borrowed */
	const char *argument[HZ_ENVSUBST_ARGUMENTS]; /* borrowed */
	size_t count;       /* of @argument; at least 1, 0 for case and length */
	struct hz_buf *out; /* borrowed; the result is appended */
};

struct hz_envsubst_function {
	const char *operator; /* what stands behind the name of the variable */
	int (*run)(const struct hz_envsubst_call *call, struct hz_err *err);
};

/* The length of the value in bytes, ${#NAME}. */
extern const struct hz_envsubst_function hz_envsubst_length;

/* The function of an operator; NULL for those that stand for a default, or for nothing. */
const struct hz_envsubst_function *hz_envsubst_function_find(const char *operator);

#endif
