/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing list of owned strings, NULL-terminated, so that @item can be handed
 * to execve(). Zero-initialise with HZ_STRV_INIT; hz_strv_done() releases it.
 */
#ifndef HZ_BASE_STRV_H
#define HZ_BASE_STRV_H

#include <stdbool.h>

#include "base/mem.h"

struct hz_strv {
	char **item; /* owned, with its strings; NULL or @count entries and a NULL */
	size_t count;
};

#define HZ_STRV_INIT ((struct hz_strv){ .count = 0 })

void hz_strv_done(struct hz_strv *strv);

/* Overwrites the strings and releases the list. For lists with secrets. */
void hz_strv_wipe(struct hz_strv *strv);

/* Appends a copy of @text. */
void hz_strv_add(struct hz_strv *strv, const char *text);

/* Appends @text itself, which the list owns from now on. */
void hz_strv_own(struct hz_strv *strv, char *text);

/* Appends the formatted text. */
void hz_strv_addf(struct hz_strv *strv, const char *format, ...) HZ_PRINTF(2, 3);

/* Appends the parts of @text between @separator characters, empty ones too. */
void hz_strv_split(struct hz_strv *strv, const char *text, char separator);

bool hz_strv_has(const struct hz_strv *strv, const char *text);

/* The strings with @separator between them, owned by the caller. */
char *hz_strv_join(const struct hz_strv *strv, const char *separator) HZ_OWNED(free) HZ_NOT_NULL;

/* Sorts bytewise. */
void hz_strv_sort(struct hz_strv *strv);

#endif
