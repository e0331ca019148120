/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates with ${VARIABLES}, filled as clusterctl fills them.
 *
 * The rules are those of github.com/drone/envsubst/v2 in the way that clusterctl uses it
 * (cluster-api, cmd/clusterctl/client/yamlprocessor/simple_processor.go). What surprises:
 *
 *	${A:=d} ${A:-d} ${A=d} ${A:+d} ${A:?d}	all mean: d when A is empty
 *	${ A }	${A}; blanks are allowed around a name and nothing else
 *	$A	stays as it is; $${A} stands for the text ${A}
 *	a NUL byte ends the template
 *
 * Beyond those, ours refuses: more than HZ_ENVSUBST_DEPTH substitutions in each other,
 * more than HZ_ENVSUBST_COUNT in all, and what makes clusterctl crash (a substring of
 * negative length).
 *
 * Life cycle: hz_envsubst_parse() makes a template, which can be filled many times;
 * hz_envsubst_free() releases it. Errors are of kind INVALID and say
 * "NAME:LINE:COLUMN: …"; they name variables and never quote a value.
 */
#ifndef HZ_TEXT_ENVSUBST_H
#define HZ_TEXT_ENVSUBST_H

#include "base/buf.h"
#include "base/err.h"

#define HZ_ENVSUBST_DEPTH 100
#define HZ_ENVSUBST_COUNT 100000

struct hz_envsubst;

void hz_envsubst_free(struct hz_envsubst *template);
void hz_envsubst_freep(struct hz_envsubst **template);

/*
 * Reads the template of @len bytes. @name is the file, for messages. Reason "BadTemplate".
 * The caller caps the size of @text, which is not needed afterwards.
 */
int hz_envsubst_parse(const char *text, size_t len, const char *name, struct hz_envsubst **ret,
		      struct hz_err *err);

/*
 * A variable of a template. Those that stand only in the default of another one count as
 * little as they do for clusterctl: they are not listed, and may have no value.
 */
struct hz_envsubst_variable {
	char *name;
	/*
	 * What the arguments at its first occurrence are, with a nested substitution as
	 * ${NAME}; NULL when there are none, so that it must have a value.
	 */
	char *fallback;
};

/* The variables by name, each once; borrowed from the template. */
const struct hz_envsubst_variable *hz_envsubst_variables(const struct hz_envsubst *template,
							 size_t *ret_count);

/*
 * The value of the variable @name, "" when it is set and empty, NULL when it is not set.
 * Borrowed from the callee until the next call.
 */
typedef const char *hz_envsubst_lookup(const char *name, void *data);

/*
 * Appends the template with values in the places of its variables. On failure @out is
 * unchanged; reason "MissingVariables", with all of them, when one must have a value and
 * has none.
 */
int hz_envsubst_fill(const struct hz_envsubst *template, hz_envsubst_lookup *lookup, void *data,
		     struct hz_buf *out, struct hz_err *err);

#endif
