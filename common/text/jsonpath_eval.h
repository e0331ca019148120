/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a JSONPath template finds in an object. For the files of text/jsonpath.h only.
 */
#ifndef HZ_TEXT_JSONPATH_EVAL_H
#define HZ_TEXT_JSONPATH_EVAL_H

#include "text/jsonpath_node.h"

/*
 * Values, borrowed from the object, the template or the results. NULL is no value at
 * all: what a range gives that has nothing to go over, or goes over a null.
 */
struct hz_jsonpath_values {
	json_t **item; /* @count entries */
	size_t count;
};

/* What one text or action found. */
struct hz_jsonpath_result {
	struct hz_jsonpath_values values; /* owned */
	bool literal;                     /* stood in the template */
};

struct hz_jsonpath_results {
	struct hz_jsonpath_result *item; /* owned, @count entries */
	size_t count;
	json_t *byte[256]; /* owned: the bytes of strings as numbers, as far as they were needed */
};

void hz_jsonpath_results_done(struct hz_jsonpath_results *results);

/* Evaluates the template; @ret is empty, and borrows from @path and @root. */
int hz_jsonpath_find(const struct hz_jsonpath *path, const json_t *root,
		     struct hz_jsonpath_results *ret, struct hz_err *err);

/* --- between the files of the evaluation ---------------------------------------------- */

struct hz_jsonpath_eval {
	const struct hz_jsonpath *path;
	struct hz_jsonpath_results *results;
	size_t work; /* steps taken and values found */
	/* Upstream's counters: of ranges and ends that were met, and of ranges we are in. */
	int begin_range;
	int in_range;
	int end_range;
	size_t last_end;    /* index in the template of the last end that ended a range, or */
	unsigned depth;     /* of ranges in ranges */
	struct hz_err *err; /* of all */
};

void hz_jsonpath_values_done(struct hz_jsonpath_values *values);

/* Appends a value; fails when the template makes too much work. */
int hz_jsonpath_push(struct hz_jsonpath_eval *eval, struct hz_jsonpath_values *values,
		     json_t *value);
int hz_jsonpath_push_all(struct hz_jsonpath_eval *eval, struct hz_jsonpath_values *values,
			 const struct hz_jsonpath_values *from);

/* Sets the error about the step. Always returns -1. */
int hz_jsonpath_fail(const struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		     const char *format, ...) HZ_PRINTF(3, 4);

/* What a value is, for messages: "an object". */
const char *hz_jsonpath_kind(const json_t *value);

/*
 * What one step, or one after the other, makes of @in; @out is empty. On failure @out
 * holds what upstream leaves there, which counts where a filter asks for existence.
 */
int hz_jsonpath_walk(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
		     const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out);
int hz_jsonpath_walk_list(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_list *list,
			  const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out);
int hz_jsonpath_walk_slice(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			   const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out);
int hz_jsonpath_walk_filter(struct hz_jsonpath_eval *eval, const struct hz_jsonpath_node *node,
			    const struct hz_jsonpath_values *in, struct hz_jsonpath_values *out);

#endif
