/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Glob patterns: "*" takes any characters, "?" one, "[a-z]" and "[^a-z]" one of a class,
 * "\c" is c itself.
 *
 * The rules are those of Go's path.Match in the form that drone/envsubst has
 * (github.com/drone/envsubst/v2, path/match.go): "*" also takes "/".
 */
#ifndef HZ_TEXT_GLOB_H
#define HZ_TEXT_GLOB_H

#include <stddef.h>

enum hz_glob_result {
	HZ_GLOB_NO_MATCH,
	HZ_GLOB_MATCH,
	HZ_GLOB_MALFORMED, /* seen only when the match comes as far as the mistake */
};

/*
 * Whether @pattern takes all @len bytes of @text. What it costs is taken off *@ret_steps;
 * when they are used up the result is HZ_GLOB_NO_MATCH, with 0 steps left.
 */
enum hz_glob_result hz_glob_match(const char *pattern, const char *text, size_t len,
				  size_t *ret_steps);

#endif
