/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Semantic versions, with or without a leading "v".
 */
#include "base/semver.h"

#include <stdbool.h>
#include <string.h>

#include "base/num.h"
#include "base/strv.h"

/* The number at *@text, which is moved behind it; leading zeros are refused. */
static int take_number(const char **text, int *ret)
{
	size_t len = strspn(*text, "0123456789");
	HZ_AUTO(hz_freep) char *digits = hz_strndup(*text, len);

	if (len == 0 || (len > 1 && digits[0] == '0'))
		return -1;
	*text += len;
	return hz_parse_int_in(digits, 0, 1000000, ret);
}

/* The same with @c before it. */
static int take_number_after(const char **text, char c, int *ret)
{
	if (**text != c)
		return -1;
	(*text)++;
	return take_number(text, ret);
}

/* The pre-release and build parts: 0, or -1 when they are malformed or too long. */
static int take_pre(const char *text, char pre[static 32])
{
	static const char allowed[] =
		"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-.";
	size_t len;

	if (*text == '-') {
		len = strspn(++text, allowed);
		if (len == 0 || len >= 32)
			return -1;
		memcpy(pre, text, len);
		text += len;
	}
	if (*text == '+')
		text += 1 + strspn(text + 1, allowed);
	return *text == '\0' ? 0 : -1;
}

int hz_semver_parse(const char *text, struct hz_semver *ret)
{
	struct hz_semver version = { .major = 0 };

	if (*text == 'v')
		text++;
	if (take_number(&text, &version.major) < 0 ||
	    take_number_after(&text, '.', &version.minor) < 0 ||
	    take_number_after(&text, '.', &version.patch) < 0 || take_pre(text, version.pre) < 0)
		return -1;
	*ret = version;
	return 0;
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

/* Numbers count as numbers and come before words. */
static int compare_identifier(const char *a, const char *b)
{
	size_t len_a = strlen(a);
	size_t len_b = strlen(b);

	if (is_number(a) != is_number(b))
		return is_number(a) ? -1 : 1;
	if (is_number(a) && len_a != len_b)
		return len_a < len_b ? -1 : 1;
	return strcmp(a, b);
}

static int compare_pre(const char *a, const char *b)
{
	HZ_AUTO(hz_strv_done) struct hz_strv parts_a = HZ_STRV_INIT;
	HZ_AUTO(hz_strv_done) struct hz_strv parts_b = HZ_STRV_INIT;

	if (!*a || !*b)
		return (*b != '\0') - (*a != '\0') > 0 ? 1 : *a ? -1 : 0;
	hz_strv_split(&parts_a, a, '.');
	hz_strv_split(&parts_b, b, '.');
	for (size_t i = 0; i < parts_a.count && i < parts_b.count; i++) {
		int order = compare_identifier(parts_a.item[i], parts_b.item[i]);

		if (order != 0)
			return order;
	}
	return (parts_a.count > parts_b.count) - (parts_a.count < parts_b.count);
}

int hz_semver_compare(const struct hz_semver *a, const struct hz_semver *b)
{
	if (a->major != b->major)
		return a->major < b->major ? -1 : 1;
	if (a->minor != b->minor)
		return a->minor < b->minor ? -1 : 1;
	if (a->patch != b->patch)
		return a->patch < b->patch ? -1 : 1;
	return compare_pre(a->pre, b->pre);
}
