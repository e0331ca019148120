/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Allocation that aborts when memory runs out.
 */
#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#if defined(__GNUC__) && !defined(__clang__)
/* The analyzer counts what an allocator of ours returns twice where it also sees its body. */
#pragma GCC diagnostic ignored "-Wanalyzer-malloc-leak"
#endif

__attribute__((noreturn)) static void out_of_memory(void)
{
	static const char text[] = "error: out of memory\n";

	(void)fwrite(text, 1, sizeof(text) - 1, stderr);
	abort();
}

void *hz_alloc(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *hz_resize(void *p, size_t count, size_t size)
{
	void *resized = reallocarray(p, count ? count : 1, size ? size : 1);

	if (!resized)
		out_of_memory();
	return resized;
}

char *hz_strndup(const char *s, size_t len)
{
	char *copy = hz_resize(NULL, len + 1, 1); /* the NUL is all that has to be set */

	memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *hz_strdup(const char *s)
{
	return s ? hz_strndup(s, strlen(s)) : NULL;
}

char *hz_strf(const char *format, ...)
{
	char *text = NULL;
	va_list args;
	int len;

	va_start(args, format);
	len = vasprintf(&text, format, args);
	va_end(args);
	if (len < 0)
		out_of_memory();
	return text;
}

void hz_secret_free(char *secret)
{
	if (secret)
		explicit_bzero(secret, strlen(secret));
	free(secret);
}
