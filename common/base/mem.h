/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation that never fails, and ownership that ends by itself.
 *
 * Every allocation of the project goes through the functions below; they abort
 * when memory runs out, so that no caller has a branch for it.
 *
 * A variable that owns something is declared with HZ_AUTO() and a release
 * function; it is released when it goes out of scope. A producer hands its
 * result over with HZ_TAKE() in its last lines:
 *
 *	*ret = HZ_TAKE(thing);
 *	return 0;
 */
#ifndef HZ_BASE_MEM_H
#define HZ_BASE_MEM_H

#include <stddef.h>
#include <stdlib.h>

#define HZ_AUTO(release) __attribute__((cleanup(release)))
#define HZ_PRINTF(text, first) __attribute__((__format__(__printf__, text, first)))
#define HZ_MUST_CHECK __attribute__((warn_unused_result))

/* The result is a new allocation that @release releases; gcc's analyzer checks the pair. */
#if defined(__GNUC__) && !defined(__clang__)
#define HZ_OWNED(release) __attribute__((malloc(release, 1), warn_unused_result))
#else
#define HZ_OWNED(release) __attribute__((malloc, warn_unused_result))
#endif
#define HZ_NOT_NULL __attribute__((returns_nonnull))

/* The value of the pointer @p, which becomes NULL. */
#define HZ_TAKE(p)                          \
	__extension__({                     \
		__typeof__(p) *hz_p = &(p); \
		__typeof__(p) hz_v = *hz_p; \
		*hz_p = NULL;               \
		hz_v;                       \
	})

#define HZ_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Zeroed memory for @count elements of @size bytes; release it with free(). */
void *hz_alloc(size_t count, size_t size) HZ_OWNED(free) HZ_NOT_NULL;

/* @p resized to @count elements of @size bytes; what is new is not initialised. */
void *hz_resize(void *p, size_t count, size_t size) HZ_NOT_NULL;

/* A copy of @s, or NULL for NULL. */
char *hz_strdup(const char *s) HZ_OWNED(free);

/* A NUL-terminated copy of the @len bytes at @s. */
char *hz_strndup(const char *s, size_t len) HZ_OWNED(free) HZ_NOT_NULL;

/* The formatted text, owned by the caller. */
char *hz_strf(const char *format, ...) HZ_PRINTF(1, 2) HZ_OWNED(free) HZ_NOT_NULL;

/* Wipes and frees a NUL-terminated secret; NULL is fine. */
void hz_secret_free(char *secret);

/* Release functions for HZ_AUTO(). */
static inline void hz_freep(void *p)
{
	free(*(void **)p);
}

static inline void hz_secret_freep(char **secret)
{
	hz_secret_free(*secret);
}

#endif
