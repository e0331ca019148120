/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growing list of owned strings.
 */
#include "base/strv.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

void hz_strv_done(struct hz_strv *strv)
{
	for (size_t i = 0; i < strv->count; i++)
		free(strv->item[i]);
	free((void *)strv->item);
	*strv = HZ_STRV_INIT;
}

void hz_strv_wipe(struct hz_strv *strv)
{
	for (size_t i = 0; i < strv->count; i++)
		explicit_bzero(strv->item[i], strlen(strv->item[i]));
	hz_strv_done(strv);
}

void hz_strv_own(struct hz_strv *strv, char *text)
{
	strv->item = hz_resize((void *)strv->item, strv->count + 2, sizeof(*strv->item));
	strv->item[strv->count++] = text;
	strv->item[strv->count] = NULL;
}

void hz_strv_add(struct hz_strv *strv, const char *text)
{
	hz_strv_own(strv, hz_strdup(text));
}

void hz_strv_addf(struct hz_strv *strv, const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	hz_strv_own(strv, text);
}

void hz_strv_split(struct hz_strv *strv, const char *text, char separator)
{
	const char *end = strchr(text, separator);

	while (end) {
		hz_strv_own(strv, hz_strndup(text, (size_t)(end - text)));
		text = end + 1;
		end = strchr(text, separator);
	}
	hz_strv_add(strv, text);
}

bool hz_strv_has(const struct hz_strv *strv, const char *text)
{
	for (size_t i = 0; i < strv->count; i++)
		if (strcmp(strv->item[i], text) == 0)
			return true;
	return false;
}

char *hz_strv_join(const struct hz_strv *strv, const char *separator)
{
	struct hz_buf joined = HZ_BUF_INIT;

	for (size_t i = 0; i < strv->count; i++) {
		if (i > 0)
			hz_buf_adds(&joined, separator);
		hz_buf_adds(&joined, strv->item[i]);
	}
	return hz_buf_take(&joined);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void hz_strv_sort(struct hz_strv *strv)
{
	if (strv->count > 1)
		qsort((void *)strv->item, strv->count, sizeof(*strv->item), compare);
}
