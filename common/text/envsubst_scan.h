/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A position in a template. White space around the name of "${ NAME }" is never seen:
 * clusterctl removes it before it reads anything else, wherever that stands.
 */
#ifndef HZ_TEXT_ENVSUBST_SCAN_H
#define HZ_TEXT_ENVSUBST_SCAN_H

#include <stdbool.h>
#include <stddef.h>

struct hz_envsubst_place {
	int line;   /* from 1 */
	int column; /* from 1, in characters */
};

struct hz_envsubst_scan {
	const char *text; /* borrowed */
	size_t len;
	size_t at;
	size_t padded_end; /* the end of the "${ NAME }" that @at is in, or any before @at */
	struct hz_envsubst_place place;
};

void hz_envsubst_scan_init(struct hz_envsubst_scan *scan, const char *text, size_t len);

/* The byte that is next; '\0' at the end. */
char hz_envsubst_scan_peek(const struct hz_envsubst_scan *scan);

/* Whether @c is next, and @behind it. */
bool hz_envsubst_scan_sees(const struct hz_envsubst_scan *scan, char c, char behind);

/* The length of the character that is next, if it is part of a name; else 0. */
size_t hz_envsubst_scan_name(const struct hz_envsubst_scan *scan);

/* Takes @len bytes; not beyond the end. */
void hz_envsubst_scan_take(struct hz_envsubst_scan *scan, size_t len);

#endif
